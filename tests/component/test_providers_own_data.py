"""One's own data, whoever one acts for: who read how to reach a family, and rights of operators."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.asking import Market
from tests.register import Register

pytestmark = pytest.mark.timeout(60)


@pytest.fixture(scope="module")
async def market(here: Register) -> Market:
    return await Market.open(here)


async def readings(market: Market, family: dict[str, str]) -> list[dict[str, Any]]:
    """What a family is told of who read about it."""
    data = await market.here.get("/v1/me/data", **family)
    return list(data["parts"]["accesses"])


async def test_a_family_is_told_who_read_how_to_reach_it(market: Market) -> None:
    family = market.family("piera")
    answer = await market.has_answer("quote", by=family)
    await market.seen(answer, market.operator)
    unshared = await readings(market, family)
    await market.move(answer, "share-contacts", by=family)
    await market.seen(answer, family)
    await market.seen(answer, market.operator)
    await market.here.get("/v1/answers", **market.operator)

    told = await readings(market, family)

    assert unshared == []
    assert [(one["role"], one["purpose"], one["about"], one["mine"]) for one in told] == [
        ("provider", "contacts", answer, False)
    ] * 2
    assert "operator-0" not in str(told)
    log = await market.here.get(f"/v1/accesses?about={answer}")
    assert {one["subject"] for one in log["items"]} == {"operator-0"}


async def test_what_a_removed_body_reads_no_more_is_not_noted(here: Register) -> None:
    market = await Market.open(here)
    answer = await market.has_answer("share-contacts", by=market.family("rosa"))
    await here.move(f"providers/{market.bodies[0]}", "remove")

    assert (await market.seen(answer, market.operator))["contacts"] is None
    assert await readings(market, market.family("rosa")) == []


async def test_ones_own_data_are_read_and_erased_with_any_mandate_and_with_none(
    here: Register,
) -> None:
    body = await here.has_provider()
    until = datetime.now(UTC) + timedelta(days=30)
    for subject, duty in {"ada": "represent", "rita": "read", "gino": "answer"}.items():
        new = {"subject": subject, "label": "L", "duties": [duty], "expires_at": until}
        given = await here.ask("POST", f"/v1/providers/{body}/operators", new)
        assert given.status_code == 201, given.text
    async with here.database() as db, db.transaction() as tx:
        await tx.execute("update operator set expires_at = now() where subject = 'gino'")

    for subject, kept in {"rita": 1, "gino": 1, "a-stranger": 0}.items():
        who = here.signer.headers("provider", provider=body, subject=subject)
        data = await here.get("/v1/me/data", **who)
        assert [one["provider_id"] for one in data["parts"]["mandates"]] == [body] * kept
        erased = await here.ask("POST", "/v1/me/erase", **who)
        assert erased.status_code == 200, erased.text
        written = await here.ask("POST", "/v1/offers", {}, **who)
        assert written.status_code == 403
