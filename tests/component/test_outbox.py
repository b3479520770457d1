"""What is recorded in a transaction is told, in order, once, however often it is tried."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

import pytest

from kit.bus import Bus, Numbered, StreamMissing
from kit.clock import now
from kit.db import Database
from kit.events import Decoder, Fact, Stream
from kit.outbox import Relay, record, republish, tombstones
from kit.problems import NotFound, Unavailable
from tests.city import eventually
from tests.conftest import MakeDatabase
from tests.things import (
    THINGS,
    ThingGone,
    ThingMade,
    Things,
    decode,
    ids,
    running,
    subject,
    subjects,
    things,
)


@pytest.fixture
async def here(make_database: MakeDatabase, nats_url: str, namespace: str) -> AsyncIterator[Things]:
    async with things(await make_database("things"), nats_url, namespace) as opened:
        yield opened


@pytest.fixture
async def relay(here: Things) -> AsyncIterator[Relay]:
    relay = Relay(here.db, here.bus, THINGS)
    async with running(relay.run):
        yield relay


async def stream_is(here: Things, *texts: str) -> None:
    """Wait until the stream says exactly this, in order."""

    async def says() -> bool:
        try:
            facts = [decode(message.payload)[1] async for message in here.bus.walk(THINGS)]
        except StreamMissing:  # the relay has not made it yet
            return False
        assert [getattr(fact, "text", "gone") for fact in facts] == list(texts)
        return True

    await eventually(says, within=10)


async def all_told(here: Things) -> None:
    await eventually(here.all_told, within=20)


async def test_what_is_committed_is_told_whole_in_its_envelope(here: Things, relay: Relay) -> None:
    (thing,) = ids(1)
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    async with here.db.transaction() as tx:
        await record(tx, ThingMade(id=thing, text="perché"), at=at)

    await all_told(here)

    message = await here.bus.last(THINGS, subject(thing))
    assert message
    event, fact = decode(message.payload)
    assert fact == ThingMade(id=thing, text="perché", version=1)
    assert event.source == "/wishmi/things"
    assert event.type == ThingMade.TYPE
    assert event.subject == message.subject == subject(thing)
    assert event.time == at
    assert event.dataschema == f"proto/schemas/{ThingMade.TYPE}.json"
    assert (event.specversion, event.datacontenttype) == ("1.0", "application/json")


async def test_what_is_rolled_back_is_never_told(here: Things, relay: Relay) -> None:
    kept, dropped = ids(2)
    with suppress(NotFound):
        async with here.db.transaction() as tx:
            await record(tx, ThingMade(id=dropped, text="dropped"), at=now())
            raise NotFound
    await here.record(kept, text="kept")

    await stream_is(here, "kept")


async def test_each_telling_of_a_thing_has_a_higher_version_and_a_new_event(
    here: Things, relay: Relay
) -> None:
    (thing,) = ids(1)
    seen = []
    for _ in range(3):
        await here.record(thing)
        await all_told(here)
        seen.append((await here.heard())[subject(thing)])

    versions, events = zip(*seen, strict=True)
    assert versions == (1, 2, 3)
    assert len(set(events)) == 3


async def test_of_several_facts_about_one_thing_the_last_counts(here: Things, relay: Relay) -> None:
    one, other = ids(2)
    async with here.db.transaction() as tx:
        first = ThingMade(id=one, text="first")
        await record(tx, first, ThingMade(id=other, text="other"), ThingGone(id=one), at=now())
        await record(tx, at=now())

    await all_told(here)

    last = await here.bus.last(THINGS, subject(one))
    assert last
    assert decode(last.payload)[1] == ThingGone(id=one, version=1)


async def test_what_is_told_first_was_recorded_first(here: Things) -> None:
    for text in ("a", "b", "c", "d"):
        await here.record(*ids(1), text=text)

    async with running(Relay(here.db, here.bus, THINGS).run):
        await stream_is(here, "a", "b", "c", "d")


async def test_transactions_about_the_same_things_in_any_order_do_not_wait_for_each_other(
    here: Things,
) -> None:
    some = ids(50)

    async def change(order: int) -> None:
        for _ in range(10):
            await here.record(*some[::order])

    await asyncio.gather(*(change(order) for order in (1, -1, 1, -1)))

    assert {version for version, _ in (await here.told()).values()} == {40}


async def test_a_fact_that_no_message_can_hold_is_refused_where_it_is_made(here: Things) -> None:
    with pytest.raises(ValueError, match="more than a message can have"):
        await here.record(*ids(1), text="x" * 1_000_000)


async def test_looking_for_work_reads_only_what_waits(here: Things, relay: Relay) -> None:
    for _ in range(10):
        await here.record(*ids(500))
    await all_told(here)
    async with here.db.transaction() as tx:
        await tx.execute("analyze told")
        plan = await tx.fetch(
            "explain select * from told where told_version < version order by id limit 500"
        )

    assert "Index Scan using told_waiting" in "\n".join(row[0] for row in plan)


async def test_told_again_a_thing_has_a_new_sequence(here: Things, relay: Relay) -> None:
    one, other, third = ids(3)
    await here.record(one, other, third)
    await all_told(here)
    before = await here.bus.subjects(THINGS)

    async with here.db.transaction() as tx:
        assert await republish(tx, subjects([one, *ids(1)])) == 1
    await all_told(here)

    after = await here.bus.subjects(THINGS)
    assert after.pop(subject(one)) > max(before.values())
    assert after.items() < before.items()
    async with here.db.transaction() as tx:
        assert await republish(tx) == 3
    await all_told(here)
    assert min((await here.bus.subjects(THINGS)).values()) > max(before.values())


async def test_after_a_database_was_put_back_what_it_lacks_is_told_to_be_gone(
    here: Things, relay: Relay
) -> None:
    kept, lost = ids(2)
    await here.record(kept)
    await here.record(lost)
    await here.record(lost, text="again")
    await all_told(here)
    async with here.db.transaction() as tx:  # as an older copy would be
        await tx.execute("delete from told where subject = $1", subject(lost))

    for told in (1, 0):
        async with here.db.transaction() as tx:
            kinds = {ThingGone.SUBJECT: ThingGone}
            assert await tombstones(tx, here.bus, THINGS, kinds, of="things", at=now()) == told
        await all_told(here)

    last = await here.bus.last(THINGS, subject(lost))
    assert last
    _, gone = decode(last.payload)
    assert isinstance(gone, ThingGone)
    assert gone.version > 1


async def test_a_thing_without_a_tombstone_is_named(here: Things, relay: Relay) -> None:
    (thing,) = ids(1)
    await here.record(thing)
    await all_told(here)

    async with here.db.transaction() as tx:
        await tx.execute("delete from told")
        with pytest.raises(ValueError, match=f"{subject(thing)} is gone"):
            await tombstones(tx, here.bus, THINGS, {}, of="things", at=now())


class SecretKept(Fact, frozen=True, kw_only=True):
    """Something that only two services may know."""

    TYPE: ClassVar[str] = "it.milano.wishmi.secret.kept.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.things.secret"


class SecretForgotten(Fact, frozen=True, kw_only=True):
    """There is no such secret any more."""

    TYPE: ClassVar[str] = "it.milano.wishmi.secret.forgotten.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.things.secret"


SHARED = Stream(name="SHARED", subjects=("wishmi.private.>",), facts=(SecretKept, SecretForgotten))


async def test_of_a_service_with_two_streams_each_relay_tells_what_belongs_in_its_own(
    here: Things, relay: Relay
) -> None:
    (thing,) = ids(1)
    async with here.db.transaction() as tx:
        await record(tx, ThingMade(id=thing), SecretKept(id=thing), at=now())
    await eventually(lambda: told_in(here, THINGS, subject(thing)), within=10)

    async def the_secret_waits_for_the_relay_of_its_stream() -> bool:
        return await here.waiting() == 1  # the thing is marked a moment after it is told

    await eventually(the_secret_waits_for_the_relay_of_its_stream, within=10)

    async with running(Relay(here.db, here.bus, SHARED).run):
        await eventually(lambda: told_in(here, SHARED, f"{SecretKept.SUBJECT}.{thing}"), within=10)

        message = await here.bus.last(SHARED, f"{SecretKept.SUBJECT}.{thing}")
        assert message
        event, _ = Decoder(SHARED.facts)(message.payload)
        assert event.source == "/wishmi/things", "who tells it, not in which stream"


async def told_in(here: Things, stream: Stream, *subjects: str) -> bool:
    return set(await here.bus.subjects(stream)) == set(subjects)


async def test_after_a_restore_a_service_says_nothing_of_what_another_told_beside_it(
    here: Things,
) -> None:
    mine, other = (UUID(int=number) for number in (1, 2))
    secrets = {SecretForgotten.SUBJECT: SecretForgotten}
    await here.bus.ensure(SHARED)
    await here.bus.publish(f"{SecretKept.SUBJECT}.{mine}", b"{}")
    await here.bus.publish(f"wishmi.private.others.secret.{other}", b"{}")

    async with here.db.transaction() as tx:
        assert await tombstones(tx, here.bus, SHARED, secrets, of="things", at=now()) == 1

    assert set(await here.told()) == {f"{SecretKept.SUBJECT}.{mine}"}


class Held(Bus):
    """A connection on which one telling is late: it goes out when the test says so."""

    def __init__(self, namespace: str, replicas: int) -> None:
        super().__init__(namespace, replicas)
        self.asked, self.go = asyncio.Event(), asyncio.Event()

    async def publish_all(self, messages: Sequence[Numbered]) -> int:
        self.asked.set()
        await self.go.wait()
        return await super().publish_all(messages)


async def test_a_late_relay_does_not_wipe_out_what_another_has_told_meanwhile(
    here: Things, nats_url: str, namespace: str
) -> None:
    (thing,) = ids(1)
    late = await Held.connect(nats_url, namespace)
    assert isinstance(late, Held)
    await here.record(thing, text="old")
    async with running(Relay(here.db, late, THINGS).run):
        await late.asked.wait()  # it holds the old state in its hands
        await here.record(thing, text="new")
        async with running(Relay(here.db, here.bus, THINGS).run):
            await stream_is(here, "new")
        late.go.set()
        await here.record(*ids(1), text="after")

        await stream_is(here, "new", "after")
        await all_told(here)
    await late.close()


async def test_what_is_to_be_told_again_while_it_is_being_told_is_told_again(
    here: Things, nats_url: str, namespace: str
) -> None:
    late = await Held.connect(nats_url, namespace)
    assert isinstance(late, Held)
    await here.record(*ids(3))
    async with running(Relay(here.db, late, THINGS).run):
        await late.asked.wait()
        async with here.db.transaction() as tx:
            await republish(tx)
        late.go.set()

        await all_told(here)
    await late.close()


class Deaf(Bus):
    """A connection on which every second answer is lost, after NATS has taken the message."""

    taken = lost = 0

    async def publish_all(self, messages: Sequence[Numbered]) -> int:
        sequence = await super().publish_all(messages)
        self.taken += 1
        if self.taken % 2:
            self.lost += 1
            raise Unavailable("lost on the way back")
        return sequence


async def test_when_the_answer_is_lost_the_message_is_recognised_and_not_told_twice(
    here: Things, nats_url: str, namespace: str
) -> None:
    deaf = await Deaf.connect(nats_url, namespace)
    async with running(Relay(here.db, deaf, THINGS).run):
        for _ in range(5):
            await here.record(*ids(20))
            await all_told(here)
    assert isinstance(deaf, Deaf)
    assert deaf.lost == 3
    info = await here.bus.info(THINGS)
    assert info.last - info.first + 1 == info.messages == 100
    await deaf.close()


async def test_two_relays_tell_each_thing_and_its_newest_state(
    here: Things, nats_url: str, namespace: str
) -> None:
    second_db = await Database.connect(here.database)
    second_bus = await Bus.connect(nats_url, namespace)
    some = ids(100)
    relays = Relay(here.db, here.bus, THINGS), Relay(second_db, second_bus, THINGS)
    async with running(*(relay.run for relay in relays)):
        for round_ in range(20):
            await here.record(*some[round_ % 7 :: 2], text=str(round_))
        await all_told(here)
    await second_bus.close()
    await second_db.close()


async def test_a_stream_that_is_gone_is_made_again_and_republish_fills_it(
    here: Things, relay: Relay
) -> None:
    await here.record(*ids(30))
    await all_told(here)
    before = max((await here.bus.subjects(THINGS)).values())
    await here.delete_stream()
    async with here.db.transaction() as tx:
        await republish(tx)

    await all_told(here)

    assert min((await here.bus.subjects(THINGS)).values()) > before
