"""Labels and errors in the language that the caller likes best."""

from typing import Any
from uuid import UUID

import pytest

from tests.searching import Site

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,it;q=0.5"}


async def told(site: Site, path: str, headers: dict[str, str], **asked: Any) -> dict[str, Any]:
    response = await site.http.get(path, params=asked, headers=headers)
    assert response.headers["content-language"] == ("en" if headers else "it")
    assert response.headers["vary"] == "Accept-Language"
    body: dict[str, Any] = response.json()
    return body


async def test_facets_are_labelled_and_counted_alike_in_both_languages(site: Site) -> None:
    italian, english = [await told(site, "/v1/catalog", h) for h in ({}, ENGLISH)]

    assert bare(italian) == bare(english)
    labels = [
        {facet["name"]: facet for facet in page["facets"]}["weekday"] for page in (italian, english)
    ]
    assert [facet["label"] for facet in labels] == ["Giorno", "Day"]
    assert [facet["values"][0]["label"] for facet in labels] == ["Lunedì", "Monday"]
    for facet in english["facets"]:
        for value in facet["values"]:
            assert value["label"] not in {"Sì", "Gratuito", "Non indicato"}, facet["name"]


def bare(page: dict[str, Any]) -> list[Any]:
    return [
        (facet["name"], facet["not_stated"], value["value"], value["count"])
        for facet in page["facets"]
        for value in facet["values"]
    ]


async def test_what_is_not_stated_has_a_label_once_it_is_chosen(site: Site) -> None:
    for headers, label in (({}, "Non indicato"), (ENGLISH, "Not stated")):
        page = await told(site, "/v1/catalog", headers, delivery="_none")
        facet = next(one for one in page["facets"] if one["name"] == "delivery")
        assert {v["label"] for v in facet["values"] if v["chosen"]} == {label}


async def test_vocabularies_have_a_label_in_the_language_asked_for(site: Site) -> None:
    english = await told(site, "/v1/vocabularies", ENGLISH)
    italian = await told(site, "/v1/vocabularies/weekdays", {})

    for vocabulary in english["items"]:
        assert vocabulary["label"] == vocabulary["en"]
        assert all(term["label"] == term["en"] for term in vocabulary["terms"])
    assert [term["label"] for term in italian["terms"]][:2] == ["Lunedì", "Martedì"]


async def test_suggestions_and_relaxations_are_labelled_too(site: Site) -> None:
    suggested = await told(site, "/v1/catalog/suggest", ENGLISH, q="scac")
    relaxed = await told(site, "/v1/catalog", ENGLISH, q="pallavolo", age="1")

    assert [one["label"] for one in suggested["activities"]] == ["Chess"]
    assert [one["label"] for one in relaxed["relax"]] == ["Age"]


async def test_reasons_for_the_order_are_told_in_the_language_of_who_asks(site: Site) -> None:
    asked = {"q": "nuoto", "explain": "true", "prefer_wellbeing": "body:2", "limit": "1"}
    italian, english = [
        (await told(site, "/v1/catalog", h, **asked))["items"][0] for h in ({}, ENGLISH)
    ]

    its, theirs = (
        {part["factor"]: part["sentence"] for part in one["explanation"]["parts"]}
        for one in (italian, english)
    )
    assert its["text"] == "Corrisponde alle parole cercate"
    assert theirs["text"] == "Matches the words searched"
    assert its["wellbeing:body"] == "Forte su corpo e movimento"
    assert theirs["wellbeing:body"] == "Strong in body and movement"
    assert not set(its.values()) & set(theirs.values())


async def test_helplines_speak_the_language_of_who_asks(site: Site) -> None:
    italian, english = [
        await told(site, "/v1/catalog", h, q="mi picchia mio padre") for h in ({}, ENGLISH)
    ]

    assert [line["number"] for line in english["help"]] == ["112", "114", "19696"]
    assert [line["number"] for line in italian["help"]] == ["112", "114", "19696"]
    assert italian["help"][0]["name"] == "Numero unico di emergenza"
    assert english["help"][0]["name"] == "Emergency number"


@pytest.mark.parametrize(
    ("path", "asked", "title", "detail", "fault"),
    [
        (
            "/v1/catalog",
            {"limit": "x"},
            "Invalid request",
            "One error to correct.",
            "Write a whole number.",
        ),
        (
            "/v1/catalog",
            {"limit": "500", "categori": "x"},
            "Invalid request",
            "2 errors to correct.",
            "Unknown parameter.",
        ),
        (
            "/v1/catalog",
            {"radius": "5"},
            "Operation not possible now",
            "The parameters do not go together.",
            "radius needs near.",
        ),
        (
            "/v1/catalog/map",
            {"bbox": "9,45", "zoom": "3"},
            "Invalid request",
            "One error to correct.",
            "Write west,south,east,north: 9.04,45.39,9.28,45.54.",
        ),
        (
            f"/v1/catalog/{UUID(int=0)}",
            {},
            "Not found",
            "The catalogue has no entry with this id.",
            "",
        ),
        ("/v1/nowhere", {}, "Not found", "There is nothing at this address.", ""),
    ],
)
async def test_errors_are_told_in_english_too(
    site: Site, path: str, asked: dict[str, str], title: str, detail: str, fault: str
) -> None:
    problem = await told(site, path, ENGLISH, **asked)

    assert (problem["title"], problem["detail"]) == (title, detail)
    assert next((one["detail"] for one in problem.get("errors", [])), "") == fault
    assert (await told(site, path, {}, **asked))["title"] != title


async def test_what_machines_of_ours_read_has_no_language(site: Site) -> None:
    response = await site.http.get("/health/live", headers=ENGLISH)

    assert "content-language" not in response.headers
