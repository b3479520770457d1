"""After a database was put back: tell that the things it lacks are gone."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from kit.bus import Bus, Message
from kit.db import Tx
from kit.events import Event, Fact, Stream, told_by
from kit.outbox import store


class _Versioned(msgspec.Struct):
    version: int = 0


_envelope = msgspec.json.Decoder(Event)
_data = msgspec.json.Decoder(_Versioned)


async def tombstones(
    tx: Tx, bus: Bus, stream: Stream, kinds: Mapping[str, type[Fact]], *, of: str, at: datetime
) -> int:
    """Record a tombstone for each subject `of` this service that the stream has and `told` has
    not. How many.

    `kinds`: which fact says so, by subject without id (`contracts.streams.TOMBSTONES`).
    """
    # The stream first: what a relay tells meanwhile then has its row when we look.
    versions = {
        message.subject: _version(message)
        async for message in bus.walk(stream)
        if told_by(message.subject) == of
    }
    lacking = await store.unknown(tx, versions)
    gone = [_tombstone(subject, versions[subject], kinds) for subject in sorted(lacking)]
    await store.record(tx, *gone, at=at)
    return len(gone)


def _tombstone(subject: str, version: int, kinds: Mapping[str, type[Fact]]) -> Fact:
    kind, _, name = subject.rpartition(".")
    if kind not in kinds:
        raise ValueError(f"nothing says that {subject} is gone: {kind} has no tombstone")
    return kinds[kind](id=UUID(name), version=version)


def _version(message: Message) -> int:
    try:
        return _data.decode(_envelope.decode(message.payload).data).version
    except msgspec.DecodeError:  # not of ours: any version is above it
        return 0
