"""Give a query the entries that mean what it says, from vectors that follow their index."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache

import msgspec
from prometheus_client import CollectorRegistry, Gauge

from catalog_search.meaning.encoder import Encoder, Matrix, load
from catalog_search.meaning.store import NOWHERE, PAGE, Place, VectorStore
from catalog_search.meaning.vectors import Vectors
from catalog_search.query import CatalogQuery
from catalog_search.query.band import Band
from kit.problems import Conflict, Fault, Unavailable

EVERY = 1.0
"""Seconds between two looks at the index of vectors; one takes the engine 3 ms."""

REMEMBERED = 1_000
"""Queries whose vector (2 KB) and bands are kept: twice the different ones of a day's measure.
They are in memory only, and nowhere written."""

GRACE = 10.0
"""Seconds for which a process that begins is not ready for the sake of vectors: the encoder takes 2
and those of 10,000 entries 3; 100,000 must not keep words from being searched."""

TOO_MANY = 1.25
"""Vectors in memory for each one in the index at which all are read again: nobody tells of those
that were dropped, and they do no harm but fill memory."""


class Meaning:
    """The factor `meaning` of the search."""

    def __init__(
        self,
        store: VectorStore,
        knows: Callable[[str], bool],
        registry: CollectorRegistry,
        encoder: Callable[[], Encoder] = load,
    ) -> None:
        """`knows` tells whether these are words at all."""
        self._store = store
        self._knows = knows
        self._wait_until = time.monotonic() + GRACE
        self._load = encoder
        self._encoder: Encoder | None = None
        self._vectors = Vectors()
        self._place = NOWHERE
        self._looking = asyncio.Lock()
        self._loading = True
        # One thread: two that encode would wait for each other, and leave the event loop less.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="meaning")
        self._read = lru_cache(maxsize=REMEMBERED)(self._uncached)
        self._found: OrderedDict[tuple[str, str, int], tuple[Band, ...]] = OrderedDict()
        self._count = Gauge(
            "meaning_vectors", "Vectors in memory; 0: only words are searched", registry=registry
        )
        self._position = Gauge(
            "meaning_position",
            "Writes to the vectors in memory",
            registry=registry,
        )
        self._ready = Gauge(
            "meaning_ready", "1 once the encoder is loaded and vectors are there", registry=registry
        )

    async def of(self, query: CatalogQuery) -> CatalogQuery:
        """With the entries near its words. Until the vectors are there it is searched by words
        alone, on every page of the search that began so."""
        if not query.words_wanted or "meaning" in query.without:
            return query
        if query.vectors is not None:
            await self._reach(query.vectors)
        position = self._place.position if self._encoder else 0
        if query.vectors is not None:
            position = query.vectors
        words = f"{query.words_wanted} {query.words_abroad}".rstrip()
        near = await self._near(words, position) if position else ()
        return msgspec.structs.replace(query, bands=near, vectors=position)

    async def run(self) -> None:
        """Follow the index for ever; while it is away, what was read last stands."""
        while True:
            with suppress(Unavailable):
                await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Read what was written since the last look."""
        async with self._looking:
            place = await self._store.place()
            if place != self._place:
                await self._follow(place)
            if len(self._vectors) and self._encoder is None:
                loop = asyncio.get_running_loop()
                self._encoder = await loop.run_in_executor(self._thread, self._load)
            self._loading = False
            self._count.set(len(self._vectors))
            self._position.set(self._place.position)
            self._ready.set(self._encoder is not None and len(self._vectors) > 0)

    async def check(self) -> None:
        """Ready once the vectors that are there have been loaded, but not waited for long: by words
        it can answer without them."""
        if self._loading and time.monotonic() < self._wait_until:
            raise Unavailable("I vettori si stanno caricando.")

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _follow(self, place: Place) -> None:
        """Up to a place; from the beginning where the index is another one, or much smaller."""
        same = place.index == self._place.index and place.position >= self._place.position
        anew = not same or len(self._vectors) > TOO_MANY * max(place.count, PAGE)
        vectors = Vectors() if anew else self._vectors
        position = 0 if anew else self._place.position
        await self._store.show()
        while position < place.position:
            page = await self._store.after(position)
            vectors.put(page)
            position = page[-1].position if len(page) == PAGE else place.position
        if anew:
            self._found.clear()
        self._vectors, self._place = vectors, place

    async def _reach(self, position: int) -> None:
        """What a page before this one knew, this one must know too."""
        if position > self._place.position:
            await self.look()
        if position > self._place.position:
            fault = Fault("vectors", "conflict", "Non è una posizione nostra: si prende da next.")
            raise Conflict("La pagina di prima non vale più.", errors=[fault])
        if position and self._encoder is None:
            raise Unavailable("I vettori non sono ancora stati caricati.")

    async def _near(self, words: str, position: int) -> tuple[Band, ...]:
        asked = (words, self._place.index, position)
        if asked in self._found:
            self._found.move_to_end(asked)
            return self._found[asked]
        loop = asyncio.get_running_loop()
        near = await loop.run_in_executor(self._thread, self._search, words, position)
        self._found[asked] = near
        if len(self._found) > REMEMBERED:
            self._found.popitem(last=False)
        return near

    def _search(self, words: str, position: int) -> tuple[Band, ...]:
        vector, known = self._read(words)
        return self._vectors.near(vector, known=known, position=position)

    def _uncached(self, words: str) -> tuple[Matrix, bool]:
        if self._encoder is None:
            raise RuntimeError("searched before the encoder was loaded")
        return self._encoder.query(words), self._knows(words)
