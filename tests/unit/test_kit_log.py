"""Log lines say where an error came from, and nothing of what a caller sent."""

import json
import logging

import pytest
import structlog

from kit import log


def caught(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except Exception as raised:
        return raised


def test_an_error_is_told_by_its_place_and_class_without_its_message() -> None:
    lines = log.told(caught(ValueError("nuoto autismo"), KeyError("una famiglia")))

    assert lines[0] == "KeyError"
    assert lines[-1] == "ValueError"
    assert "test_kit_log.py" in lines[1]
    assert "autismo" not in str(lines)
    assert "famiglia" not in str(lines)


def test_an_error_of_the_system_keeps_its_message() -> None:
    assert log.told(OSError(28, "No space left on device"))[-1] == (
        "OSError: [Errno 28] No space left on device"
    )


def test_groups_tell_each_of_their_errors() -> None:
    group = ExceptionGroup("due", [ValueError("uno"), OSError("due")])

    assert log.told(group) == ["ExceptionGroup", "ValueError", "OSError: due"]


def test_lines_are_json_with_their_context(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    log.configure("info")
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        log.get_logger().info("request", route="/v1/x", error=ValueError("nuoto"))
        log.get_logger().debug("silent")

    (line,) = capfdbinary.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["event"], said["level"], said["request_id"]) == ("request", "info", "abc")
    assert said["error"] == ["ValueError"]
    assert said["time"].endswith("Z")


def test_libraries_speak_in_the_same_lines_from_warnings_up(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    log.configure("debug")
    logging.getLogger("opensearch").info("the body of a search")
    try:
        raise ValueError("nuoto")
    except ValueError:
        logging.getLogger("nats").exception("lost %s", "connection")

    (line,) = capfdbinary.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["logger"], said["message"], said["level"]) == ("nats", "lost connection", "error")
    assert "nuoto" not in line.decode()
