"""A whole system of its own to measure: `wishmi up` in a folder that is gone afterwards."""

import asyncio
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from uuid import uuid4

import msgspec
import psutil
from opensearchpy import AsyncOpenSearch

from catalog_search.index import state
from catalog_search.index.client import connect
from catalog_search.index.generations import PATIENCE, alias
from catalog_search.meaning.store import VectorStore
from catalog_search.settings import Settings
from contracts.streams import PROVIDERS
from kit.bus import Bus, Numbered
from kit.clock import now
from kit.events import Event, Fact
from wishmi.console import Update
from wishmi.embedded.child import Child, Command
from wishmi.embedded.ports import taken
from wishmi.meaning import caught_up
from wishmi.services import BY_NAME
from wishmi.settings import environ
from wishmi.stack import Stack, http
from wishmi.up.addresses import Addresses

PREFIX = "wishmi-bench-"

BATCH = 500
"""Facts told at once; NATS takes 1,000."""

LOOK = 0.1
"""Seconds between two looks at how far the index is."""


class Up:
    """`wishmi up`, with nothing of the settings of who measures: it must not meet their data."""

    name = "up"
    url = ""
    start_within = 300.0
    """Seconds: 10 as a rule, and on the first run of all there are 71 MB to fetch."""

    def __init__(self, home: Path, *, demo: bool, meaning: bool) -> None:
        self._log = home / "logs" / f"{self.name}.log"
        self._data = home / "data"
        self._demo = demo
        self._told = {"WISHMI_MEANING": str(meaning).lower()}
        self._base = free_base()

    async def prepare(self) -> None:
        """Nothing: it makes what it needs."""

    def command(self) -> Command:
        demo = ("--demo",) if self._demo else ()
        place = ("--data", str(self._data), "--port-base", str(self._base))
        return Command(
            argv=(sys.executable, "-m", "wishmi.cli", "up", *place, *demo),
            env=dict.fromkeys(ours(), "") | self._told,
            death=signal.SIGTERM,
            grace=20,  # it promises to be down within 15
        )

    async def ready(self) -> bool:
        return "\nready" in self._log.read_text()


def ours() -> list[str]:
    """Settings that somebody has made; here none of them counts."""
    return [name for name in environ() if name.startswith("WISHMI_")]


def free_base() -> int:
    """Below the ports that the kernel gives to connections, so that all of ours stay free."""
    while True:
        base = random.randrange(10_000, 30_000, 100)  # noqa: S311 - not a secret
        if not any(taken(port) for port in Addresses(base).ports(besides=())):
            return base


class Ground:
    """The system that is measured."""

    def __init__(
        self, stack: Stack, client: AsyncOpenSearch, bus: Bus, processes: Mapping[str, int]
    ) -> None:
        self.stack = stack
        self.engine = psutil.Process(processes["opensearch"])
        self.api = psutil.Process(processes["catalog-search-api"])
        self.client = client
        self.bus = bus
        self.settings: Settings = stack.settings(BY_NAME["catalog-search"])
        self.alias = alias(self.settings.namespace)
        self.told = 0
        """Facts; a measure may tell some of its own."""

    async def tell(self, facts: Iterable[Fact], count: int, progress: Update) -> None:
        """Tell facts that nobody has told before, and wait until all can be found."""
        told, facts = 0, iter(facts)
        while batch := list(islice(facts, BATCH)):
            await self.publish(batch)
            told += len(batch)
            progress(told, count)
        await self.settled()

    async def publish(self, facts: Iterable[Fact]) -> None:
        """Tell facts that nobody has told before."""
        told = [Numbered(fact.subject, message(fact), expected=0) for fact in facts]
        self.told += len(told)  # also where nobody waits for the answer any more
        await self.bus.publish_all(told)

    async def understood(self, entries: int) -> None:
        """Wait until the vectors of so many entries are made, and the API has them."""
        store = VectorStore(self.client, self.settings.namespace)
        async with http(self.stack.url("catalog_search")) as api:
            while True:
                place = await store.place()
                if place.count >= entries and await caught_up(api, place.position):
                    return
                await asyncio.sleep(LOOK)

    async def settled(self) -> None:
        """Wait until the index has all that was told."""
        last = (await self.bus.info(PROVIDERS)).last
        while True:
            place = await state.read(self.client, self.alias, PROVIDERS.name)
            if place and place.position >= last:
                return
            await asyncio.sleep(LOOK)


def message(fact: Fact) -> bytes:
    """The fact in the envelope of its owner."""
    return msgspec.json.encode(Event.of(fact, event_id=uuid4(), source="/wishmi/bench", time=now()))


@asynccontextmanager
async def ground(*, demo: bool = False, meaning: bool = False) -> AsyncIterator[Ground]:
    """Running as long as the block lasts; nothing of it is left. Without `meaning` no vectors are
    made: a first fill of 100,000 takes minutes of two cores."""
    remove_left_behind()
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{psutil.Process().pid}-"))
    up = Child(Up(home, demo=demo, meaning=meaning), home)
    try:
        await up.start()
        await up.until_ready()
        async with opened(home / "data") as made:
            yield made
    finally:
        await up.stop()
        shutil.rmtree(home, ignore_errors=True)


def remove_left_behind() -> None:
    """Folders of measures that were killed; their systems died with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[Ground]:
    endpoints = msgspec.json.decode((data / "endpoints.json").read_bytes(), type=dict[str, str])
    kept = {name: value for name, value in environ().items() if name not in ours()}
    processes = msgspec.json.decode((data / "processes.json").read_bytes(), type=dict[str, int])
    stack = Stack(endpoints, kept)
    bus = await Bus.connect(stack.url("nats"))
    try:
        async with connect(stack.url("opensearch"), answer_within=PATIENCE) as client:
            yield Ground(stack, client, bus, processes)
    finally:
        await bus.close()
