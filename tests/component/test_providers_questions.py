"""Somebody of 14 to 17 asks by a fixed form: the body sees a question and no person."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.asking import Market
from tests.register import Register


@pytest.fixture(scope="module")
async def market(here: Register) -> Market:
    return await Market.open(here)


def young(here: Register, subject: str = "gaia") -> dict[str, str]:
    return here.signer.headers("minor", subject=subject)


async def asked(
    market: Market, *topics: str, by: dict[str, str] | None = None, **given: Any
) -> httpx.Response:
    body = {
        "offer_id": market.offers[0],
        "topics": topics or ("trial", "cost"),
        "privacy_notice": "question-1",
        **given,
    }
    headers = {"Idempotency_Key": str(uuid4()), **(by or young(market.here))}
    return await market.here.ask("POST", "/v1/questions", body, **headers)


async def replied(market: Market, question: str, **by: str) -> httpx.Response:
    body = {"text": "La prima volta si prova gratis."}
    path = f"/v1/questions/{question}/reply"
    return await market.here.ask("POST", path, body, If_Match="*", **(by or market.operator))


async def test_a_body_sees_a_question_and_no_person_and_replies_once(market: Market) -> None:
    here = market.here
    taken = await asked(market)
    question = taken.json()["question"]["id"]
    path = f"/v1/questions/{question}"
    assert (taken.headers["Location"], taken.headers["ETag"]) == (path, '"1"')

    seen = await here.get(path, **market.operator)
    assert (seen["topics"], seen["reply"], seen["asker"]) == (["trial", "cost"], None, None)
    waiting = await here.get("/v1/questions?waiting=true", **market.operator)
    assert seen in waiting["items"]
    assert "gaia" not in str(waiting)
    first, second = [await replied(market, question) for _ in "12"]

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "wrong_state")
    own = await here.get(path, **young(here))
    assert own["reply"] == "La prima volta si prova gratis."
    assert (own["asker"], own["replied_by"]) == (None, None)
    answered = await here.get("/v1/questions?waiting=false", **young(here))
    assert [one["id"] for one in answered["items"]] == [question]
    stale = await here.ask(
        "POST", f"{path}/reply", {"text": "x"}, If_Match='"1"', **market.operator
    )
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


async def test_the_form_has_no_words_of_ones_own_and_no_contacts(market: Market) -> None:
    words = await asked(market, "chiamami al 347 555 0123")
    text = await asked(market, text="Sono Gaia, chiamami")
    contacts = await asked(market, contacts={"phone": "347 555 0123"})
    twice = await asked(market, "trial", "trial")
    nothing = await asked(market, offer_id=str(uuid4()))

    faults = [answer.json()["errors"][0] for answer in (words, text, contacts, twice, nothing)]
    assert [(fault["field"], fault["code"]) for fault in faults] == [
        ("/topics/0", "not_allowed"),
        ("/text", "unknown_field"),
        ("/contacts", "unknown_field"),
        ("/topics/1", "repeated"),
        ("/offer_id", "unknown"),
    ]


async def test_a_question_names_the_privacy_notice_in_force_with_all_its_other_faults(
    market: Market,
) -> None:
    old = await asked(market, "trial", "trial", privacy_notice="question-99")

    faults = {fault["field"]: fault.get("allowed") for fault in old.json()["errors"]}
    assert (old.status_code, faults["/privacy_notice"]) == (400, ["question-1"])
    assert set(faults) == {"/topics/1", "/privacy_notice"}
    async with market.here.database() as db, db.transaction() as tx:
        await asked(market)
        rows = await tx.fetch("select distinct privacy_notice from question")
    assert [row["privacy_notice"] for row in rows] == ["question-1"]


async def test_who_tells_of_danger_where_the_form_has_no_words_is_heard(market: Market) -> None:
    here = market.here
    cry = "Mio padre mi picchia, Zeno Quattordici"

    told = [await asked(market, text=cry), await asked(market, cry)]

    for answer in told:
        assert (answer.status_code, answer.json()["question"]) == (201, None)
        assert [line["number"] for line in answer.json()["help"]] == ["112", "114", "19696"]
    guardian = here.signer.headers("safeguarding", subject="guardian-1")
    concerns = (await here.get("/v1/concerns?limit=100", **guardian))["items"]
    heard = [one["source"] for one in concerns if "Zeno Quattordici" in one["text"]]
    assert heard == ["question"] * 2
    for who in (here.officer, market.operator):
        assert "Zeno" not in str(await here.get("/v1/questions?limit=100", **who))


async def test_officers_read_what_is_said_to_somebody_under_18(market: Market) -> None:
    question = (await asked(market)).json()["question"]["id"]
    await replied(market, question)

    seen = await market.here.get(f"/v1/questions/{question}")

    assert (seen["asker"], seen["replied_by"]) == ("gaia", "operator-0")
    assert seen["reply"]
    assert question in str(await market.here.get("/v1/questions?limit=100"))


async def test_nobody_else_finds_a_question_nor_replies_to_it(market: Market) -> None:
    here = market.here
    question = (await asked(market)).json()["question"]["id"]
    path = f"/v1/questions/{question}"

    for stranger in (young(here, "luca"), market.family("maria"), market.other_operator):
        assert (await here.ask("GET", path, **stranger)).status_code == 404
        assert (await here.get("/v1/questions", **stranger))["total"] == 0
    assert (await replied(market, question, **market.other_operator)).status_code == 404
    for who in (young(here), here.officer, market.family("gaia"), market.hub()):
        assert (await replied(market, question, **who)).status_code == 403
    assert (await here.ask("GET", path, **market.hub())).status_code == 403


async def test_who_is_of_age_asks_otherwise_and_who_is_not_asks_only_so(market: Market) -> None:
    adult = await asked(market, by=market.family())
    body = await asked(market, by=market.operator)
    band = market.here.signer.headers("citizen", subject="nina", age_band="14_17")
    minor = await asked(market, by=band)
    requested = [await market.ask(by=who) for who in (young(market.here), band)]

    assert (adult.status_code, body.status_code, minor.status_code) == (403, 403, 201)
    assert [answer.status_code for answer in requested] == [403, 403]


async def test_a_suspended_body_writes_to_nobody_under_18(here: Register) -> None:
    market = await Market.open(here)
    question = (await asked(market)).json()["question"]["id"]
    await here.move(f"providers/{market.bodies[0]}", "suspend")

    answer = await replied(market, question)

    assert (answer.status_code, answer.json()["code"]) == (409, "provider_not_admitted")


async def test_an_officer_who_reads_what_somebody_under_18_asked_is_noted_and_told_to_them(
    here: Register,
) -> None:
    market = await Market.open(here)
    mine = [(await asked(market, topic)).json()["question"]["id"] for topic in ("trial", "cost")]
    for side in (young(here), market.operator):
        await here.get("/v1/questions", **side)
        await here.get(f"/v1/questions/{mine[0]}", **side)
    await here.ask("GET", f"/v1/questions/{uuid4()}")

    assert await readings(here, *mine) == [0, 0]
    await here.get(f"/v1/questions/{mine[0]}")
    seen = [one["id"] for one in (await here.get("/v1/questions?limit=100"))["items"]]
    assert set(mine) <= set(seen)
    assert await readings(here, *mine) == [2, 1]
    before = await readings(here, *seen)
    await here.get("/v1/questions?limit=1")
    after = await readings(here, *seen)
    assert after == [before[0] + 1, *before[1:]], "the one that says that more follow is not shown"
    told = (await here.get("/v1/me/data", **young(here)))["parts"]["accesses"]
    assert {one["purpose"] for one in told} == {"question"}
    assert "officer-1" not in str(told)


async def readings(here: Register, *questions: str) -> list[int]:
    """How often each was read by somebody who had to be noted."""
    return [(await here.get(f"/v1/accesses?about={one}"))["total"] for one in questions]
