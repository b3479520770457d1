"""Where the neighbourhoods are, so that one can search near them by name."""

import time
import unicodedata

from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError

from catalog_search.index.client import reaching_the_index
from contracts.values import Point
from kit.problems import Fault, Invalid, Unavailable, nearest

EVERY = 30.0
"""Seconds after which the list is read again; it changes when the city redraws its map."""

MOST = 1_000
"""Areas read at once; the city has 9 municipi, 88 neighbourhoods and 110 stops."""


class Areas:
    """Neighbourhoods by name, as the index has them."""

    def __init__(self, client: AsyncOpenSearch, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._centres: dict[str, Point] = {}
        self._read_at = -EVERY

    async def centre(self, name: str, *, asked: str) -> Point:
        """A point in the neighbourhood; `asked` is the parameter that names it."""
        if time.monotonic() - self._read_at > EVERY:
            await self._read()
        point = self._centres.get(plain(name))
        if point is None:
            raise Invalid([self._unknown(name, asked)])
        return point

    def _unknown(self, name: str, asked: str) -> Fault:
        if not self._centres:
            detail = "I quartieri non sono ancora stati caricati: scrivi lat,lon."
            return Fault(asked, "not_allowed", detail)
        detail = "Non c'è un quartiere (NIL) con questo nome."
        return Fault(asked, "not_allowed", detail, nearest=nearest(plain(name), self._centres))

    async def _read(self) -> None:
        body = {"query": {"term": {"kind": "area"}}, "size": MOST, "_source": ["area"]}
        with reaching_the_index():
            try:
                answer = await self._client.search(index=self._alias, body=body)
            except NotFoundError:
                raise Unavailable("L'indice non c'è ancora.") from None
        areas = (hit["_source"].get("area") for hit in answer["hits"]["hits"])
        self._centres = {
            plain(area["name"]): Point(**area["centre"])
            for area in areas
            if area and area["kind"] == "nil"
        }
        self._read_at = time.monotonic()


def plain(name: str) -> str:
    """A name in any case, with or without accents."""
    letters = unicodedata.normalize("NFKD", " ".join(name.casefold().split()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
