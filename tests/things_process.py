"""The invented service's worker as a process of its own, which a test can kill."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kit.db import Tx
from kit.outbox import Relay
from kit.reader import Heard, PostgresSink, Reader
from tests.commands import REPOSITORY
from tests.things import THINGS, ThingMade, Things, things


async def keep(heard: Heard[ThingMade], *, tx: Tx) -> None:
    await tx.execute(
        "insert into heard values ($1, $2, $3)", heard.fact.id, heard.fact.text, heard.sequence
    )


def reader(here: Things) -> Reader:
    sink = PostgresSink(here.db, "things/THINGS", {ThingMade: keep})
    return Reader(here.bus, THINGS, sink, service="things")


@asynccontextmanager
async def process(here: Things, what: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`relay` or `reader`, running."""
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.things_process", what),
        *(here.database, here.nats_url, here.namespace),
        cwd=REPOSITORY,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


async def main(what: str, database: str, nats_url: str, namespace: str) -> None:
    async with things(database, nats_url, namespace) as here:
        await (Relay(here.db, here.bus, THINGS) if what == "relay" else reader(here)).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
