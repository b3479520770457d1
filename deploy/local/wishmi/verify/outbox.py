"""What each service has recorded to be told, against its stream's last word on each subject."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

import msgspec

from contracts.streams import STREAMS
from kit.bus import Bus, Message
from kit.db import Database
from kit.events import Event, Stream, told_by
from wishmi.services import BY_NAME
from wishmi.stack import Stack
from wishmi.verify.report import Kind, Report

PATIENCE = 5.0
"""Seconds for which a difference must stand still to be one: a relay tells within 0.1 s, and
starts again within one after an outage."""

LOOK = 0.5
"""Seconds between two looks at the subjects that differed."""

Ids = dict[str, UUID | None]
"""Subject to the id of its last event."""

Differences = dict[str, tuple[UUID | None, UUID | None]]
"""Subject to the ids in the outbox and in the stream."""

_envelope = msgspec.json.Decoder(Event)


async def compare(stack: Stack) -> Report:
    """Each row of each outbox is its subject's last message, and no subject is without a row."""
    report = Report(part="outbox")
    for stream, teller in tellers():
        if teller in BY_NAME:
            service = BY_NAME[teller]
            async with stack.bus(service) as bus, stack.database(service) as db:
                await _add(report, db, bus, stream, teller)
    return report


def tellers() -> list[tuple[Stream, str]]:
    """Each stream with each service that tells something in it."""
    pairs = {
        (stream.name, told_by(f"{fact.SUBJECT}.*")): stream
        for stream in STREAMS
        for fact in stream.facts
    }
    return [(stream, teller) for (_, teller), stream in pairs.items()]


async def _add(report: Report, db: Database, bus: Bus, stream: Stream, teller: str) -> None:
    # The stream first: what is recorded meanwhile differs, and is looked at again.
    told = {
        message.subject: _id(message)
        async for message in bus.walk(stream)
        if told_by(message.subject) == teller
    }
    recorded = {
        subject: event
        for subject, event in (await _recorded(db, None)).items()
        if subject.startswith(stream.prefixes)
    }
    report.checked += len(recorded)
    for subject, (outbox, last) in (
        await _standing(db, bus, stream, differences(recorded, told))
    ).items():
        if outbox is None:
            report.note("extra", subject, f"wishmi republish {teller} --after-restore")
        else:
            kind: Kind = "missing" if last is None else "different"
            report.note(kind, subject, f"wishmi republish {teller}")


def differences(recorded: Ids, told: Ids) -> Differences:
    """Where the two do not name the same event."""
    return {
        subject: (recorded.get(subject), told.get(subject))
        for subject in recorded.keys() | told.keys()
        if recorded.get(subject) != told.get(subject)
    }


async def _standing(db: Database, bus: Bus, stream: Stream, suspects: Differences) -> Differences:
    """Those that stay as they are: what changes while we look is on its way."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while suspects and loop.time() < deadline:
        await asyncio.sleep(LOOK)
        messages = [(subject, await bus.last(stream, subject)) for subject in suspects]
        told = {subject: _id(message) for subject, message in messages if message}
        now = differences(await _recorded(db, list(suspects)), told)
        standing = {name: pair for name, pair in suspects.items() if now.get(name) == pair}
        if len(standing) < len(suspects):  # a relay is at work, and has not come to the rest yet
            deadline = loop.time() + PATIENCE
        suspects = standing
    return suspects


async def _recorded(db: Database, subjects: Iterable[str] | None) -> Ids:
    async with db.transaction() as tx:
        rows = await tx.fetch(
            "select subject, id from told where $1::text[] is null or subject = any ($1)", subjects
        )
    return {row["subject"]: row["id"] for row in rows}


def _id(message: Message) -> UUID | None:
    try:
        return _envelope.decode(message.payload).id
    except msgspec.DecodeError:  # somebody else wrote it: it differs from anything of ours
        return None
