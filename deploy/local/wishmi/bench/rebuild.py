"""How fast an index is made from the stream, against a bare `_bulk` of the same documents."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median
from urllib.parse import urlsplit

import msgspec

from catalog_search.handlers import HANDLERS
from catalog_search.index.generations import CURRENT, delete, make
from catalog_search.reindex import filling
from contracts.offers import OfferPublished
from wishmi.bench.engine import Engine
from wishmi.bench.figures import ratio
from wishmi.bench.ground import Ground
from wishmi.console import Talk

ROUNDS = 3
"""Of each, one after the other in turns; the middle one counts."""

BULK = 1_000
"""Documents of a bare bulk: a round number that was as fast as 500 and faster than 2,000."""


class Rebuild(msgspec.Struct, frozen=True, kw_only=True):
    """Entries a second."""

    entries: int
    rebuild_per_second: float
    bare_bulk_per_second: float
    ratio: float
    rounds: list[tuple[int, int]]
    """Each round's two."""


async def rebuild(ground: Ground, offers: Sequence[OfferPublished], talk: Talk) -> Rebuild:
    """The stream must hold these offers, and little else."""
    bodies = bare_bodies(offers)
    rounds = []
    for turn in range(ROUNDS):
        talk.say(f"rebuild and bare bulk of {len(offers)}, round {turn + 1} of {ROUNDS}")
        filled = await from_stream(ground)
        bare = await bare_bulk(ground, bodies)
        rounds.append((round(filled), round(len(offers) / bare)))
    ours, theirs = (median(column) for column in zip(*rounds, strict=True))
    return Rebuild(
        entries=len(offers),
        rebuild_per_second=ours,
        bare_bulk_per_second=theirs,
        ratio=ratio(ours, theirs),
        rounds=rounds,
    )


async def from_stream(ground: Ground) -> float:
    """As a reindex and a new generation's worker do it; documents a second."""
    name = "bench-rebuild"
    await make(ground.client, CURRENT, f"{name}-1", alias=name)
    began = time.perf_counter()
    async with filling(ground.client, ground.bus, name) as filled:
        await filled(lambda written, there: None)
        took = time.perf_counter() - began
    documents = (await ground.client.count(index=name))["count"]
    await delete(ground.client, [f"{name}-1"])
    return float(documents / took)


def bare_bodies(offers: Sequence[OfferPublished]) -> list[bytes]:
    """The same documents, made beforehand."""
    lines = [
        b'{"index":{"_id":"%s"}}\n%s\n'
        % (
            str(offer.id).encode(),
            msgspec.json.encode(HANDLERS[OfferPublished](offer, change)),
        )
        for change, offer in enumerate(offers, start=1)
    ]
    return [b"".join(lines[start : start + BULK]) for start in range(0, len(lines), BULK)]


async def bare_bulk(ground: Ground, bodies: Sequence[bytes]) -> float:
    """One connection, one bulk after the other, one refresh; seconds."""
    name = "bench-bare-1"
    await make(ground.client, CURRENT, name, alias="bench-bare")
    took = await asyncio.to_thread(send, ground.settings.opensearch_url, name, bodies)
    await delete(ground.client, [name])
    return took


def send(url: str, index: str, bodies: Sequence[bytes]) -> float:
    with Engine(urlsplit(url)) as engine:
        began = time.perf_counter()
        for body in bodies:
            engine.ask("POST", f"/{index}/_bulk?filter_path=errors", body)
        engine.ask("POST", f"/{index}/_refresh")
        return time.perf_counter() - began
