"""An edition runs on other days: who agreed on it is told which, once, and what can be done."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from contracts.purchases import PurchaseRegistered
from kit.clock import now, rome
from tests.asking import Market, tells_true_quotes
from tests.register import Register
from tests.seasons import Season

MOVED = "edition_moved"


@pytest.fixture
async def season(here: Register) -> AsyncIterator[Season]:
    yield Season(await Market.open(here))
    await tells_true_quotes(here)
    async with here.database() as db, db.transaction() as tx:
        await tx.execute("delete from notice")


def said(starts: int) -> str:
    return f"{first_day(starts):%d/%m/%Y}"


def first_day(starts: int) -> date:
    return rome(now()).date() + timedelta(days=starts)


async def test_who_accepted_a_quote_for_an_edition_is_told_of_its_new_days(season: Season) -> None:
    june, july = await season.open(starts=30), await season.open(starts=60)
    mine = await season.agreed(june)
    await season.agreed(june, by="berta", quoted=july)
    await season.agreed(by="carla")
    paying = await season.agreed(june, by="dora")
    await season.hear(PurchaseRegistered(id=UUID(paying)))
    await season.quoted(await season.asked(june, by="elena"))

    await season.move(june, starts=37)

    written = await season.written_to(MOVED)
    assert set(written) == {f"{family}@example.org" for family in ("maria", "carla", "dora")}
    for text in written.values():
        assert f"prima: dal {said(30)} al {said(44)}" in text
        assert f"ora: dal {said(37)} al {said(51)}" in text
        assert "/v1/requests?state=accepted" in text
    assert "resta valido con le nuove date" in written["maria@example.org"]
    # her quote says no edition: which days she meant she alone knows
    assert "Se la tua richiesta riguardava queste date" in written["carla@example.org"]
    assert (await season.seen(mine))["state"] == "accepted"
    off = await season.market.move(mine, "cancel", by=season.market.family())
    assert off.status_code == 200, "it can still be called off, as the mail says"


async def test_what_changes_no_day_tells_nothing_and_a_repeated_call_tells_once(
    season: Season,
) -> None:
    june = await season.open(starts=30)
    await season.agreed(june)

    await season.move(june, starts=30, name="Due settimane", places={"left": 3})
    assert await season.written_to(MOVED) == {}
    for key in [str(uuid4())] * 2 + [str(uuid4())]:
        await season.move(june, starts=31, key=key)

    assert list(await season.written_to(MOVED)) == ["maria@example.org"]


async def test_each_move_is_told_and_a_family_that_asked_twice_reads_of_it_once(
    season: Season,
) -> None:
    june = await season.open(starts=30)
    for _ in "12":
        await season.agreed(june)

    for starts in (31, 32):
        await season.move(june, starts=starts)
        (text,) = (await season.written_to(MOVED)).values()
        assert f"ora: dal {said(starts)}" in text
        async with season.here.database() as db, db.transaction() as tx:
            await tx.execute("delete from notice")


async def test_who_is_not_to_come_any_more_is_told_nothing(season: Season) -> None:
    june, over = await season.open(starts=30), await season.open(starts=-10)
    lives: dict[str, tuple[str, ...]] = {"ada": ("cancel",), "bice": ("confirm-use",) * 2}
    for family, moves in lives.items():
        answer = await season.agreed(june, by=family)
        for number, move in enumerate(moves):
            by = season.market.operator if number else season.market.family(family)
            assert (await season.market.move(answer, move, by=by)).status_code == 200
    await season.agreed(over, by="cleo")

    await season.move(june, starts=40)
    await season.move(over, starts=-15)
    assert set(await season.written_to(MOVED)) == {"cleo@example.org"}
    await season.move(over, starts=-20)  # what is over is put right, and nobody plans for it

    assert len(await season.written_to(MOVED)) == 1


async def test_it_is_told_in_the_language_in_which_the_family_asked(season: Season) -> None:
    june = await season.open(starts=30)
    english = season.market.family("emma") | {"Accept_Language": "en"}
    request = await season.market.has_request(season.offer, by=english, editions=[june])
    answer = request["answers"][0]["id"]
    await season.quoted(answer)
    await season.accepted(answer, by="emma")

    await season.move(june, starts=33)

    assert (
        f"now: from {said(33)} to {said(47)}"
        in (await season.written_to(MOVED))["emma@example.org"]
    )
