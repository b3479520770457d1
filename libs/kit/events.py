"""What services tell each other: facts, their envelope, the streams they are in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

NAMESPACE = uuid5(NAMESPACE_URL, "https://wishmi.milano.it/")
"""Root of the ids of imported things, so that an import into an empty database gives them again."""

LARGEST = 1_000_000
"""Bytes of one message: NATS refuses more than 1 MiB by default; the largest NIL takes 373 KB."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one service tells about one thing: past tense, whole, never changed once told.

    Unknown fields are skipped on decoding, so that readers survive new ones.
    """

    TYPE: ClassVar[str]
    """CloudEvents type, with its version: `it.milano.wishmi.offer.published.v1`."""
    SUBJECT: ClassVar[str]
    """Subject without its last token, which is the id: `wishmi.providers.offer`."""

    id: UUID
    """The thing that the fact is about."""
    version: int = 0
    """Rises with every telling of the thing; the outbox gives it."""

    @property
    def subject(self) -> str:
        return f"{self.SUBJECT}.{self.id}"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A fact in its envelope: CloudEvents 1.0, structured JSON."""

    specversion: str = "1.0"
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str = "application/json"
    dataschema: str
    data: msgspec.Raw

    @classmethod
    def of(cls, fact: Fact, *, event_id: UUID, source: str, time: datetime) -> "Event":
        return cls(
            id=event_id,
            source=source,
            type=fact.TYPE,
            subject=fact.subject,
            time=time,
            dataschema=dataschema(fact.TYPE),
            data=msgspec.Raw(msgspec.json.encode(fact)),
        )


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    """A log in NATS: compacted (the last state of every subject, for ever), or kept for a time."""

    name: str
    subjects: tuple[str, ...]
    facts: tuple[type[Fact], ...] = ()
    compacted: bool = True
    max_age_days: int = 0
    """0: no limit."""

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What the subjects of its facts begin with."""
        return tuple(subject.removesuffix(">") for subject in self.subjects)


DEAD = Stream(
    name="DEAD",
    subjects=("wishmi.dead.>",),
    compacted=False,
    max_age_days=30,
)
"""What a reader could not handle for a reason of the message's own (`kit.dead_letters`)."""


class Unreadable(Exception):
    """A message that no code of ours can have sent: wrong shape or unknown type."""


class Decoder:
    """Turns messages of some streams into events and facts."""

    def __init__(self, facts: Iterable[type[Fact]]) -> None:
        self._facts: dict[str, msgspec.json.Decoder[Any]] = {
            fact.TYPE: msgspec.json.Decoder(fact) for fact in facts
        }
        self._envelope = msgspec.json.Decoder(Event)

    def __call__(self, payload: bytes) -> tuple[Event, Fact]:
        try:
            event = self._envelope.decode(payload)
            decoder = self._facts.get(event.type)
            if decoder is None:
                raise Unreadable(f"unknown type {event.type}")
            fact: Fact = decoder.decode(event.data)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Unreadable(str(error)) from error
        return event, fact


def told_by(subject: str) -> str:
    """The service that tells of a thing: `wishmi.<service>.<thing>.<id>`, or, in a stream that
    several share, `wishmi.private.<service>.<thing>.<id>`.
    """
    return subject.split(".")[-3]


def dataschema(event_type: str) -> str:
    """Where the schema of an event's data is, relative to the repository."""
    return f"proto/schemas/{event_type}.json"


def imported_id(source_name: str, source_id: str) -> UUID:
    """The id of a thing that an import brings."""
    return uuid5(NAMESPACE, f"{source_name}/{source_id}")
