"""What words that are being typed may become, on the real engine."""

from typing import Any
from uuid import uuid4

import pytest

from contracts.values import Point, ProviderName
from tests.builders import (
    a_place,
    an_area,
    an_area_known,
    an_offer_card,
    an_offer_published,
    an_offer_withdrawn,
)
from tests.searching import Site


async def suggested(site: Site, q: str) -> dict[str, Any]:
    return await site.get("/v1/catalog/suggest", q=q)


async def labels(site: Site, q: str, group: str) -> list[str]:
    return [one["label"] for one in (await suggested(site, q))[group]]


@pytest.mark.parametrize("q", ["", "n", " ", "-", "'", "游", "l'"])
async def test_one_letter_says_too_little(site: Site, q: str) -> None:
    empty: list[Any] = []
    assert await suggested(site, q) == dict.fromkeys(
        ("activities", "entries", "providers", "places"), empty
    )


async def test_every_group_answers_with_what_it_begins(empty: Site) -> None:
    body = ProviderName(id=uuid4(), name="Lanterna Blu Cooperativa")
    card = an_offer_card(
        title="Laboratorio di ceramica",
        activities=("chess",),
        place=a_place(nil="LAMBRATE - ORTICA", municipio=3),
    )
    offer = an_offer_published(card=card, provider=body)
    await empty.hold([offer])

    la = await suggested(empty, "la")

    assert la["entries"] == [
        {
            "id": str(offer.id),
            "kind": "offer",
            "title": "Laboratorio di ceramica",
            "url": f"/v1/catalog/{offer.id}",
        }
    ]
    assert la["providers"] == [
        {"parameter": "provider", "value": str(body.id), "label": body.name, "count": 1}
    ]
    assert la["places"] == [
        {
            "parameter": "nil",
            "value": "LAMBRATE - ORTICA",
            "label": "Lambrate - Ortica",
            "count": 1,
        }
    ]
    assert await labels(empty, "sca", "activities") == ["Scacchi"]
    for typed in ("municipio 3", "zona 3"):
        assert await labels(empty, typed, "places") == ["Municipio 3"]


async def test_what_is_suggested_can_be_chosen_and_has_the_count_told(site: Site) -> None:
    found = [await suggested(site, q) for q in ("nu", "mus", "co", "municipio", "teat")]
    choices = [
        one
        for answer in found
        for group in ("activities", "providers", "places")
        for one in answer[group]
    ]

    of_venues = [one for one in choices if one["parameter"] == "near"]
    of_facets = [one for one in choices if one["parameter"] != "near"]
    assert {one["parameter"] for one in of_facets} == {"activity", "provider", "nil", "municipio"}
    for one in of_facets:
        answer = await site.get(**{one["parameter"]: one["value"]}, limit=0, facets="none")
        assert answer["total"] == one["count"] > 0, one
    assert of_venues
    for one in of_venues:
        asked = {"near": one["value"], "radius": one["radius"], "limit": 0, "facets": "none"}
        assert (await site.get(**asked))["total"] >= one["count"] > 0, one


async def test_a_metro_stop_is_suggested_with_what_is_near_it(empty: Site) -> None:
    def stop(code: str, name: str, lat: float, *lines: str) -> Any:
        centre = Point(lat=lat, lon=9.2)
        return an_area_known(
            area=an_area(kind="metro", code=code, name=name, centre=centre, lines=lines)
        )

    def at(lat: float) -> Any:
        place = a_place(point=Point(lat=lat, lon=9.2), nil="BAGGIO")
        return an_offer_published(card=an_offer_card(title="Ceramica", place=place))

    await empty.hold(
        [
            stop("1", "Loreto", 45.48, "M1"),
            stop("2", "Loreto", 45.4801, "M2"),
            stop("3", "Lodi TIBB", 45.44, "M3"),
            stop("4", "Lotto", 45.50, "M1"),
            *(at(lat) for lat in (45.483, 45.478, 45.441)),
        ]
    )

    lodi, loreto = (await suggested(empty, "metro lo"))["places"]  # nothing is near Lotto

    assert (lodi["label"], lodi["count"]) == ("Metro Lodi TIBB (M3)", 1)
    assert (loreto["label"], loreto["count"]) == ("Metro Loreto (M1, M2)", 2)
    found = await empty.get(near=loreto["value"], radius=loreto["radius"], facets="none")
    assert found["total"] == 2
    for typed in ("lore", "fermata loreto", "m2", "loreto m1"):
        assert loreto in (await suggested(empty, typed))["places"], typed
    assert (await suggested(empty, "metro"))["places"] == []


async def test_a_venue_is_suggested_by_its_name_and_street_once(empty: Site) -> None:
    def at(lat: float, **where: str) -> Any:
        place = a_place(point=Point(lat=lat, lon=9.09), nil="BAGGIO", **where)
        return an_offer_published(card=an_offer_card(title="Ceramica", place=place))

    pool = {"name": "Piscina Cardellino", "address": "Via del Cardellino, 3"}
    await empty.hold(
        [
            at(45.45, **pool),
            at(45.4505, **pool),
            at(45.5, name="Impianto Sportivo", address="Via Brivio, 4"),
            at(45.6, name="Impianto Sportivo", address="Via Iseo, 10"),
        ]
    )

    (cardellino,) = (await suggested(empty, "piscina card"))["places"]

    assert cardellino["label"] == "Piscina Cardellino, Via del Cardellino, 3"
    assert (cardellino["parameter"], cardellino["radius"], cardellino["count"]) == ("near", 100, 2)
    found = await empty.get(near=cardellino["value"], radius=cardellino["radius"], facets="none")
    assert found["total"] == 2
    assert await labels(empty, "impianto brivio", "places") == ["Impianto Sportivo, Via Brivio, 4"]
    assert await labels(empty, "via iseo", "places") == ["Impianto Sportivo, Via Iseo, 10"]


async def test_accents_case_apostrophes_and_small_words_make_no_difference(site: Site) -> None:
    for one, other in (
        ("psicomotricità", "PSICOMOTRICITA"),
        ("corso di nu", "corso nu"),
        ("l'ingl", "ingl"),
        ("  nuo", "nuo"),
    ):
        assert await suggested(site, one) == await suggested(site, other), one
    assert (await suggested(site, "psicomotricità"))["entries"]


async def test_only_the_last_word_may_go_on(empty: Site) -> None:
    await empty.hold([an_offer_published(card=an_offer_card(title="Nuoto per tutti"))])

    assert (await suggested(empty, "nuoto tut"))["entries"]
    assert (await suggested(empty, "tutti nuo"))["entries"]
    assert not (await suggested(empty, "nuo tutti"))["entries"]


async def test_what_was_withdrawn_is_no_longer_suggested(empty: Site) -> None:
    offer = an_offer_published(
        card=an_offer_card(title="Xilofono per piccoli", activities=("chess",)),
        provider=ProviderName(id=uuid4(), name="Xenia"),
    )
    await empty.hold([offer])
    assert (await suggested(empty, "xi"))["entries"]
    assert (await suggested(empty, "xe"))["providers"]

    await empty.hold([an_offer_withdrawn(offer.id)])

    assert not (await suggested(empty, "xi"))["entries"]
    assert not (await suggested(empty, "xe"))["providers"]
    assert not (await suggested(empty, "sca"))["activities"]


async def test_a_parameter_that_is_missing_or_unknown_is_said(site: Site) -> None:
    missing = await site.http.get("/v1/catalog/suggest")
    unknown = await site.http.get("/v1/catalog/suggest", params={"q": "nu", "limit": 3})

    assert missing.json()["errors"][0]["code"] == "missing"
    assert unknown.json()["errors"][0]["code"] == "unknown_parameter"
