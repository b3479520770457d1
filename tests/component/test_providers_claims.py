"""Listings that bodies claim: found as listings until an officer publishes them as offers."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.values import Source
from kit.db import Tx
from kit.events import imported_id
from tests import builders as a
from tests.city import eventually
from tests.register import Register

REASON = "Statuto e contratto d'uso visti allo sportello."


@pytest.fixture(scope="module", autouse=True)
async def municipio(here: Register) -> None:
    """Listings are placed by it."""
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})


async def tax_code(here: Register, body: str) -> str:
    return str((await here.get(f"/v1/providers/{body}"))["tax_code"])


def a_row(source: Source, **given: Any) -> dict[str, Any]:
    card = a.a_listing_card(title=given.pop("title", "Campo Minzoni"))
    return {"source": source, "row": {"card": card, "manager": "A.C. Garibaldina 1932", **given}}


async def has_listing(here: Register, source: Source | None = None, /, **given: Any) -> str:
    source = source or a.a_source("milano-sport")
    (outcome,) = await here.bring("listings", a_row(source, **given))
    assert outcome["result"] == "new", outcome
    return str(imported_id(source.name, source.id))


async def claim(here: Register, listing: str, body: str) -> Any:
    return await here.ask("POST", f"/v1/offers/{listing}/claim", **here.provider(body))


async def assign(here: Register, listing: str, body: str, **headers: str) -> Any:
    decided = {"provider_id": body, "reason": REASON}
    path = f"offers/{listing}"
    return await here.change("POST", f"/v1/{path}/assign", decided, of=path, **headers)


async def test_a_body_claims_the_listing_that_has_its_tax_code(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    listing = await has_listing(here, tax_code=await tax_code(here, body))
    found = await here.told("offer", listing)
    assert (await here.ask("GET", f"/v1/offers/{listing}", **me)).status_code == 404

    claimed = await claim(here, listing, body)

    assert claimed.status_code == 200
    seen = claimed.json()
    assert (seen["provider_id"], seen["kind"], seen["state"]) == (body, "listing", "published")
    assert (seen["draft"], seen["draft_state"]) == (seen["published"], "writing")
    assert [offer["id"] for offer in (await here.get("/v1/offers", **me))["items"]] == [listing]
    assert await here.told("offer", listing) == found, "families find the listing as it was"

    assert (await here.submit(listing, **me)).json()["code"] == "offer_incomplete"
    await here.edit(listing, a.an_offer_card(title="Calcio al Minzoni"), **me)
    await here.submit(listing, **me)
    assert await here.told("offer", listing) == found
    published = (await here.publish(listing)).json()

    assert (published["kind"], published["manager"]) == ("offer", None)
    told = await here.told("offer", listing)
    assert told is not None
    kind, fact = told
    assert (kind, fact["id"], fact["kind"]) == ("offer.published.v1", listing, "offer")
    assert (fact["card"]["title"], fact["provider"]["id"]) == ("Calcio al Minzoni", body)


@pytest.mark.parametrize("known", [True, False])
async def test_the_listing_of_another_body_is_not_claimed(here: Register, known: bool) -> None:
    given = {"tax_code": a.a_tax_code()} if known else {}
    listing = await has_listing(here, **given)

    refused = await claim(here, listing, await here.has_provider())

    assert (refused.status_code, refused.json()["code"]) == (403, "not_its_manager")


async def test_a_listing_is_claimed_once(here: Register) -> None:
    body = await here.has_provider()
    listing = await has_listing(here, tax_code=await tax_code(here, body))
    await claim(here, listing, body)

    again = await claim(here, listing, body)

    assert (again.status_code, again.json()["code"]) == (409, "already_claimed")


async def test_only_listings_that_families_find_are_claimed(here: Register) -> None:
    body = await here.has_provider()
    withdrawn = await has_listing(here, tax_code=await tax_code(here, body))
    await here.move(f"offers/{withdrawn}", "withdraw")
    mine = await here.has_offer(body)

    another = await here.has_offer(await here.has_provider())

    for thing in (withdrawn, another, str(uuid4())):
        assert (await claim(here, thing, body)).status_code == 404
    own = await claim(here, mine, body)
    assert (own.status_code, own.json()["code"]) == (409, "wrong_state")
    assert own.json()["detail"] == "Non è una segnalazione."


async def test_a_suspended_body_claims_nothing(here: Register) -> None:
    body = await here.has_provider()
    listing = await has_listing(here, tax_code=await tax_code(here, body))
    await here.move(f"providers/{body}", "suspend")

    for refused in (await claim(here, listing, body), await assign(here, listing, body)):
        assert (refused.status_code, refused.json()["code"]) == (409, "provider_not_admitted")


async def test_an_officer_decides_whose_a_listing_is(here: Register) -> None:
    wrong, right = await here.has_provider(), await here.has_provider()
    listing = await has_listing(here)
    assert (await assign(here, listing, wrong)).status_code == 200
    await here.edit(listing, a.an_offer_card(title="Non nostro"), **here.provider(wrong))
    await here.places(listing, {"left": 3}, "*", **here.provider(wrong))

    decided = await assign(here, listing, right)

    assert decided.status_code == 200
    assert (decided.json()["provider_id"], decided.json()["edited"]) == (right, False)
    assert decided.json()["places"] == {}, "what the wrong body stated is gone"
    assert (await here.ask("GET", f"/v1/offers/{listing}", **here.provider(wrong))).status_code == (
        404
    )
    (last, *_) = (await here.get(f"/v1/offers/{listing}/history"))["items"]
    assert (last["action"], last["reason"]) == ("claimed", REASON)
    assert last["changes"] == {"provider_id": [wrong, right]}
    mine = (await here.get(f"/v1/offers/{listing}/history", **here.provider(right)))["items"]
    assert [(entry["action"], entry["reason"]) for entry in mine] == [("claimed", None)], (
        "nor what it drafted"
    )


async def test_what_an_officer_cannot_assign(here: Register) -> None:
    body = await here.has_provider()
    listing, offer = await has_listing(here), await here.has_offer(body)
    both = here.signer.headers("officer", provider=UUID(body), subject="officer-2")
    path = f"/v1/offers/{listing}/assign"
    decided = {"provider_id": body, "reason": REASON}

    assert (await assign(here, offer, body)).json()["code"] == "wrong_state"
    assert (await assign(here, listing, body, **both)).status_code == 403
    assert (await here.ask("POST", path, decided, **here.provider(body))).status_code == 403
    assert (await here.ask("POST", path, decided)).status_code == 428
    assert (await here.ask("POST", path, {"provider_id": body}, If_Match="*")).status_code == 400
    nobody = await assign(here, listing, str(uuid4()))
    assert [fault["field"] for fault in nobody.json()["errors"]] == ["/provider_id"]


async def test_what_a_source_says_later_leaves_the_draft_of_its_body(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    source = a.a_source("milano-sport")
    listing = await has_listing(here, source)
    await assign(here, listing, body)
    await here.edit(listing, a.an_offer_card(title="La bozza"), **me)
    await here.submit(listing, **me)

    (changed,) = await here.bring("listings", a_row(source, title="Campo rinnovato"))

    assert changed["result"] == "changed"
    seen = await here.get(f"/v1/offers/{listing}")
    assert (seen["published"]["title"], seen["draft"]["title"]) == ("Campo rinnovato", "La bozza")
    assert seen["draft_state"] == "submitted"
    assert (await here.publish(listing)).status_code == 200
    (ignored,) = await here.bring("listings", a_row(source, title="Ancora altro"))
    assert ignored["result"] == "unchanged"
    assert (await here.get(f"/v1/offers/{listing}"))["published"]["title"] == "La bozza"


async def test_the_tax_code_of_a_listing_is_checked_and_stays_here(here: Register) -> None:
    code = a.a_tax_code()
    wrong = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    (refused,) = await here.bring("listings", a_row(a.a_source(), tax_code=wrong))
    assert [fault["field"] for fault in refused["faults"]] == ["/row/tax_code"]

    listing = await has_listing(here, tax_code=code)

    assert code not in str(await here.told("offer", listing))
    assert code not in str(await here.get(f"/v1/offers/{listing}"))
    assert code not in str(await here.get(f"/v1/offers/{listing}/history"))


async def test_what_becomes_another_body_s_meanwhile_is_not_published_as_the_first_one_s(
    here: Register,
) -> None:
    first, second = await here.has_provider(), await here.has_provider()
    listing = await has_listing(here)
    await assign(here, listing, first)
    await here.edit(listing, a.an_offer_card(), **here.provider(first))
    await here.submit(listing, **here.provider(first))

    async with here.database() as db, db.transaction() as tx:
        await tx.execute("select from provider where id = $1 for update", UUID(first))
        path = f"/v1/offers/{listing}/publish"
        publishing = asyncio.create_task(here.ask("POST", path, If_Match="*"))
        await eventually(lambda: waits_for_a_lock(tx), what="the publication waits for its body")
        await assign(here, listing, second)
        await here.edit(listing, a.an_offer_card(), **here.provider(second))
        assert (await here.submit(listing, **here.provider(second))).status_code == 200

    answer = await publishing
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert (await here.get(f"/v1/offers/{listing}"))["kind"] == "listing"


async def waits_for_a_lock(tx: Tx) -> bool:
    waiting: int = await tx.fetchval("select count(*) from pg_locks where not granted")
    return waiting > 0
