"""Look after the index all the time: what it lacks, what was merged, a reindex that died."""

import asyncio
import time
from contextlib import suppress

from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError
from prometheus_client import CollectorRegistry, Gauge

from catalog_search.index import HEARD, drift
from catalog_search.index.client import reaching_the_index
from catalog_search.index.generations import handing_over, unblock
from kit import log
from kit.bus import Bus
from kit.problems import Unavailable

EVERY = 10.0
"""Seconds between two looks; one is five small questions, 10 ms together."""

LEFT_BEHIND = 30.0
"""Seconds after which a hand-over has died: a living one gives up after 20."""


class Care:
    """What the worker does for the index beside writing to it."""

    def __init__(
        self,
        client: AsyncOpenSearch,
        bus: Bus,
        alias: str,
        registry: CollectorRegistry,
        *,
        left_behind: float = LEFT_BEHIND,
    ) -> None:
        self._client = client
        self._bus = bus
        self._alias = alias
        self._blocked = ""
        self._since = 0.0
        self._left_behind = left_behind
        self._drift = Gauge(
            "index_drift",
            "Subjects of the stream less documents of the index; 0 once it has caught up",
            ("stream",),
            registry=registry,
        )

    async def run(self) -> None:
        """For ever; what cannot be asked now is asked next time."""
        while True:
            with suppress(Unavailable):
                await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        await self._free()
        await self._show_merged()
        for stream in HEARD:
            lacking = await drift.balance(self._client, self._alias, self._bus, stream)
            self._drift.labels(stream.name).set(lacking)

    async def _show_merged(self) -> None:
        """Segments are merged after the refresh that showed them: where nothing more is written,
        every search would go on through the small ones for ever."""
        with reaching_the_index(), suppress(NotFoundError):
            await self._client.indices.refresh(index=self._alias)

    async def _free(self) -> None:
        blocked = await handing_over(self._client, self._alias)
        if blocked != self._blocked:
            self._blocked, self._since = blocked, time.monotonic()
        elif blocked and time.monotonic() - self._since > self._left_behind:
            log.get_logger().warning("reindex_left_behind", index=blocked)
            await unblock(self._client, blocked)
