"""Keep an answer for a second: on a busy day many families ask the same at once."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import msgspec
from cachetools import TTLCache
from litestar import Request
from litestar.datastructures import State

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

Asked = tuple[bytes, Language]


class Told(msgspec.Struct, frozen=True, gc=False):
    """An answer, and what caches are told of it."""

    body: bytes
    """JSON of a `schemas.Page`."""
    headers: Mapping[str, str] | None = None
    """Where there are any it is kept by nobody, neither here."""


Make = Callable[[], Coroutine[Any, Any, Told]]


class Answers:
    """What was answered to questions by address, whoever asked. Those that tell of a child's needs
    or a family's means are not kept."""

    def __init__(self, timer: Timer) -> None:
        self._kept: TTLCache[Asked, Told] = TTLCache(MOST, SECONDS, timer)
        self._awaited: dict[Asked, asyncio.Task[Told]] = {}

    async def to(self, request: AnyRequest, make: Make) -> Told:
        """The answer: one that is kept, or is just being made for somebody else, or a new one."""
        question = asked(request)
        if ANEW in request.headers.get("cache-control", ""):
            return await self._made(question, make)
        if known := self._kept.get(question):
            return known
        making = self._awaited.get(question)
        if making is None:
            making = self._awaited[question] = asyncio.create_task(self._made(question, make))
            making.add_done_callback(lambda _: self._awaited.pop(question))
        return await asyncio.shield(making)  # who goes away leaves the others theirs

    async def _made(self, question: Asked, make: Make) -> Told:
        told = await make()
        if told.headers is None:
            self._kept[question] = told
        return told


def asked(request: AnyRequest) -> Asked:
    """The question as it came, for the answer repeats its parameters, and the labels' language."""
    return request.scope["query_string"], languages.chosen()
