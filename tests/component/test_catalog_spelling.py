"""Slips of the keyboard are understood, words that are right are left alone: on the real engine."""

from typing import Any

import pytest

from tests.builders import an_area, an_area_known, an_offer_card, an_offer_published
from tests.searching import Site, values


async def searched(site: Site, q: str, **more: Any) -> str:
    """The words that were really searched."""
    answer = await site.get(q=q, limit=0, facets="none", **more)
    return str(answer["spelling"]["q"]) if "spelling" in answer else q


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("psicomotrcità", "psicomotricità"),
        ("psicomotrcita", "psicomotricità"),
        ("pallavollo", "pallavolo"),
        ("PALAVOLO", "pallavolo"),
        ("ginastica", "ginnastica"),
        ("robbotica", "robotica"),
        ("centro estvo", "centro estivo"),
        ("corso di pallavollo per bambini", "corso di pallavolo per bambini"),
        ("corso d'ingelse", "corso d'inglese"),
        ("scogliosi", "scoliosi"),
        ("sempre atacato al telefono", "sempre attaccato al telefono"),
    ],
)
async def test_a_slip_finds_what_the_right_word_finds(site: Site, typed: str, meant: str) -> None:
    page, right = [await site.get(q=q) for q in (typed, meant)]

    assert page["spelling"]["q"] == meant
    assert page["total"] == right["total"] > 0
    assert page["items"] == right["items"]
    assert page["facets"] == right["facets"]


@pytest.mark.parametrize("q", ["logopedia ", "logopedia", " NUOTO", "nuoto", "Nuoto"])
async def test_blanks_and_capitals_are_no_slips(site: Site, q: str) -> None:
    page = await site.get(q=q)

    assert page["total"] > 0
    assert "spelling" not in page


@pytest.mark.parametrize(
    "q",
    [
        "curling",  # right, and in no entry
        "scherma",
        "canottaggio",
        "swimming",
        "natation",
        "natación",
        "dessin",
        "游泳",
        "سباحة",
        "плавання",
        "dsa",
        "nipotina",
        "progetto sull'ambiente",
        "artes marciales",
        "caa l2",
        "zzzzqqqq",
        "kurs notimi femije shqip mesim vallezim",  # Albanian, of which we have no dictionary
    ],
)
async def test_right_words_other_languages_and_nonsense_are_left_alone(site: Site, q: str) -> None:
    assert await searched(site, q) == q


async def test_a_word_that_only_one_entry_has_is_never_replaced(empty: Site) -> None:
    many = [an_offer_published(card=an_offer_card(title="Pallavolo")) for _ in range(5)]
    rare = an_offer_card(title="Giochi", description="Anche pallavoglio, gioco di una volta")
    await empty.hold([*many, an_offer_published(card=rare)])

    assert await searched(empty, "pallavoglio") == "pallavoglio"
    assert await searched(empty, "pallavollo") == "pallavolo"


async def test_what_texts_alone_say_is_never_proposed(empty: Site) -> None:
    area = an_area(kind="nil", code="1", name="GIAMBELLINO")
    told_only = an_offer_card(description="Si gioca con le trottoline", summary="Trottoline")
    await empty.hold([an_offer_published(card=told_only), an_area_known(area=area)])
    await empty.hold([an_offer_published(card=an_offer_card(title="Nuoto a Giambellino"))])

    assert await searched(empty, "trottolinne") == "trottolinne"
    assert await searched(empty, "garibalddina") == "garibalddina"
    assert await searched(empty, "nuoto giambellimo") == "nuoto giambellino"
    assert await searched(empty, "aquilonne") == "aquilone"


async def test_children_are_never_led_to_what_they_did_not_ask(empty: Site) -> None:
    await empty.hold([an_offer_published(card=an_offer_card(title="Parlare di sessualità"))])

    assert await searched(empty, "sesualità") == "sesualità"
    assert await searched(empty, "parllare") == "parlare"


async def test_help_can_be_refused_by_the_link_or_the_field_that_the_answer_gives(
    site: Site,
) -> None:
    page = await site.get(q="palavolo", category="sport", offset=0)
    as_typed = page["spelling"]["as_typed"]
    by_body = await site.ask(q="palavolo", category=["sport"])

    assert page["spelling"]["words"] == [{"typed": "palavolo", "searched": "pallavolo"}]
    assert as_typed == "/v1/catalog?q=palavolo&category=sport&exact=true"
    assert (await site.http.get(as_typed)).json()["total"] == 0
    assert (await site.ask(q="palavolo", **by_body["spelling"]["as_typed"]))["total"] == 0


async def test_help_can_be_left_out_of_a_measure(site: Site) -> None:
    assert await searched(site, "palavolo", without="spelling") == "palavolo"


async def test_pages_of_a_helped_query_go_on_with_the_same_words(site: Site) -> None:
    first = await site.get(q="laboratrio", sort="newest", limit=5)
    second = (await site.http.get(first["next"])).json()
    right = await site.get(q="laboratorio", sort="newest", limit=10)

    assert [i["id"] for i in first["items"] + second["items"]] == [i["id"] for i in right["items"]]
    assert "laboratrio" in first["next"]


async def test_choices_narrow_what_the_right_word_finds(site: Site) -> None:
    slip, right = [await site.get(q=q, municipio="3") for q in ("palavolo", "pallavolo")]

    assert values(slip, "municipio") == values(right, "municipio")
    assert slip["total"] == right["total"]
