"""One request to several bodies: what each side sees and does, and what vouchers is told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from msgspec import to_builtins

from tests.asking import Market, a_quote, tells_true_quotes
from tests.register import Register


@pytest.fixture(scope="module")
async def market(here: Register) -> AsyncIterator[Market]:
    yield await Market.open(here)
    assert await tells_true_quotes(here) > 0


async def test_a_family_asks_two_bodies_at_once_and_each_sees_its_own_question(
    market: Market,
) -> None:
    request = await market.has_request(message="Due fratelli, il sabato?", persons=2, ages=[7, 9])

    assert (request["state"], len(request["answers"])) == ("open", 2)
    mine = {answer["provider_id"]: answer for answer in request["answers"]}
    seen = await market.seen(mine[market.bodies[0]]["id"], market.operator)
    assert seen["asked"]["message"] == "Due fratelli, il sabato?"
    assert (seen["asked"]["persons"], seen["asked"]["ages"]) == (2, [7, 9])
    assert (seen["state"], seen["offer_id"]) == ("sent", market.offers[0])
    listed = await market.here.get("/v1/answers", **market.operator)
    assert seen in listed["items"]
    assert market.offers[1] not in str(listed), "a body does not see whom else they asked"


async def test_a_body_is_told_of_as_many_as_will_come(market: Market) -> None:
    refused = await market.ask(ages=[7, 9])
    some = await market.ask(persons=2, ages=[7])

    (fault,) = refused.json()["errors"]
    assert (refused.status_code, fault["field"], fault["code"]) == (400, "/ages", "too_many")
    assert some.status_code == 201, "parents come along, and ages may be left out"


async def test_one_key_sends_one_request(market: Market) -> None:
    key, maria = str(uuid4()), market.family("maria-of-one-key")

    first, again = [await market.ask(by=maria, key=key) for _ in range(2)]
    other = await market.ask(market.offers[0], by=maria, key=key)

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert (await market.here.get("/v1/requests", **maria))["total"] == 1


async def test_what_cannot_be_asked_about_is_named_by_its_place(market: Market) -> None:
    draft = await market.here.has_draft(market.bodies[0])
    suspended = await Market.open(market.here)
    await market.here.move(f"providers/{suspended.bodies[0]}", "suspend")
    published = market.offers[0]

    named = (published, draft, suspended.offers[0], str(uuid4()), published)
    answer = await market.ask(*named, persons=2, privacy_notice="request-99")

    assert answer.status_code == 400
    faults = {fault["field"]: fault["code"] for fault in answer.json()["errors"]}
    assert faults == {
        "/offers/1": "unknown",
        "/offers/2": "unknown",
        "/offers/3": "unknown",
        "/offers/4": "repeated",
        "/privacy_notice": "not_allowed",
    }


@pytest.mark.parametrize("hours", [-1, 23, 45 * 24 + 1])
async def test_a_quote_is_valid_for_a_day_at_least_and_45_at_most(
    market: Market, hours: int
) -> None:
    answer = await market.has_answer()
    until = datetime.now(UTC) + timedelta(hours=hours)
    lines = [{"label": "Anno", "unit_cents": 10_000_000, "quantity": 2}]
    quote = to_builtins(a_quote(valid_until=until)) | {"lines": lines}

    refused = await market.move(answer, "quote", quote, by=market.operator)

    assert refused.status_code == 400
    faults = {fault["field"]: fault["code"] for fault in refused.json()["errors"]}
    assert faults == {"/valid_until": "out_of_range", "/lines": "out_of_range"}


async def test_accepting_one_quote_closes_the_siblings_and_tells_vouchers(market: Market) -> None:
    request = await market.has_request()
    mine, other = (answer["id"] for answer in request["answers"])
    if (await market.seen(mine, market.family()))["provider_id"] != market.bodies[0]:
        mine, other = other, mine
    await market.move(mine, "quote", by=market.operator)
    await market.move(other, "quote", by=market.other_operator)

    accepted = await market.move(mine, "accept", by=market.family())

    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    after = await market.here.get(f"/v1/requests/{request['id']}", **market.family())
    assert after["state"] == "accepted"
    assert {one["id"]: one["state"] for one in after["answers"]} == {
        mine: "accepted",
        other: "closed",
    }
    token = accepted.json()["family_token"]
    told = await market.told(mine)
    assert told
    assert told[0] == "quote.accepted.v1"
    assert told[1] == {
        "id": mine,
        "offer_id": market.offers[0],
        "provider_id": market.bodies[0],
        "total_cents": 29_500,
        "accepted_at": told[1]["accepted_at"],
        "family_token": token,
    }
    assert await market.told(other) == ("quote.closed.v1", {"id": other})
    for body in (market.operator, market.other_operator):
        assert token not in str(await market.here.get("/v1/answers?limit=100", **body))
    late = await market.move(other, "withdraw", by=market.other_operator)
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")


async def test_of_two_quotes_accepted_at_once_one_is(market: Market) -> None:
    request = await market.has_request()
    answers = {one["provider_id"]: one["id"] for one in request["answers"]}
    first, second = answers[market.bodies[0]], answers[market.bodies[1]]
    await market.move(first, "quote", by=market.operator)
    await market.move(second, "quote", by=market.other_operator)

    done = await asyncio.gather(
        *(market.move(one, "accept", by=market.family()) for one in (first, second))
    )

    assert sorted(one.status_code for one in done) in ([200, 409], [200, 412])
    told = [(await market.told(one) or ("",))[0] for one in (first, second)]
    assert sorted(told) == ["quote.accepted.v1", "quote.closed.v1"]


async def test_both_sides_write_and_the_body_s_first_word_begins_the_talk(
    market: Market,
) -> None:
    answer = await market.has_answer()
    key = str(uuid4())

    await market.say(answer, "Si può provare?", by=market.family())
    assert (await market.seen(answer, market.family()))["state"] == "sent"
    said = [await market.say(answer, "Sì, sabato.", by=market.operator, key=key) for _ in "12"]

    assert [one.status_code for one in said] == [201, 201]
    assert (await market.seen(answer, market.family()))["state"] == "talking"
    path = f"/v1/answers/{answer}/messages"
    page = await market.here.get(f"{path}?limit=1", **market.family())
    assert (page["total"], page["items"][0]["text"]) == (2, "Sì, sabato.")
    older = await market.here.get(page["next"], **market.family())
    assert (older["items"][0]["side"], older["next"]) == ("family", None)
    await market.move(answer, "refuse", by=market.operator)
    late = await market.say(answer, "Peccato", by=market.family())
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")


async def test_a_family_calls_its_request_off(market: Market) -> None:
    request = await market.has_request()
    path = f"requests/{request['id']}"
    read = await market.here.ask("GET", f"/v1/{path}", **market.family())

    done = await market.here.ask(
        "POST", f"/v1/{path}/cancel", {}, If_Match=read.headers["ETag"], **market.family()
    )
    again = await market.here.ask("POST", f"/v1/{path}/cancel", {}, If_Match="*", **market.family())
    stranger = await market.here.ask(
        "POST", f"/v1/{path}/cancel", {}, If_Match="*", **market.family("luca")
    )

    assert (done.status_code, done.json()["state"]) == (200, "cancelled")
    assert {answer["state"] for answer in done.json()["answers"]} == {"closed"}
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")
    assert stranger.status_code == 404


async def test_while_an_offer_is_suspended_it_is_neither_priced_nor_accepted_nor_given_contacts(
    here: Register,
) -> None:
    market = await Market.open(here)
    quoted, sent = await market.has_answer("quote"), await market.has_answer()
    await here.move(f"offers/{market.offers[0]}", "suspend")

    refused = (
        await market.move(quoted, "accept", by=market.family()),
        await market.move(sent, "quote", by=market.operator),
        await market.move(sent, "share-contacts", by=market.family()),
    )

    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert (await market.seen(sent, market.operator))["contacts"] is None
    await here.move(f"offers/{market.offers[0]}", "reinstate")
    assert (await market.move(quoted, "accept", by=market.family())).status_code == 200


async def test_while_its_body_is_suspended_nothing_is_priced_or_accepted(here: Register) -> None:
    market = await Market.open(here)
    quoted, sent = await market.has_answer("quote"), await market.has_answer()
    await here.move(f"providers/{market.bodies[0]}", "suspend")

    refused = (
        await market.move(quoted, "accept", by=market.family()),
        await market.move(sent, "quote", by=market.operator),
        await market.say(sent, "Ci siamo ancora", by=market.operator),
        await market.move(sent, "share-contacts", by=market.family()),
    )

    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (409, "provider_not_admitted")
