"""Cards of offers: all that they say, what they cost, and copies of them."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from contracts.offers import Extra, OfferCard, Price, PriceList, Staff
from contracts.values import ContactSlot, Period
from kit.events import imported_id
from tests import builders as a
from tests.register import Register

WHOLE = {
    "staff": Staff(
        qualifications=("istruttori FIN",), years=5, references=True, on_request="Il curriculum."
    ),
    "extras": (
        Extra(kind="membership", name="Tessera UISP", amount_cents=2_500),
        Extra(kind="insurance", amount_cents=1_000),
    ),
    "free_trial": True,
    "cancellation": "Fino a una settimana prima si riceve indietro tutto.",
    "medical_certificate": True,
    "meals": "Merenda compresa.",
    "transport": "Pulmino dalla scuola.",
    "what_to_bring": "Costume, cuffia, ciabatte.",
    "first_contact": (
        ContactSlot(weekday="mon", start=time(9), end=time(12)),
        ContactSlot(weekday="mon", start=time(15), end=time(18)),
    ),
}


async def test_all_that_a_card_says_reaches_families(here: Register) -> None:
    listed = a.a_price_list(
        a.a_price_line(1_500, units=(1, 9)),
        a.a_price_line(1_200, units=(10, None)),
        a.a_price_line(900, persons=(2, 3)),
        unit="session",
    )
    card = a.an_offer_card(price=Price(kind="paid"), price_list=listed, **WHOLE)

    offer = await here.has_offer(await here.has_provider(), **msgspec.structs.asdict(card))

    told = await here.told("offer", offer)
    assert told is not None
    said = msgspec.convert(told[1]["card"], OfferCard)
    assert said == msgspec.structs.replace(
        card,
        price=Price(
            kind="paid", amount_cents=1_200, unit="session", shared_cents=900, total_cents=5_000
        ),
    )


async def test_a_draft_can_be_written_back_as_it_was_read(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_draft(body, **WHOLE)
    read = (await here.get(f"/v1/offers/{offer}"))["draft"]

    answer = await here.edit(offer, read, **here.provider(body))

    assert (answer.status_code, answer.json()["draft"]) == (200, read)


async def test_a_body_keeps_the_price_that_an_import_brought_until_it_has_a_list(
    here: Register,
) -> None:
    body_source, source = a.a_source(), a.a_source()
    admitted = {
        "card": a.a_provider_card(),
        "tax_code": a.a_tax_code(),
        "decision": a.a_decision(),
    }
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    await here.bring("providers", {"source": body_source, "row": admitted})
    price = Price(kind="paid", amount_cents=500, unit="hour")
    row = {"provider": body_source, "card": a.an_offer_card(price=price)}
    await here.bring("offers", {"source": source, "row": row})
    offer = str(imported_id(source.name, source.id))
    read = (await here.get(f"/v1/offers/{offer}"))["draft"]

    kept = await here.edit(offer, read | {"title": "Altro titolo"})
    dearer = await here.edit(offer, read | {"price": read["price"] | {"amount_cents": 900}})
    listed = await here.edit(offer, read | {"price": None, "price_list": a.a_price_list()})

    assert (kept.status_code, kept.json()["draft"]["price"]["amount_cents"]) == (200, 500)
    assert (dearer.status_code, dearer.json()["errors"][0]["code"]) == (400, "worked_out")
    assert listed.json()["draft"]["price"]["amount_cents"] == 24_000


async def test_no_two_lines_of_a_list_are_about_the_same(here: Register) -> None:
    body = await here.has_provider()
    lines = (a.a_price_line(900, units=(1, 10)), a.a_price_line(800, units=(10, None)))
    new = {"provider_id": body, "draft": {"title": "Nuoto", "price_list": a.a_price_list(*lines)}}

    answer = await here.ask("POST", "/v1/offers", new, **here.provider(body))

    (fault,) = answer.json()["errors"]
    assert (fault["field"], fault["code"]) == ("/draft/price_list/lines/1", "overlaps")


async def test_a_list_that_is_over_is_not_submitted(here: Register) -> None:
    body = await here.has_provider()
    over = a.a_price_list(valid=Period(end=date(2024, 6, 30)))
    offer = await here.has_draft(body, price_list=over)

    answer = await here.submit(offer, **here.provider(body))

    assert answer.status_code == 409
    assert [fault["field"] for fault in answer.json()["errors"]] == ["/price_list/valid/end"]


async def test_the_price_lists_that_families_saw_are_kept(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    me = here.provider(body)
    offer = await here.has_offer(body, price_list=priced_at(24_000))
    path = f"/v1/offers/{offer}/price-lists"
    for card in (dear(30_000), dear(28_000)):
        await here.edit(offer, card, **me)
    await here.submit(offer, **me)
    await here.publish(offer)
    await here.edit(offer, a.an_offer_card(price=Price(kind="free"), price_list=None), **me)
    await here.submit(offer, **me)
    await here.publish(offer)

    whole = await here.get(path, **me)
    first = await here.get(f"{path}?limit=2")
    rest = await here.get(first["next"])

    lists = [item["price_list"] for item in whole["items"]]
    assert [amount(one) for one in lists] == [None, 28_000, 24_000]
    assert whole["total"] == 3
    assert first["items"] + rest["items"] == whole["items"]
    assert (await here.ask("GET", path, **here.provider(other))).status_code == 404
    assert (await here.ask("GET", path, **here.citizen("luca"))).status_code == 403


def priced_at(cents: int) -> PriceList:
    return a.a_price_list(a.a_price_line(cents))


def dear(cents: int) -> OfferCard:
    return a.an_offer_card(price=Price(kind="paid"), price_list=priced_at(cents))


def amount(listed: dict[str, Any] | None) -> int | None:
    return None if listed is None else int(listed["lines"][0]["amount_cents"])


async def test_a_copy_is_a_draft_of_its_own(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    offer = await here.has_offer(body, title="Corso d'autunno")
    await here.edit(offer, a.an_offer_card(title="Corso di primavera"), **me)
    before = await here.get(f"/v1/offers/{offer}")

    copied = await here.ask("POST", f"/v1/offers/{offer}/copy", **me)

    assert copied.status_code == 201
    copy = copied.json()
    assert copy["id"] != offer
    assert (copy["state"], copy["draft"], copy["published"]) == ("draft", before["draft"], None)
    assert await here.told("offer", copy["id"]) is None
    assert await here.get(f"/v1/offers/{offer}") == before
    (entry,) = (await here.get(f"/v1/offers/{copy['id']}/history"))["items"]
    assert entry["changes"] == {"state": [None, "draft"], "copy_of": [None, offer]}
    await here.submit(copy["id"], **me)
    assert (await here.publish(copy["id"])).status_code == 200


async def test_what_cannot_be_copied(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    offer = await here.has_offer(body)
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    await here.bring(
        "listings", {"source": a.a_source("milano-sport"), "row": {"card": a.a_listing_card()}}
    )
    (listing,) = (await here.get("/v1/offers?kind=listing"))["items"]

    async def copy(thing: str, **headers: str) -> int:
        return (await here.ask("POST", f"/v1/offers/{thing}/copy", **headers)).status_code

    assert await copy(offer, **here.provider(other)) == 404
    assert await copy(str(uuid4())) == 404
    assert await copy(offer, **here.provider(body, role="software")) == 403
    assert await copy(listing["id"]) == 409
    await here.move(f"providers/{body}", "remove")
    assert await copy(offer) == 409


BLANK = {"summary": " ", "description": "\n", "activation": "\u00a0"}


async def test_blanks_say_nothing(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_draft(body)
    operator = here.provider(body)
    card = msgspec.to_builtins(a.an_offer_card())

    bare = await here.edit(offer, card | {"title": " ", "keywords": ["  "]}, **operator)
    kept = await here.edit(offer, card | BLANK, **operator)
    refused = await here.submit(offer, **operator)

    assert bare.status_code == 400
    named = [(fault["field"], fault["code"]) for fault in bare.json()["errors"]]
    assert named == [("/title", "blank"), ("/keywords/0", "blank")]
    assert kept.status_code == 200, "a draft may be unfinished"
    assert refused.status_code == 409
    assert [fault["field"] for fault in refused.json()["errors"]] == [f"/{one}" for one in BLANK]


@pytest.mark.parametrize(
    ("ages", "faults"),
    [
        ({"min": 0.5, "max": 2.5}, []),
        ({"min": 2.5, "max": 3}, []),
        ({"min": 0.25, "max": 2}, ["/ages/min"]),
        ({"min": 6.5, "max": 7.25}, ["/ages/min", "/ages/max"]),
        ({"min": 3.5}, ["/ages/min"]),
    ],
)
async def test_half_years_are_said_under_three_alone(
    here: Register, ages: dict[str, float], faults: list[str]
) -> None:
    body = await here.has_provider()
    offer = await here.has_draft(body, ages=ages)

    submitted = await here.submit(offer, **here.provider(body))

    assert submitted.status_code == (409 if faults else 200)
    assert [fault["field"] for fault in submitted.json().get("errors", [])] == faults


async def test_a_word_stands_in_a_list_once(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_draft(body)
    card = msgspec.to_builtins(a.an_offer_card())
    twice = card | {"recipients": ["bambini", "ragazzi", "bambini"], "municipi": [3, 3]}

    refused = await here.edit(offer, twice, **here.provider(body))

    assert refused.status_code == 400
    named = [(fault["field"], fault["code"]) for fault in refused.json()["errors"]]
    assert named == [("/recipients/2", "repeated"), ("/municipi/1", "repeated")]


async def test_titles_and_names_are_one_line_and_descriptions_keep_theirs(here: Register) -> None:
    body = await here.has_provider()
    place = msgspec.to_builtins(a.a_place(name="Piscina\tCozzi"))
    card = {"title": "Corso\ndi nuoto", "place": place, "description": "Il lunedì.\nIl sabato."}

    refused = await here.ask("POST", "/v1/offers", {"provider_id": body, "draft": card})

    assert refused.status_code == 400
    assert {(fault["field"], fault["code"]) for fault in refused.json()["errors"]} == {
        ("/draft/title", "several_lines"),
        ("/draft/place/name", "several_lines"),
    }
    offer = await here.has_draft(body, description=card["description"])
    assert (await here.get(f"/v1/offers/{offer}"))["draft"]["description"] == card["description"]
