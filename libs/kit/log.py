"""JSON lines on standard output that hold no query string, no body and no value of a caller."""

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import msgspec
import structlog

from kit.problems import Problem

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}

_SPEAKABLE = (Problem, OSError, ImportError, AttributeError, NameError, TypeError)
"""Errors whose message says what is broken; any other message may quote what a caller sent
(`invalid literal for int(): 'nuoto autismo'`), so only its class and its place are written."""

_LONGEST_MESSAGE = 1_000
"""Characters of a library's own message: enough for a sentence, too few for a dump."""


def configure(level: str) -> None:
    """Set up logging for the process, libraries included; called once, by `kit.serve`."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", key="time"),
            _with_errors_told,
            structlog.processors.JSONRenderer(serializer=_encoded),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        cache_logger_on_first_use=False,  # module-level loggers exist before this runs
    )
    root = logging.getLogger()
    root.handlers[:] = [_Bridge()]
    # Warnings at least: below it opensearch-py logs the bodies of searches.
    root.setLevel(max(logging.WARNING, _LEVELS[level]))


def get_logger() -> Any:
    """A logger; the context of the request is added by itself."""
    return structlog.get_logger()


def told(error: BaseException) -> list[str]:
    """Where an error came from, outermost cause first: places and classes, no values."""
    return [line for one in _chain(error) for line in _lines(one)]


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[0].__cause__ or _context(chain[0])) and cause not in chain:
        chain.insert(0, cause)
    return chain


def _context(error: BaseException) -> BaseException | None:
    return None if error.__suppress_context__ else error.__context__


def _lines(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}"
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    yield f"{name}: {error}"[:_LONGEST_MESSAGE] if isinstance(error, _SPEAKABLE) else name
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from told(one)


def _with_errors_told(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    error = event.get("error")
    if isinstance(error, BaseException):
        event["error"] = told(error)
    return event


def _encoded(event: MutableMapping[str, Any], **_options: Any) -> bytes:
    return msgspec.json.encode(event, enc_hook=repr)


class _Bridge(logging.Handler):
    """Brings what libraries log into the same lines."""

    def emit(self, record: logging.LogRecord) -> None:
        event: dict[str, Any] = {
            "logger": record.name,
            "message": record.getMessage()[:_LONGEST_MESSAGE],
        }
        if record.exc_info and record.exc_info[1]:
            event["error"] = record.exc_info[1]
        write = get_logger().error if record.levelno >= logging.ERROR else get_logger().warning
        write("library", **event)
