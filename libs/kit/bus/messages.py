"""What goes over the bus, and what it says when it cannot take or give it."""

import msgspec

from kit.problems import Unavailable


class StreamMissing(Unavailable):
    """Its owner has not made the stream yet, or somebody deleted it."""


class WrongLastSequence(Exception):
    """The subject's last message is not the one that the sender knows."""


class BatchRefused(Exception):
    """A batch that the stream did not take, none of it."""


class Message(msgspec.Struct, frozen=True):
    """A message as the stream holds it."""

    subject: str
    sequence: int
    payload: bytes
    headers: dict[str, str]


class Numbered(msgspec.Struct, frozen=True):
    """A message to be appended if the stream's last of its subject has this sequence (0: none)."""

    subject: str
    payload: bytes
    expected: int


class Batch(msgspec.Struct, frozen=True):
    """What one read gave: messages in order, and how many are behind them."""

    messages: list[Message]
    pending: int


class Info(msgspec.Struct, frozen=True):
    """The state of a stream."""

    first: int
    last: int
    messages: int
    """In a compacted stream, also the number of subjects."""
