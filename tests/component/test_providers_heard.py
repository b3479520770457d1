"""Danger in what adults write: it reaches whom it is for, and who answers for minors hears it."""

from typing import Any
from uuid import uuid4

import pytest

from tests.asking import Market, a_mandate
from tests.hearing import NUMBERS, Queue, helped, numbers
from tests.register import Register

CRY = "A scuola lo picchiano e vuole scappare di casa"
PEACEFUL = "Due fratelli, il sabato?"


@pytest.fixture(scope="module")
async def market(here: Register) -> Market:
    return await Market.open(here)


@pytest.fixture
async def queue(here: Register) -> Queue:
    return await Queue.open(here)


async def test_a_request_that_tells_of_danger_reaches_the_body_and_is_heard_once(
    market: Market, queue: Queue
) -> None:
    key = str(uuid4())

    sent = [await market.ask(market.offers[0], message=CRY, ages=[9], key=key) for _ in "12"]

    assert all(map(helped, sent))
    assert sent[0].json() == sent[1].json()
    answer = sent[0].json()["request"]["answers"][0]["id"]
    assert (await market.seen(answer, market.operator))["asked"]["message"] == CRY
    (concern,) = await queue.heard()
    assert (concern["source"], concern["text"]) == ("request", CRY)
    assert concern["about"] == {"kind": "entry", "id": market.offers[0]}
    assert not {"maria", answer, sent[0].json()["request"]["id"]} & set(map(str, concern.values()))
    silent = await market.ask(message=PEACEFUL)
    assert silent.json()["help"] == []
    assert len(await queue.heard()) == 1


async def test_of_a_request_about_several_offers_none_is_blamed(
    market: Market, queue: Queue
) -> None:
    assert helped(await market.ask(message=CRY))

    assert [one["about"] for one in await queue.heard()] == [None]


async def test_no_fault_bounces_a_request_that_tells_of_danger(
    market: Market, queue: Queue
) -> None:
    minor = market.here.signer.headers("citizen", subject="nina", age_band="14_17")
    faulty: list[dict[str, Any]] = [
        {"persons": 0},
        {"persons": 0, "by": market.hub(), "on_behalf": a_mandate()},
        {"telephone": "347 555 0123"},
        {"privacy_notice": "request-99"},
        {"offers": [str(uuid4())]},
        {"editions": [str(uuid4())]},
        {"on_behalf": a_mandate()},
        {"by": minor},
        {"by": market.hub()},
        {"by": market.hub(), "on_behalf": a_mandate(hub=str(uuid4()))},
    ]

    for number, fault in enumerate(faulty):
        refused = await market.ask(message=PEACEFUL, **fault)
        assert refused.status_code in {400, 403}, fault
        answer = await market.ask(message=f"{CRY} {number}", **fault)
        assert (helped(answer), answer.json()["request"]) == (True, None), fault
        assert "ETag" not in answer.headers
        assert "Location" not in answer.headers

    heard = await queue.heard()
    assert "a1a1" not in str(heard), "no word of whose mandate it was"
    assert [(one["source"], CRY in one["text"]) for one in heard] == [("request", True)] * len(
        faulty
    )


async def test_what_is_written_in_a_thread_reaches_the_other_side_and_is_heard(
    market: Market, queue: Queue
) -> None:
    answer, key = await market.has_answer(), str(uuid4())

    family = [await market.say(answer, CRY, by=market.family(), key=key) for _ in "12"]
    body = await market.say(answer, "Un educatore lo molesta", by=market.operator)

    assert all(map(helped, [*family, body]))
    assert family[0].json()["message"]["text"] == CRY
    thread = await market.here.get(f"/v1/answers/{answer}/messages", **market.operator)
    assert [one["text"] for one in thread["items"]] == ["Un educatore lo molesta", CRY]
    offer = {"kind": "entry", "id": market.offers[0]}
    assert [(one["source"], one["text"], one["about"]) for one in await queue.heard()] == [
        ("message", CRY, offer),
        ("message", "Un educatore lo molesta", offer),
    ]
    peaceful = await market.say(answer, PEACEFUL, by=market.family())
    assert (peaceful.json()["help"], len(await queue.heard())) == ([], 2)


async def test_no_fault_and_no_closed_thread_bounces_a_message_that_tells_of_danger(
    market: Market, queue: Queue
) -> None:
    closed, open_one = await market.has_answer("refuse"), await market.has_answer()
    tries: list[tuple[str, dict[str, str], dict[str, Any], int]] = [
        (closed, market.family(), {}, 409),
        (open_one, market.family(), {"subject": "x"}, 400),
        (open_one, market.family(), {"on_behalf": a_mandate()}, 403),
        (open_one, market.family("luca"), {}, 404),
        (open_one, market.other_operator, {}, 404),
        (str(uuid4()), market.family(), {}, 404),
    ]

    for number, (answer, by, more, status) in enumerate(tries):
        assert (await market.say(answer, PEACEFUL, by=by, **more)).status_code == status
        told = await market.say(answer, f"{CRY} {number}", by=by, **more)
        assert (helped(told), told.json()["message"]) == (True, None), status

    assert [CRY in one["text"] for one in await queue.heard()] == [True] * len(tries)
    for answer in (closed, open_one):
        thread = await market.here.get(f"/v1/answers/{answer}/messages", **market.family())
        assert thread["total"] == 0


async def test_why_a_family_calls_off_is_heard_and_whether_it_did_is_told(
    market: Market, queue: Queue
) -> None:
    answer, open_one = await market.has_answer("quote", "accept"), await market.has_answer()
    family = market.family()

    wrong = [
        await market.move(open_one, "cancel", {"reason": f"{CRY} 0"}, by=family),
        await market.move(answer, "cancel", {"reason": f"{CRY} 1", "refund": True}, by=family),
        await market.move(answer, "cancel", {"reason": f"{CRY} 2"}, by=family, tag='"1"'),
    ]
    peaceful = await market.move(open_one, "cancel", {"reason": PEACEFUL}, by=family)
    done = await market.move(answer, "cancel", {"reason": f"{CRY} 3"}, by=family)

    assert [one.status_code for one in wrong] == [409, 400, 412]
    assert [numbers(one) for one in (*wrong, done)] == [NUMBERS] * 4
    assert (peaceful.status_code, numbers(peaceful)) == (409, [])
    assert (done.status_code, done.json()["state"]) == (200, "cancelled")
    assert (await market.seen(answer, market.operator))["reason"] == f"{CRY} 3"
    heard = [(one["source"], one["text"], one["about"]) for one in await queue.heard()]
    offer = {"kind": "entry", "id": market.offers[0]}
    assert heard[0] == ("cancellation", f"{CRY} 0", offer)
    assert [text[-1] for _, text, _ in heard] == ["0", "1", "2", "3"]


async def test_danger_opens_no_thread_to_who_may_not_write(market: Market, queue: Queue) -> None:
    """A role that has no threads at all is told so: there are reports for everybody."""
    answer = await market.has_answer()

    for role in ("officer", "minor", "software", "auditor"):
        caller = market.here.signer.headers(role, subject="maria")
        assert (await market.say(answer, CRY, by=caller)).status_code == 403
        assert (await market.ask(message=CRY, by=caller)).status_code == 403

    assert await queue.heard() == []


async def test_history_and_mails_hold_no_word_of_it(market: Market) -> None:
    word = "Zoroastro"
    asked = await market.ask(message=f"{CRY}, {word}")
    answer = asked.json()["request"]["answers"][0]["id"]
    await market.say(answer, f"{CRY}, {word}", by=market.family())

    async with market.here.database() as db, db.transaction() as tx:
        kept = [
            *await tx.fetch("select * from history"),
            *await tx.fetch("select * from notice"),
            *await tx.fetch("select * from told"),
            *await tx.fetch("select * from access"),
        ]
    assert kept
    assert not [row for row in map(str, kept) if word in row]
