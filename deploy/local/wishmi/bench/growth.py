"""How the cost of a search grows with the catalogue."""

import asyncio
import time
from urllib.parse import urlsplit

import msgspec

from catalog_search.index.generations import CURRENT, make
from wishmi.bench.engine import Engine
from wishmi.bench.figures import Times, milliseconds, times
from wishmi.bench.ground import Ground
from wishmi.bench.search import Asking, Question, spent
from wishmi.console import Talk

ROUNDS = 2
"""Of every question; the engine keeps nothing of earlier answers."""

WARM = 30.0
"""Seconds of questions before: in a new engine 300 entries took longer than 3,000 did later, for it
first compiles what it runs."""

MULTIPLIED = "bench-multiplied"

COPIED_WITHIN = 1_200
"""Seconds for one copy of the index: 100,000 entries took 60 where this was written."""

COPY = "ctx._id = ctx._id + '-' + params.copy; ctx._source.id = ctx._id"
"""Painless: the same entry under another id."""

LOOK = 1.0
"""Seconds between two looks whether the engine still merges."""


class Growth(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Times in milliseconds, nothing kept of earlier answers, `without=meaning`."""

    entries: int
    questions: int
    raw: Times
    """The body that our API sends, sent straight to the engine."""
    engine_ms: float
    """Processor time of the engine for each of them."""
    api: Times | None = None
    """Absent where the entries were multiplied in the engine: the API does not know of them."""


def growth(ground: Ground, questions: list[Question], entries: int, *, api: bool) -> Growth:
    """Blocks: nothing else of this process must run meanwhile."""
    there, ours = (
        urlsplit(url)
        for url in (ground.settings.opensearch_url, ground.stack.url("catalog_search"))
    )
    with Engine(there) as engine, Engine(ours) as families:
        asking = Asking(engine, families, questions[0].index)
        began = time.perf_counter()
        while time.perf_counter() - began < WARM:
            for question in questions:
                asking.raw(question)
                if api:
                    asking.api(question)
        raw, through, used = [], [], 0.0
        for question in questions * ROUNDS:
            asking.forget()
            before = spent(ground.engine)
            raw.append(asking.raw(question))
            used += spent(ground.engine) - before
            if api:
                asking.forget()
                through.append(asking.api(question))
    return Growth(
        entries=entries,
        questions=len(questions),
        raw=times(raw),
        engine_ms=milliseconds(used / len(raw)),
        api=times(through) if api else None,
    )


async def multiplied(ground: Ground, factor: int, talk: Talk) -> None:
    """An index beside ours with every entry so many times: its texts repeat, its ids do not."""
    await make(ground.client, CURRENT, f"{MULTIPLIED}-1", alias=MULTIPLIED)
    with talk.bar(f"Copying the index {factor} times") as progress:
        for copy in range(factor):
            await ground.client.reindex(
                body={
                    "source": {"index": ground.alias, "query": {"term": {"visible": True}}},
                    "dest": {"index": MULTIPLIED},
                    "script": {"source": COPY, "params": {"copy": copy}},
                },
                params={"slices": "auto", "request_timeout": COPIED_WITHIN},
            )
            await ground.client.indices.refresh(index=MULTIPLIED)
            progress(copy + 1, factor)
    while True:
        stats = await ground.client.indices.stats(index=MULTIPLIED, metric="merge")
        if not stats["_all"]["primaries"]["merges"]["current"]:
            break
        await asyncio.sleep(LOOK)
    await ground.client.indices.refresh(index=MULTIPLIED)  # shows what was merged
