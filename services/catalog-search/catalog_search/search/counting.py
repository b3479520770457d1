"""Ask for the counts of all facets at once: those that share a filter are counted together."""

from typing import Any

from catalog_search.facets import FACETS, SLOT, Facet
from catalog_search.query import CatalogQuery
from catalog_search.search.narrowing import (
    PART,
    WEEKDAY,
    Clause,
    all_of,
    any_of,
    choices,
    covered,
    has,
    ranges,
    slots,
    unique,
    without_choice,
)
from catalog_search.search.text import matching

TOKENS = 20_000
"""Values of all facets together that are counted: above all providers and activities that exist."""

ALL = "all"
"""The aggregation in which every choice holds; the others are named by the facet they ignore."""


def counts_body(query: CatalogQuery) -> Clause:
    """Nothing is scored and nothing fetched; what no entry can be counted in is not asked for.

    No clause says `visible`: only visible entries have anything that is counted, and without
    clauses at all the engine reads the counts off its table of terms.
    """
    wanted = query.counted()
    clauses = choices(query)
    own = [facet for facet in wanted if ignores_itself(facet, query)]
    always = [*matching(query), *ranges(query)]
    together = counted_together(query, wanted)
    aggs: dict[str, Clause] = {}
    if not own:
        return body([*always, *unique(clauses)], together)
    for facet in own:
        aggs[facet.name] = filtered(without_choice(query, facet), {"values": values(facet, query)})
    if together:
        aggs[ALL] = filtered(unique(clauses), together)
    return body([*always, *needed(query)], aggs)


def ignores_itself(facet: Facet, query: CatalogQuery) -> bool:
    return facet.combine == "any" and facet.name in query.chosen


def needed(query: CatalogQuery) -> list[Clause]:
    """What every entry that is counted anywhere must meet: all choices but one. Those of facets
    that count with their own choice must always hold."""
    clauses = choices(query)
    if PART.name in clauses and WEEKDAY.name in clauses:
        # each of the two is counted where only the other one holds
        for name in (WEEKDAY, PART):
            clauses[name.name] = has(name.field, *query.chosen[name.name])
    fixed = [
        clauses.pop(facet.name)
        for facet in FACETS
        if facet.name in clauses and not ignores_itself(facet, query)
    ]
    if len(clauses) < 2:
        return fixed
    return [*fixed, any_of(list(clauses.values()), least=len(clauses) - 1)]


def counted_together(query: CatalogQuery, wanted: tuple[Facet, ...]) -> dict[str, Clause]:
    """What is counted with every choice in force."""
    plain = [facet for facet in wanted if not ignores_itself(facet, query)]
    aggs: dict[str, Clause] = {}
    for facet in plain:
        if facet.worked_out or partner_chosen(facet, query):
            aggs[facet.name] = values(facet, query)
    if len(plain) > len(aggs):
        aggs["tokens"] = {"terms": {"field": "tokens", "size": TOKENS}}
    if not query.facets:
        aggs["price"] = {"stats": {"field": "amount"}}
    return aggs


def values(facet: Facet, query: CatalogQuery) -> Clause:
    """Every value of one facet, each entry counted once for each value."""
    if facet.worked_out:
        credit = query.credit or 0
        return {"filters": {"filters": {v: covered(v, credit) for v in facet.values}}}
    if partner_chosen(facet, query):
        by_day = facet is WEEKDAY
        other = query.chosen[(PART if by_day else WEEKDAY).name]
        sessions = {
            value: slots([value], other) if by_day else slots(other, [value])
            for value in facet.values
        }
        return {"filters": {"filters": {v: has(SLOT, *both) for v, both in sessions.items()}}}
    return {"terms": {"field": facet.counted_field, "size": TOKENS}}


def partner_chosen(facet: Facet, query: CatalogQuery) -> bool:
    """Whether it is counted on sessions that are also what was chosen of the other one."""
    partner = {WEEKDAY.name: PART.name, PART.name: WEEKDAY.name}.get(facet.name)
    return partner in query.chosen


def filtered(clauses: list[Clause], aggs: dict[str, Clause]) -> Clause:
    return {"filter": all_of(clauses), "aggs": aggs}


def body(clauses: list[Clause], aggs: dict[str, Clause]) -> dict[str, Any]:
    return {"size": 0, "track_total_hits": False, "query": all_of(clauses), "aggs": aggs}
