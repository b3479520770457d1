"""Read facets and prices out of the engine's counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from catalog_search.facets import BY_NAME, FACETS, NONE, NOT_STATED, Facet
from catalog_search.projection.values import STEPS
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
RANKS = {
    facet: {value: rank for rank, value in enumerate(values)}
    for facet, values in LABELS["it"].items()
}
LEVELS = [term.code for term in BY_NAME["wellbeing"].terms]
HIGHEST = ":5"
TAB = "\t"
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
    return counted, price_range(price, tokens.get("amount", [])) if price else None


def counts_of(
    facet: Facet,
    query: CatalogQuery,
    aggs: Aggregation,
    together: Aggregation,
    tokens: Mapping[str, list[Value]],
) -> list[Value]:
    if ignores_itself(facet, query):
        counts = buckets(aggs[facet.name]["values"])
    elif facet.worked_out or partner_chosen(facet, query):
        counts = buckets(together[facet.name])
    else:
        return tokens.get(facet.name, [])
    return values_of(facet.name, counts)


def values_of(facet: str, counts: Mapping[str, int]) -> list[Value]:
    language = languages.chosen()
    return [
        Value(*named(f"{facet}={value}", language)[1:], count, False)
        for value, count in counts.items()
    ]


def buckets(aggregation: Aggregation) -> dict[str, int]:
    """Of terms a list, of filters a mapping."""
    found = aggregation["buckets"]
    if isinstance(found, dict):
        return {value: bucket["doc_count"] for value, bucket in found.items()}
    return {bucket["key"]: bucket["doc_count"] for bucket in found}


def by_facet(aggregation: Aggregation | None) -> dict[str, list[Value]]:
    """What was counted together, apart again. Some 400 values, half of our own time for a page: so
    each is made once, and what is known of a token is kept."""
    language = languages.chosen()
    found: defaultdict[str, list[Value]] = defaultdict(list)
    for bucket in aggregation["buckets"] if aggregation else ():
        facet, value, label = named(bucket["key"], language)
        found[facet].append(Value(value, label, bucket["doc_count"], False))
    return found


@lru_cache(maxsize=2 * TOKENS)
def named(token: str, language: Language) -> tuple[str, str, str]:
    """Of `category=sport` the facet, the value and its label."""
    facet, _, value = token.partition("=")
    if TAB in value:  # only the index can name it
        value, _, label = value.partition(TAB)
        return facet, value, label
    label = titled(value) if facet == "nil" else value
    return facet, value, LABELS[language].get(facet, {}).get(value, label)


def facet_counts(facet: Facet, query: CatalogQuery, values: list[Value]) -> FacetCounts:
    if facet.labelled:
        values = merged(values)
    elif facet.name == "wellbeing":
        values = cumulated(values)
    if chosen := query.chosen.get(facet.name):
        values = marked(facet, values, chosen)
    if not facet.by_count:  # as the vocabulary has them
        ranks = RANKS[facet.name]
        values.sort(key=lambda one: ranks.get(one.value, 0))
    told, not_stated = [], 0
    for one in values:
        if one.value == NONE:
            not_stated = one.count
            if one.chosen:
                told.append(one)
        elif one.count or one.chosen:
            told.append(one)
    return FacetCounts(
        name=facet.name, label=languages.label(facet), values=told, not_stated=not_stated
    )


def marked(facet: Facet, values: list[Value], chosen: Sequence[str]) -> list[Value]:
    """With what was chosen, though nothing of it may be left."""
    there = {one.value for one in values}
    absent = {value: 0 for value in sorted(chosen) if value not in there}
    values = values + values_of(facet.name, absent)
    for one in values:
        one.chosen = one.value in chosen
    return values


def merged(values: list[Value]) -> list[Value]:
    """While a body is being renamed its entries have either name: their counts are one."""
    once: dict[str, Value] = {}
    for one in values:
        if one.value in once:
            once[one.value].count += one.count
        else:
            once[one.value] = one
    if len(once) == len(values):
        return values
    return sorted(once.values(), key=lambda one: (-one.count, one.value))


def cumulated(values: list[Value]) -> list[Value]:
    """Count "at least" from the levels themselves: an entry has one level of each descriptor, and
    level 0 counts for none."""
    counts = {one.value: one.count for one in values}
    totals, above = {NONE: counts.get(NONE, 0)}, 0
    for level in reversed(LEVELS):  # of each descriptor from 5 to 1
        above = counts.get(level, 0) + (0 if level.endswith(HIGHEST) else above)
        totals[level] = above
    return values_of("wellbeing", totals)


@lru_cache(maxsize=1_000)
def titled(name: str) -> str:
    """`LAMBRATE - ORTICA` as people write it."""
    words = (word if word in SMALL else word.capitalize() for word in name.lower().split(" "))
    return " ".join(words)


def price_range(stats: Aggregation, steps_counted: list[Value]) -> PriceRange:
    counts = {one.value: one.count for one in steps_counted}
    return PriceRange(
        min=whole(stats["min"]), max=whole(stats["max"]), histogram=list(steps(counts))
    )


def steps(counted: Mapping[str, int]) -> Iterable[Step]:
    for low, high in zip(STEPS, (*STEPS[1:], None), strict=True):
        yield Step(from_cents=low, to_cents=high, count=counted.get(str(low), 0))


def whole(value: float | None) -> int | None:
    return None if value is None else int(value)
