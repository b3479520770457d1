"""Measure what goes through a sink: how much, and how long after it was told it can be found."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram

from kit.clock import Clock
from kit.events import Fact
from kit.reader import Heard, Refused, Sink

SECONDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 30.0, 300.0)
"""Around the promise, 2 seconds at the 99th percentile; the last ones tell outages and rebuilds."""


class IndexMetrics:
    """What Prometheus is told of the index."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.indexed = Counter(
            "index_documents", "Documents written", ("stream",), registry=registry
        )
        self.lag = Histogram(
            "index_lag_seconds",
            "From the telling of an event until it can be found",
            ("stream",),
            buckets=SECONDS,
            registry=registry,
        )


class Measured:
    """A sink around a sink."""

    def __init__(self, sink: Sink, stream: str, metrics: IndexMetrics, now: Clock) -> None:
        self._sink = sink
        self._indexed = metrics.indexed.labels(stream)
        self._lag = metrics.lag.labels(stream)
        self._now = now
        self._waiting: list[datetime] = []

    async def position(self) -> int:
        self._waiting.clear()
        return await self._sink.position()

    async def take(self, batch: list[Heard[Fact]]) -> list[Refused]:
        refused = await self._sink.take(batch)
        self._waiting += [heard.event.time for heard in batch]
        self._indexed.inc(len(batch) - len(refused))
        return refused

    async def settle(self, sequence: int) -> None:
        await self._sink.settle(sequence)
        found = self._now()
        for told in self._waiting:
            self._lag.observe((found - told).total_seconds())
        self._waiting.clear()
