"""Reads a stream from the position of its sink, batch after batch, whatever is away meanwhile."""

import asyncio
import time
from collections.abc import Callable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge

from kit import cancellation, dead_letters, log
from kit.backoff import Backoff
from kit.bus import BATCH, Batch, Bus, Message
from kit.events import Decoder, Event, Fact, Stream, Unreadable
from kit.problems import Unavailable
from kit.reader.sink import Heard, Moved, Refused, Sink

POLL_SECONDS = 0.1
"""Between reads at the end of the stream (0.3 ms each): it also gathers what comes one by one."""
SETTLE_SECONDS = 1.0
"""Longest between settlings while behind: what is searchable is never older for our sake."""
SETTLE_APART_SECONDS = 0.2
"""Shortest between settlings at the end of the stream: refreshing an index takes some 20 ms."""
LOOK_SECONDS = 1.0
"""Between looks, at the end of the stream, whether the sink's position is still ours."""
REFUSED_IN_A_ROW = 20
"""A message may be bad; twenty in a row mean that we are."""


class ReaderMetrics:
    """What Prometheus is told of readers; one for all readers of a process."""

    def __init__(self, into: CollectorRegistry) -> None:
        labels = ("reader", "stream")
        self.position = Gauge("reader_position", "Last sequence taken", labels, registry=into)
        self.pending = Gauge(
            "reader_pending", "Messages of the stream not yet taken", labels, registry=into
        )
        self.outage = Gauge(
            "reader_outage", "1 while reading waits for something away", labels, registry=into
        )
        self.refused = Counter(
            "reader_refused", "Messages that became dead letters", labels, registry=into
        )


class TooManyRefused(Exception):
    """The reader stopped: not the messages are wrong, but what reads them."""


class Reader:
    """One stream into one sink."""

    def __init__(
        self,
        bus: Bus,
        stream: Stream,
        sink: Sink,
        *,
        service: str,
        name: str | None = None,
        decode: Callable[[bytes], tuple[Event, Fact]] | None = None,
        metrics: ReaderMetrics | None = None,
        batch: int = BATCH,
        settle_seconds: float = SETTLE_SECONDS,
    ) -> None:
        """`name`: told from other readers of the service (two generations of an index).
        `batch`: messages given to the sink at once. `settle_seconds`: longest between settlings
        while behind; more where nobody looks yet.
        """
        self._bus = bus
        self._stream = stream
        self._sink = sink
        self._service = service
        self._name = name or service
        self._decode = decode or Decoder(stream.facts)
        self._metrics = metrics or ReaderMetrics(CollectorRegistry())
        self._batch = batch
        self._settle_seconds = settle_seconds
        self._trouble: Exception | None = None
        self._settled = 0
        self._passes = 0
        self._passed = asyncio.Condition()
        self._in_a_row = 0
        self.position = 0
        """Last sequence taken, settled or not."""
        self.pending = 0
        """Messages behind it when it was read."""

    async def run(self) -> None:
        """For ever; raises only `TooManyRefused`, or a mistake of ours."""
        backoff = Backoff()
        while True:
            cancellation.obey()
            try:
                await self._follow(backoff)
            except Moved:
                log.get_logger().warning("position_moved", **self._labels)
            except Unavailable as error:
                self._note(error)
                await self._bus.wait(backoff.next())
            except TooManyRefused as error:
                self._note(error)
                raise

    async def ready(self) -> None:
        """For the readiness check: raises `Unavailable`."""
        if self._trouble:
            raise Unavailable(str(self._trouble))

    async def caught_up(self) -> None:
        """Wait until all that was in the stream at the call is taken and settled."""
        # The third end of the stream from now: the batch at work and the one read ahead of it
        # may both have been asked for before the call.
        passes = self._passes + 3
        async with self._passed:
            await self._passed.wait_for(lambda: self._passes >= passes)

    async def _follow(self, backoff: Backoff) -> None:
        self.position = self._settled = await self._sinks_position()
        self._in_a_row = 0
        settled = looked = time.monotonic()
        ahead = asyncio.create_task(self._bus.read(self._stream, self.position, most=self._batch))
        try:
            while True:
                cancellation.obey()
                batch = await ahead
                ahead = asyncio.create_task(self._read_after(batch))
                if batch.messages:
                    await self._take(batch)
                self._measure(batch)
                since, at_end = time.monotonic() - settled, not batch.pending
                if since >= (SETTLE_APART_SECONDS if at_end else self._settle_seconds):
                    await self._settle()
                    settled = time.monotonic()
                    self._note(None)
                    backoff.reset()
                if at_end and self._settled == self.position:
                    await self._pass()
                    if time.monotonic() - looked >= LOOK_SECONDS:
                        await self._look()
                        looked = time.monotonic()
        finally:
            await cancellation.end(ahead)

    async def _read_after(self, batch: Batch) -> Batch:
        """The next batch, read while the sink takes this one."""
        position = batch.messages[-1].sequence if batch.messages else self.position
        if not batch.pending:
            await asyncio.sleep(POLL_SECONDS)
        return await self._bus.read(self._stream, position, most=self._batch)

    async def _take(self, batch: Batch) -> None:
        heard, unreadable = self._decoded(batch.messages)
        await self._set_aside(unreadable, batch.messages)  # before the sink may pass them by
        refused = await self._sink.take(heard) if heard else []
        await self._set_aside(refused, batch.messages, already=unreadable)
        refused = [*unreadable, *refused]
        _, self._in_a_row = in_a_row(batch.messages, refused, self._in_a_row)
        self.position = batch.messages[-1].sequence
        if refused:
            await self._settle()
            self._metrics.refused.labels(**self._labels).inc(len(refused))

    def _decoded(self, messages: Sequence[Message]) -> tuple[list[Heard[Fact]], list[Refused]]:
        heard, refused = [], []
        for message in messages:
            try:
                event, fact = self._decode(message.payload)
                heard.append(Heard(event, fact, message.sequence))
            except Unreadable as error:
                refused.append(Refused(message.sequence, f"Unreadable: {error}"))
        return heard, refused

    async def _set_aside(
        self,
        refused: Sequence[Refused],
        messages: Sequence[Message],
        already: Sequence[Refused] = (),
    ) -> None:
        """Publish the dead letters; stop when there are too many, with the position before them."""
        longest, _ = in_a_row(messages, [*already, *refused], self._in_a_row)
        stop = longest >= REFUSED_IN_A_ROW
        came = {message.sequence: message for message in messages}
        for one in refused[:REFUSED_IN_A_ROW] if stop else refused:
            await dead_letters.publish(
                self._bus,
                self._stream,
                came[one.sequence],
                service=self._service,
                reader=self._name,
                reason=one.reason,
            )
            log.get_logger().warning("message_refused", sequence=one.sequence, **self._labels)
        if stop:
            raise TooManyRefused(
                f"{self._name} stopped: it refused {longest} messages of {self._stream.name} "
                f"in a row, the last because {refused[-1].reason}"
            )

    async def _settle(self) -> None:
        if self._settled != self.position:
            await self._sink.settle(self.position)
            self._settled = self.position

    async def _pass(self) -> None:
        async with self._passed:
            self._passes += 1
            self._passed.notify_all()

    async def _look(self) -> None:
        """A restored database or index, or a swapped alias, brings its own position."""
        if await self._sinks_position() != self.position:
            raise Moved

    async def _sinks_position(self) -> int:
        position = await self._sink.position()
        last = (await self._bus.info(self._stream)).last
        if last < position:
            raise Unavailable(
                f"the stream {self._stream.name} ends at {last}, before our position {position}: "
                "an old copy of it was put back; delete the stream and republish"
            )
        return position

    def _measure(self, batch: Batch) -> None:
        self.pending = batch.pending
        self._metrics.position.labels(**self._labels).set(self.position)
        self._metrics.pending.labels(**self._labels).set(batch.pending)

    def _note(self, trouble: Exception | None) -> None:
        if trouble and not self._trouble:
            log.get_logger().warning("reading_waits", error=trouble, **self._labels)
        if self._trouble and not trouble:
            log.get_logger().info("reading_goes_on", **self._labels)
        self._trouble = trouble
        self._metrics.outage.labels(**self._labels).set(bool(trouble))

    @property
    def _labels(self) -> dict[str, str]:
        return {"reader": self._name, "stream": self._stream.name}


def in_a_row(
    messages: Sequence[Message], refused: Sequence[Refused], before: int
) -> tuple[int, int]:
    """The longest run of refused messages, and the one at the end; `before`: already going on."""
    bad = {one.sequence for one in refused}
    longest = run = before
    for message in messages:
        run = run + 1 if message.sequence in bad else 0
        longest = max(longest, run)
    return longest, run
