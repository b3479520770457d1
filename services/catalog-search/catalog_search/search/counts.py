"""Read facets and prices out of the engine's counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from catalog_search.facets import BY_NAME, FACETS, NONE, NOT_STATED, Facet
from catalog_search.projection import STEPS
from catalog_search.query import CatalogQuery
from catalog_search.schemas import FacetCounts, PriceRange, Step, Value
from catalog_search.search.counting import ALL, TOKENS, ignores_itself, partner_chosen
from kit import languages
from kit.languages import Language

Aggregation = Mapping[str, Any]

LABELS: dict[Language, dict[str, dict[str, str]]] = {
    "it": {f.name: {term.code: term.it for term in (*f.terms, NOT_STATED)} for f in FACETS},
    "en": {f.name: {term.code: term.en for term in (*f.terms, NOT_STATED)} for f in FACETS},
}
IN_ORDER = LABELS["it"]
LEVELS = [term.code for term in BY_NAME["wellbeing"].terms]
REACHED = {
    value: tuple(one for one in LEVELS if one[:-1] == value[:-1] and one <= value)
    for value in LEVELS
}
"""All that a level of wellbeing counts for."""
SMALL = frozenset({"al", "alla", "alle", "con", "da", "dei", "del", "della", "di", "e", "in"})


def read(query: CatalogQuery, aggs: Aggregation) -> tuple[list[FacetCounts], PriceRange | None]:
    """Every facet that was asked for, in the order of the table; and the prices."""
    together = aggs.get(ALL, aggs)
    tokens = by_facet(together.get("tokens"))
    counted = [
        facet_counts(facet, query, counts_of(facet, query, aggs, together, tokens))
        for facet in query.counted()
    ]
    price = together.get("price")
    return counted, price_range(price, tokens.get("amount", {})) if price else None


def counts_of(
    facet: Facet,
    query: CatalogQuery,
    aggs: Aggregation,
    together: Aggregation,
    tokens: Mapping[str, dict[str, int]],
) -> dict[str, int]:
    if ignores_itself(facet, query):
        return buckets(aggs[facet.name]["values"])
    if facet.worked_out or partner_chosen(facet, query):
        return buckets(together[facet.name])
    return tokens.get(facet.name, {})


def buckets(aggregation: Aggregation) -> dict[str, int]:
    """Of terms a list, of filters a mapping."""
    found = aggregation["buckets"]
    if isinstance(found, dict):
        return {value: bucket["doc_count"] for value, bucket in found.items()}
    return {bucket["key"]: bucket["doc_count"] for bucket in found}


def by_facet(aggregation: Aggregation | None) -> dict[str, dict[str, int]]:
    """`category=sport` to its facet and value."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for bucket in aggregation["buckets"] if aggregation else ():
        name, value = parted(bucket["key"])
        found[name][value] = bucket["doc_count"]
    return found


@lru_cache(maxsize=TOKENS)
def parted(token: str) -> tuple[str, str]:
    name, _, value = token.partition("=")
    return name, value


def facet_counts(facet: Facet, query: CatalogQuery, counts: dict[str, int]) -> FacetCounts:
    labels = LABELS[languages.chosen()][facet.name]
    if facet.labelled:
        counts, names = apart(counts)
        labels = {**names, **labels}
    elif facet.name == "nil":
        labels = {value: titled(value) for value in counts if value != NONE} | labels
    elif facet.name == "wellbeing":
        counts = cumulated(counts)
    chosen = query.chosen.get(facet.name, ())
    absent = {value: 0 for value in sorted(chosen) if value not in counts}
    return FacetCounts(
        name=facet.name,
        label=languages.label(facet),
        values=[
            Value(value, labels.get(value, value), count, value in chosen)
            for value, count in in_order(facet, counts | absent).items()
            if (count and value != NONE) or value in chosen
        ],
        not_stated=counts.get(NONE, 0),
    )


def in_order(facet: Facet, counts: dict[str, int]) -> dict[str, int]:
    """As the vocabulary has them; long lists as the engine tells them, the most frequent first."""
    if facet.by_count:
        return counts
    return {value: counts[value] for value in IN_ORDER[facet.name] if value in counts} | counts


def apart(counts: dict[str, int]) -> tuple[dict[str, int], dict[str, str]]:
    """Values and labels that the index keeps together. While a body is being renamed its entries
    have either name: their counts are one."""
    totals: dict[str, int] = {}
    labels: dict[str, str] = {}
    for both, count in counts.items():
        value, _, label = both.partition("\t")
        totals[value] = totals.get(value, 0) + count
        labels[value] = label
    if len(totals) < len(counts):
        totals = dict(sorted(totals.items(), key=lambda one: (-one[1], one[0])))
    return totals, labels


def cumulated(counts: dict[str, int]) -> dict[str, int]:
    """Count "at least" from the levels themselves: an entry has one level of each descriptor."""
    totals = dict.fromkeys(IN_ORDER["wellbeing"], 0) | {NONE: counts.get(NONE, 0)}
    for own, count in counts.items():
        for reached in REACHED.get(own, ()):
            totals[reached] += count
    return totals


@lru_cache(maxsize=1_000)
def titled(name: str) -> str:
    """`LAMBRATE - ORTICA` as people write it."""
    words = (word if word in SMALL else word.capitalize() for word in name.lower().split(" "))
    return " ".join(words)


def price_range(stats: Aggregation, counted: Mapping[str, int]) -> PriceRange:
    return PriceRange(
        min=whole(stats["min"]), max=whole(stats["max"]), histogram=list(steps(counted))
    )


def steps(counted: Mapping[str, int]) -> Iterable[Step]:
    for low, high in zip(STEPS, (*STEPS[1:], None), strict=True):
        yield Step(from_cents=low, to_cents=high, count=counted.get(str(low), 0))


def whole(value: float | None) -> int | None:
    return None if value is None else int(value)
