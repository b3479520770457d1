"""An invented service that tells of invented things: kit knows no domain, nor do its tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import nats

from kit.bus import Bus
from kit.bus.names import Names
from kit.clock import now
from kit.db import Database
from kit.events import Decoder, Fact, Stream
from kit.migrate import migrate
from kit.outbox import record
from kit.problems import Unavailable

MIGRATIONS = Path(__file__).parent / "things_migrations"


class ThingMade(Fact, frozen=True, kw_only=True):
    """There is a thing."""

    TYPE: ClassVar[str] = "it.milano.wishmi.thing.made.v1"
    SUBJECT: ClassVar[str] = "wishmi.things.thing"

    text: str = ""


class ThingGone(Fact, frozen=True, kw_only=True):
    """There is no such thing any more."""

    TYPE: ClassVar[str] = "it.milano.wishmi.thing.gone.v1"
    SUBJECT: ClassVar[str] = "wishmi.things.thing"


THINGS = Stream(
    name="THINGS",
    subjects=("wishmi.things.>",),
    facts=(ThingMade, ThingGone),
)

decode = Decoder(THINGS.facts)


def subject(thing: UUID) -> str:
    return f"{ThingMade.SUBJECT}.{thing}"


class Things:
    """The service's database, and its connection to NATS."""

    def __init__(
        self, db: Database, bus: Bus, *, database: str, nats_url: str, namespace: str
    ) -> None:
        self.db = db
        self.bus = bus
        self.database = database
        """Its address."""
        self.nats_url = nats_url
        self.namespace = namespace

    async def record(self, *things: UUID, text: str = "") -> None:
        """Change these things, in one transaction."""
        facts = [ThingMade(id=thing, text=text) for thing in things]
        async with self.db.transaction() as tx:
            await record(tx, *facts, at=now())

    async def told(self) -> dict[str, tuple[int, UUID]]:
        """Version and event of every row of the outbox."""
        async with self.db.transaction() as tx:
            rows = await tx.fetch("select subject, version, id from told")
        return {row["subject"]: (row["version"], row["id"]) for row in rows}

    async def waiting(self) -> int:
        async with self.db.transaction() as tx:
            count: int = await tx.fetchval("select count(*) from told where told_version < version")
        return count

    async def heard(self) -> dict[str, tuple[int, UUID]]:
        """Version and event of every message of the stream."""
        messages = [message async for message in self.bus.walk(THINGS)]
        subjects = [message.subject for message in messages]
        assert len(subjects) == len(set(subjects)), "each subject once"
        events = [decode(message.payload) for message in messages]
        return {event.subject: (fact.version, event.id) for event, fact in events}

    async def delete_stream(self) -> None:
        """As an operator would, or a lost disk."""
        client = await nats.connect(self.nats_url)
        await client.jetstream().delete_stream(Names(self.namespace).stream(THINGS))
        await client.close()

    async def all_told(self) -> bool:
        """Nothing waits, and the stream holds what the outbox does, exactly."""
        try:
            if await self.waiting():
                return False
            told, heard = await self.told(), await self.heard()
        except Unavailable:
            return False
        differing = dict(told.items() ^ heard.items())
        assert not differing
        return True


@asynccontextmanager
async def things(database: str, nats_url: str, namespace: str) -> AsyncIterator[Things]:
    await migrate(database, MIGRATIONS)
    db = await Database.connect(database, name="things")
    bus = await Bus.connect(nats_url, namespace)
    try:
        yield Things(db, bus, database=database, nats_url=nats_url, namespace=namespace)
    finally:
        await bus.close()
        await db.close()


@asynccontextmanager
async def running(*runs: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Background tasks as `kit.worker` runs them; one that died fails the test."""
    tasks = [asyncio.create_task(run()) for run in runs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


def ids(count: int) -> list[UUID]:
    return [uuid4() for _ in range(count)]


def subjects(things: Iterable[UUID]) -> list[str]:
    return [subject(thing) for thing in things]
