"""How the index is written: never backwards, never half, and its drift seen."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from prometheus_client import CollectorRegistry

from catalog_search.handlers import HANDLERS
from catalog_search.index import drift
from catalog_search.index.care import Care
from catalog_search.index.generations import (
    CURRENT,
    Generation,
    behind,
    block,
    drop_older,
    ensure,
    indices,
    prefix,
    prepare,
    unblock,
)
from catalog_search.index.writer import Handlers, IndexSink
from catalog_search.settings import Settings
from contracts.offers import OfferPublished
from contracts.streams import PROVIDERS
from kit.bus import Bus
from kit.events import Decoder, Fact
from kit.problems import Unavailable
from kit.reader import Heard, Moved
from tests.builders import an_offer_card, an_offer_published, an_offer_withdrawn
from tests.city import eventually
from tests.index import Index, a_bus, a_worker, an_index
from tests.telling import message, tell

decode = Decoder(PROVIDERS.facts)


@pytest.fixture
async def settings(nats_url: str, opensearch_url: str, namespace: str) -> Settings:
    return Settings(nats_url=nats_url, opensearch_url=opensearch_url, namespace=namespace)


@pytest.fixture
async def index(settings: Settings) -> AsyncIterator[Index]:
    async with an_index(settings) as index:
        await prepare(settings)
        yield index


@pytest.fixture
async def bus(settings: Settings) -> AsyncIterator[Bus]:
    async with a_bus(settings) as bus:
        await bus.ensure(PROVIDERS)
        yield bus


async def a_sink(index: Index, handlers: Handlers = HANDLERS) -> IndexSink:
    async def prepare_nothing() -> None:
        pass

    sink = IndexSink(index.client, index.alias, PROVIDERS.name, handlers, prepare_nothing)
    await sink.position()
    return sink


def heard(fact: Fact, sequence: int) -> Heard[Fact]:
    event, decoded = decode(message(fact))
    return Heard(event, decoded, sequence)


async def test_an_older_message_that_comes_late_changes_nothing(index: Index) -> None:
    sink = await a_sink(index)
    offer = an_offer_published()
    await sink.take([heard(an_offer_withdrawn(offer.id), 7)])

    assert await sink.take([heard(offer, 6)]) == []

    await sink.settle(7)
    assert await index.visible() == []


async def test_what_the_mapping_does_not_take_is_refused_and_the_rest_is_written(
    index: Index,
) -> None:
    class Odd(msgspec.Struct):
        id: UUID
        nonsense: int = 1

    def odd_or_not(fact: OfferPublished, change: int) -> msgspec.Struct:
        if fact.card.title == "odd":
            return Odd(fact.id)
        if fact.card.title == "impossible":
            raise ValueError("no such thing")
        return HANDLERS[OfferPublished](fact, change)

    sink = await a_sink(index, {OfferPublished: odd_or_not})
    good = an_offer_published()
    odd, impossible = (
        an_offer_published(card=an_offer_card(title=title)) for title in ("odd", "impossible")
    )

    refused = await sink.take([heard(odd, 1), heard(impossible, 2), heard(good, 3)])

    await sink.settle(3)
    assert {one.sequence for one in refused} == {1, 2}
    assert "strict_dynamic_mapping_exception" in next(r.reason for r in refused if r.sequence == 1)
    assert "no such thing" in next(r.reason for r in refused if r.sequence == 2)
    assert await index.visible() == [str(good.id)]


async def test_a_slow_worker_does_not_move_the_position_of_a_fast_one_back(index: Index) -> None:
    slow, fast = await a_sink(index), await a_sink(index)
    await fast.settle(9)

    with pytest.raises(Moved):
        await slow.settle(5)

    assert await slow.position() == 9


async def test_nothing_can_be_found_before_it_was_settled(index: Index) -> None:
    sink = await a_sink(index)
    await sink.take([heard(an_offer_published(), 3)])
    assert await index.visible() == []
    assert await (await a_sink(index)).position() == 0

    await sink.settle(3)

    assert len(await index.visible()) == 1
    assert await (await a_sink(index)).position() == 3


async def test_an_index_that_is_held_back_is_waited_for(index: Index) -> None:
    sink = await a_sink(index)
    await block(index.client, f"{index.alias}-1")
    with pytest.raises(Unavailable):
        await sink.take([heard(an_offer_published(), 1)])
    with pytest.raises(Unavailable):
        await sink.settle(1)
    await unblock(index.client, f"{index.alias}-1")
    await index.client.indices.close(index=f"{index.alias}-1")
    with pytest.raises(Unavailable):
        await sink.take([heard(an_offer_published(), 1)])
    with pytest.raises(Unavailable):
        await sink.position()


async def test_a_deleted_index_is_never_made_by_a_write(index: Index) -> None:
    sink = await a_sink(index)
    await index.client.indices.delete(index=f"{index.alias}-1")

    with pytest.raises(Unavailable):
        await sink.take([heard(an_offer_published(), 1)])
    with pytest.raises(Moved):
        await sink.settle(1)

    assert await indices(index.client, prefix(index.settings.namespace)) == {}


async def test_a_running_worker_refills_an_index_that_was_put_back_to_an_older_copy(
    settings: Settings, bus: Bus, index: Index
) -> None:
    early, late, withdrawn = (an_offer_published() for _ in range(3))
    repository, physical = f"copies-{settings.namespace}", f"{index.alias}-1"
    await index.client.snapshot.create_repository(
        repository=repository,
        body={"type": "fs", "settings": {"location": repository}},
    )
    async with a_worker(settings):
        await tell(bus, early, withdrawn)
        await eventually(found(index, early, withdrawn))
        await index.client.snapshot.create(
            repository=repository,
            snapshot="older",
            body={"indices": physical},
            params={"wait_for_completion": "true"},
        )
        await tell(bus, late, an_offer_withdrawn(withdrawn.id))
        await eventually(found(index, early, late))

        await index.client.indices.close(index=physical)
        await index.client.snapshot.restore(
            repository=repository,
            snapshot="older",
            body={"indices": physical, "include_global_state": False},
            params={"wait_for_completion": "true"},
        )
        newest = an_offer_published()
        await tell(bus, newest)

        await eventually(found(index, early, late, newest))
        assert (await drift.compare(settings)).agrees
    await index.client.snapshot.delete_repository(repository=repository)


def found(index: Index, *offers: OfferPublished) -> Any:
    expected = sorted(str(offer.id) for offer in offers)

    async def just_these_are_found() -> bool:
        return await index.visible() == expected

    return just_these_are_found


async def test_every_kind_of_drift_is_seen(settings: Settings, bus: Bus, index: Index) -> None:
    offers = [an_offer_published() for _ in range(10)]
    await tell(bus, *offers, an_offer_withdrawn(uuid4()))
    async with a_worker(settings):
        await eventually(found(index, *offers))
        agreed = await drift.compare(settings)
        assert agreed == drift.Drift(checked=11)
        assert agreed.agrees

    lost, stale = offers[0], offers[1]
    await index.client.delete(index=index.alias, id=str(lost.id))
    document = await index.document(stale.id)
    assert document is not None
    await index.client.index(index=index.alias, id=str(stale.id), body=document | {"change": 1})
    stranger = str(uuid4())
    for id_, visible in ((stranger, True), (str(uuid4()), False)):
        body = {"id": id_, "kind": "offer", "visible": visible, "change": 2, "stream": "PROVIDERS"}
        await index.client.index(index=index.alias, id=id_, body=body)
    await index.client.indices.refresh(index=index.alias)

    seen = await drift.compare(settings)

    assert (seen.checked, seen.missing, seen.extra, seen.different) == (11, 1, 1, 1)
    assert set(seen.examples) == {
        f"missing {lost.subject}",
        f"different {stale.subject}",
        f"extra {stranger}",
    }
    assert not seen.agrees
    assert await drift.balance(index.client, index.alias, bus, PROVIDERS) == -1


async def test_what_is_told_while_drift_is_measured_is_no_drift(
    settings: Settings, bus: Bus, index: Index
) -> None:
    offers = [an_offer_published() for _ in range(50)]
    await tell(bus, *offers)

    async def keep_telling() -> None:
        while True:
            await tell(bus, *offers, an_offer_published())

    async with a_worker(settings):
        telling = asyncio.create_task(keep_telling())
        for _ in range(3):
            assert (await drift.compare(settings)).agrees
        telling.cancel()


async def test_all_generations_but_this_one_and_the_one_before_are_dropped(
    settings: Settings, index: Index
) -> None:
    others = [
        Generation(mappings=CURRENT.mappings, settings=CURRENT.settings, projection=number)
        for number in (901, 902, 903)
    ]
    for generation in others:
        await ensure(index.client, generation, generation.alias(settings.namespace))

    dropped = await drop_older(settings)

    gone = [f"{generation.alias(settings.namespace)}-1" for generation in others[:2]]
    assert sorted(dropped) == sorted(gone)
    left = await indices(index.client, prefix(settings.namespace))
    assert set(left) == {f"{index.alias}-1", f"{others[2].alias(settings.namespace)}-1"}
    assert await behind(index.client, index.alias)


async def test_what_the_engine_merged_is_searched_though_nothing_more_is_written(
    index: Index, bus: Bus
) -> None:
    sink = await a_sink(index)
    for sequence in (1, 2, 3):
        await sink.take([heard(an_offer_published(), sequence)])
        await sink.settle(sequence)
    await index.client.indices.forcemerge(index=index.alias, params={"max_num_segments": "1"})
    assert await searched_segments(index) > 1

    await Care(index.client, bus, index.alias, CollectorRegistry()).look()

    assert await searched_segments(index) == 1


async def searched_segments(index: Index) -> int:
    told = await index.client.indices.segments(index=index.alias)
    ((shard,),) = next(iter(told["indices"].values()))["shards"].values()
    return sum(one["search"] for one in shard["segments"].values())
