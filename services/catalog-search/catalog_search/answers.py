"""Keep an answer for a second: on a busy day many families ask the same at once."""

from collections.abc import Callable

from cachetools import TTLCache
from litestar import Request
from litestar.datastructures import State

from catalog_search.schemas import Page
from kit import languages
from kit.languages import Language

SECONDS = 1.0
"""What changes is to be found within 2 s, and is in the index after 0.6 (p99 of `bench index`)."""

MOST = 500
"""Answers, of some 60 KB: as many as a day's measure has questions, 30 MB."""

ANEW = "no-cache"
"""Of Cache-Control in a request (RFC 9111, 5.2.1.4): the answer is to be made now."""

Timer = Callable[[], float]
"""Seconds that only grow."""

AnyRequest = Request[object, object, State]


class Answers:
    """What was answered to questions by address, whoever asked. Those that tell of a child's needs
    or a family's means are not given to it."""

    def __init__(self, timer: Timer) -> None:
        self._kept: TTLCache[tuple[bytes, Language], Page] = TTLCache(MOST, SECONDS, timer)

    def known(self, request: AnyRequest) -> Page | None:
        if ANEW in request.headers.get("cache-control", ""):
            return None
        return self._kept.get(asked(request))

    def keep(self, request: AnyRequest, page: Page) -> None:
        self._kept[asked(request)] = page


def asked(request: AnyRequest) -> tuple[bytes, Language]:
    """The question as it came, for the answer repeats its parameters, and the labels' language."""
    return request.scope["query_string"], languages.chosen()
