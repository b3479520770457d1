"""What lifts an entry above another that fits the words as well, and why."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from catalog_search.query import CatalogQuery
from catalog_search.search.narrowing import (
    Clause,
    any_of,
    coordinates,
    exists,
    has,
    none_of,
    overlapping,
)
from contracts.values import Point

CEILING = 2.0
"""Most that all factors together may make of a text's score: words remain the first reason. The
weights stay within it (a test adds them up), so nothing is ever cut off and every wish counts."""

CITY_SCALE = "2km"
"""Where nearness is worth half: a quarter of an hour by bus; Milan is some 12 km across."""

FRESH_DAYS = 365
"""A card that nobody touched for a school year may speak of the last one."""


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine computes: for entries that meet `when`, `weight` times a value of 0 to 1."""

    name: str
    when: Clause
    weight: float
    value: Clause = {}


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """One reason to stand higher."""

    name: str
    """What `without` takes."""
    weight: float
    """Most that it can add, as a share of the text's score."""
    why: str
    sentence: str
    """What a family reads of it."""
    make: Callable[[CatalogQuery, date, float], list[Function]]


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the order that is no multiplier; `search.text` and `search.fairness` act on it."""

    name: str
    why: str


def named(function: Function) -> Clause:
    """Its condition, under a name that the engine's explanation repeats."""
    return {"bool": {"filter": [function.when], "_name": function.name}}


def where(name: str, clause: Callable[[CatalogQuery, date], Clause | None]) -> Any:
    """A factor that holds or does not."""

    def make(query: CatalogQuery, today: date, weight: float) -> list[Function]:
        when = clause(query, today)
        return [] if when is None else [Function(name=name, when=when, weight=weight)]

    return make


def near(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    point = query.prefer_near
    if not isinstance(point, Point):
        return []
    gauss = {"point": {"origin": coordinates(point), "scale": CITY_SCALE, "decay": 0.5}}
    return [Function(name="distance", when=exists("point"), weight=weight, value={"gauss": gauss})]


def wellbeing(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """The dot product of the weights wished and the levels stated, brought to 0 to 1."""
    wished = sum(query.prefer_wellbeing.values())
    return [
        Function(
            name=f"wellbeing:{name}",
            when=exists(f"wellbeing.{name}"),
            weight=weight * share / wished,
            value={"field_value_factor": {"field": f"wellbeing.{name}", "factor": 1 / 5}},
        )
        for name, share in query.prefer_wellbeing.items()
    ]


def rating(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    value = {"field_value_factor": {"field": "rating", "factor": 1 / 5_000}}
    return [Function(name="rating", when=exists("rating"), weight=weight, value=value)]


def completeness(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    value = {"field_value_factor": {"field": "completeness", "factor": 1 / 100}}
    return [Function(name="completeness", when=exists("completeness"), weight=weight, value=value)]


def age(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """Half for stating an age that fits, the other half for its being well inside."""
    if query.age is None:
        return []
    return [
        Function(name="age:stated", when=exists("ages"), weight=weight / 2),
        Function(name="age:middle", when=overlapping("middle_ages", query.age), weight=weight / 2),
    ]


def municipio(query: CatalogQuery, today: date) -> Clause | None:
    return has("facets.municipio", *query.prefer_municipio) if query.prefer_municipio else None


def budget(query: CatalogQuery, today: date) -> Clause | None:
    if query.prefer_budget is None:
        return None
    return {"range": {"per_session": {"lte": query.prefer_budget}}}


def open_now(query: CatalogQuery, today: date) -> Clause:
    """Some day of sign-up is stated, and today lies within."""
    day = today.isoformat()
    return {
        "bool": {
            "filter": [any_of([exists("signup_from"), exists("signup_to")])],
            "must_not": [
                {"range": {"signup_from": {"gt": day}}},
                {"range": {"signup_to": {"lt": day}}},
            ],
        }
    }


def fresh(query: CatalogQuery, today: date) -> Clause:
    since = (today - timedelta(days=FRESH_DAYS)).isoformat()
    return {"range": {"published_at": {"gte": since}}}


FACTORS = (
    Factor(
        name="distance",
        weight=0.25,
        why="Under 11 a child is brought: half an hour more each way is what families give up on.",
        sentence="Vicino a dove hai detto",
        make=near,
    ),
    Factor(
        name="municipio",
        weight=0.15,
        why="City and families think in municipi; less than distance, for borders are near.",
        sentence="Nel tuo municipio",
        make=where("municipio", municipio),
    ),
    Factor(
        name="budget",
        weight=0.15,
        why="A price stated for a session is the one that compares; not stated is not cheap.",
        sentence="Costa meno del tuo budget",
        make=where("budget", budget),
    ),
    Factor(
        name="wellbeing",
        weight=0.15,
        why="The five descriptors are the city's own words for what an offer gives.",
        sentence="Forte su ciò che cerchi",
        make=wellbeing,
    ),
    Factor(
        name="age",
        weight=0.10,
        why="At the edge of a range a child is the smallest or the biggest of the group; what "
        "states no age fits every age and must stand below what states one.",
        sentence="Adatto a questa età",
        make=age,
    ),
    Factor(
        name="places",
        weight=0.06,
        why="A family cannot use what is full: 32 of the 390 example offers are. Without it the "
        "judgements lose 0.003 (nDCG@10).",
        sentence="Ci sono posti liberi",
        make=where("places", lambda query, today: {"range": {"places_left": {"gt": 0}}}),
    ),
    Factor(
        name="signup",
        weight=0.03,
        why="What one can sign up for today needs no note in the calendar.",
        sentence="Iscrizioni aperte",
        make=where("signup", open_now),
    ),
    Factor(
        name="completeness",
        weight=0.03,
        why="A full card answers the questions that otherwise cost a phone call.",
        sentence="Scheda completa",
        make=completeness,
    ),
    Factor(
        name="freshness",
        weight=0.02,
        why="A card not touched for a school year may speak of the last one.",
        sentence="Scheda aggiornata nell'ultimo anno",
        make=where("freshness", fresh),
    ),
    Factor(
        name="rating",
        weight=0.03,
        why="What families say, drawn to the mean where few have spoken.",
        sentence="Apprezzato dalle famiglie",
        make=rating,
    ),
    Factor(
        name="managed",
        weight=0.03,
        why="An admitted body answers for its card; nobody does for a listing.",
        sentence="Gestito da un ente dell'Elenco",
        make=where("managed", lambda query, today: none_of(has("facets.kind", "listing"))),
    ),
)

SWITCHED = (
    Switch(
        name="synonyms",
        why="Families call things by other names (index/it/synonyms.txt). Without them the "
        "judgements lose 0.006 (nDCG@10).",
    ),
    Switch(
        name="exact",
        why="The form as typed is surer than its stem: danza is not danzante. Without it the "
        "judgements lose 0.007 (nDCG@10).",
    ),
    Switch(name="phrase", why="Words that stand side by side were meant together."),
    Switch(name="rotation", why="Nobody is always first: equals change places every day."),
    Switch(name="provider_limit", why="The first page shows the city's variety, not one body's."),
)

BY_NAME = {factor.name: factor for factor in FACTORS}


def functions(query: CatalogQuery, today: date) -> list[Function]:
    return [
        function
        for factor in FACTORS
        if factor.name not in query.without
        for function in factor.make(query, today, factor.weight)
    ]


def ranked(text: Clause, query: CatalogQuery, today: date) -> Clause:
    """Multiply what the words are worth by 1 and what the factors add."""
    return {
        "function_score": {
            "query": text,
            "functions": [{"weight": 1.0}]
            + [
                # a name only to explain: the engine would look for it in every hit of the window
                {"filter": named(one) if query.explain else one.when, "weight": one.weight}
                | one.value
                for one in functions(query, today)
            ],
            "score_mode": "sum",
            "boost_mode": "multiply",
            "max_boost": CEILING,
        }
    }
