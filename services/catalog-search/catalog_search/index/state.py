"""How far an index has come: one state document for each stream, kept in the index itself.

It is written after the documents it speaks of have been made searchable, so it is the watermark of
what can be found; and it is in the same shard, so that an index put back to an older copy has the
position of that copy.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import msgspec
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError

from catalog_search.index.client import reaching_the_index
from kit.bus import Bus
from kit.events import Stream
from kit.problems import Unavailable
from kit.reader import Moved

EVERY = 0.5
"""Seconds between two looks of a reader: an answer kept longer could be older than the 2 seconds
that are promised."""

MOVE = """
if (ctx._index == params.index && ctx._source.position == params.expected) {
  ctx._source.position = params.position;
} else {
  ctx.op = 'none';
}
"""
"""Moves the position on only if index and position are still those that the writer began from.
A plain write, even with an external version, would hide what happened meanwhile: another worker,
an alias that a reindex moved, an index that was put back to an older copy."""


class Place(msgspec.Struct, frozen=True):
    """Where an index stands in a stream."""

    index: str
    position: int


async def last(bus: Bus, stream: Stream) -> int:
    """The last sequence that a reader can hear; an empty stream has one that nobody sent."""
    info = await bus.info(stream)
    return info.last if info.messages else 0


def state_id(stream: str) -> str:
    return f"state-{stream}"


async def read(client: AsyncOpenSearch, alias: str, stream: str) -> Place | None:
    """The place kept in the index behind an alias, if there is one."""
    with reaching_the_index():
        try:
            answer = await client.get(index=alias, id=state_id(stream))
        except NotFoundError:
            return None
    return Place(answer["_index"], answer["_source"]["position"])


async def begin(client: AsyncOpenSearch, alias: str, stream: str) -> None:
    """Make the state document of a new index; another worker may have made it just now."""
    with reaching_the_index():
        try:
            await client.index(
                index=alias,
                id=state_id(stream),
                body={"kind": "state", "stream": stream, "position": 0},
                params={"op_type": "create", "require_alias": "true"},
            )
        except ConflictError:
            return


async def move(client: AsyncOpenSearch, alias: str, stream: str, old: Place, to: int) -> Place:
    """Keep a new position; `Moved` if the index is no longer at the old one."""
    script = {
        "lang": "painless",
        "source": MOVE,
        "params": {"index": old.index, "expected": old.position, "position": to},
    }
    with reaching_the_index():
        try:
            answer = await client.update(
                index=alias,
                id=state_id(stream),
                body={"script": script},
                params={"require_alias": "true"},
            )
        except (ConflictError, NotFoundError) as error:
            raise Moved from error
    if answer["result"] != "updated":
        raise Moved
    return Place(old.index, to)


class Positions:
    """How far the index of this generation has come, for those who read it."""

    def __init__(
        self,
        client: AsyncOpenSearch,
        alias: str,
        streams: Mapping[str, Callable[[], Awaitable[int]]],
    ) -> None:
        """`streams`: for each stream, how to ask for the last sequence that a reader can hear."""
        self._client = client
        self._alias = alias
        self._streams = streams
        self._awaited: dict[str, int] | None = None
        self.index = ""
        """The index that answers now; empty until it was seen."""
        self.watermarks: dict[str, int] = dict.fromkeys(streams, 0)

    async def look(self) -> None:
        """Read the state documents once, all of one index."""
        ids = [state_id(stream) for stream in self._streams]
        with reaching_the_index():
            answer: dict[str, Any] = await self._client.mget(index=self._alias, body={"ids": ids})
        for stream, found in zip(self._streams, answer["docs"], strict=True):
            self.watermarks[stream] = found["_source"]["position"] if found.get("found") else 0
            self.index = found["_index"] if found.get("found") else ""

    async def run(self) -> None:
        """Keep looking; while the index is away, what was seen last stands."""
        while True:
            with suppress(Unavailable):  # the search that comes next says so to who asks
                await self.look()
            await asyncio.sleep(EVERY)

    async def check(self) -> None:
        """Ready once the index has passed all that had been told when this process began."""
        if self._awaited is None:
            self._awaited = {stream: await last() for stream, last in self._streams.items()}
        await self.look()
        for stream, last in self._awaited.items():
            if self.watermarks[stream] < last:
                raise Unavailable(f"L'indice è a {self.watermarks[stream]} di {last} ({stream}).")
