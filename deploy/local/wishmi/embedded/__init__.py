"""The real PostgreSQL, NATS and OpenSearch, from packages, as children of this process."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from wishmi.embedded.child import Child, Died, Program
from wishmi.embedded.nats import Nats
from wishmi.embedded.opensearch import OpenSearch
from wishmi.embedded.ports import HOST, Ports, free_ports
from wishmi.embedded.postgres import Postgres

__all__ = ["HOST", "NAMES", "Died", "Embedded", "Name", "Ports", "free_ports", "servers"]

Name = Literal["postgres", "nats", "opensearch"]
NAMES: tuple[Name, ...] = ("postgres", "nats", "opensearch")


class Embedded:
    """The three servers of one data folder, each started when first asked for."""

    def __init__(self, data: Path, ports: Ports | None = None, *, heap: str = "1g") -> None:
        ports = ports or free_ports()
        data = data.resolve()
        self.data = data
        self.servers: dict[Name, Program] = {
            "postgres": Postgres(data, ports),
            "nats": Nats(data, ports),
            "opensearch": OpenSearch(data, ports, heap=heap),
        }
        self.children: dict[Name, Child] = {}
        self._starting = {name: asyncio.Lock() for name in NAMES}

    @property
    def postgres_url(self) -> str:
        """The server's database `postgres`, as its owner."""
        return self.servers["postgres"].url

    @property
    def nats_url(self) -> str:
        return self.servers["nats"].url

    @property
    def opensearch_url(self) -> str:
        return self.servers["opensearch"].url

    async def start(self, *names: Name) -> None:
        """Start those that do not run, all at once, and wait until they answer."""
        await asyncio.gather(*(self._start(name) for name in names))

    async def _start(self, name: Name) -> None:
        async with self._starting[name]:
            if name in self.children and self.children[name].pid is not None:
                return
            child = self.children.setdefault(name, Child(self.servers[name], self.data))
            await child.start()
            await child.until_ready()

    async def kill(self, name: Name) -> None:
        """SIGKILL; `start` brings it back, at the same address with the same data."""
        await self.children[name].kill()

    async def stop(self, *names: Name) -> None:
        await asyncio.gather(*(self.children[name].stop() for name in names or self.children))


@asynccontextmanager
async def servers(
    data: Path,
    ports: Ports | None = None,
    which: Iterable[Name] = NAMES,
    *,
    heap: str = "1g",
) -> AsyncIterator[Embedded]:
    """Run the servers in a data folder as long as the block lasts."""
    embedded = Embedded(data, ports, heap=heap)
    try:
        await embedded.start(*which)
        yield embedded
    finally:
        await embedded.stop()
