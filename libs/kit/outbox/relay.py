"""Tells the stream what the outbox holds, each subject in order, once however often it is tried."""

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

import msgspec
from prometheus_client import CollectorRegistry, Gauge

from kit import cancellation, log
from kit.backoff import Backoff
from kit.bus import BatchRefused, Bus, Message, Numbered, StreamMissing, WrongLastSequence
from kit.db import Database
from kit.events import Event, Stream, told_by
from kit.outbox import store
from kit.outbox.store import Heard, Waiting
from kit.problems import Unavailable

POLL_SECONDS = 0.1
"""Between looks at an empty backlog: a twentieth of the 2 s from change to search, for a query
that takes 0.2 ms."""
PAGE = 500
"""Rows told together, with one fsync in NATS and one in PostgreSQL; NATS allows 1,000."""
MEASURE_SECONDS = 2.0
"""Between counts of the backlog: 100,000 rows take some 20 ms to count."""

_envelope = msgspec.json.Decoder(Event)


class RelayMetrics:
    """What Prometheus is told of a relay."""

    def __init__(self, into: CollectorRegistry) -> None:
        self.waiting = Gauge(
            "outbox_waiting", "Subjects still to be told", ("stream",), registry=into
        )
        self.age = Gauge(
            "outbox_age_seconds",
            "Since the oldest of them was recorded",
            ("stream",),
            registry=into,
        )
        self.outage = Gauge(
            "outbox_outage", "1 while telling waits for something away", ("stream",), registry=into
        )


class Relay:
    """Carries the rows of `told` that belong in a stream there. Two at once do no harm."""

    def __init__(
        self, db: Database, bus: Bus, stream: Stream, metrics: RelayMetrics | None = None
    ) -> None:
        self._db = db
        self._bus = bus
        self._stream = stream
        self._metrics = metrics or RelayMetrics(CollectorRegistry())
        self._trouble: Unavailable | None = None
        self._measured = 0.0

    async def run(self) -> None:
        """For ever. What is away is waited for; nothing is lost meanwhile."""
        backoff = Backoff()
        made = False
        while True:
            cancellation.obey()
            try:
                if not made:
                    await self._bus.ensure(self._stream)
                    made = True
                rows = await self._page()
                await self._measure()
            except Unavailable as error:
                made = made and not isinstance(error, StreamMissing)
                self._note(error)
                await self._bus.wait(backoff.next())
            else:
                self._note(None)
                backoff.reset()
                if rows < PAGE:
                    await asyncio.sleep(POLL_SECONDS)

    async def ready(self) -> None:
        """For the readiness check: raises `Unavailable`."""
        if self._trouble:
            raise Unavailable(self._trouble.detail)

    async def _page(self) -> int:
        async with self._db.transaction() as tx:
            rows = await store.waiting(tx, PAGE, of=self._stream)
        if rows:
            await self._tell(rows)
        return len(rows)

    async def _tell(self, rows: Sequence[Waiting]) -> None:
        answers: Sequence[Heard | BaseException]
        try:
            answers = await self._tell_together(rows)
        except BatchRefused:
            answers = await asyncio.gather(*map(self._tell_one, rows), return_exceptions=True)
        heard = [answer for answer in answers if isinstance(answer, Heard)]
        async with self._db.transaction() as tx:
            await store.mark(tx, heard)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer

    async def _tell_together(self, rows: Sequence[Waiting]) -> list[Heard]:
        first = await self._bus.publish_all(
            [Numbered(row.subject, self._payload(row), row.seq) for row in rows]
        )
        return [_heard(row, seq, ours=True) for seq, row in enumerate(rows, start=first)]

    async def _tell_one(self, row: Waiting) -> Heard:
        """Tell one row, if the stream's last word about it is the one that the row knows of.

        If it is not, the row must be read again before the next try, and so is left waiting: what
        we hold may be older than what another relay has told meanwhile, and would wipe it out.
        """
        try:
            seq = await self._bus.publish(row.subject, self._payload(row), expected=row.seq)
        except WrongLastSequence:
            last = await self._bus.last(self._stream, row.subject)
            if last is None:
                return _heard(row, 0, ours=False)
            return _heard(row, last.sequence, ours=_event_id(last) == row.id)
        return _heard(row, seq, ours=True)

    def _payload(self, row: Waiting) -> bytes:
        return msgspec.json.encode(row.event(f"/wishmi/{told_by(row.subject)}"))

    async def _measure(self) -> None:
        if time.monotonic() - self._measured < MEASURE_SECONDS:
            return
        async with self._db.transaction() as tx:
            backlog = await store.backlog(tx, of=self._stream)
        self._metrics.waiting.labels(self._stream.name).set(backlog.rows)
        self._metrics.age.labels(self._stream.name).set(backlog.age)
        self._measured = time.monotonic()

    def _note(self, trouble: Unavailable | None) -> None:
        if trouble and not self._trouble:
            log.get_logger().warning("telling_waits", stream=self._stream.name, error=trouble)
        if self._trouble and not trouble:
            log.get_logger().info("telling_goes_on", stream=self._stream.name)
        self._trouble = trouble
        self._metrics.outage.labels(self._stream.name).set(bool(trouble))


def _heard(row: Waiting, seq: int, *, ours: bool) -> Heard:
    return Heard(subject=row.subject, id=row.id, version=row.version, seq=seq, ours=ours)


def _event_id(message: Message) -> UUID | None:
    try:
        return _envelope.decode(message.payload).id
    except msgspec.DecodeError:  # not of ours: it will be replaced
        return None
