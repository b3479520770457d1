"""Where neighbourhoods and metro stops are, so that one can search near them by name."""

import time
from collections.abc import Iterable
from typing import Any

import msgspec
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError

from catalog_search.facets import NONE
from catalog_search.index.client import reaching_the_index
from catalog_search.understanding import Area, Names
from catalog_search.understanding.places import spoken
from contracts.values import Point
from contracts.vocabularies.activities import normalised
from kit.letters import unaccented
from kit.problems import Fault, Invalid, Unavailable, nearest

EVERY = 30.0
"""Seconds after which the list is read again; it changes when the city redraws its map."""

MOST = 1_000
"""Areas read at once; the city has 9 municipi, 88 neighbourhoods and 110 stops."""


KNOWN: dict[str, Any] = {
    "query": {"term": {"kind": "area"}},
    "size": MOST,
    "_source": ["area"],
}
VENUES: dict[str, Any] = {
    "query": {"bool": {"filter": [{"term": {"visible": True}}, {"exists": {"field": "point"}}]}},
    "size": 0,
    "aggs": {
        "nil": {
            "terms": {"field": "facets.nil", "size": MOST, "exclude": [NONE]},
            "aggs": {"centre": {"geo_centroid": {"field": "point"}}},
        }
    },
}
"""Where the city's map is not loaded, families still name the neighbourhoods that venues are in."""


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A metro stop, whichever lines meet there."""

    name: str
    lines: tuple[str, ...]
    centre: Point
    words: frozenset[str]
    """Of its name and its lines, as they are compared to what is typed."""

    @property
    def label(self) -> str:
        lines = f" ({', '.join(self.lines)})" if self.lines else ""
        return f"Metro {self.name}{lines}"


class Areas:
    """Neighbourhoods by name, as the index has them."""

    def __init__(self, client: AsyncOpenSearch, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._known: list[Area] = []
        self._centres: dict[str, Point] = {}
        self._names = Names()
        self._stops: tuple[Stop, ...] = ()
        self._read_at = -EVERY

    async def centre(self, name: str, *, asked: str) -> Point:
        """A point in the neighbourhood; `asked` is the parameter that names it."""
        await self._current()
        point = self._centres.get(plain(name))
        if point is None:
            raise Invalid([self._unknown(name, asked)])
        return point

    async def names(self) -> Names:
        """Every name that a family may write."""
        await self._current()
        return self._names

    async def stops(self) -> tuple[Stop, ...]:
        """The metro's, by name."""
        await self._current()
        return self._stops

    async def _current(self) -> None:
        if time.monotonic() - self._read_at > EVERY:
            await self._read()

    def _unknown(self, name: str, asked: str) -> Fault:
        if not self._centres:
            detail = "I quartieri non sono ancora stati caricati: scrivi lat,lon."
            return Fault(asked, "not_allowed", detail)
        detail = "Non c'è un quartiere (NIL) con questo nome."
        return Fault(asked, "not_allowed", detail, nearest=nearest(plain(name), self._centres))

    async def _read(self) -> None:
        answer = await self._asked(KNOWN)
        self._read_at = time.monotonic()
        found = (hit["_source"].get("area") for hit in answer["hits"]["hits"])
        areas = [
            Area(a["kind"], a["name"], Point(**a["centre"]), tuple(a.get("lines", ())))
            for a in found
            if a
        ]
        nils = {area.name: area.centre for area in areas if area.kind == "nil"}
        parts = {part: centre for name, centre in nils.items() for part in spoken(name)}
        self._centres = parts | {plain(name): centre for name, centre in nils.items()}
        if not self._centres:
            areas += of_venues(await self._asked(VENUES))
        if areas != self._known:  # to prepare the names takes some milliseconds
            self._known = areas
            self._names = Names(areas)
            self._stops = stops(areas)

    async def _asked(self, body: dict[str, Any]) -> Any:
        with reaching_the_index():
            try:
                return await self._client.search(index=self._alias, body=body)
            except NotFoundError:
                raise Unavailable("L'indice non c'è ancora.") from None


def of_venues(answer: Any) -> list[Area]:
    """Neighbourhoods as the entries name them, each in the middle of its venues."""
    return [
        Area("nil", bucket["key"], Point(**bucket["centre"]["location"]))
        for bucket in answer["aggregations"]["nil"]["buckets"]
        if bucket["centre"]["count"]
    ]


def stops(areas: Iterable[Area]) -> tuple[Stop, ...]:
    """Where two lines cross, the city's data have a stop for each: to families it is one."""
    known: dict[str, list[Area]] = {}
    for area in areas:
        if area.kind == "metro":
            known.setdefault(area.name, []).append(area)
    return tuple(
        Stop(name=name, lines=lines, centre=same[0].centre, words=frozenset(words))
        for name, same in sorted(known.items())
        for lines in (tuple(sorted({line for one in same for line in one.lines})),)
        for words in (normalised(" ".join((name, *lines))).split(),)
    )


def plain(name: str) -> str:
    """A name in any case, with or without accents."""
    return unaccented(" ".join(name.casefold().split()))
