"""Say which choices keep entries away, where few were found."""

from collections.abc import Iterator

import msgspec

from catalog_search.facets import BY_NAME
from catalog_search.query import CatalogQuery
from catalog_search.schemas import Relaxation
from catalog_search.search.narrowing import (
    VISIBLE,
    Clause,
    all_of,
    choices,
    ranges,
    unique,
    without_choice,
)
from catalog_search.search.presenter import Part
from catalog_search.search.text import matching
from contracts.vocabularies import Term
from kit import languages

FEW = 5
"""Found entries below which help is due (search.md): they do not fill the screen of a phone."""

RANGES = {
    term.code: term
    for term in (
        Term(code="age", it="Età", en="Age"),
        Term(code="price_max", it="Prezzo massimo", en="Highest price"),
        Term(code="start_after", it="Inizia dal", en="Starts from"),
        Term(code="start_before", it="Inizia entro il", en="Starts by"),
        Term(code="radius", it="Distanza", en="Distance"),
    )
}
"""What no count ever ignores, each under the parameter that can be left out by itself."""


def due(query: CatalogQuery, total: int) -> bool:
    """Whether to ask: on the first page, where there are few and something was chosen."""
    first = not query.offset and query.cursor is None
    return first and total < FEW and query.narrowed


def question(query: CatalogQuery) -> Clause:
    """How many there would be without each choice; hits would be found by the same clauses."""
    filters = {name: all_of(clauses) for name, clauses in relaxed(query)}
    return {
        "size": 0,
        "track_total_hits": False,
        "query": all_of([VISIBLE, *matching(query)]),
        "aggs": {"without": {"filters": {"filters": filters}}},
    }


def relaxed(query: CatalogQuery) -> Iterator[tuple[str, list[Clause]]]:
    for name in query.chosen:
        yield name, [*without_choice(query, BY_NAME[name]), *ranges(query)]
    for name in RANGES:
        if getattr(query, name) is not None:
            without = msgspec.structs.replace(query, **{name: None})
            yield name, [*unique(choices(query)), *ranges(without)]


def relaxations(part: Part, total: int) -> list[Relaxation]:
    """Those that would give more, the most first."""
    counts = part.aggregations["without"]["buckets"]
    gains = {name: found["doc_count"] for name, found in counts.items()}
    return [
        Relaxation(
            parameter=name, label=languages.label(RANGES.get(name) or BY_NAME[name]), total=more
        )
        for name, more in sorted(gains.items(), key=lambda one: (-one[1], one[0]))
        if more > total
    ]
