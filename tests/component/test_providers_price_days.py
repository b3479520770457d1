"""Price lists by day: what families read on which, and a body that hears when its list ends."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from contracts.offers import PriceList
from contracts.values import Period
from kit.clock import now, rome
from kit.events import imported_id
from providers import worker
from providers.handlers.price_days import turn_one, warn_one
from tests import builders as a
from tests.city import eventually
from tests.register import Register

URL = "https://api.example.org"


def moment(days: int) -> datetime:
    return now() + timedelta(days=days)


def day(days: int) -> date:
    return rome(moment(days)).date()


def listed(cents: int, start: int | None = None, end: int | None = None) -> PriceList:
    """From so many days from now until so many."""
    first, last = (None if days is None else day(days) for days in (start, end))
    return a.a_price_list(a.a_price_line(cents), valid=Period(start=first, end=last))


class Shop:
    """Bodies, and what families read of their prices as days pass."""

    def __init__(self, here: Register) -> None:
        self.here = here
        self.offers: list[str] = []

    async def has_offer(self, prices: PriceList, **body: Any) -> str:
        made = await self.here.has_offer(await self.here.has_provider(**body), price_list=prices)
        self.offers.append(made)
        return made

    async def publishes(self, offer: str, prices: PriceList) -> httpx.Response:
        await self.here.edit(offer, a.an_offer_card(price_list=prices))
        assert (await self.here.submit(offer)).status_code == 200
        reader = self.here.signer.headers("officer", subject="officer-2")
        return await self.here.publish(offer, **reader)

    async def told(self, offer: str) -> int | None:
        """The price that is told of it; none: it is not stated."""
        told = await self.here.told("offer", offer)
        assert told is not None
        card = told[1]["card"]
        assert ("price" in card) == ("price_list" in card)
        price: int | None = card.get("price", {}).get("amount_cents")
        return price

    async def history(self, offer: str) -> list[int | None]:
        """The amounts of the lists that families have read, the newest first."""
        items = (await self.here.get(f"/v1/offers/{offer}/price-lists"))["items"]
        lists = (item["price_list"] for item in items)
        return [one and one["lines"][0]["amount_cents"] for one in lists]

    async def passes(self, days: int) -> int:
        """So many days: how many offers are told anew."""
        count = 0
        async with self.here.database() as db:
            while await turn_one(db=db, at=moment(days)):
                count += 1
        return count

    async def warned(self, days: int) -> int:
        """How many bodies are written to then."""
        count = 0
        async with self.here.database() as db:
            while await warn_one(db=db, public_url=URL, at=moment(days)):
                count += 1
        return count

    async def mails(self, offer: str) -> list[dict[str, Any]]:
        notices = await self.here.get(f"/v1/notices?about={offer}&kind=price_list_ends")
        return list(notices["items"])


@pytest.fixture
async def shop(here: Register) -> AsyncIterator[Shop]:
    """Closed afterwards: days have passed that have not."""
    opened = Shop(here)
    yield opened
    for offer in opened.offers:
        await here.move(f"offers/{offer}", "withdraw")


async def test_the_next_list_waits_for_its_first_day_and_none_follows_its_last(
    shop: Shop,
) -> None:
    offer = await shop.has_offer(listed(24_000))
    published = await shop.publishes(offer, listed(30_000, start=10, end=40))
    seen = published.json()

    assert seen["published"]["price"]["amount_cents"] == 30_000
    assert seen["earlier_prices"]["price"]["amount_cents"] == 24_000
    assert (await shop.told(offer), await shop.history(offer)) == (24_000, [24_000])
    assert (await shop.passes(9), await shop.told(offer)) == (0, 24_000)

    assert (await shop.passes(10), await shop.told(offer)) == (1, 30_000)
    read = await shop.here.ask("GET", f"/v1/offers/{offer}")
    assert read.json()["earlier_prices"] is None
    assert read.headers["ETag"] != published.headers["ETag"]
    assert await shop.history(offer) == [30_000, 24_000]
    (turn, *_) = (await shop.here.get(f"/v1/offers/{offer}/history"))["items"]
    assert (turn["action"], turn["role"]) == ("price_turned", "worker")
    assert await shop.passes(40) == 0

    made = worker.create_app(shop.here.settings, now=lambda: moment(41))
    async with made.lifespan():
        await eventually(lambda: is_not_stated(shop, offer), what="the sweep says so")
    assert await shop.history(offer) == [None, 30_000, 24_000]


async def is_not_stated(shop: Shop, offer: str) -> bool:
    return await shop.told(offer) is None


async def test_what_had_no_price_has_none_until_its_list_begins(shop: Shop) -> None:
    offer = await shop.has_offer(listed(24_000, start=3))

    assert (await shop.told(offer), await shop.history(offer)) == (None, [])
    assert (await shop.passes(2), await shop.told(offer)) == (0, None)
    assert (await shop.passes(30), await shop.told(offer)) == (1, 24_000)
    assert await shop.history(offer) == [24_000]


async def test_who_announces_another_list_takes_back_the_one_that_has_not_begun(
    shop: Shop,
) -> None:
    offer = await shop.has_offer(listed(24_000, end=30))
    await shop.publishes(offer, listed(30_000, start=10))
    await shop.publishes(offer, listed(28_000, start=20))

    assert (await shop.passes(10), await shop.told(offer)) == (0, 24_000)
    assert (await shop.passes(20), await shop.told(offer)) == (1, 28_000)
    assert await shop.passes(31) == 0, "the earlier list is over since"
    assert await shop.history(offer) == [28_000, 24_000]


async def test_places_and_days_are_told_together(shop: Shop) -> None:
    offer = await shop.has_offer(listed(24_000, start=3))

    await shop.here.places(offer, {"left": 3}, "*")

    assert await shop.told(offer) is None
    await asyncio.gather(shop.passes(3), shop.passes(3))
    told = await shop.here.told("offer", offer)
    assert told is not None
    assert (told[1]["places"], await shop.told(offer)) == ({"left": 3}, 24_000)
    assert await shop.history(offer) == [24_000], "two workers turn it once"


async def test_an_imported_list_waits_for_its_day_too(shop: Shop) -> None:
    here = shop.here
    body, source = a.a_source(), a.a_source()
    admitted = {
        "card": a.a_provider_card(),
        "tax_code": a.a_tax_code(),
        "decision": a.a_decision(),
    }
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    await here.bring("providers", {"source": body, "row": admitted})
    offer = str(imported_id(source.name, source.id))
    shop.offers.append(offer)
    for prices in (listed(24_000), listed(30_000, start=5)):
        row = {"provider": body, "card": a.an_offer_card(price_list=prices)}
        await here.bring("offers", {"source": source, "row": row})
        assert await shop.told(offer) == 24_000

    assert (await shop.passes(5), await shop.told(offer)) == (1, 30_000)


async def test_a_body_hears_once_that_its_list_ends(shop: Shop) -> None:
    offer = await shop.has_offer(listed(24_000, end=20))
    short = await shop.has_offer(listed(24_000, end=10))
    endless = await shop.has_offer(listed(24_000))

    assert await shop.warned(5) == 0
    assert [await shop.warned(6), await shop.warned(7)] == [1, 0]

    assert len(await shop.mails(offer)) == 1
    assert await shop.mails(short) == await shop.mails(endless) == []
    async with shop.here.database() as db, db.transaction() as tx:
        text = await tx.fetchrow("select * from notice where about = $1", UUID(offer))
    assert text is not None
    assert text["recipient"] == "info@aquilone.example.org"
    assert text["subject"] == (
        "Milano 0-18: il listino di «Corso di nuoto per bambini» sta per finire"
    )
    assert f"{day(20):%d/%m/%Y}" in text["body"]
    assert f"{URL}/v1/offers/{offer}" in text["body"]


async def test_what_families_do_not_find_is_told_about_when_they_do(shop: Shop) -> None:
    offer = await shop.has_offer(listed(24_000, end=20))
    await shop.here.move(f"offers/{offer}", "suspend")
    assert await shop.warned(8) == 0

    await shop.here.move(f"offers/{offer}", "reinstate")
    made = worker.create_app(shop.here.settings, now=lambda: moment(9))
    async with made.lifespan():
        await eventually(lambda: shop.mails(offer), what="the sweep writes to the body")


async def test_a_list_that_ended_while_its_draft_waited_is_not_published(shop: Shop) -> None:
    here = shop.here
    offer = await here.has_submitted(await here.has_provider(), price_list=listed(24_000, end=1))
    async with here.database() as db, db.transaction() as tx:
        await tx.execute(
            """
            update offer set draft = jsonb_set(draft, '{price_list,valid,end}', to_jsonb($2::text))
            where id = $1
            """,
            UUID(offer),
            day(-1).isoformat(),
        )

    refused = await here.publish(offer)

    assert (refused.status_code, refused.json()["code"]) == (409, "offer_incomplete")
    assert [fault["field"] for fault in refused.json()["errors"]] == ["/price_list/valid/end"]
