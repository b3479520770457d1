"""Whatever dies or is lost on the way, the reader's data end up holding each message once."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from kit.bus import Bus
from kit.outbox import Relay
from kit.problems import Unavailable
from tests.city import eventually
from tests.own_servers import own_servers
from tests.proxy import forgets_connections, proxy
from tests.rounds import rounds
from tests.things import THINGS, Things, ids, running, things
from tests.things_process import process, reader
from wishmi.embedded import Embedded, Name


@pytest.fixture
async def own() -> AsyncIterator[Embedded]:
    """Servers of one's own, to be killed."""
    async with own_servers("nats", "postgres") as embedded:
        yield embedded


@pytest.fixture
async def here(own: Embedded) -> AsyncIterator[Things]:
    """Three thousand things are told, and one more is still to come."""
    url = own.postgres_url.replace("/postgres?", "/things?")
    async with things(url, own.nats_url, "wishmi") as opened:
        async with running(Relay(opened.db, opened.bus, THINGS).run):
            for _ in range(6):
                await opened.record(*ids(500))
            await eventually(opened.all_told)
        yield opened


async def heard(here: Things) -> list[int]:
    """The sequences that the reader's handler has written down."""
    try:
        async with here.db.transaction() as tx:
            rows = await tx.fetch("select sequence from heard order by ctid")
    except Unavailable:
        return []
    return [row["sequence"] for row in rows]


async def all_heard_once(here: Things) -> None:
    async def agrees() -> bool:
        try:
            told = sorted((await here.bus.subjects(THINGS)).values())
        except Unavailable:
            return False
        return sorted(await heard(here)) == told

    await eventually(agrees, what="each message is heard once")


async def some_more(here: Things, before: int) -> None:
    """Wait until the reader is in the middle of its work."""

    async def more() -> bool:
        return len(await heard(here)) > before

    await eventually(more)


async def test_a_reader_killed_in_the_middle_goes_on_where_its_data_are(here: Things) -> None:
    for _ in range(rounds(1)):
        before = len(await heard(here))
        async with process(here, "reader") as reading:
            await some_more(here, before)
            reading.kill()
            await reading.wait()
    assert len(await heard(here)) < 3_000

    async with process(here, "reader"):
        await all_heard_once(here)


@pytest.mark.parametrize("server", ["nats", "postgres"])
async def test_a_server_killed_in_the_middle_is_waited_for(
    here: Things, own: Embedded, server: Name
) -> None:
    reading = reader(here)
    async with running(reading.run):
        await some_more(here, 0)
        for _ in range(rounds(2)):
            await own.kill(server)
            await asyncio.sleep(random.uniform(0, 0.3))  # noqa: S311 - left to chance
            await own.start(server)
        await all_heard_once(here)

        async with running(Relay(here.db, here.bus, THINGS).run):
            await here.record(*ids(1))
            await eventually(here.all_told)
        await all_heard_once(here)
        await reading.caught_up()
        await reading.ready()


@forgets_connections
async def test_a_line_that_breaks_and_loses_what_was_sent_makes_no_gap(here: Things) -> None:
    async with proxy(here.nats_url) as line:
        bus = await Bus.connect(line.url)
        far = Things(here.db, bus, database="", nats_url=line.url, namespace="wishmi")
        async with running(reader(far).run):
            cuts = rounds(3)
            for turn in range(cuts):
                await some_more(here, 2_000 * turn // cuts)
                line.lose_answers()
                await asyncio.sleep(random.uniform(0, 0.2))  # noqa: S311 - left to chance
                line.cut()
            await all_heard_once(here)
        await bus.close()
