"""Fill a second index of this generation and let it take over, unseen by those who read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from opensearchpy import AsyncOpenSearch

from catalog_search.handlers import HANDLERS
from catalog_search.index import HEARD
from catalog_search.index.client import connect
from catalog_search.index.generations import (
    CURRENT,
    PATIENCE,
    Generation,
    block,
    delete,
    ensure,
    second,
    second_alias,
    swap,
    unblock,
)
from catalog_search.index.writer import BATCH, IndexSink
from catalog_search.settings import Settings
from kit.bus import Bus
from kit.problems import Unavailable
from kit.reader import Reader

SERVICE = "catalog-search"

Progress = Callable[[int, int], None]
"""Told the things that were written and the things that there are."""

LOOK = 0.02
"""Seconds between two looks at how far the filling is: the hand-over holds the worker up."""

HAND_OVER = 20.0
"""Seconds within which the second index takes over, or nothing has happened; it takes 0.3 while
200 changes a second go on, and took 5 on a machine with six other engines at work."""

SETTLE = 10.0
"""Seconds between two refreshes of an index that nobody asks yet: each leaves a small segment that
must be merged later, and with one a second the engine worked a third more."""

GRACE = 5.0
"""Seconds for which the old index stays: longer than any search that it is answering (2)."""

LATE = f"Il nuovo indice non è arrivato in pari in {HAND_OVER:.0f} s: nulla è cambiato, riprova."


class Superseded(Exception):
    """Another reindex has cleared away the index that this one was filling."""


async def reindex(
    settings: Settings,
    progress: Progress = lambda written, there: None,
    generation: Generation = CURRENT,
) -> str:
    """Make, fill and serve another index; its name. What a killed one left is cleared first."""
    name = generation.alias(settings.namespace)
    bus = await Bus.connect(settings.nats_url, settings.namespace)
    try:
        async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
            await ensure(client, generation, name)
            serving, fresh = await second(client, generation, name)
            async with filling(client, bus, second_alias(name)) as filled:
                await filled(progress)
                await block(client, serving)
                try:
                    async with asyncio.timeout(HAND_OVER):
                        await filled(progress)
                        await swap(client, name, serving, fresh)
                except BaseException as error:
                    await unblock(client, serving)
                    if isinstance(error, TimeoutError):
                        raise Unavailable(LATE) from error
                    raise
            await asyncio.sleep(GRACE)
            await delete(client, [serving])
    finally:
        await bus.close()
    return fresh


@asynccontextmanager
async def filling(
    client: AsyncOpenSearch, bus: Bus, alias: str
) -> AsyncIterator[Callable[[Progress], Awaitable[None]]]:
    """Readers that write to a second index. Yields how to wait until they have heard all."""
    sinks = [IndexSink(client, alias, stream.name, HANDLERS, gone) for stream in HEARD]
    readers = [
        Reader(
            bus,
            stream,
            sink,
            service=SERVICE,
            name=alias,
            batch=BATCH,
            settle_seconds=SETTLE,
        )
        for stream, sink in zip(HEARD, sinks, strict=True)
    ]
    tasks = [asyncio.create_task(reader.run()) for reader in readers]

    async def filled(progress: Progress) -> None:
        ends = [await bus.info(stream) for stream in HEARD]
        there = sum(end.messages for end in ends)
        while any(
            sink.place.position < end.last
            for sink, end in zip(sinks, ends, strict=True)
            if end.messages
        ):
            for task in tasks:
                if task.done():
                    raise Unavailable(str(task.exception()))
            progress(max(0, there - sum(reader.pending for reader in readers)), there)
            await asyncio.sleep(LOOK)
        progress(there, there)

    try:
        yield filled
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def gone() -> None:
    raise Superseded("Un'altra reindicizzazione ha tolto l'indice di questa.")
