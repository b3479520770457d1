"""Rows from outside: each new, changed, unchanged or refused by itself."""

import asyncio
from typing import Any

import msgspec
import pytest

from contracts.areas import Area
from contracts.offers import OfferCard, Places
from contracts.values import Point, Source
from kit.events import imported_id
from providers.schemas.imports import (
    AreaRow,
    Body,
    ImportedOffer,
    Listing,
    ListingRow,
    OfferRow,
    ProviderRow,
)
from tests import builders as a
from tests.conftest import MakeDatabase
from tests.register import Register, register

FAR = Point(lat=45.40, lon=9.10)
"""In no area of these tests but municipio 6's."""


@pytest.fixture(scope="module")
async def reference(here: Register) -> None:
    """Municipio 3 and a neighbourhood around Lambrate, municipio 6 elsewhere."""
    outcomes = await here.bring(
        "areas",
        an_area_row(),
        an_area_row(code="6", name="Municipio 6", centre=FAR, geometry=a.a_square(FAR)),
        an_area_row(kind="nil", code="23", name="LAMBRATE - ORTICA", municipi=(3,)),
    )
    assert [outcome["result"] for outcome in outcomes] == ["new"] * 3


def an_area_row(**given: Any) -> AreaRow:
    area: Area = a.an_area(**given)
    return AreaRow(source=Source(name="milano-reference", id=f"{area.kind}-{area.code}"), row=area)


def a_listing_row(source: Source | None = None, **given: Any) -> ListingRow:
    return ListingRow(
        source=source or a.a_source("milano-sport"),
        row=Listing(card=a.a_listing_card(**given), manager="A.C. Garibaldina 1932"),
    )


def a_provider_row(source: Source | None = None, **given: Any) -> ProviderRow:
    values: dict[str, Any] = {
        "card": a.a_provider_card(),
        "tax_code": a.a_tax_code(),
        "decision": a.a_decision(),
    }
    return ProviderRow(source=source or a.a_source(), row=Body(**values | given))


def an_offer_row(provider: Source, source: Source | None = None, **given: Any) -> OfferRow:
    return OfferRow(
        source=source or a.a_source(),
        row=ImportedOffer(
            provider=provider, card=a.an_offer_card(**given), places=Places(total=9, left=4)
        ),
    )


def results(outcomes: list[dict[str, Any]]) -> list[str]:
    return [outcome["result"] for outcome in outcomes]


async def test_without_the_reference_no_listing_is_taken(
    make_database: MakeDatabase, nats_url: str, tmp_path: Any
) -> None:
    async with register(await make_database("p"), nats_url, "tnoref", tmp_path) as empty:
        answer = await empty.ask("POST", "/v1/imports/listings", {"rows": [a_listing_row()]})
        assert (answer.status_code, answer.json()["code"]) == (409, "reference_missing")

        provider = a_provider_row()
        assert results(await empty.bring("providers", provider)) == ["new"]
        assert results(await empty.bring("offers", an_offer_row(provider.source))) == ["new"]
        assert (await empty.get("/v1/offers"))["items"][0]["state"] == "published"


@pytest.mark.usefixtures("reference")
async def test_areas_are_told_with_their_geometry_and_listed_without(here: Register) -> None:
    area = str(imported_id("milano-reference", "municipio-3"))

    told = await here.told("area", area)

    assert told is not None
    assert told[0] == "area.known.v1"
    assert told[1]["area"]["geometry"] == a.a_square(a.LAMBRATE)
    listed = await here.get("/v1/areas?kind=municipio&limit=1")
    assert (len(listed["items"]), listed["total"]) == (1, 2)
    listed["items"] += (await here.get(listed["next"]))["items"]
    assert {item["code"] for item in listed["items"]} == {"3", "6"}
    assert not any("geometry" in item for item in listed["items"])


@pytest.mark.usefixtures("reference")
async def test_areas_are_open_to_everybody(here: Register) -> None:
    assert (await here.http.get("/v1/areas")).status_code == 200


@pytest.mark.usefixtures("reference")
async def test_a_listing_gets_the_municipio_of_its_point(here: Register) -> None:
    row = a_listing_row(place=a.a_place(municipio=8, nil=None))

    (outcome,) = await here.bring("listings", row)

    assert outcome["result"] == "new"
    assert [note["code"] for note in outcome["notes"]] == ["municipio_differs"]
    assert outcome["notes"][0]["field"] == "/row/card/place/municipio"
    listing = str(imported_id(row.source.name, row.source.id))
    told = await here.told("offer", listing)
    assert told is not None
    assert told[1]["kind"] == "listing"
    assert told[1]["provider"] == {"name": "A.C. Garibaldina 1932"}
    assert told[1]["source"] == msgspec.to_builtins(row.source)
    place = told[1]["card"]["place"]
    assert (place["municipio"], place["nil"]) == (3, "LAMBRATE - ORTICA")


@pytest.mark.usefixtures("reference")
async def test_what_is_sent_twice_changes_nothing(here: Register) -> None:
    provider = a_provider_row()
    batches: dict[str, tuple[Any, ...]] = {
        "areas": (an_area_row(),),
        "listings": (a_listing_row(place=a.a_place(municipio=8)),),
        "providers": (provider,),
        "offers": (an_offer_row(provider.source),),
    }
    first = {what: await here.bring(what, *rows) for what, rows in batches.items()}
    versions = await here.versions()

    again = {what: await here.bring(what, *rows) for what, rows in batches.items()}

    assert [results(outcomes) for outcomes in again.values()] == [["unchanged"]] * 4
    assert again["listings"][0]["notes"] == first["listings"][0]["notes"]
    assert await here.versions() == versions


@pytest.mark.usefixtures("reference")
async def test_a_broken_row_is_refused_and_the_others_are_taken(here: Register) -> None:
    good, better = a_listing_row(), a_listing_row()
    wordless = msgspec.to_builtins(a_listing_row(title="x", recipients=("gatti",)))
    shapeless = msgspec.to_builtins(a_listing_row()) | {"row": {"card": {"ages": {"min": 300}}}}
    nul = msgspec.to_builtins(a_listing_row(title="a\0b"))

    outcomes = await here.bring("listings", good, wordless, shapeless, "riga", nul, better)

    assert results(outcomes) == ["new", "refused", "refused", "refused", "refused", "new"]
    assert [fault["field"] for fault in outcomes[1]["faults"]] == ["/row/card/recipients/0"]
    assert {fault["field"] for fault in outcomes[2]["faults"]} == {
        "/row/card/title",
        "/row/card/ages/min",
    }
    assert outcomes[2]["source"] == shapeless["source"]
    assert outcomes[3]["source"] is None
    assert [fault["field"] for fault in outcomes[4]["faults"]] == ["/row/card/title"]
    refused = str(imported_id("milano-sport", wordless["source"]["id"]))
    assert (await here.ask("GET", f"/v1/offers/{refused}")).status_code == 404
    assert await here.told("offer", refused) is None


@pytest.mark.usefixtures("reference")
async def test_a_changed_row_changes_what_it_brought(here: Register) -> None:
    provider = a_provider_row()
    await here.bring("providers", provider)
    source = a.a_source()
    await here.bring("offers", an_offer_row(provider.source, source, title="Prima"))

    outcome = await here.bring("offers", an_offer_row(provider.source, source, title="Dopo"))

    assert results(outcome) == ["changed"]
    offer = await here.get(f"/v1/offers/{imported_id('catalogue', source.id)}")
    assert (offer["draft"]["title"], offer["published"]["title"]) == ("Dopo", "Dopo")
    (entry, first) = (await here.get(f"/v1/offers/{offer['id']}/history"))["items"]
    assert (entry["action"], entry["changes"]) == ("imported", {"title": ["Prima", "Dopo"]})
    assert first["changes"]["state"] == [None, "published"]
    prices = await here.get(f"/v1/offers/{offer['id']}/price-lists")
    assert len(prices["items"]) == 1


@pytest.mark.usefixtures("reference")
async def test_history_says_all_that_an_import_changed_but_no_tax_code(here: Register) -> None:
    row = a_provider_row()
    offer = an_offer_row(row.source)
    await here.bring("providers", row)
    await here.bring("offers", offer)
    other = a_provider_row(row.source, decision=a.a_decision(number="DD 46/2026"))
    full = msgspec.structs.replace(offer.row, places=Places(total=9, left=0))

    await here.bring("providers", other)
    await here.bring("offers", msgspec.structs.replace(offer, row=full))

    def of(thing: str, source: Source) -> str:
        return f"/v1/{thing}/{imported_id(source.name, source.id)}/history"

    body = (await here.get(of("providers", row.source)))["items"][0]
    places = (await here.get(of("offers", offer.source)))["items"][0]
    assert body["changes"]["decision"][1]["number"] == "DD 46/2026"
    assert body["changes"]["tax_code"] == ["…", "…"]
    assert row.row.tax_code not in str(body)
    assert places["changes"] == {"places_left": [4, 0]}


async def test_a_renamed_body_is_told_with_its_imported_offers(here: Register) -> None:
    provider = a_provider_row()
    offer = an_offer_row(provider.source)
    await here.bring("providers", provider)
    await here.bring("offers", offer)

    renamed = msgspec.structs.replace(
        provider,
        row=msgspec.structs.replace(provider.row, card=a.a_provider_card(name="Altro nome")),
    )

    assert results(await here.bring("providers", renamed)) == ["changed"]
    told = await here.told("offer", str(imported_id("catalogue", offer.source.id)))
    assert told is not None
    assert told[1]["provider"]["name"] == "Altro nome"
    assert told[1]["provider"]["source"] == msgspec.to_builtins(provider.source)


@pytest.mark.usefixtures("reference")
async def test_the_same_row_again_leaves_what_people_edited_meanwhile(here: Register) -> None:
    provider = a_provider_row()
    row = an_offer_row(provider.source)
    await here.bring("providers", provider)
    await here.bring("offers", row)
    offer = str(imported_id("catalogue", row.source.id))
    card = a.an_offer_card(title="Corretto a mano")
    body = here.provider(str(imported_id("catalogue", provider.source.id)))
    await here.edit(offer, card, **body)
    await here.submit(offer, **body)
    await here.publish(offer)
    await here.places(offer, {"total": 9, "left": 0}, "*")

    assert results(await here.bring("offers", row)) == ["unchanged"]

    seen = await here.get(f"/v1/offers/{offer}")
    assert (seen["published"]["title"], seen["places"]["left"]) == ("Corretto a mano", 0)


@pytest.mark.usefixtures("reference")
async def test_what_an_officer_withdrew_stays_withdrawn(here: Register) -> None:
    source = a.a_source("milano-sport")
    await here.bring("listings", a_listing_row(source))
    listing = str(imported_id(source.name, source.id))
    assert (await here.move(f"offers/{listing}", "withdraw")).status_code == 200

    outcome = await here.bring("listings", a_listing_row(source, title="Altro titolo"))

    assert results(outcome) == ["changed"]
    assert (await here.get(f"/v1/offers/{listing}"))["state"] == "withdrawn"
    told = await here.told("offer", listing)
    assert told is not None
    assert told[0] == "offer.withdrawn.v1"


@pytest.mark.usefixtures("reference")
async def test_rows_that_contradict_what_is_there_are_refused(here: Register) -> None:
    one, other = a_provider_row(), a_provider_row()
    same_tax_code = a_provider_row(tax_code=one.row.tax_code)
    taken_later = ProviderRow(
        source=other.source, row=msgspec.structs.replace(other.row, tax_code=one.row.tax_code)
    )
    assert results(await here.bring("providers", one, other)) == ["new", "new"]
    offer = an_offer_row(one.source)
    assert results(await here.bring("offers", offer)) == ["new"]

    (tax, later) = await here.bring("providers", same_tax_code, taken_later)
    (nobody, elsewhere) = await here.bring(
        "offers", an_offer_row(a.a_source()), an_offer_row(other.source, offer.source)
    )
    (listing,) = await here.bring("listings", a_listing_row(offer.source))
    number = an_area_row(code="6", name="Municipio 6")
    (area,) = await here.bring("areas", msgspec.structs.replace(number, source=a.a_source("x")))

    faults = [
        (outcome["faults"][0]["field"], outcome["faults"][0]["code"])
        for outcome in (tax, later, nobody, elsewhere, listing, area)
    ]
    assert faults == [
        ("/row/tax_code", "taken"),
        ("/row/tax_code", "taken"),
        ("/row/provider", "unknown"),
        ("/source", "taken"),
        ("/source", "taken"),
        ("/row/code", "taken"),
    ]
    seen = await here.get(f"/v1/providers/{imported_id('catalogue', other.source.id)}")
    assert seen["tax_code"] == other.row.tax_code


@pytest.mark.usefixtures("reference")
async def test_an_area_can_take_neither_the_code_nor_the_shape_of_another(here: Register) -> None:
    renumbered = msgspec.structs.replace(
        an_area_row(code="6"), source=Source(name="milano-reference", id="municipio-3")
    )
    shapeless = an_area_row(code="7", geometry={"type": "Polygon"})

    (taken, malformed) = await here.bring("areas", renumbered, shapeless)

    assert [fault["field"] for fault in taken["faults"]] == ["/row/code"]
    assert [fault["field"] for fault in malformed["faults"]] == ["/row/geometry"]


@pytest.mark.usefixtures("reference")
async def test_places_are_found_by_the_reference_as_it_is_now(here: Register) -> None:
    there = Point(lat=45.52, lon=9.05)
    place = a.a_place(municipio=1, nil=None, point=there)
    (before,) = await here.bring("listings", a_listing_row(place=place))
    assert [note["code"] for note in before["notes"]] == ["outside_city"]

    await here.bring(
        "areas", an_area_row(code="8", name="M8", centre=there, geometry=a.a_square(there))
    )

    (after,) = await here.bring("listings", a_listing_row(place=place))
    assert [note["code"] for note in after["notes"]] == ["municipio_differs"]


@pytest.mark.usefixtures("reference")
async def test_what_people_write_is_placed_too(here: Register) -> None:
    body = await here.has_provider()
    card = a.an_offer_card(place=a.a_place(municipio=9, nil=None))

    draft = await here.ask("POST", "/v1/offers", {"provider_id": body, "draft": card})

    assert draft.json()["draft"]["place"]["municipio"] == 3
    assert draft.json()["draft"]["place"]["nil"] == "LAMBRATE - ORTICA"


@pytest.mark.usefixtures("reference")
async def test_what_people_write_outside_the_city_is_in_no_municipio(here: Register) -> None:
    body = await here.has_provider()
    card = a.an_offer_card(place=a.a_place(municipio=9, nil="DUOMO", point=a.PAVIA), municipi=(9,))

    answer = await here.ask("POST", "/v1/offers", {"provider_id": body, "draft": card})

    draft = answer.json()["draft"]
    assert draft["place"]["point"] == msgspec.to_builtins(a.PAVIA)
    assert {"municipio", "nil"}.isdisjoint(draft["place"])
    assert draft["municipi"] == [9]


async def test_exchanged_coordinates_are_refused(here: Register) -> None:
    body = await here.has_provider()
    card = a.an_offer_card(place=a.a_place(point=Point(lat=a.DUOMO.lon, lon=a.DUOMO.lat)))

    refused = await here.ask("POST", "/v1/offers", {"provider_id": body, "draft": card})

    assert refused.status_code == 400
    (fault,) = refused.json()["errors"]
    assert (fault["field"], fault["code"]) == ("/draft/place/point", "out_of_range")
    assert "latitudine e longitudine scambiate?" in fault["detail"]


@pytest.mark.usefixtures("reference")
async def test_imports_at_the_same_time_bring_each_row_once(here: Register) -> None:
    provider = a_provider_row()
    offers = [an_offer_row(provider.source) for _ in range(20)]
    both = await asyncio.gather(*(here.bring("providers", provider) for _ in range(4)))
    assert sorted(outcome[0]["result"] for outcome in both) == ["new"] + ["unchanged"] * 3

    batches = await asyncio.gather(*(here.bring("offers", *offers) for _ in range(4)))

    for row in zip(*batches, strict=True):
        assert sorted(outcome["result"] for outcome in row) == ["new"] + ["unchanged"] * 3


async def test_a_batch_has_its_limits(here: Register) -> None:
    path = "/v1/imports/offers"
    many = await here.ask("POST", path, {"rows": [{}] * 201})
    assert (many.status_code, many.json()["errors"][0]["code"]) == (400, "too_many")
    other = await here.ask("POST", path, {"rows": [], "dry_run": True})
    assert (other.status_code, other.json()["errors"][0]["code"]) == (400, "unknown_field")
    for broken in (b"", b"{", b"[]", b'{"rows": 1}', b'{"rows": [}', b'{"rows": [\xff]}'):
        answer = await here.ask("POST", path, broken)
        assert answer.status_code in {200, 400}
        if answer.status_code == 200:
            assert results(answer.json()["rows"]) == ["refused"]
    huge = await here.ask("POST", path, b'{"rows": ["' + b"x" * 16_800_000 + b'"]}')
    assert huge.status_code == 413
    assert (await here.bring("offers")) == []


async def test_only_officers_import(here: Register) -> None:
    body = await here.has_provider()
    for what in ("areas", "listings", "providers", "offers"):
        path = f"/v1/imports/{what}"
        mine = await here.ask("POST", path, {"rows": []}, **here.provider(body))
        assert mine.status_code == 403
        assert (await here.http.post(path, json={"rows": []})).status_code == 401
    named = {"source": "milano-sport", "ids": ["ds629-1"], "withdraw": True}
    mine = await here.ask("POST", "/v1/imports/vanished", named, **here.provider(body))
    assert mine.status_code == 403


async def test_a_listing_is_nobodys_draft_and_has_no_places(here: Register) -> None:
    body = await here.has_provider()
    source = a.a_source("milano-sport")
    await here.bring("areas", an_area_row())
    await here.bring("listings", ListingRow(source=source, row=Listing(card=OfferCard(title="x"))))
    listing = str(imported_id(source.name, source.id))

    hidden = await here.ask("GET", f"/v1/offers/{listing}", **here.provider(body))
    assert hidden.status_code == 404
    assert (await here.places(listing, {"left": 1}, "*")).status_code == 404
    shown = await here.get(f"/v1/offers/{listing}")
    assert (shown["kind"], shown["provider_id"]) == ("listing", None)
