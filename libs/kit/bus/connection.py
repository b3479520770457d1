"""The connection to NATS: there, or being tried for without end."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import nats.errors
from nats.aio.client import Client
from nats.js.client import JetStreamContext
from nats.js.errors import APIError, NoStreamResponseError, NotFoundError

from kit import cancellation, log
from kit.bus.messages import StreamMissing, WrongLastSequence
from kit.problems import Unavailable

FIRST_CONNECTION_SECONDS = 2.0
"""How long `connect` waits for a server that is there (one on this machine takes 5 ms)."""
RECONNECT_SECONDS: Any = 0.25
"""Between tries: a server restarted here is ready in 0.03 s. nats-py says that it takes an int,
and only sleeps for so long."""
PING_SECONDS = 5
"""Two lost pings mean a dead connection, so a partition is noticed within 15 s."""
ANSWER_SECONDS = 5.0
"""For one request. An append with fsync takes under 1 ms here; 5 s is nats-py's own default."""

WRONG_SEQUENCE = (10071, 10164)
"""The server's codes for `Nats-Expected-Last-Subject-Sequence` not met (one server, cluster)."""


class Connection:
    """One connection. It comes and goes by itself; while it is away, calls raise `Unavailable`."""

    def __init__(self) -> None:
        self._client = Client()
        self._js: JetStreamContext = self._client.jetstream(timeout=ANSWER_SECONDS)
        self._connecting: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()
        self._reads: set[asyncio.Future[dict[str, str]]] = set()

    async def _open(self, url: str) -> None:
        self._connecting = asyncio.create_task(self._connect(url))
        done, _ = await asyncio.wait({self._connecting}, timeout=FIRST_CONNECTION_SECONDS)
        for task in done:
            task.result()  # raises for an address that is none

    async def _connect(self, url: str) -> None:
        await self._client.connect(
            url.split(","),
            error_cb=_note_error,
            disconnected_cb=self._on_disconnected,
            reconnected_cb=self._on_connected,
            max_reconnect_attempts=-1,
            reconnect_time_wait=RECONNECT_SECONDS,
            ping_interval=PING_SECONDS,
        )
        await self._on_connected()

    async def _on_connected(self) -> None:
        log.get_logger().info("nats_connected")
        self._connected.set()

    async def _on_disconnected(self) -> None:
        if self.connected:
            log.get_logger().warning("nats_away")
        self._connected.clear()
        for read in self._reads:
            if not read.done():
                read.set_exception(_away())

    @property
    def connected(self) -> bool:
        return self._connected.is_set()

    async def wait(self, seconds: float) -> None:
        """So long, or until a lost connection is back."""
        if self.connected:
            await asyncio.sleep(seconds)
        else:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._connected.wait()

    async def ready(self) -> None:
        """For the readiness check: raises `Unavailable`."""
        if not self.connected:
            raise _away()

    async def close(self) -> None:
        self._connected.clear()
        if self._connecting:
            await cancellation.end(self._connecting)
        await self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        if not self.connected:
            raise _away()
        try:
            yield
        except (NoStreamResponseError, NotFoundError) as error:
            raise StreamMissing("Lo stream manca in NATS.") from error
        except APIError as error:
            if error.err_code in WRONG_SEQUENCE:
                raise WrongLastSequence(error.description) from error
            raise Unavailable(f"NATS non ha potuto rispondere: {error.description}.") from error
        except (nats.errors.Error, OSError) as error:
            raise _away() from error


def _away() -> Unavailable:
    return Unavailable("NATS non risponde.")


async def _note_error(error: Exception) -> None:
    if isinstance(error, nats.errors.AuthorizationError):
        log.get_logger().error("nats_refuses_credentials")
    # At each try while it is away: the outage itself is logged once, by `_on_disconnected`.
    log.get_logger().debug("nats_connection", error=error)
