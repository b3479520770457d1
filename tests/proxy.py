"""A bad line to a server: it can be cut, or carry only what goes there and not what comes back."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest

from wishmi.embedded import HOST

forgets_connections = pytest.mark.filterwarnings(
    "ignore:.*function StreamWriter.__del__:pytest.PytestUnraisableExceptionWarning"
)
"""nats-py 2.16 leaves a connection that broke before its first message to the garbage collector."""


class Proxy:
    """Carries bytes between a client and the server at `url`."""

    def __init__(self, url: str) -> None:
        self._there = urlsplit(url)
        self._writers: set[asyncio.StreamWriter] = set()
        self._deaf = False
        self.url = ""
        """Where the client goes instead."""

    async def open(self) -> asyncio.Server:
        server = await asyncio.start_server(self._carry, HOST, 0)
        port = server.sockets[0].getsockname()[1]
        user, _, _ = self._there.netloc.rpartition("@")
        self.url = urlunsplit(self._there._replace(netloc=f"{user}@{HOST}:{port}"))
        return server

    def cut(self) -> None:
        """Break every connection; new ones are good."""
        for writer in self._writers:
            writer.transport.abort()
        self._deaf = False

    def lose_answers(self) -> None:
        """From now until the next cut, nothing comes back."""
        self._deaf = True

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(self._there.hostname, self._there.port)
        both = {writer, there[1]}
        self._writers |= both
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pump(reader, there[1], back=False))
                ways.create_task(self._pump(there[0], writer, back=True))
        except* (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writers -= both
            for one in both:
                one.transport.abort()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, back: bool
    ) -> None:
        while chunk := await reader.read(65_536):
            if not (back and self._deaf):
                writer.write(chunk)
                await writer.drain()
        raise ConnectionResetError


@asynccontextmanager
async def proxy(url: str) -> AsyncIterator[Proxy]:
    bad_line = Proxy(url)
    server = await bad_line.open()
    try:
        yield bad_line
    finally:
        server.close()
        bad_line.cut()
        gc.collect()  # so that `forgets_connections` is about this test, not about a later one
