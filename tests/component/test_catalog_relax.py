"""Where few entries are found, the answer says which choice keeps others away."""

from typing import Any

import pytest

from tests.searching import Site


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "nuoto", "municipio": "1", "weekday": "sun", "free": "true"},
        {"q": "pallavolo", "age": "1", "category": "sport", "price_max": "500"},
        {"weekday": "sat", "part_of_day": "evening", "nil": "BRERA", "need": ["autism", "bes_dsa"]},
        {"q": "teatro", "near": "45.48,9.22", "radius": "10", "start_after": "2027-01-01"},
        {"q": "musica", "start_before": "2020-01-01", "wellbeing": "relationships:5"},
        {"q": "palavolo", "municipio": "3"},  # with a slip in it
    ],
)
async def test_each_choice_that_keeps_others_away_says_how_many_and_leads_there(
    site: Site, asked: dict[str, Any]
) -> None:
    page = await site.get(**asked)
    gains = {name: await total(site, asked, without=name) for name in asked if name != "q"}

    assert page["total"] < 5
    assert {one["parameter"]: one["total"] for one in page.get("relax", [])} == {
        name: more for name, more in gains.items() if more > page["total"]
    }
    for one in page.get("relax", []):
        assert (await site.http.get(one["url"])).json()["total"] == one["total"]
    totals = [one["total"] for one in page.get("relax", [])]
    assert totals == sorted(totals, reverse=True)


async def total(site: Site, asked: dict[str, Any], *, without: str) -> int:
    """Of the same question with one choice less; `near` alone hides nothing."""
    rest = {name: value for name, value in asked.items() if name != without}
    if without == "near":
        rest.pop("radius", None)
        return -1
    answer = await site.get(**rest, limit=0, facets="none")
    return int(answer["total"])


async def test_a_private_question_is_told_the_parameter_and_no_address(site: Site) -> None:
    page = await site.ask(q="pallavolo", need=["autism"], credit=0)

    assert page["total"] < 5
    assert [sorted(one) for one in page["relax"]] == [["label", "parameter", "total"]]
    assert page["relax"][0]["parameter"] == "need"


async def test_where_there_is_enough_or_nothing_was_chosen_nothing_is_said(site: Site) -> None:
    assert "relax" not in await site.get(q="nuoto")
    assert "relax" not in await site.get(q="zzzzqqqq")
    assert "relax" not in await site.get(category="sport")
    assert "relax" not in await site.get(q="pallavolo", age="1", offset=5)


async def test_what_is_relaxed_is_labelled_for_families(site: Site) -> None:
    by_age = await site.get(q="pallavolo", age="1")
    by_place = await site.get(q="pallavolo", municipio="3")

    assert [one["label"] for one in by_age["relax"]] == ["Età"]
    assert [one["label"] for one in by_place["relax"]] == ["Municipio"]
