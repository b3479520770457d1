"""What the worker makes of what it hears, on the real stream and the real engine."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from opensearchpy.exceptions import NotFoundError

from catalog_search.index.generations import CURRENT, behind, prepare
from catalog_search.index.state import Positions
from catalog_search.settings import Settings
from contracts.streams import PROVIDERS
from kit import dead_letters
from kit.bus import Bus
from kit.problems import Unavailable
from tests.builders import (
    a_provider_admitted,
    a_provider_suspended,
    an_area_known,
    an_offer_card,
    an_offer_published,
    an_offer_withdrawn,
)
from tests.city import eventually
from tests.index import Index, a_bus, a_worker, an_index
from tests.telling import tell


@pytest.fixture
async def settings(nats_url: str, opensearch_url: str, namespace: str) -> Settings:
    return Settings(nats_url=nats_url, opensearch_url=opensearch_url, namespace=namespace)


@pytest.fixture
async def bus(settings: Settings) -> AsyncIterator[Bus]:
    async with a_bus(settings) as bus:
        await bus.ensure(PROVIDERS)
        yield bus


@pytest.fixture
async def index(settings: Settings) -> AsyncIterator[Index]:
    async with an_index(settings) as index:
        yield index


@pytest.fixture
async def worker(settings: Settings, bus: Bus, index: Index) -> AsyncIterator[Litestar]:
    async with a_worker(settings) as app:
        yield app


async def metrics(app: Litestar) -> str:
    asgi: Any = app  # httpx and Litestar have types of their own for the same messages
    transport = httpx.ASGITransport(asgi)
    async with httpx.AsyncClient(transport=transport, base_url="http://worker") as http:
        return (await http.get("/metrics")).text


async def test_what_is_told_is_found_as_its_last_state_says(
    worker: Litestar, bus: Bus, index: Index
) -> None:
    offer = an_offer_published()
    await tell(bus, offer)
    changed = an_offer_published(id=offer.id, card=an_offer_card(title="Nuoto per tutti"))
    sequence = await tell(bus, changed)

    async def changed_is_found() -> bool:
        document = await index.document(offer.id)
        return document is not None and document["change"] == sequence

    await eventually(changed_is_found)
    assert await index.visible() == [str(offer.id)]
    document = await index.document(offer.id)
    assert document is not None
    assert document["entry"]["title"] == "Nuoto per tutti"


async def test_what_is_withdrawn_leaves_nothing_but_its_tombstone(
    worker: Litestar, bus: Bus, index: Index
) -> None:
    offer = an_offer_published()
    await tell(bus, offer)
    await eventually(index.visible)

    sequence = await tell(bus, an_offer_withdrawn(offer.id))

    async def is_hidden() -> bool:
        return not await index.visible()

    await eventually(is_hidden)
    assert await index.document(offer.id) == {
        "id": str(offer.id),
        "kind": "offer",
        "visible": False,
        "change": sequence,
        "stream": "PROVIDERS",
    }


async def test_areas_and_bodies_have_documents_that_are_not_found(
    worker: Litestar, bus: Bus, index: Index
) -> None:
    area, provider, offer = an_area_known(), a_provider_admitted(), an_offer_published()
    suspended = a_provider_suspended(uuid4())
    await tell(bus, area, provider, suspended, offer)

    await eventually(index.visible)

    assert await index.visible() == [str(offer.id)]
    for thing, kind in ((area, "area"), (provider, "provider"), (suspended, "provider")):
        document = await index.document(thing.id)
        assert document is not None
        assert (document["kind"], document["visible"]) == (kind, False)


async def test_a_worker_that_starts_late_finds_all_that_was_told(
    settings: Settings, bus: Bus, index: Index
) -> None:
    offers = [an_offer_published() for _ in range(700)]
    await asyncio.gather(*(tell(bus, offer) for offer in offers))
    await tell(bus, an_offer_withdrawn(offers[0].id))

    async with a_worker(settings):

        async def all_are_found() -> bool:
            return len(await index.visible()) == 699

        await eventually(all_are_found)
    assert set(await index.visible()) == {str(offer.id) for offer in offers[1:]}


async def test_a_message_that_nobody_can_read_is_set_aside_and_the_next_one_found(
    worker: Litestar, bus: Bus, index: Index
) -> None:
    await bus.publish(f"wishmi.providers.offer.{uuid4()}", b'{"neither": "fish nor fowl"}')
    offer = an_offer_published()
    await tell(bus, offer)

    await eventually(index.visible)

    (letter,) = [letter async for letter in dead_letters.listed(bus)]
    assert letter.service == "catalog-search"
    assert "Unreadable" in letter.reason


async def test_the_lag_until_an_offer_can_be_found_is_measured(
    worker: Litestar, bus: Bus, index: Index
) -> None:
    await tell(bus, an_offer_published(), an_offer_published())

    async def lag_is_told() -> bool:
        return 'index_lag_seconds_count{stream="PROVIDERS"} 2.0' in await metrics(worker)

    await eventually(lag_is_told)
    told = await metrics(worker)
    assert 'index_lag_seconds_bucket{le="2.0",stream="PROVIDERS"} 2.0' in told
    assert 'index_documents_total{stream="PROVIDERS"} 2.0' in told


async def test_two_that_prepare_at_once_make_one_index(settings: Settings, index: Index) -> None:
    await asyncio.gather(*(prepare(settings) for _ in range(5)))

    assert await behind(index.client, index.alias) == [f"{index.alias}-1"]


async def test_a_reader_is_ready_once_the_index_has_all_that_was_told_before_it_began(
    settings: Settings, bus: Bus, index: Index
) -> None:
    sequence = await tell(bus, *(an_offer_published() for _ in range(3)))

    async def last() -> int:
        return (await bus.info(PROVIDERS)).last

    positions = Positions(index.client, index.alias, {PROVIDERS.name: last})
    with pytest.raises(Unavailable):
        await positions.check()
    await prepare(settings)
    with pytest.raises(Unavailable):
        await positions.check()

    async with a_worker(settings):

        async def ready() -> bool:
            try:
                await positions.check()
            except Unavailable:
                return False
            return True

        await eventually(ready)
    assert positions.watermarks == {"PROVIDERS": sequence}
    assert positions.index == f"{index.alias}-1"
    assert len(await index.visible()) == 3


async def test_an_index_that_somebody_deleted_is_made_again(
    worker: Litestar, bus: Bus, index: Index
) -> None:
    offer = an_offer_published()
    await tell(bus, offer)
    await eventually(index.visible)

    await index.client.indices.delete(index=f"{index.alias}-1")

    async def is_found_again() -> bool:
        try:
            return await index.visible() == [str(offer.id)]
        except NotFoundError:
            return False

    await eventually(is_found_again)
    assert await behind(index.client, CURRENT.alias(index.settings.namespace))
