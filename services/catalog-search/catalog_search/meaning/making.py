"""Make vectors for entries as they come into the index, behind what makes them found by words."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError
from prometheus_client import CollectorRegistry, Counter, Gauge

from catalog_search.index import HEARD, state
from catalog_search.index.client import reaching_the_index
from catalog_search.index.state import last
from catalog_search.meaning.encoder import Encoder, load
from catalog_search.meaning.store import VectorStore
from catalog_search.meaning.texts import Texts, key, texts
from catalog_search.meaning.tidying import tidy
from kit import cancellation, log
from kit.backoff import Backoff
from kit.bus import Bus
from kit.problems import Unavailable

EVERY = 0.5
"""Seconds between two looks at how far the index is; one takes a millisecond."""

PAGE = 1_000
"""Entries looked at together; asking which of them lack a vector takes 10 ms."""

CHUNK = 32
"""Entries encoded together, 0.3 s: vectors are kept, and found, as often."""

TIDY = 3_600.0
"""Seconds between two looks for vectors that nobody uses: each is 2 KB of memory, and 100,000 are
looked through in some seconds of small questions."""

BACKLOG = 1_000
"""Sequences that the words may be behind while vectors are made: at 200 changes a second, with the
half second that the index takes, they are 100 behind; when filling, many thousands."""

READ = ("entry.title", "entry.keywords", "entry.summary", "entry.description", "names")


class Making:
    """What the worker does for the factor `meaning`.

    It goes through the index itself in the order of changes, up to the watermark, so it needs no
    position that is kept: begun again, it asks which keys lack a vector, and makes those.
    """

    def __init__(
        self,
        client: AsyncOpenSearch,
        store: VectorStore,
        alias: str,
        generations: str,
        bus: Bus,
        registry: CollectorRegistry,
        encoder: Callable[[], Encoder] = load,
    ) -> None:
        """`generations`: a pattern for the indices of all of them: what one of them uses stays."""
        self._client = client
        self._store = store
        self._alias = alias
        self._generations = generations
        self._bus = bus
        self._load = encoder
        self._between = ("", "")  # the indices that the positions speak of: of entries, of vectors
        self._positions = dict.fromkeys((stream.name for stream in HEARD), 0)
        self._tidied = -TIDY
        self._made = Counter("meaning_made", "Vectors made", registry=registry)
        self._behind = Gauge(
            "meaning_behind",
            "Sequences of the stream that the index has and the vectors have not",
            ("stream",),
            registry=registry,
        )

    async def run(self) -> None:
        """For ever; an outage is waited for, and what was not finished comes again."""
        backoff = Backoff()
        while True:
            cancellation.obey()
            try:
                await self.catch_up()
                backoff.reset()
                await asyncio.sleep(EVERY)
            except Unavailable as error:
                log.get_logger().warning("meaning_waits", error=error)
                await asyncio.sleep(backoff.next())

    async def catch_up(self) -> None:
        """Make what is lacking, up to where the index is now."""
        await self._store.ensure()
        vectors = (await self._store.place()).index
        backlog = 0
        for stream in HEARD:
            place = await state.read(self._client, self._alias, stream.name)
            if place is None:
                return
            if (place.index, vectors) != self._between:
                self._between = (place.index, vectors)
                self._positions = dict.fromkeys(self._positions, 0)
            await self._walk(stream.name, place.position)
            backlog += max(0, await last(self._bus, stream) - place.position)
        if not backlog and time.monotonic() - self._tidied >= TIDY:
            await tidy(self._client, self._store, self._generations)
            self._tidied = time.monotonic()

    async def _walk(self, stream: str, end: int) -> None:
        while self._positions[stream] < end:
            self._behind.labels(stream).set(end - self._positions[stream])
            hits = await self._page(stream, self._positions[stream], end)
            wanted = {hit["fields"]["meaning"][0]: hit["_id"] for hit in hits}
            if wanted:
                lacking = await self._store.lacking(list(wanted))
                await self._make([wanted[one] for one in wanted if one in lacking])
            self._positions[stream] = hits[-1]["sort"][0] if len(hits) == PAGE else end
        self._behind.labels(stream).set(0)

    async def _page(self, stream: str, after: int, end: int) -> list[dict[str, Any]]:
        """Entries by their changes; up to the watermark none is missing."""
        within = [
            {"term": {"stream": stream}},
            {"range": {"change": {"gt": after, "lte": end}}},
            {"exists": {"field": "meaning"}},
        ]
        answer = await self._asked(
            self._alias,
            {
                "size": PAGE,
                "query": {"bool": {"filter": within}},
                "sort": [{"change": "asc"}],
                "_source": False,
                "docvalue_fields": ["meaning"],
                "track_total_hits": False,
            },
        )
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits

    async def _make(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), CHUNK):
            await self._let_pass()
            entries = await self._entries(ids[start : start + CHUNK])
            if not entries:
                continue
            encoder = await asyncio.to_thread(self._load)
            vectors = await asyncio.to_thread(encoder.entries, list(entries.values()))
            await self._store.put(dict(zip(entries, vectors, strict=True)))
            self._made.inc(len(entries))

    async def _let_pass(self) -> None:
        """Wait while the words have a backlog: what is told now must be found in two seconds."""
        for stream in HEARD:
            while True:
                end = await last(self._bus, stream)
                place = await state.read(self._client, self._alias, stream.name)
                if place is None or end - place.position <= BACKLOG:
                    break
                await asyncio.sleep(EVERY)

    async def _entries(self, ids: Sequence[str]) -> dict[str, Texts]:
        """What they say now, each under the key of just that: a later state than the one that was
        looked at comes again, and has its vector by then."""
        with reaching_the_index():
            try:
                answer = await self._client.mget(
                    index=self._alias,
                    body={"ids": list(ids)},
                    params={"_source_includes": ",".join(READ)},
                )
            except NotFoundError as error:
                raise Unavailable("L'indice è appena stato tolto.") from error
        found = (said(doc["_source"]) for doc in answer["docs"] if doc.get("found"))
        return {key(one): one for one in found if one}

    async def _asked(self, index: str, body: dict[str, Any]) -> dict[str, Any]:
        with reaching_the_index():
            try:
                answer: dict[str, Any] = await self._client.search(
                    index=index, body=body, params={"allow_partial_search_results": "false"}
                )
            except NotFoundError as error:
                raise Unavailable("L'indice è appena stato tolto.") from error
        return answer


def said(source: Mapping[str, Any]) -> Texts | None:
    """Of a document; none of one that was hidden meanwhile."""
    entry = source.get("entry")
    if entry is None:
        return None
    return texts(
        entry["title"],
        entry.get("keywords", ()),
        source.get("names", ()),
        entry.get("summary"),
        entry.get("description"),
    )
