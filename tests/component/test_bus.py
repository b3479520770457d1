"""What `kit.bus` promises about streams."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import nats
import pytest

from kit.bus import BatchRefused, Bus, Numbered, StreamMissing, WrongLastSequence
from kit.events import DEAD
from kit.problems import Unavailable
from tests.things import THINGS, ids, subject
from wishmi.embedded import HOST


@pytest.fixture
async def bus(nats_url: str, namespace: str) -> AsyncIterator[Bus]:
    bus = await Bus.connect(nats_url, namespace)
    await bus.ensure(THINGS)
    yield bus
    await bus.close()


async def config(nats_url: str, name: str) -> "nats.js.api.StreamConfig":
    client = await nats.connect(nats_url)
    try:
        return (await client.jetstream().stream_info(name)).config
    finally:
        await client.close()


async def test_a_stream_is_made_as_the_code_says(bus: Bus, nats_url: str, namespace: str) -> None:
    made = await config(nats_url, f"{namespace.upper()}-THINGS")

    assert made.subjects == [f"{namespace}.things.>"]
    assert (made.max_msgs_per_subject, made.max_age, made.storage) == (1, 0, "file")
    assert (made.discard, made.num_replicas, made.allow_direct) == ("old", 1, True)

    await bus.ensure(DEAD)
    dead = await config(nats_url, f"{namespace.upper()}-DEAD")
    assert (dead.max_msgs_per_subject, dead.max_age) == (-1, 30 * 24 * 3600)


async def test_making_a_stream_again_keeps_what_is_in_it_and_takes_new_settings(
    bus: Bus, nats_url: str, namespace: str
) -> None:
    (thing,) = ids(1)
    sequence = await bus.publish(subject(thing), b"1")

    more = msgspec.structs.replace(THINGS, subjects=("wishmi.things.>", "wishmi.others.>"))
    await bus.ensure(more)
    await bus.ensure(more)

    changed = await config(nats_url, f"{namespace.upper()}-THINGS")
    assert changed.subjects == [f"{namespace}.things.>", f"{namespace}.others.>"]
    assert await bus.subjects(THINGS) == {subject(thing): sequence}


async def test_several_may_make_a_stream_at_once(nats_url: str, namespace: str) -> None:
    buses = [await Bus.connect(nats_url, namespace) for _ in range(4)]

    await asyncio.gather(*(bus.ensure(THINGS) for bus in buses))

    firsts = {(await bus.info(THINGS)).first for bus in buses}
    assert len(firsts) == 1
    for bus in buses:
        await bus.close()


async def test_a_stream_made_anew_gives_only_numbers_above_every_earlier_one(
    bus: Bus, nats_url: str, namespace: str
) -> None:
    (thing,) = ids(1)
    before = 0
    for _ in range(10):
        batch = [Numbered(subject(one), b"1", 0) for one in ids(500)]
        before = await bus.publish_all(batch) + len(batch)
    client = await nats.connect(nats_url)
    await client.jetstream().delete_stream(f"{namespace.upper()}-THINGS")
    await client.close()

    await bus.ensure(THINGS)

    assert await bus.publish(subject(thing), b"1") > before


async def test_the_stream_holds_the_last_message_of_each_subject(bus: Bus) -> None:
    one, other = ids(2)
    await bus.publish(subject(one), b"1")
    second = await bus.publish(subject(other), b"1")
    third = await bus.publish(subject(one), b"2")

    assert await bus.subjects(THINGS) == {subject(other): second, subject(one): third}
    last = await bus.last(THINGS, subject(one))
    assert last
    assert (last.subject, last.sequence, last.payload) == (subject(one), third, b"2")


async def test_a_message_is_refused_when_the_subject_has_another_last_one(bus: Bus) -> None:
    (thing,) = ids(1)
    first = await bus.publish(subject(thing), b"1", expected=0)

    with pytest.raises(WrongLastSequence):
        await bus.publish(subject(thing), b"2", expected=0)

    await bus.publish(subject(thing), b"2", expected=first)


async def test_a_batch_is_appended_whole_or_not_at_all(bus: Bus) -> None:
    one, other, third = ids(3)
    first = await bus.publish_all([Numbered(subject(x), b"1", 0) for x in (one, other)])
    told = {subject(one): first, subject(other): first + 1}
    assert await bus.subjects(THINGS) == told

    with pytest.raises(BatchRefused):
        await bus.publish_all([Numbered(subject(x), b"2", 0) for x in (third, one)])

    assert await bus.subjects(THINGS) == told
    assert await bus.publish_all([Numbered(subject(third), b"1", 0)]) > first


async def test_a_read_gives_what_follows_in_order_and_how_much_is_behind(bus: Bus) -> None:
    things = ids(5)
    sequences = [await bus.publish(subject(thing), b"1") for thing in things]
    await bus.publish(subject(things[3]), b"2")  # leaves a gap

    batch = await bus.read(THINGS, 0, most=2)
    assert [message.sequence for message in batch.messages] == sequences[:2]
    assert batch.pending == 3
    batch = await bus.read(THINGS, sequences[1])
    assert [message.subject for message in batch.messages] == [
        subject(things[place]) for place in (2, 4, 3)
    ]
    assert batch.pending == 0
    assert (await bus.read(THINGS, batch.messages[-1].sequence)).messages == []


async def test_large_messages_come_in_smaller_reads(bus: Bus) -> None:
    for thing in ids(20):
        await bus.publish(subject(thing), b"x" * 1_000_000)

    batch = await bus.read(THINGS, 0)

    assert 1 < len(batch.messages) < 20
    assert batch.pending == 20 - len(batch.messages)


async def test_a_missing_stream_is_told_from_an_empty_one(nats_url: str, namespace: str) -> None:
    bus = await Bus.connect(nats_url, namespace)
    (thing,) = ids(1)

    for call in (
        lambda: bus.info(THINGS),
        lambda: bus.read(THINGS, 0),
        lambda: bus.last(THINGS, subject(thing)),
        lambda: bus.publish(subject(thing), b"1"),
        lambda: bus.publish_all([Numbered(subject(thing), b"1", 0)]),
    ):
        with pytest.raises(StreamMissing):
            await call()

    await bus.ensure(THINGS)
    assert (await bus.info(THINGS)).messages == 0
    assert await bus.subjects(THINGS) == {}
    assert await bus.last(THINGS, subject(thing)) is None
    await bus.close()


async def test_namespaces_do_not_see_each_other(bus: Bus, nats_url: str) -> None:
    neighbour = await Bus.connect(nats_url, "neighbour")
    await neighbour.ensure(THINGS)
    one, other = ids(2)
    await bus.publish(subject(one), b"1")
    await neighbour.publish(subject(other), b"1")

    assert list(await bus.subjects(THINGS)) == [subject(one)]
    await neighbour.close()


async def test_without_a_server_a_bus_opens_and_says_that_it_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kit.bus.connection.FIRST_CONNECTION_SECONDS", 0.1)
    bus = await Bus.connect(f"nats://{HOST}:1")

    with pytest.raises(Unavailable):
        await bus.ready()
    with pytest.raises(Unavailable):
        await bus.publish("wishmi.things.thing.x", b"1")
    await bus.close()
