"""The JSON that a query becomes: what is filtered, what is counted with what, what is ranked."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest

from catalog_search.facets import BY_NAME
from catalog_search.query import PARAMETERS, SWITCHES, CatalogQuery, checked
from catalog_search.search.builder import hits_body, request
from catalog_search.search.counting import counts_body
from catalog_search.search.ranking import CEILING, FACTORS, SWITCHED, functions
from catalog_search.understanding import Names, read
from contracts.values import Point
from kit.parameters import parsed

TODAY = date(2026, 11, 22)
TABLE = {one.name: one for one in PARAMETERS}

EVERY_WISH = CatalogQuery(
    q="nuoto bambini",
    age=checked(age=None).age,
    prefer_municipio=("3",),
    prefer_budget=1_000,
    prefer_wellbeing={"body": 2, "autonomy": 1},
    prefer_near=Point(lat=45.4, lon=9.2),
    credit=5_000,
    reading=read("sport egiziano autismo sabato natale per la classe all'aperto", Names(), TODAY),
)


def query(**asked: Any) -> CatalogQuery:
    return checked(**parsed(TABLE, urlencode(asked, doseq=True).encode()))


def terms(field: str, *values: str) -> dict[str, Any]:
    return {"terms": {field: list(values)}}


def filtered(aggregation: dict[str, Any]) -> list[Any]:
    clauses: list[Any] = aggregation["filter"]["bool"]["filter"]
    return clauses


def test_with_nothing_chosen_everything_is_counted_at_once_and_nothing_is_filtered() -> None:
    body = counts_body(query())

    assert body["query"] == {"match_all": {}}
    assert set(body["aggs"]) == {"tokens", "price"}
    assert body["size"] == 0


def test_a_facet_is_counted_without_its_own_choice() -> None:
    body = counts_body(query(category="sport", language="it"))

    assert filtered(body["aggs"]["category"]) == [terms("facets.language", "it")]
    assert filtered(body["aggs"]["language"]) == [terms("facets.category", "sport")]
    assert filtered(body["aggs"]["all"]) == [
        terms("facets.category", "sport"),
        terms("facets.language", "it"),
    ]


def test_a_facet_whose_values_are_all_wanted_is_counted_with_them() -> None:
    body = counts_body(query(need=["autism", "bes_dsa"]))

    assert set(body["aggs"]) == {"tokens", "price"}
    (wanted,) = body["query"]["bool"]["filter"]
    assert wanted == {
        "bool": {"filter": [terms("facets.need", "autism"), terms("facets.need", "bes_dsa")]}
    }


def test_entries_that_fail_two_choices_are_not_even_looked_at() -> None:
    body = counts_body(query(category="sport", language="it", municipio="3"))

    (near,) = body["query"]["bool"]["filter"]
    assert near["bool"]["minimum_should_match"] == 2
    assert len(near["bool"]["should"]) == 3


def test_day_and_part_of_day_are_one_session() -> None:
    asked = query(weekday=["sat", "sun"], part_of_day="morning")

    both = terms("facets.slot", "sat-morning", "sun-morning")
    assert hits_body(asked, TODAY)["query"]["bool"]["filter"].count(both) == 1
    counted = counts_body(asked)["aggs"]
    assert filtered(counted["weekday"]) == [terms("facets.part_of_day", "morning")]
    days = counted["weekday"]["aggs"]["values"]["filters"]["filters"]
    assert days["tue"] == terms("facets.slot", "tue-morning")
    parts = counted["part_of_day"]["aggs"]["values"]["filters"]["filters"]
    assert parts["evening"] == terms("facets.slot", "sat-evening", "sun-evening")


def test_with_a_day_alone_parts_of_day_are_counted_on_that_day() -> None:
    counted = counts_body(query(weekday="sat"))["aggs"]

    parts = counted["all"]["aggs"]["part_of_day"]["filters"]["filters"]
    assert parts["morning"] == terms("facets.slot", "sat-morning")
    assert counted["weekday"]["aggs"]["values"] == {
        "terms": {"field": "facets.weekday", "size": 20_000}
    }


def test_at_least_a_level_is_any_level_from_there_on() -> None:
    (chosen,) = hits_body(query(wellbeing="body:4"), TODAY)["query"]["bool"]["filter"][1:]

    assert chosen == terms("facets.wellbeing", "body:4", "body:5")


def test_only_what_is_asked_for_is_counted() -> None:
    assert len(request(query(facets="none"), index="i", today=TODAY, within=2).splitlines()) == 2
    assert set(counts_body(query(facets="category"))["aggs"]) == {"tokens"}
    assert set(counts_body(query(facets="category", category="sport"))["aggs"]) == {"category"}


def test_a_request_says_what_makes_its_answer_true() -> None:
    lines = request(query(q="nuoto"), index="i", today=TODAY, within=2).splitlines()

    for header in lines[::2]:
        assert json.loads(header)["allow_partial_search_results"] is False
        assert b"nuoto" not in header
    assert all(json.loads(body)["timeout"] == "2000ms" for body in lines[1::2])
    assert json.loads(lines[1])["track_total_hits"] is True


@pytest.mark.parametrize(
    ("asked", "extent"),
    [
        ({}, (0, 20)),
        ({"limit": 5}, (0, 20)),
        ({"offset": 20, "limit": 20}, (0, 40)),
        ({"offset": 70, "limit": 20}, (0, 90)),
        ({"offset": 90, "limit": 20}, (0, 110)),
        ({"offset": 100, "limit": 20}, (100, 20)),
        ({"offset": 9_990, "limit": 20}, (9_990, 10)),
        ({"offset": 10_000}, (10_000, 0)),
        ({"limit": 0}, (0, 0)),
        ({"sort": "price", "limit": 20}, (0, 21)),
        ({"sort": "price", "offset": 9_990, "limit": 20}, (9_990, 10)),
    ],
)
def test_a_page_of_the_window_is_fetched_with_all_before_it(
    asked: dict[str, Any], extent: tuple[int, int]
) -> None:
    body = hits_body(query(**asked), TODAY)

    assert (body.get("from", 0), body["size"]) == extent


def test_the_window_is_fetched_whole_where_a_page_does_not_settle_the_first_ten() -> None:
    body = hits_body(query(limit=5), TODAY, whole=True)

    assert body["size"] == 100


def test_another_order_is_not_scored() -> None:
    body = hits_body(query(q="nuoto", sort="newest"), TODAY)

    assert "must" not in body["query"]["bool"]
    assert body["sort"][-1] == {"number": "asc"}


def test_the_order_of_equals_is_another_one_each_day() -> None:
    def turn(day: str) -> Any:
        return hits_body(query(day=day), TODAY)["sort"][1]

    assert turn("2026-11-22") == hits_body(query(), TODAY)["sort"][1]
    assert turn("2026-11-22") != turn("2026-11-23")


def test_all_factors_together_stay_below_the_ceiling() -> None:
    assert 1 + sum(factor.weight for factor in FACTORS) <= CEILING


@pytest.mark.parametrize(
    "name",
    sorted(
        set(SWITCHES) - {"meaning", "understanding", "translation", "spelling", "provider_limit"}
    ),
)
def test_each_factor_can_be_left_out(name: str) -> None:
    """The words are read before, spelling and the provider limit act on what was found: the
    component tests see to them."""
    asked = msgspec.structs.replace(EVERY_WISH, age=query(age=6).age)
    without = msgspec.structs.replace(asked, without=frozenset({name}))

    assert hits_body(asked, TODAY) != hits_body(without, TODAY)


def test_every_switch_is_said_once_with_its_reason() -> None:
    reasons = {one.name: one.why for one in FACTORS} | {one.name: one.why for one in SWITCHED}
    assert len(reasons) == len(FACTORS) + len(SWITCHED)
    assert set(reasons) | {"meaning"} == set(SWITCHES)
    assert all(why.endswith(".") for why in reasons.values())


def test_wishes_are_weighed_by_what_was_wished() -> None:
    weights = {one.name: one.weight for one in functions(EVERY_WISH, TODAY) if ":" in one.name}

    assert weights["wellbeing:body"] == pytest.approx(2 * weights["wellbeing:autonomy"])


def test_counts_can_be_taken_of_every_stored_facet_alone() -> None:
    for facet in BY_NAME.values():
        if facet.worked_out:
            continue
        value = facet.values[0] if facet.values else "_none"
        body = counts_body(query(**{facet.name: value, "facets": facet.name}))
        aggregation = "tokens" if facet.combine == "all" else facet.name
        assert set(body["aggs"]) == {aggregation}
