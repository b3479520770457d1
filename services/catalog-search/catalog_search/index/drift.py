"""Say whether an index agrees with the streams that it was made from."""

import asyncio
import time
from typing import Any

import msgspec
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError

from catalog_search.index import HEARD, state
from catalog_search.index.client import connect, reaching_the_index
from catalog_search.index.generations import CURRENT, Generation
from catalog_search.settings import Settings
from kit.bus import Bus
from kit.events import Stream

PAGE = 10_000
"""Documents of one look at the index, the most that it gives: 100,000 take ten."""

PATIENCE = 30.0
"""Seconds for one page; with a cold cache on two busy cores one took 0.4."""

STANDSTILL = 15.0
"""Seconds without a step after which we no longer wait for an index that lags: while behind it
settles every second, and once it stood still for more than five, on two busy cores, while the
worker loaded the encoder of meanings."""

LOOK = 0.2
"""Seconds between two looks at the position; one takes a millisecond."""

EXAMPLES = 20
"""Subjects named in the report: enough to see what they have in common."""


class Drift(msgspec.Struct, kw_only=True):
    """How documents and subjects differ."""

    checked: int = 0
    """Subjects looked at."""
    missing: int = 0
    """Subjects without a document."""
    extra: int = 0
    """Documents with a content, but without a subject."""
    different: int = 0
    """Documents that do not tell the subject's last state."""
    examples: list[str] = []

    @property
    def agrees(self) -> bool:
        return not (self.missing or self.extra or self.different)

    def note(self, kind: str, name: str) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"{kind} {name}")


class Kept(msgspec.Struct):
    """What a comparison needs of a document."""

    change: int
    shown: bool


async def compare(settings: Settings, generation: Generation = CURRENT) -> Drift:
    """Compare every subject of every stream with its document, once the index has caught up."""
    name = generation.alias(settings.namespace)
    drift = Drift()
    bus = await Bus.connect(settings.nats_url, settings.namespace)
    try:
        async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
            for stream in HEARD:
                subjects = await bus.subjects(stream)
                last = max(subjects.values(), default=0)
                await catch_up(client, name, stream, last)
                documents = await kept(client, name, stream)
                told = (await bus.info(stream)).last
                judge(drift, subjects, documents, meanwhile=range(last + 1, told + 1))
    finally:
        await bus.close()
    return drift


def judge(
    drift: Drift, subjects: dict[str, int], documents: dict[str, Kept], *, meanwhile: range
) -> None:
    """Add what differs. `meanwhile`: sequences told since the subjects were listed."""
    known = set()
    for subject, sequence in subjects.items():
        drift.checked += 1
        thing = subject.rpartition(".")[2]
        known.add(thing)
        document = documents.get(thing)
        if document is None:
            drift.note("missing", subject)
        elif document.change != sequence and document.change not in meanwhile:
            drift.note("different", subject)
    for thing, document in documents.items():
        if thing not in known and document.shown and document.change not in meanwhile:
            drift.note("extra", thing)


async def catch_up(client: AsyncOpenSearch, name: str, stream: Stream, last: int) -> None:
    """Wait for the index as long as it comes further."""
    position, still = -1, time.monotonic()
    while position < last and time.monotonic() - still < STANDSTILL:
        place = await state.read(client, name, stream.name)
        if place and place.position != position:
            position, still = place.position, time.monotonic()
        else:
            await asyncio.sleep(LOOK)


async def kept(client: AsyncOpenSearch, name: str, stream: Stream) -> dict[str, Kept]:
    """Every document of a stream, in the order of changes: one that is written again while we
    look comes once more, later, and none is passed over."""
    documents: dict[str, Kept] = {}
    after: list[int] = [-1]
    while True:
        hits = await page(client, name, stream, after)
        for hit in hits:
            shown = hit["fields"]["visible"][0]
            documents[hit["_id"]] = Kept(change=hit["sort"][0], shown=shown)
        if len(hits) < PAGE:
            return documents
        after = hits[-1]["sort"]


async def page(
    client: AsyncOpenSearch, name: str, stream: Stream, after: list[int]
) -> list[dict[str, Any]]:
    body = {
        "size": PAGE,
        "query": documents_of(stream),
        "sort": [{"change": "asc"}],
        "search_after": after,
        "_source": False,
        "docvalue_fields": ["visible"],
        "track_total_hits": False,
    }
    with reaching_the_index():
        try:
            answer = await client.search(
                index=name, body=body, params={"allow_partial_search_results": "false"}
            )
        except NotFoundError:
            return []
    hits: list[dict[str, Any]] = answer["hits"]["hits"]
    return hits


def documents_of(stream: Stream) -> dict[str, Any]:
    """The documents made from a stream, without its state document."""
    made = [{"term": {"stream": stream.name}}, {"exists": {"field": "change"}}]
    return {"bool": {"filter": made}}


async def balance(client: AsyncOpenSearch, name: str, bus: Bus, stream: Stream) -> int:
    """Subjects less documents: cheap enough to be asked all the time. 0 when they agree."""
    with reaching_the_index():
        counted = await client.count(
            index=name, body={"query": documents_of(stream)}, params={"ignore_unavailable": "true"}
        )
    documents: int = counted["count"]
    return (await bus.info(stream)).messages - documents
