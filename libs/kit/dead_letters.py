"""Messages that could not be handled, kept for people with the reason, for 30 days."""

from collections.abc import AsyncIterator

import msgspec

from kit.bus import Bus, Message, StreamMissing
from kit.events import DEAD, Stream

REASON_LENGTH = 500
"""Characters: what a person reads, in a header."""


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it came, and why it could not be handled."""

    number: int
    """Its place among the dead letters: what `show` and `drop` are told."""
    service: str
    reader: str
    reason: str
    stream: str
    subject: str
    """What its owner is asked to tell again."""
    sequence: int
    payload: bytes


async def publish(
    bus: Bus, stream: Stream, message: Message, *, service: str, reader: str, reason: str
) -> None:
    """Set a message aside. The same one again, within an hour, changes nothing."""
    subject = f"wishmi.dead.{service}"
    headers = {
        "Nats-Msg-Id": f"{reader}/{stream.name}/{message.sequence}",
        "reason": " ".join(reason.split())[:REASON_LENGTH],
        "reader": reader,
        "stream": stream.name,
        "subject": message.subject,
        "sequence": str(message.sequence),
    }
    try:
        await bus.publish(subject, message.payload, headers=headers)
    except StreamMissing:
        await bus.ensure(DEAD)
        await bus.publish(subject, message.payload, headers=headers)


async def listed(bus: Bus) -> AsyncIterator[DeadLetter]:
    """All of them, oldest first."""
    async for message in bus.walk(DEAD):
        yield _letter(message)


async def show(bus: Bus, number: int) -> DeadLetter | None:
    message = await bus.get(DEAD, number)
    return _letter(message) if message else None


async def drop(bus: Bus, number: int) -> None:
    """Forget one: it was told again, or does not matter."""
    await bus.delete(DEAD, number)


def _letter(message: Message) -> DeadLetter:
    return DeadLetter(
        number=message.sequence,
        service=message.subject.rpartition(".")[2],
        reader=message.headers["reader"],
        reason=message.headers["reason"],
        stream=message.headers["stream"],
        subject=message.headers["subject"],
        sequence=int(message.headers["sequence"]),
        payload=message.payload,
    )
