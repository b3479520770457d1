"""Whatever dies or is lost on the way, the stream ends up saying what the database says."""

import asyncio
import random
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from kit.bus import Bus
from kit.outbox import Relay, republish
from kit.problems import Unavailable
from tests.city import eventually
from tests.conftest import MakeDatabase
from tests.own_servers import own_servers
from tests.proxy import forgets_connections, proxy
from tests.rounds import rounds
from tests.things import THINGS, Things, ids, running, things
from tests.things_process import process
from wishmi.embedded import Embedded


@pytest.fixture
async def own() -> AsyncIterator[Embedded]:
    """A NATS of one's own, to be killed."""
    async with own_servers("nats") as embedded:
        yield embedded


@pytest.fixture
async def here(own: Embedded, make_database: MakeDatabase) -> AsyncIterator[Things]:
    async with things(await make_database("things"), own.nats_url, "wishmi") as opened:
        await opened.bus.ensure(THINGS)
        yield opened


async def all_told(here: Things) -> None:
    await eventually(here.all_told, what="stream and outbox agree")


async def told_once(here: Things) -> None:
    """Everything is in the stream, and nothing was appended a second time."""
    await all_told(here)
    info = await here.bus.info(THINGS)
    assert info.last - info.first + 1 == info.messages


async def change_often(here: Things, some: list[UUID], times: int) -> None:
    """As handlers do: small transactions, often about the same things."""
    for turn in range(times):
        await here.record(*random.sample(some, 20), text=f"turn {turn}")


async def test_a_relay_killed_in_the_middle_loses_nothing_and_tells_nothing_twice(
    here: Things,
) -> None:
    for _ in range(20):
        await here.record(*ids(500))
    killed_in_the_middle = 0
    for _ in range(rounds(2)):
        before = (await here.bus.info(THINGS)).messages
        async with process(here, "relay") as relay:

            async def telling(before: int = before) -> bool:
                return (await here.bus.info(THINGS)).messages > before

            await eventually(telling)
            relay.kill()
            await relay.wait()
        killed_in_the_middle += await here.waiting() > 0
        for _ in range(4):
            await here.record(*ids(500))
    assert killed_in_the_middle

    async with process(here, "relay"):
        await told_once(here)


async def test_nats_killed_during_two_thousand_tellings(here: Things, own: Embedded) -> None:
    relay = Relay(here.db, here.bus, THINGS)
    some = ids(200)
    async with running(relay.run):
        changing = asyncio.create_task(change_often(here, some, 100))
        for _ in range(rounds(3)):
            await asyncio.sleep(random.uniform(0.05, 0.3))  # noqa: S311 - a moment left to chance
            await own.kill("nats")
            await asyncio.sleep(random.uniform(0.05, 0.3))  # noqa: S311 - the same
            await own.start("nats")
        await changing
        await all_told(here)

        await own.kill("nats")
        await here.record(*some)
        reason = await eventually(lambda: trouble(relay))
        assert "NATS" in reason
        await own.start("nats")
        await all_told(here)
        await relay.ready()


async def trouble(relay: Relay) -> str:
    try:
        await relay.ready()
    except Unavailable as error:
        return str(error)
    return ""


async def test_two_relay_processes_at_once_while_things_change(here: Things) -> None:
    some = ids(300)
    await here.record(*some)
    async with process(here, "relay"), process(here, "relay"):
        await asyncio.gather(*(change_often(here, some, rounds(40)) for _ in range(3)))
        await all_told(here)


@forgets_connections
async def test_lost_answers_do_not_make_double_or_older_messages(here: Things) -> None:
    some = ids(100)
    async with proxy(here.nats_url) as line:
        bus = await Bus.connect(line.url)
        async with running(Relay(here.db, bus, THINGS).run):
            for turn in range(rounds(4)):
                await here.record(*some, *ids(50), text=f"turn {turn}")
                line.lose_answers()
                await here.record(*some, *ids(50), text=f"turn {turn}, and again")
                await asyncio.sleep(random.uniform(0, 0.3))  # noqa: S311 - left to chance
                line.cut()
            await all_told(here)
        await bus.close()


async def test_a_stream_deleted_while_telling_is_whole_again_after_republish(
    here: Things,
) -> None:
    some = ids(1_000)
    async with running(Relay(here.db, here.bus, THINGS).run):
        await here.record(*some)
        await all_told(here)
        before = max((await here.bus.subjects(THINGS)).values())
        changing = asyncio.create_task(change_often(here, some, 50))
        await here.delete_stream()
        await changing
        async with here.db.transaction() as tx:
            assert await republish(tx) == len(some)

        await all_told(here)

    sequences = (await here.bus.subjects(THINGS)).values()
    assert len(sequences) == len(some)
    assert min(sequences) > before


async def test_postgresql_killed_while_telling() -> None:
    async with own_servers("nats", "postgres") as own:
        url = own.postgres_url.replace("/postgres?", "/things?")
        async with things(url, own.nats_url, "wishmi") as here:
            kept: set[str] = set()

            async def change() -> None:
                for _ in range(100):
                    (thing,) = ids(1)
                    try:
                        await here.record(thing)
                    except Unavailable:
                        await asyncio.sleep(0.05)
                    else:
                        kept.add(f"wishmi.things.thing.{thing}")

            async with running(Relay(here.db, here.bus, THINGS).run):
                changing = asyncio.create_task(change())
                for _ in range(rounds(1)):
                    await asyncio.sleep(0.2)
                    await own.kill("postgres")
                    await own.start("postgres")
                await changing
                await here.record(*ids(1))
                await all_told(here)

            assert kept <= (await here.told()).keys()
