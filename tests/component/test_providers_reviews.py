"""Reviews: who may write one and when, who moderates, and what they come to."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from contracts.purchases import PurchaseCaptured
from kit.clock import now
from kit.events import Event
from kit.reader import Heard
from providers.handlers.purchases import purchased
from tests.asking import Market, a_mandate, a_review
from tests.register import Register


@pytest.fixture(scope="module")
async def market(here: Register) -> Market:
    return await Market.open(here)


@pytest.fixture
async def fresh(here: Register) -> Market:
    """Whose offers nobody has reviewed yet."""
    return await Market.open(here)


async def rating(market: Market) -> dict[str, Any] | None:
    """What is told of the first body's offer, and what everybody reads."""
    told = await market.here.told("offer", market.offers[0])
    assert told
    page = await market.here.http.get(f"/v1/offers/{market.offers[0]}/reviews")
    assert page.json()["rating"] == told[1].get("rating")
    rated: dict[str, Any] | None = told[1].get("rating")
    return rated


async def test_only_what_was_used_is_reviewed_and_only_once(market: Market) -> None:
    refused = []
    for moves in ((), ("quote",), ("quote", "accept"), ("quote", "accept", "confirm-use")):
        answer = await market.has_answer(*moves)
        refused.append(await market.review(answer))
    used = await market.has_used()
    first, second = [await market.review(used) for _ in "12"]

    codes = {(answer.status_code, answer.json()["code"]) for answer in refused}
    assert codes == {(409, "not_used")}
    assert first.status_code == 201
    assert first.json()["review"]["state"] == "submitted"
    assert (second.status_code, second.json()["code"]) == (409, "already_reviewed")
    assert second.json()["first"] == f"/v1/reviews/{first.json()['review']['id']}"


async def test_what_a_voucher_has_paid_for_is_reviewed(market: Market) -> None:
    answer = await market.has_answer("quote", "accept")
    fact = PurchaseCaptured(id=UUID(answer))
    event = Event(
        id=uuid4(),
        source="",
        type="",
        subject="",
        time=now(),
        dataschema="",
        data=msgspec.Raw(b"{}"),
    )
    async with market.here.database() as db, db.transaction() as tx:
        await purchased(Heard(event, fact, 1), tx=tx)

    assert (await market.review(answer)).status_code == 201


async def test_nobody_reads_a_review_before_an_officer_has(fresh: Market) -> None:
    review = await fresh.has_review(text="Bravi, anche D'Angelo <3")
    path = f"/v1/offers/{fresh.offers[0]}/reviews"
    before = (await fresh.here.http.get(path)).json()
    assert (before["total"], await rating(fresh)) == (0, None)
    queue = await fresh.here.get(f"/v1/reviews?state=submitted&offer={fresh.offers[0]}")
    assert [one["id"] for one in queue["items"]] == [review]

    published = await fresh.judge(review, "publish")

    assert published.status_code == 200
    (shown,) = (await fresh.here.http.get(path)).json()["items"]
    assert shown["text"] == "Bravi, anche D'Angelo <3"
    assert (shown["overall"], shown["speed"], shown["punctuality"]) == (5, 4, 3)
    assert not {"author", "answer_id", "on_behalf"} & set(shown)
    # five reviews of 3, and this one of 5
    assert await rating(fresh) == {"mean": 5.0, "count": 1, "bayesian": 3.33}
    await fresh.here.places(fresh.offers[0], {"left": 3}, "*")
    assert await rating(fresh) == {"mean": 5.0, "count": 1, "bayesian": 3.33}
    assert (await fresh.here.get("/v1/reviews", **fresh.operator))["items"][0]["answer_id"] is None


async def test_a_rejected_review_is_told_to_its_author_who_writes_anew(fresh: Market) -> None:
    review = await fresh.has_review("reject", overall=1)
    seen = await fresh.here.get(f"/v1/reviews/{review}", **fresh.family())
    assert (seen["state"], seen["reason"]) == ("rejected", "C'è il nome di un bambino.")
    assert await rating(fresh) is None

    for move in ("rewrite", "publish"):
        assert (await fresh.judge(review, move)).status_code == 200

    assert await rating(fresh) == {"mean": 4.0, "count": 1, "bayesian": 3.17}
    again = await fresh.has_review("publish", overall=5)
    assert await rating(fresh) == {"mean": 4.5, "count": 2, "bayesian": 3.43}
    await fresh.judge(again, "reject")
    assert await rating(fresh) == {"mean": 4.0, "count": 1, "bayesian": 3.17}


async def test_a_body_replies_once_to_what_is_published(market: Market) -> None:
    review = await market.has_review()
    early = await market.judge(review, "reply")
    await market.judge(review, "publish")

    other = await market.judge(review, "reply", **market.other_operator)
    stale = await market.here.ask(
        "POST", f"/v1/reviews/{review}/reply", {"text": "x"}, If_Match='"1"', **market.operator
    )
    first, second = [await market.judge(review, "reply") for _ in "12"]

    assert (early.status_code, other.status_code, stale.status_code) == (404, 404, 412)
    assert (first.status_code, first.json()["reply"]) == (200, "Grazie, a presto.")
    assert (second.status_code, second.json()["code"]) == (409, "wrong_state")

    *_, other_words = [
        await market.judge(review, move) for move in ("reject", "rewrite", "publish")
    ]
    assert other_words.json()["reply"] is None
    assert (await market.judge(review, "reply")).status_code == 200


async def test_who_has_nothing_to_do_with_a_review_does_not_find_it(market: Market) -> None:
    used = await market.has_used()
    for stranger in (market.family("luca"), market.hub()):
        assert (await market.review(used, by=stranger)).status_code == 404
    assert (await market.review(used, by=market.operator)).status_code == 403
    young = market.here.signer.headers("citizen", subject="maria", age_band="14_17")
    assert (await market.review(used, by=young)).status_code == 403
    review = await market.has_review(answer=used)

    for stranger in (market.family("luca"), market.hub(), market.other_operator, market.operator):
        read = await market.here.ask("GET", f"/v1/reviews/{review}", **stranger)
        assert read.status_code == 404
        assert review not in str(await market.here.get("/v1/reviews?limit=100", **stranger))
    for stranger in (market.family("luca"), market.hub()):
        assert (await market.judge(review, "rewrite", **stranger)).status_code == 404
    assert (await market.judge(review, "rewrite", **market.operator)).status_code == 403
    minor = market.here.signer.headers("minor", subject="maria")
    assert (await market.here.ask("GET", f"/v1/reviews/{review}", **minor)).status_code == 403


async def test_a_review_that_tells_of_danger_is_no_review_and_is_never_bounced(
    market: Market,
) -> None:
    """Read by who answers for the safety of minors, and by no officer who moderates."""
    here, used = market.here, await market.has_used()
    rejected = await market.has_review("reject", answer=await market.has_used())
    cry = "L'istruttore mi picchia, Zeno Tredici"

    told = [
        await market.review(used, text=cry),
        await market.review(used, text=cry, overall=9),
        await here.ask(
            "PUT",
            f"/v1/reviews/{rejected}",
            a_review(text=f"{cry}, ancora"),
            If_Match="*",
            **market.family(),
        ),
    ]

    for answer in told:
        assert answer.status_code in {200, 201}
        assert answer.json()["review"] is None
        assert [line["number"] for line in answer.json()["help"]] == ["112", "114", "19696"]
    guardian = here.signer.headers("safeguarding", subject="guardian-1")
    concerns = await here.get("/v1/concerns?limit=100", **guardian)
    heard = [one for one in concerns["items"] if "Zeno Tredici" in one["text"]]
    assert [one["source"] for one in heard] == ["review"] * 3
    assert {one["about"]["id"] for one in heard} == {market.offers[0]}
    assert "Zeno Tredici" not in str(await here.get("/v1/reviews?limit=100"))
    again = await market.review(used)
    assert (again.status_code, again.json()["help"]) == (201, [])


async def test_what_is_out_of_range_is_named(market: Market) -> None:
    answer = await market.review(await market.has_used(), overall=6, speed=0, mean=5)

    faults = {fault["field"]: fault["code"] for fault in answer.json()["errors"]}
    assert faults == {
        "/overall": "out_of_range",
        "/speed": "out_of_range",
        "/mean": "unknown_field",
    }


async def test_a_review_names_the_privacy_notice_in_force_also_when_written_anew(
    market: Market,
) -> None:
    used = await market.has_used()
    old = await market.review(used, privacy_notice="review-99")
    review = await market.has_review("reject", answer=used)
    path, said = f"/v1/reviews/{review}", a_review(privacy_notice="request-1")
    again = await market.here.ask("PUT", path, said, If_Match="*", **market.family())

    for answer in (old, again):
        (fault,) = answer.json()["errors"]
        told = (answer.status_code, fault["field"], fault["allowed"])
        assert told == (400, "/privacy_notice", ["review-1"])


async def test_a_hub_writes_for_the_family_whose_mandate_it_has(market: Market) -> None:
    acting = {"on_behalf": a_mandate()}
    request = await market.has_request(market.offers[0], by=market.hub(), **acting)
    answer = request["answers"][0]["id"]
    await market.move(answer, "quote", by=market.operator)
    for move in ("accept", "confirm-use"):
        assert (await market.move(answer, move, acting, by=market.hub())).status_code == 200
    await market.move(answer, "confirm-use", by=market.operator)

    foreign = await market.review(answer, by=market.hub(), on_behalf=a_mandate())
    written = await market.review(answer, by=market.hub(), **acting)

    assert (foreign.status_code, written.status_code) == (400, 201)
    review = written.json()["review"]["id"]
    await market.judge(review, "reject")
    path = f"/v1/reviews/{review}"
    anew = await market.here.ask("PUT", path, a_review(**acting), If_Match="*", **market.hub())
    assert (anew.status_code, anew.json()["review"]["state"]) == (200, "submitted")


async def test_reviews_published_at_once_are_all_counted(fresh: Market) -> None:
    reviews = [await fresh.has_review(overall=number) for number in (1, 2, 4, 5, 5)]

    done = await asyncio.gather(*(fresh.judge(review, "publish") for review in reviews))

    assert {answer.status_code for answer in done} == {200}
    assert await rating(fresh) == {"mean": 3.4, "count": 5, "bayesian": 3.2}


async def test_reviews_of_what_is_not_found_are_not_either(fresh: Market) -> None:
    await fresh.has_review("publish")
    path = f"/v1/offers/{fresh.offers[0]}/reviews"
    assert (await fresh.here.http.get(path)).status_code == 200

    await fresh.here.move(f"offers/{fresh.offers[0]}", "withdraw")

    assert (await fresh.here.http.get(path)).status_code == 404
    assert (await fresh.here.http.get(f"/v1/offers/{uuid4()}/reviews")).status_code == 404
