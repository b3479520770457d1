"""Who a family is to a body, who acts for it, and who is kept away."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.asking import HUB, Market, a_mandate, tells_true_quotes
from tests.register import Register


@pytest.fixture(scope="module")
async def market(here: Register) -> AsyncIterator[Market]:
    yield await Market.open(here)
    assert await tells_true_quotes(here) > 0


async def test_a_body_reaches_a_family_only_once_it_has_accepted_or_shared(
    market: Market,
) -> None:
    request = await market.has_request(by=market.family("anna"))
    answers = {one["provider_id"]: one["id"] for one in request["answers"]}
    mine, other = answers[market.bodies[0]], answers[market.bodies[1]]
    await market.move(mine, "quote", by=market.operator)

    before = await market.seen(mine, market.operator)
    assert before["contacts"] is None
    assert "anna" not in str(before)
    contacts = {"contacts": {"phone": "347 555 0123", "name": "Anna D'Angelo"}}
    shared = await market.move(other, "share-contacts", contacts, by=market.family("anna"))
    assert shared.status_code == 200
    assert (await market.seen(other, market.other_operator))["contacts"] == contacts["contacts"]
    assert (await market.seen(mine, market.operator))["contacts"] is None

    await market.move(mine, "accept", contacts, by=market.family("anna"))

    assert (await market.seen(mine, market.operator))["contacts"] == contacts["contacts"]
    closed = await market.seen(other, market.other_operator)
    assert (closed["state"], closed["contacts"]) == ("closed", None), "nothing came of it"


async def test_a_body_that_was_removed_reads_no_more_how_to_reach_a_family(here: Register) -> None:
    market = await Market.open(here)
    answer = await market.has_answer("quote")
    contacts = {"contacts": {"phone": "347 555 0123"}}
    await market.move(answer, "accept", contacts, by=market.family())
    assert (await market.seen(answer, market.operator))["contacts"] == contacts["contacts"]

    assert (await here.move(f"providers/{market.bodies[0]}", "remove")).status_code == 200

    listed = await here.get("/v1/answers", **market.operator)
    assert [one["contacts"] for one in listed["items"]] == [None]
    assert (await market.seen(answer, market.operator))["contacts"] is None
    assert (await market.seen(answer, market.family()))["contacts"] == contacts["contacts"]


async def test_contacts_that_reach_nobody_are_named(market: Market) -> None:
    answer = await market.has_answer("quote")

    refused = await market.move(answer, "accept", {"contacts": {"name": "A"}}, by=market.family())

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "/contacts"


async def test_across_requests_a_body_cannot_tell_that_a_family_is_the_same(
    market: Market,
) -> None:
    seen = []
    for _ in range(2):
        answer = await market.has_answer(by=market.family("stable"))
        await market.say(answer, "Buongiorno", by=market.family("stable"))
        seen.append(await market.seen(answer, market.operator))
        thread = await market.here.get(f"/v1/answers/{answer}/messages", **market.operator)
        assert set(thread["items"][0]) == {"at", "side", "text"}

    first, second = (set(map(str, values_of(one))) for one in seen)
    shared = first & second
    assert shared <= {"None", "sent", "1", market.offers[0], market.bodies[0]}


def values_of(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [inner for one in value.values() for inner in values_of(one)]
    if isinstance(value, list):
        return [inner for one in value for inner in values_of(one)]
    return [value]


async def test_other_roles_have_no_requests_to_read_or_write(market: Market) -> None:
    """Officers neither: they read threads with an account under 18 and no other."""
    request = await market.has_request(market.offers[0])
    answer = request["answers"][0]["id"]
    paths = ["/v1/requests", f"/v1/requests/{request['id']}", "/v1/answers"]
    paths += [f"/v1/answers/{answer}", f"/v1/answers/{answer}/messages"]

    for role in ("officer", "minor", "software", "auditor", "school_staff", "commissioner"):
        headers = market.here.signer.headers(role, subject="maria", provider=market.bodies[0])
        for path in paths:
            answered = await market.here.ask("GET", path, **headers)
            assert answered.status_code == 403, (role, path)
        assert (await market.say(answer, "Ciao", by=headers)).status_code == 403
    for path in paths:
        assert (await market.here.ask("GET", path, Authorization="")).status_code == 401


async def test_nobody_under_age_asks_accepts_or_uses(market: Market) -> None:
    young = market.here.signer.headers("citizen", subject="maria", age_band="14_17")
    answer = await market.has_answer("quote")

    asked = await market.ask(by=young)
    moved = [await market.move(answer, move, by=young) for move in ("accept", "share-contacts")]
    used = await market.move(answer, "confirm-use", by=young)
    wrote = await market.say(answer, "Ciao", by=young)

    for refused in (asked, *moved, used, wrote):
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await market.seen(answer, market.family()))["state"] == "quoted"


async def test_who_asks_does_not_stand_on_the_body_s_side_too(market: Market) -> None:
    """As an operator who asks their own body, or confirms for both sides."""
    both = market.here.signer.headers(
        "provider", provider=market.bodies[0], subject="maria-and-body"
    )
    answer = await market.has_answer("quote", "accept", by=market.family("maria-and-body"))

    assert (await market.move(answer, "confirm-use", by=both)).status_code == 404
    assert (await market.here.ask("GET", f"/v1/answers/{answer}", **both)).status_code == 404


async def test_who_acts_for_a_body_does_not_ask_it(market: Market) -> None:
    """Nor with a token that names no body: a colleague would answer, and it would review itself."""
    shop = await Market.open(market.here)
    until = (datetime.now(UTC) + timedelta(days=90)).isoformat()
    luca = {"subject": "luca", "label": "Luca", "duties": ["represent"], "expires_at": until}
    path = f"/v1/providers/{shop.bodies[0]}/operators"
    given = await market.here.ask("POST", path, luca)
    assert given.status_code == 201

    refused = await shop.ask(by=shop.family("luca"))

    faults = [(fault["field"], fault["code"]) for fault in refused.json()["errors"]]
    assert (refused.status_code, faults) == (400, [("/offers/0", "not_allowed")])
    assert (await shop.ask(shop.offers[1], by=shop.family("luca"))).status_code == 201


async def test_a_hub_acts_for_a_family_that_is_present_by_its_mandate(market: Market) -> None:
    mandate = a_mandate()
    acting = {"on_behalf": mandate}
    request = await market.has_request(market.offers[0], by=market.hub(), on_behalf=mandate)
    answer = request["answers"][0]["id"]
    assert request["on_behalf"] == mandate
    assert (await market.here.get("/v1/requests", **market.hub()))["total"] == 1
    await market.move(answer, "quote", by=market.operator)
    seen = await market.seen(answer, market.operator)
    assert mandate["mandate_id"] not in str(seen)

    without = await market.move(answer, "accept", by=market.hub())
    foreign = await market.move(answer, "accept", {"on_behalf": a_mandate()}, by=market.hub())
    accepted = await market.move(answer, "accept", acting, by=market.hub())

    assert (without.status_code, without.json()["errors"][0]["code"]) == (400, "missing")
    assert (foreign.status_code, foreign.json()["errors"][0]["code"]) == (400, "not_allowed")
    assert accepted.status_code == 200
    assert accepted.json()["family_token"], "for the printed receipt"
    async with market.here.database() as db, db.transaction() as tx:
        rows = await tx.fetch(
            "select role, subject, changes from history where thing = $1", request["id"]
        )
    by_hub = [row for row in rows if row["role"] == "hub_operator"]
    assert {row["subject"] for row in by_hub} == {"operator-of-hub"}
    assert [row["changes"]["on_behalf"][1] for row in by_hub] == [mandate, mandate]


async def test_a_mandate_is_of_the_hub_that_uses_it(market: Market) -> None:
    other = market.hub(uuid4())

    foreign = await market.ask(by=other, on_behalf=a_mandate(hub=str(HUB)))
    citizen = await market.ask(by=market.family(), on_behalf=a_mandate())
    none = await market.ask(by=market.hub())

    assert (foreign.status_code, citizen.status_code) == (403, 403)
    assert (none.status_code, none.json()["errors"][0]["field"]) == (400, "/on_behalf")


@pytest.mark.parametrize("duty", ["represent", "answer", "card", "read"])
async def test_of_a_body_s_people_those_who_answer_families_read_what_they_write(
    here: Register, duty: str
) -> None:
    market = await Market.open(here)
    answer = await market.has_answer()
    for subject, given in (("operator-0", "represent"), ("bea", duty)):
        mandate = {
            "label": "Una persona",
            "duties": [given],
            "expires_at": datetime.now(UTC) + timedelta(days=30),
        }
        path = f"/v1/providers/{market.bodies[0]}/operators"
        new = await here.ask("POST", path, {"subject": subject, **mandate})
        assert new.status_code == 201, new.text
    bea = here.signer.headers("provider", provider=market.bodies[0], subject="bea")

    done = (
        await here.ask("GET", f"/v1/answers/{answer}", **bea),
        await here.ask("GET", f"/v1/answers/{answer}/messages", **bea),
        await here.ask("GET", "/v1/questions", **bea),
        await market.say(answer, "Buongiorno", by=bea),
        await market.move(answer, "quote", by=bea),
    )

    may = [200, 200, 200, 201, 200]
    answers = duty in {"represent", "answer"}
    assert [one.status_code for one in done] == (may if answers else [403] * 5)


async def test_who_has_no_hub_hears_what_a_mandate_is_for(market: Market) -> None:
    answered = await market.ask(by=market.family(), on_behalf=a_mandate())

    assert answered.status_code == 403
    assert answered.json()["detail"].endswith("per te togli on_behalf.")
