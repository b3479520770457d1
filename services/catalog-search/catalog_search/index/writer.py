"""Write what was heard into an index: one document for each thing, one `_bulk` for each chunk."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError

from catalog_search.index import state
from catalog_search.index.client import HELD, reaching_the_index
from kit.events import Fact
from kit.problems import Unavailable
from kit.reader import Heard, Moved, Refused

Handlers = Mapping[type[Fact], Callable[[Any, int], msgspec.Struct]]
"""What to make of each fact, given the stream's sequence as the document's `change`."""

CHUNK = 500
"""Documents of one `_bulk`, 2.5 MB: twice or half as many made no difference that could be seen."""

BATCH = 4 * CHUNK
"""Messages taken at once, so that making documents and writing them overlap: filling 20,000 was
0.97 times as fast as a bare `_bulk` of the same documents, and 0.56 times with one chunk."""

LARGEST = 4_000_000
"""Bytes of one `_bulk`: well under the engine's 100 MB, and what one NIL of 373 KB can fill."""

AT_ONCE = 2
"""Chunks under way: while one is being written the next is being encoded. Their order does not
matter, for the engine keeps the document with the highest version."""

NEWER = 409
"""The index has a later state of the thing: what was to be written is not needed any more."""

MALFORMED = 400
"""The mapping does not take this document, and never will."""

ASKED = "errors,items.index.status,items.index.error.type,items.index.error.reason"
"""All that we read of the engine's answer, which by default repeats every id and shard."""


class Fault(msgspec.Struct):
    """Why a document was not written."""

    type: str
    reason: str = ""


class Outcome(msgspec.Struct):
    """What became of one document."""

    status: int
    error: Fault | None = None


class Item(msgspec.Struct):
    """One line of the answer."""

    index: Outcome


class Answer(msgspec.Struct):
    """What became of a chunk; without errors there is nothing else to read."""

    errors: bool
    items: list[Item] = []


class Chunk:
    """Documents on their way, as the engine wants them."""

    def __init__(self) -> None:
        self.heard: list[Heard[Fact]] = []
        self.lines = BytesIO()  # which aiohttp sends piece by piece

    def add(self, heard: Heard[Fact], document: bytes) -> None:
        self.heard.append(heard)
        self.lines.write(
            b'{"index":{"_id":"%s","version":%d,"version_type":"external_gte"}}\n%s\n'
            % (str(heard.fact.id).encode(), heard.sequence, document)
        )

    @property
    def full(self) -> bool:
        return len(self.heard) >= CHUNK or self.lines.tell() >= LARGEST


class IndexSink:
    """Where a reader puts one stream: the index behind an alias."""

    def __init__(
        self,
        client: AsyncOpenSearch,
        alias: str,
        stream: str,
        handlers: Handlers,
        prepare: Callable[[], Awaitable[None]],
    ) -> None:
        """`prepare` makes the index when there is none."""
        self._client = client
        self._alias = alias
        self._stream = stream
        self._handlers = handlers
        self._prepare = prepare
        self._encoder = msgspec.json.Encoder()
        self.place = state.Place("", 0)

    async def position(self) -> int:
        """Where the index says it is."""
        place = await state.read(self._client, self._alias, self._stream)
        if place is None:
            try:
                await state.begin(self._client, self._alias, self._stream)
            except NotFoundError:
                await self._prepare()
                await state.begin(self._client, self._alias, self._stream)
            place = await state.read(self._client, self._alias, self._stream)
        if place is None:
            raise Unavailable("L'indice è appena stato tolto.")
        self.place = place
        return place.position

    async def take(self, batch: list[Heard[Fact]]) -> list[Refused]:
        """Write a batch; it can be found once it was settled."""
        refused: list[Refused] = []
        sending: list[asyncio.Task[list[Refused]]] = []
        try:
            for chunk in self._chunks(batch, refused):
                if len(sending) >= AT_ONCE:
                    await sending[-AT_ONCE]
                sending.append(asyncio.create_task(self._written(chunk)))
                await asyncio.sleep(0)  # lets it leave before the next one is encoded
            for sent in sending:
                refused += await sent
        finally:
            for sent in sending:
                sent.cancel()
            await asyncio.gather(*sending, return_exceptions=True)
        return refused

    async def settle(self, sequence: int) -> None:
        """Let it be found, then keep the position: durable after all that it speaks of."""
        if sequence == self.place.position:
            return
        with reaching_the_index():
            try:
                await self._client.indices.refresh(index=self._alias)
            except NotFoundError as error:
                raise Moved from error
        self.place = await state.move(self._client, self._alias, self._stream, self.place, sequence)

    def _chunks(self, batch: Sequence[Heard[Fact]], refused: list[Refused]) -> Iterator[Chunk]:
        chunk = Chunk()
        for heard in batch:
            try:
                document = self._handlers[type(heard.fact)](heard.fact, heard.sequence)
                chunk.add(heard, self._encoder.encode(document))
            except Exception as error:
                refused.append(Refused(heard.sequence, f"{type(error).__name__}: {error}"))
            if chunk.full:
                yield chunk
                chunk = Chunk()
        if chunk.heard:
            yield chunk

    async def _written(self, chunk: Chunk) -> list[Refused]:
        chunk.lines.seek(0)
        with reaching_the_index():
            told: Any = await self._client.transport.perform_request(
                "POST",
                f"/{self._alias}/_bulk",
                params={"require_alias": "true", "filter_path": ASKED},
                headers={"content-type": "application/x-ndjson"},
                body=chunk.lines,
            )
        answer = msgspec.convert(told, Answer)
        return refusals(chunk.heard, answer) if answer.errors else []


def refusals(heard: Sequence[Heard[Fact]], answer: Answer) -> list[Refused]:
    """What the mapping does not take; anything else that went wrong passes by itself."""
    refused = []
    for one, item in zip(heard, answer.items, strict=True):
        status, error = item.index.status, item.index.error
        if error is None or status == NEWER:
            continue
        if status != MALFORMED or error.type in HELD:
            raise Unavailable(f"L'indice non scrive: {error.type}.")
        refused.append(Refused(one.sequence, f"{error.type}: {error.reason}"))
    return refused
