"""Streams in NATS: made as the code says, appended to by number, read in order."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import closing
from typing import Any
from uuid import uuid4

import msgspec
from nats.aio.msg import Msg
from nats.js import api
from nats.js.errors import APIError, NotFoundError

from kit import log
from kit.bus.connection import ANSWER_SECONDS, Connection
from kit.bus.messages import (
    Batch,
    BatchRefused,
    Info,
    Message,
    Numbered,
    StreamMissing,
)
from kit.bus.names import Names
from kit.clock import now
from kit.events import Stream
from kit.problems import Unavailable

BATCH = 500
"""Messages of one read: 1 MB at 2 KB each, taken in 15 ms; larger ones were no faster."""
BATCH_BYTES = 8 * 1024 * 1024
"""Of one read: the 88 neighbourhoods' shapes must not fill the memory."""
DUPLICATES_SECONDS = 3600.0
"""For which a stream knows a `Nats-Msg-Id` again, so that a repeat is not a second dead letter."""

EXPECTED = "Nats-Expected-Last-Subject-Sequence"
NAME_TAKEN = 10058
NO_MESSAGE = 10037
BAD_REQUEST = 400
DAY = 24 * 3600.0


class Bus(Connection):
    """Streams on one connection. While it is away, calls raise `Unavailable`."""

    def __init__(self, namespace: str, replicas: int) -> None:
        super().__init__()
        self._names = Names(namespace)
        self._replicas = replicas

    @classmethod
    async def connect(cls, url: str, namespace: str = "wishmi", *, replicas: int = 1) -> "Bus":
        """Connected, or trying for ever in the background. `replicas`: of the streams it makes."""
        bus = cls(namespace, replicas)
        await bus._open(url)
        return bus

    async def ensure(self, stream: Stream) -> None:
        """Make the stream, or bring its settings to what the code says."""
        wanted = self._config(stream)
        with self._asking():
            try:
                there = (await self._js.stream_info(wanted["name"])).config
            except NotFoundError:
                await self._make(stream, wanted)
                return
            differing = {
                key: value for key, value in wanted.items() if getattr(there, key) != value
            }
            if differing:
                await self._js.update_stream(there.evolve(**differing))
                log.get_logger().info(
                    "stream_changed", stream=wanted["name"], settings=sorted(differing)
                )

    async def _make(self, stream: Stream, config: dict[str, Any]) -> None:
        # A stream made anew must give only numbers above every earlier one: readers compare them.
        # Microseconds, as milliseconds were overtaken: a relay tells some 10,000 things a second.
        # They stay below 2**53, the largest number that JSON's readers agree on, until 2255.
        first = int(now().timestamp() * 1_000_000) if stream.compacted else None
        try:
            await self._js.add_stream(api.StreamConfig(**config, first_seq=first))
        except APIError as error:
            if error.err_code != NAME_TAKEN:  # by another process, meanwhile, as the code says
                raise
        else:
            log.get_logger().info("stream_made", stream=config["name"], first=first)

    def _config(self, stream: Stream) -> dict[str, Any]:
        return {
            "name": self._names.stream(stream),
            "subjects": [self._names.outside(subject) for subject in stream.subjects],
            "retention": api.RetentionPolicy.LIMITS,
            "storage": api.StorageType.FILE,
            "discard": api.DiscardPolicy.OLD,
            "max_msgs_per_subject": 1 if stream.compacted else -1,
            "max_age": stream.max_age_days * DAY,
            "duplicate_window": DUPLICATES_SECONDS,
            "num_replicas": self._replicas,
            "allow_direct": True,  # `read` asks that way
            "allow_atomic": stream.compacted,  # for `publish_all`
        }

    async def publish(
        self,
        subject: str,
        payload: bytes,
        *,
        expected: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> int:
        """Append a message and return its sequence, known to be on disk.

        `expected`: the sequence of the subject's last message, 0 for none; `WrongLastSequence`
        when it is another.
        """
        headers = dict(headers or {})
        if expected is not None:
            headers[EXPECTED] = str(expected)
        with self._asking():
            ack = await self._js.publish(self._names.outside(subject), payload, headers=headers)
            return ack.seq

    async def publish_all(self, messages: Sequence[Numbered]) -> int:
        """Append messages to one compacted stream, all or none; return the first one's sequence.

        NATS calls it an atomic batch: one request and one fsync for all, and eight times the
        messages a second (21,000 of 2 KB, against 2,700 one by one). Each subject may be in it
        once. `BatchRefused` when one cannot be appended: alone, each says why.
        """
        batch = uuid4().hex
        *some, last = [
            (
                self._names.outside(message.subject),
                message.payload,
                {
                    "Nats-Batch-Id": batch,
                    "Nats-Batch-Sequence": str(place),
                    EXPECTED: str(message.expected),
                },
            )
            for place, message in enumerate(messages, start=1)
        ]
        with self._asking():
            for subject, payload, headers in some:
                await self._client.publish(subject, payload, headers=headers)
            subject, payload, headers = last
            headers["Nats-Batch-Commit"] = "1"
            try:
                ack = await self._js.publish(subject, payload, headers=headers)
            except APIError as error:
                if error.code != BAD_REQUEST:
                    raise
                raise BatchRefused(error.description) from error
        return ack.seq - len(some)

    async def last(self, stream: Stream, subject: str) -> Message | None:
        """The newest message of a subject, asked of the stream's leader."""
        name = self._names.stream(stream)
        return await self._find(self._js.get_last_msg(name, self._names.outside(subject)))

    async def get(self, stream: Stream, sequence: int) -> Message | None:
        return await self._find(self._js.get_msg(self._names.stream(stream), sequence))

    async def _find(self, request: Coroutine[Any, Any, api.RawStreamMsg]) -> Message | None:
        with closing(request), self._asking():
            try:
                raw = await request
            except NotFoundError as error:
                if error.err_code != NO_MESSAGE:
                    raise
                return None
        return Message(
            subject=self._names.inside(raw.subject or ""),
            sequence=raw.seq or 0,
            payload=raw.data or b"",
            headers=raw.headers or {},
        )

    async def delete(self, stream: Stream, sequence: int) -> None:
        with self._asking():
            await self._js.delete_msg(self._names.stream(stream), sequence)

    async def info(self, stream: Stream) -> Info:
        with self._asking():
            state = (await self._js.stream_info(self._names.stream(stream))).state
            return Info(state.first_seq, state.last_seq, state.messages)

    async def read(self, stream: Stream, after: int, *, most: int = BATCH) -> Batch:
        """The messages that follow a sequence, in order; none at the end of the stream.

        One request, answered by the server in one go, with nothing kept there between two (batched
        direct get): what was lost on the way is simply asked for again.
        """
        messages: list[Message] = []
        end: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()

        async def heard(msg: Msg) -> None:
            headers = msg.headers or {}
            if "Status" not in headers:
                messages.append(self._message(headers, msg.data))
            elif not end.done():
                end.set_result(headers)

        request = {"seq": after + 1, "batch": most, "max_bytes": BATCH_BYTES}
        with self._asking():
            inbox = self._client.new_inbox()
            subscription = await self._client.subscribe(inbox, cb=heard)
            self._reads.add(end)
            try:
                await self._client.publish(
                    f"$JS.API.DIRECT.GET.{self._names.stream(stream)}",
                    msgspec.json.encode(request),
                    reply=inbox,
                )
                async with asyncio.timeout(ANSWER_SECONDS):
                    status = await end
            finally:
                self._reads.discard(end)
                await subscription.unsubscribe()
        return _batch(stream, messages, status)

    async def walk(self, stream: Stream) -> AsyncIterator[Message]:
        """Every message that is in the stream now, in order."""
        last = (await self.info(stream)).last
        position = 0
        while position < last:
            batch = await self.read(stream, position)
            if not batch.messages:
                return
            for message in batch.messages:
                yield message
            position = batch.messages[-1].sequence

    async def subjects(self, stream: Stream) -> dict[str, int]:
        """Every subject of a compacted stream with the sequence of its last message."""
        return {message.subject: message.sequence async for message in self.walk(stream)}

    def _message(self, headers: dict[str, str], payload: bytes) -> Message:
        return Message(
            subject=self._names.inside(headers["Nats-Subject"]),
            sequence=int(headers["Nats-Sequence"]),
            payload=payload,
            headers=headers,
        )


def _batch(stream: Stream, messages: list[Message], status: dict[str, str]) -> Batch:
    """Check that what arrived is what the server sent."""
    match status["Status"]:
        case "404":  # nothing after that sequence
            return Batch([], 0)
        case "204":
            previous = 0
            for message in messages:
                if int(message.headers["Nats-Last-Sequence"]) != previous:
                    raise Unavailable("NATS: un messaggio di una lettura è andato perso.")
                previous = message.sequence
            return Batch(messages, int(status["Nats-Num-Pending"]))
        case "503":  # nobody answers for it
            raise StreamMissing(f"Lo stream {stream.name} manca in NATS.")
        case code:
            raise Unavailable(f"NATS non ha potuto leggere {stream.name} ({code}).")
