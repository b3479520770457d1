"""Which entries a query lets through: its choices and ranges as clauses that only say yes or no."""

from collections.abc import Sequence
from typing import Any

import msgspec

from catalog_search.facets import BY_NAME, FACETS, NONE, SLOT, Facet
from catalog_search.query import Ages, CatalogQuery
from contracts.values import Point

Clause = dict[str, Any]

VISIBLE: Clause = {"term": {"visible": True}}

WEEKDAY, PART = BY_NAME["weekday"], BY_NAME["part_of_day"]
LEVEL_MOST = 5


def all_of(clauses: Sequence[Clause]) -> Clause:
    return {"bool": {"filter": list(clauses)}} if clauses else {"match_all": {}}


def any_of(clauses: Sequence[Clause], *, least: int = 1) -> Clause:
    return {"bool": {"should": list(clauses), "minimum_should_match": least}}


def none_of(*clauses: Clause) -> Clause:
    return {"bool": {"must_not": list(clauses)}}


def has(field: str, *values: str) -> Clause:
    return {"terms": {field: list(values)}}


def exists(field: str) -> Clause:
    return {"exists": {"field": field}}


def choices(query: CatalogQuery) -> dict[str, Clause]:
    """One clause for each facet that has a choice; weekday and part of day share one."""
    clauses = {facet.name: choice(facet, query) for facet in FACETS if facet.name in query.chosen}
    if WEEKDAY.name in clauses and PART.name in clauses:
        days, parts = query.chosen[WEEKDAY.name], query.chosen[PART.name]
        clauses[WEEKDAY.name] = clauses[PART.name] = has(SLOT, *slots(days, parts))
    return clauses


def choice(facet: Facet, query: CatalogQuery) -> Clause:
    values = query.chosen[facet.name]
    if facet.worked_out:
        return any_of([covered(value, query.credit or 0) for value in values])
    if facet.name == "wellbeing":
        values = tuple(level for value in values for level in at_least(value))
    if facet.combine == "all":
        return all_of([has(facet.field, value) for value in values])
    return has(facet.field, *values)


def without_choice(query: CatalogQuery, facet: Facet) -> list[Clause]:
    """All choices but one. Of a pair that shares a clause, the other one stands alone."""
    rest = {name: values for name, values in query.chosen.items() if name != facet.name}
    return unique(choices(msgspec.structs.replace(query, chosen=rest)))


def unique(clauses: dict[str, Clause]) -> list[Clause]:
    """The clause that two facets share, once."""
    return [
        clause for name, clause in clauses.items()
        if name != PART.name or clause is not clauses.get(WEEKDAY.name)
    ]  # fmt: skip


def at_least(value: str) -> list[str]:
    """The levels that `relationships:3` lets through; the index has each entry's own."""
    if value == NONE:
        return [NONE]
    name, _, level = value.partition(":")
    return [f"{name}:{higher}" for higher in range(int(level), LEVEL_MOST + 1)]


def slots(days: Sequence[str], parts: Sequence[str]) -> list[str]:
    return [f"{day}-{part}" for day in days for part in parts]


def covered(value: str, credit: int) -> Clause:
    """How far a voucher pays. Every clause names a facet, so that no hidden document fits."""
    free, paid = has("facets.free", "true"), has("facets.free", "false")
    takes = all_of([paid, has("facets.voucher", "true")])
    enough = {"range": {"amount": {"lte": credit}}}
    more = {"range": {"amount": {"gt": credit}}}
    refused = all_of([paid, has("facets.voucher", "false")])
    match value:
        case "wholly":
            return any_of([free, all_of([takes, enough])])
        case "partly":
            return all_of([takes, more]) if credit else {"match_none": {}}
        case "not_at_all":
            return refused if credit else any_of([refused, all_of([takes, more])])
        case _:
            unknown = all_of([paid, has("facets.voucher", NONE)])
            unpriced = {"bool": {"filter": [takes], "must_not": [exists("amount")]}}
            return any_of([has("facets.free", NONE), unknown, unpriced])


def ranges(query: CatalogQuery) -> list[Clause]:
    """What no count ever ignores."""
    clauses: list[Clause] = []
    if query.age is not None:
        clauses.append(any_of([overlapping("ages", query.age), none_of(exists("ages"))]))
    if query.price_max is not None:
        clauses.append({"range": {"amount": {"lte": query.price_max}}})
    starts = {"gte": query.start_after, "lte": query.start_before}
    if days := {end: day.isoformat() for end, day in starts.items() if day}:
        clauses.append({"range": {"starts": days}})
    if query.radius is not None and isinstance(query.near, Point):
        clauses.append(
            {"geo_distance": {"distance": f"{query.radius}m", "point": coordinates(query.near)}}
        )
    return clauses


def overlapping(field: str, ages: Ages) -> Clause:
    ends = {"gte": ages.low, "lte": ages.high}
    stated = {end: age for end, age in ends.items() if age is not None}
    return {"range": {field: stated | {"relation": "intersects"}}}


WALK = 800
"""Metres from a metro stop that are ten minutes on foot: stops are 500 to 900 m apart, so that more
would be the whole districts that a line runs through."""


def walked(stop: Point) -> Clause:
    """Near a metro stop."""
    return {"geo_distance": {"distance": f"{WALK}m", "point": coordinates(stop)}}


def coordinates(point: Point) -> dict[str, float]:
    return {"lat": point.lat, "lon": point.lon}
