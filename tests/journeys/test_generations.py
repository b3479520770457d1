"""Indices come and go while the city changes its offers and families search."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
import pytest

from catalog_search import reindex
from catalog_search.index import drift
from catalog_search.index.generations import CURRENT, Generation, behind, indices
from catalog_search.settings import Settings
from contracts.offers import OfferPublished
from contracts.streams import PROVIDERS
from kit.bus import Bus
from tests.builders import an_offer_card, an_offer_published, an_offer_withdrawn
from tests.city import eventually
from tests.index import Index, a_bus, a_worker, an_index
from tests.rounds import rounds
from tests.searching import an_api, its_settings
from tests.telling import tell

NEXT = Generation(mappings=CURRENT.mappings, settings=CURRENT.settings, projection=901)
"""The generation of a later release."""

PAUSE = 0.005
"""Seconds between two tellings: about 100 a second, beside all else that this process does."""


@pytest.fixture
async def settings(nats_url: str, opensearch_url: str) -> Settings:
    return its_settings(nats_url, opensearch_url)


@pytest.fixture
async def bus(settings: Settings) -> AsyncIterator[Bus]:
    async with a_bus(settings) as bus:
        await bus.ensure(PROVIDERS)
        yield bus


class City:
    """Offers that are told all the time: new ones, changed ones, and some withdrawn at once."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.offers: dict[UUID, OfferPublished] = {}

    async def publish(self, count: int) -> None:
        offers = [an_offer_published() for _ in range(count)]
        self.offers |= {offer.id: offer for offer in offers}
        await asyncio.gather(*(tell(self.bus, offer) for offer in offers))

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        ended = asyncio.Event()
        task = asyncio.create_task(self._change(ended))
        try:
            yield
        finally:
            ended.set()
            await task

    async def _change(self, ended: asyncio.Event) -> None:
        number = 0
        while not ended.is_set():
            number += 1
            await self.publish(1)
            old = list(self.offers.values())[number % len(self.offers)]
            card = an_offer_card(title=f"Nuoto {number}")
            await tell(self.bus, an_offer_published(id=old.id, card=card))
            passing = an_offer_published(card=an_offer_card(title="passing"))
            await tell(self.bus, an_offer_withdrawn(passing.id))
            await asyncio.sleep(PAUSE)


class Family:
    """Searches all the time, and remembers what it has seen."""

    def __init__(self, index: Index, city: City) -> None:
        self.index = index
        self.city = city
        self.looks = 0
        self.seen: set[str] = set()

    async def look(self) -> None:
        found = await self.index.visible()
        now = set(found)
        assert len(found) == len(now), "an entry was there twice"
        assert now >= self.seen, f"{len(self.seen - now)} entries were gone"
        assert now <= {str(id_) for id_ in self.city.offers}
        self.seen = now
        self.looks += 1

    @asynccontextmanager
    async def searching(self) -> AsyncIterator[None]:
        """Fails with the block if what was seen was not true."""
        looking = asyncio.create_task(self._keep_looking())
        try:
            yield
        finally:
            looking.cancel()
            (outcome,) = await asyncio.gather(looking, return_exceptions=True)
        assert isinstance(outcome, asyncio.CancelledError), outcome

    async def _keep_looking(self) -> None:
        while True:
            await self.look()


async def test_a_reindex_is_not_seen_by_those_who_search_while_offers_change(
    settings: Settings, bus: Bus
) -> None:
    city = City(bus)
    await city.publish(600)
    async with an_index(settings) as index, a_worker(settings), an_api(settings) as api:
        await eventually(all_found(index, city))
        for turn in range(rounds(1)):
            family, totals = Family(index, city), Totals(api)
            async with city.changing(), family.searching(), totals.asking():
                name = await reindex.reindex(settings)

            assert name == f"{index.alias}-{turn + 2}"
            assert await indices(index.client, f"{index.alias}-") == {
                name: (await indices(index.client, name[:-1]))[name]
            }
            assert await behind(index.client, index.alias) == [name]
            await eventually(all_found(index, city))
            assert (await drift.compare(settings)).agrees
            assert family.looks > 20
            assert totals.asked > 20


async def test_two_generations_live_side_by_side_and_one_can_go_back(
    settings: Settings, bus: Bus
) -> None:
    city = City(bus)
    await city.publish(50)
    async with an_index(settings) as index, an_index(settings, NEXT) as following:
        async with a_worker(settings), city.changing():
            await eventually(lambda: seen(index, 50))
            before = Family(index, city)
            async with before.searching(), a_worker(settings, NEXT):
                await eventually(lambda: seen(following, 100))
        # Only the new release runs now, and the city goes on.
        async with a_worker(settings, NEXT), city.changing():
            after = Family(following, city)
            async with after.searching():
                await eventually(lambda: seen(following, 150))
        assert len(await index.visible()) < len(city.offers)

        # Back to the release before: its index goes on from where it was left.
        async with a_worker(settings), city.changing(), before.searching():
            await eventually(lambda: seen(index, 200))

        async with a_worker(settings), a_worker(settings, NEXT):
            for one, generation in ((index, CURRENT), (following, NEXT)):
                await eventually(all_found(one, city))
                assert (await drift.compare(settings, generation)).agrees


async def test_two_workers_of_one_generation_do_each_other_no_harm(
    settings: Settings, bus: Bus
) -> None:
    city = City(bus)
    await city.publish(50)
    async with an_index(settings) as index:
        async with a_worker(settings), a_worker(settings), city.changing():
            await eventually(lambda: seen(index, 50))
            family = Family(index, city)
            async with family.searching():
                await eventually(lambda: seen(index, 150))
        async with a_worker(settings):
            await eventually(all_found(index, city))
            assert (await drift.compare(settings)).agrees


async def seen(index: Index, least: int) -> bool:
    return len(await index.visible()) >= least


def all_found(index: Index, city: City) -> Callable[[], Awaitable[bool]]:
    async def all_are_found() -> bool:
        return set(await index.visible()) == {str(id_) for id_ in city.offers}

    return all_are_found


class Totals:
    """What the API says there is: never less than before."""

    def __init__(self, api: httpx.AsyncClient) -> None:
        self.api = api
        self.asked = 0

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        asking = asyncio.create_task(self._keep_asking())
        try:
            yield
        finally:
            asking.cancel()
            (outcome,) = await asyncio.gather(asking, return_exceptions=True)
        assert isinstance(outcome, asyncio.CancelledError), outcome

    async def _keep_asking(self) -> None:
        most = 0
        while True:
            answer = await self.api.get("/v1/catalog", params={"limit": 0})
            assert answer.status_code == 200, answer.text
            total = answer.json()["total"]
            assert total >= most
            most = total
            self.asked += 1
