"""A request names an edition: it is agreed on in the quote, and called off when it is cancelled."""

import asyncio
from collections.abc import AsyncIterator
from typing import get_args
from uuid import UUID, uuid4

import pytest

from contracts.purchases import PurchaseCancelled, PurchaseCaptured, PurchaseRegistered
from providers.schemas.requests import AnswerState
from tests.asking import Market, tells_true_quotes
from tests.register import Register
from tests.seasons import FLOODED, Season


@pytest.fixture
async def season(here: Register) -> AsyncIterator[Season]:
    yield Season(await Market.open(here))
    await tells_true_quotes(here)
    async with here.database() as db, db.transaction() as tx:
        await tx.execute("delete from notice")


async def test_the_edition_that_is_asked_about_goes_from_the_request_to_what_vouchers_hears(
    season: Season,
) -> None:
    market, edition = season.market, await season.open()

    request = await market.has_request(editions=[edition])

    named = {one["offer_id"]: one["edition_id"] for one in request["answers"]}
    assert named == {market.offers[0]: edition, market.offers[1]: None}
    answer = next(one["id"] for one in request["answers"] if one["edition_id"])
    assert (await market.seen(answer, market.operator))["edition_id"] == edition
    quoted = await season.quoted(answer)
    assert quoted.json()["quote"]["edition_id"] == edition
    assert (await season.accepted(answer)).json()["quote"]["edition_id"] == edition
    told = await market.told(answer)
    assert told is not None
    assert (told[0], told[1]["edition_id"]) == ("quote.accepted.v1", edition)


async def test_a_quote_may_be_for_another_edition_that_is_still_to_come(season: Season) -> None:
    june, july, over = await season.open(), await season.open(), await season.open(starts=-15)
    elsewhere = await season.open(offer=season.market.offers[1])
    answer = await season.asked(june)

    refused = [await season.quoted(answer, one) for one in (over, elsewhere, str(uuid4()))]

    faults = [one.json()["errors"][0] for one in refused]
    assert [one.status_code for one in refused] == [400] * 3
    assert {fault["field"] for fault in faults} == {"/edition_id"}
    assert [fault["code"] for fault in faults] == ["out_of_range", "unknown", "unknown"]
    quoted = await season.quoted(answer, july)
    assert (quoted.json()["edition_id"], quoted.json()["quote"]["edition_id"]) == (june, july)


async def test_an_edition_that_cannot_be_had_is_named_by_its_place(season: Season) -> None:
    one, other, cancelled = [await season.open() for _ in range(3)]
    over, today = await season.open(starts=-15), await season.open(starts=-14)
    elsewhere = await season.open(offer=season.market.offers[1])
    await season.cancel(cancelled)
    asked = [today, other, cancelled, over, elsewhere, str(uuid4())]

    refused = await season.market.ask(season.offer, str(uuid4()), editions=asked)

    assert refused.status_code == 400
    assert {fault["field"]: fault["code"] for fault in refused.json()["errors"]} == {
        "/offers/1": "unknown",
        "/editions/1": "repeated",
        "/editions/2": "not_allowed",
        "/editions/3": "out_of_range",
        "/editions/4": "unknown",
        "/editions/5": "unknown",
    }
    assert (await season.market.ask(season.offer, editions=[one])).status_code == 201


async def test_a_cancelled_edition_calls_off_what_was_accepted_for_it_and_tells_its_families(
    season: Season,
) -> None:
    june, july = await season.open(), await season.open(starts=60)
    mine = await season.agreed(june)
    moved_to = await season.agreed(july, by="anna", quoted=june)
    moved_away = await season.agreed(june, by="berta", quoted=july)
    unsaid = await season.agreed(by="carla")

    await season.cancel(june)

    for answer, family in ((mine, "maria"), (moved_to, "anna")):
        seen = await season.seen(answer, family)
        assert (seen["state"], seen["reason"]) == ("cancelled", FLOODED["reason"])
        assert seen["edition_cancelled_at"]
        assert seen["contacts"] is None, "the body needs them no more"
        closed = {"id": answer, "reason": "edition_cancelled"}
        assert await season.market.told(answer) == ("quote.closed.v1", closed)
    for answer, family in ((moved_away, "berta"), (unsaid, "carla")):
        seen = await season.seen(answer, family)
        assert (seen["state"], seen["edition_cancelled_at"]) == ("accepted", None)
    written = await season.written_to()
    assert set(written) == {f"{family}@example.org" for family in ("maria", "anna", "carla")}
    assert "Il preventivo è annullato" in written["maria@example.org"]
    assert FLOODED["reason"] in written["maria@example.org"]
    # her quote says no edition: which days she meant she alone knows
    assert "scrivi all'ente" in written["carla@example.org"]
    async with season.here.database() as db, db.transaction() as tx:
        entry = await tx.fetchrow(
            "select role, changes from history where action = 'edition_cancelled' and changes ? $1",
            f"answers/{mine}/state",
        )
    assert entry is not None
    assert (entry["role"], entry["changes"]) == (
        "software",
        {f"answers/{mine}/state": ["accepted", "cancelled"]},
    )


async def test_the_mail_that_tells_of_it_is_its_familys_to_have_and_to_erase(
    season: Season,
) -> None:
    edition = await season.open()
    for family in ("maria", "rosa"):
        await season.agreed(edition, by=family)
    await season.cancel(edition)
    own = season.market.family("rosa")

    (request,) = (await season.here.get("/v1/me/data", **own))["parts"]["requests"]
    erased = await season.here.ask("POST", "/v1/me/erase", **own)

    assert [one["kind"] for one in request["answers"][0]["mails"]] == ["edition_cancelled"]
    assert erased.status_code == 200
    assert set(await season.written_to()) == {"maria@example.org"}


async def test_what_is_being_paid_waits_for_the_money_to_be_given_back(season: Season) -> None:
    edition = await season.open()
    answer = await season.agreed(edition)
    await season.hear(PurchaseRegistered(id=UUID(answer)))

    await season.cancel(edition)

    waiting = await season.seen(answer)
    assert (waiting["state"], waiting["purchase"]) == ("accepted", "registered")
    assert waiting["edition_cancelled_at"]
    asked_back = ("quote.closed.v1", {"id": answer, "reason": "edition_cancelled"})
    assert await season.market.told(answer) == asked_back
    used = await season.market.move(answer, "confirm-use", by=season.market.family())
    assert (used.status_code, used.json()["code"]) == (409, "purchase_under_way")
    await season.hear(PurchaseCancelled(id=UUID(answer)))
    assert (await season.seen(answer))["state"] == "cancelled"
    assert await season.market.told(answer) == asked_back
    assert set(await season.written_to()) == {"maria@example.org"}


async def test_a_purchase_of_what_was_called_off_is_what_vouchers_says(season: Season) -> None:
    """It may be told after the cancellation here, and before vouchers hears of that."""
    edition = await season.open()
    given_back, spent = await season.agreed(edition), await season.agreed(edition, by="anna")
    await season.cancel(edition)

    for answer, last in ((given_back, PurchaseCancelled), (spent, PurchaseCaptured)):
        await season.hear(PurchaseRegistered(id=UUID(answer)))
        await season.hear(last(id=UUID(answer)))

    assert (await season.seen(given_back))["state"] == "cancelled"
    assert (await season.seen(spent, "anna"))["state"] == "used"


async def test_in_every_state_a_cancelled_edition_moves_what_is_accepted_and_nothing_else(
    season: Season,
) -> None:
    market, edition = season.market, await season.open()
    lives: dict[str, tuple[str, ...]] = {  # the expired first: a sweep lets all quotes expire
        "expired": ("quote", "sweep"),
        "sent": (),
        "talking": ("say",),
        "quoted": ("quote",),
        "refused": ("refuse",),
        "withdrawn": ("quote", "withdraw"),
        "closed": ("quote", "call-off"),
        "accepted": ("quote", "accept", "confirm-use"),
        "used": ("quote", "accept", "confirm-use", "confirm-use"),
        "cancelled": ("quote", "accept", "cancel"),
    }
    assert set(lives) == set(get_args(AnswerState))
    answers = {state: await season.asked(edition) for state in lives}
    for state, moves in lives.items():
        for number, move in enumerate(moves):
            await season.moved(answers[state], move, again=move in moves[:number])
        assert (await season.seen(answers[state]))["state"] == state
    before = {state: await season.seen(answer) for state, answer in answers.items()}
    told = {state: await market.told(answer) for state, answer in answers.items()}

    await season.cancel(edition)

    after = {state: await season.seen(answer) for state, answer in answers.items()}
    accepted = after.pop("accepted")
    assert (accepted["state"], accepted["reason"]) == ("cancelled", FLOODED["reason"])
    assert after == {state: seen for state, seen in before.items() if state != "accepted"}
    for state in after:
        assert await market.told(answers[state]) == told[state]
    for move, side in (
        ("accept", market.family()),
        ("cancel", market.operator),
        ("confirm-use", market.operator),
        ("share-contacts", market.family()),
    ):
        late = await market.move(answers["accepted"], move, by=side)
        assert (late.status_code, late.json()["code"]) == (409, "wrong_state"), move


async def test_nothing_is_quoted_or_accepted_for_a_cancelled_edition(season: Season) -> None:
    june, july = await season.open(), await season.open(starts=60)
    sent, quoted = await season.asked(june), await season.asked(june)
    await season.quoted(quoted)

    await season.cancel(june)

    late = await season.accepted(quoted)
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")
    refused = await season.quoted(sent)
    fault = refused.json()["errors"][0]
    assert (fault["field"], fault["code"]) == ("/edition_id", "not_allowed")
    assert (await season.quoted(sent, july)).status_code == 200


async def test_whoever_is_first_nothing_stays_accepted_for_a_cancelled_edition(
    season: Season,
) -> None:
    """Accepted and cancelled at once: what was accepted first is called off, what came later is
    refused.
    """
    families = [f"family-{place}" for place in range(6)]
    edition = await season.open()
    answers = [await season.asked(edition, by=family) for family in families]
    for answer in answers:
        await season.quoted(answer)

    pairs = list(zip(answers, families, strict=True))
    done, _ = await asyncio.gather(
        asyncio.gather(*(season.accepted(answer, by=family) for answer, family in pairs)),
        season.cancel(edition),
    )

    states = [(await season.seen(answer, family))["state"] for answer, family in pairs]
    assert {one.status_code for one in done} <= {200, 409}
    expected = {200: "cancelled", 409: "quoted"}
    assert states == [expected[one.status_code] for one in done]
    told = {f"{family}@example.org" for (_, family), one in zip(pairs, done, strict=True)
            if one.status_code == 200}  # fmt: skip
    assert set(await season.written_to()) == told
