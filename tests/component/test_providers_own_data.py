"""One's own data, whoever one acts for: who read how to reach a family, and rights of operators."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.asking import Market, a_mandate
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


async def test_who_reads_at_a_hub_how_to_reach_its_families_is_noted(market: Market) -> None:
    mandate, hub = a_mandate(), market.hub()
    request = await market.has_request(market.offers[0], by=hub, on_behalf=mandate)
    (answer,) = (one["id"] for one in request["answers"])
    await market.seen(answer, hub)
    await market.here.get("/v1/requests", **hub)
    shared = {"contacts": {"phone": "02 1234"}, "on_behalf": mandate}

    done = await market.move(answer, "share-contacts", shared, by=hub)
    assert done.status_code == 200, done.text
    for path in (f"answers/{answer}", f"requests/{request['id']}", "requests"):
        await market.here.get(f"/v1/{path}", **hub)

    log = (await market.here.get(f"/v1/accesses?about={answer}"))["items"]
    assert [(one["role"], one["subject"], one["purpose"]) for one in log] == [
        ("hub_operator", "operator-of-hub", "contacts")
    ] * 4
    assert "02 1234" not in str(log)


async def test_what_is_on_the_next_page_was_not_read(here: Register) -> None:
    market, place = await Market.open(here), uuid4()
    family, hub = market.family("nora"), market.hub(place)
    for _ in range(2):
        await market.has_answer("share-contacts", by=family)
        mandate = a_mandate(hub=str(place))
        request = await market.has_request(market.offers[0], by=hub, on_behalf=mandate)
        shared = {"contacts": {"phone": "02 1234"}, "on_behalf": mandate}
        (answer,) = request["answers"]
        assert (await market.move(answer["id"], "share-contacts", shared, by=hub)).is_success
    noted = (await here.get("/v1/accesses"))["total"]

    (item,) = (await here.get("/v1/requests?limit=1", **hub))["items"]
    log = await here.get("/v1/accesses?limit=1")
    assert (log["total"], log["items"][0]["about"]) == (noted + 1, item["answers"][0]["id"])
    (item,) = (await here.get("/v1/answers?state=sent&limit=1", **market.operator))["items"]
    log = await here.get("/v1/accesses?limit=1")
    assert (log["total"], log["items"][0]["about"]) == (noted + 2, item["id"])


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
