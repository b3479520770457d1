"""What a reason to stand higher is made of."""

from collections.abc import Callable
from datetime import date

import msgspec

from catalog_search.query import CatalogQuery
from catalog_search.search.narrowing import Clause


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine computes: for entries that meet `when`, `weight` times a value of 0 to 1."""

    name: str
    when: Clause
    weight: float
    value: Clause = {}


Make = Callable[[CatalogQuery, date, float], list[Function]]


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """One reason to stand higher."""

    name: str
    """What `without` takes."""
    weight: float
    """Most that it can add, as a share of the text's score."""
    why: str
    sentence: str
    """What a family reads of it."""
    make: Make


def where(name: str, clause: Callable[[CatalogQuery, date], Clause | None]) -> Make:
    """A factor that holds or does not."""

    def make(query: CatalogQuery, today: date, weight: float) -> list[Function]:
        when = clause(query, today)
        return [] if when is None else [Function(name=name, when=when, weight=weight)]

    return make
