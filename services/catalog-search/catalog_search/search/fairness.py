"""Nobody is always first: a new order of equals each day, no first page of one body alone."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from catalog_search.projection.document import SHUFFLES
from catalog_search.query import CatalogQuery
from catalog_search.search.narrowing import Clause

WINDOW = 100
"""Put in order together, so that pages of it neither repeat nor skip."""

FEWEST = 20
"""Fetched at least, that the first ten be known though one body may not have all their places: in
121 questions over 10,000 entries these were always enough. Where they are not (`settled`) the whole
window is fetched, which costs a page 1.5 ms more."""

FIRST = 10
MOST = 3
"""How often one provider may stand among the first, unless the query names it (search.md)."""


class Placed(Protocol):
    """What has a body behind it."""

    @property
    def body(self) -> str: ...


P = TypeVar("P", bound=Placed)


def rotation(day: date) -> Clause:
    """Order of equals by a hash of id and day: the id's number times the day's, modulo a prime."""
    number = int.from_bytes(sha256(day.isoformat().encode()).digest()[:4], "big")
    script: dict[str, Any] = {
        "lang": "expression",
        "source": f"(doc['shuffle'].value * day) % {SHUFFLES}",
        "params": {"day": number % (SHUFFLES - 1) + 1},
    }
    return {"_script": {"type": "number", "script": script, "order": "asc"}}


def spread(found: Sequence[P], query: CatalogQuery) -> list[tuple[P, bool]]:
    """The same entries, with at most three of one body among the first ten; greedy, so that nobody
    moves further than must be. Each with whether others were let pass."""
    first = among_the_first(found, query)
    last = first[-1] if first else 0
    waited = [place for place in range(len(found)) if place not in first]
    return [(found[place], False) for place in first] + [
        (found[place], place < last) for place in waited
    ]


def settled(found: Sequence[Placed], query: CatalogQuery) -> bool:
    """Whether what comes after these cannot change their order."""
    return len(found) >= WINDOW or len(among_the_first(found, query)) == FIRST


def among_the_first(found: Sequence[Placed], query: CatalogQuery) -> list[int]:
    """The places of the ten that come first."""
    first: list[int] = []
    bodies: dict[str, int] = {}
    for place, entry in enumerate(found):
        if len(first) == FIRST:
            break
        seen = bodies[entry.body] = bodies.get(entry.body, 0) + 1
        if not entry.body or seen <= MOST or names(query, entry.body):
            first.append(place)
    return first


def names(query: CatalogQuery, body: str) -> bool:
    """Whether the query asks for this body: by choosing it, or by saying two words of its name."""
    identity, _, name = body.partition("\t")
    if identity and identity in query.chosen.get("provider", ()):
        return True
    own = words(name)
    return len(own & words(query.q)) >= min(2, len(own)) > 0


def words(text: str) -> set[str]:
    """Long words without accents: what tells names apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = plain.encode("ascii", "ignore").decode()
    return {word for word in re.findall(r"\w+", letters) if len(word) > 3}
