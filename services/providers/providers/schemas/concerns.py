"""What tells of danger, over HTTP, for who answers for the safety of minors."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from providers.schemas.reports import About, Suspension, Text

Source = Literal["report", "suggestion", "review", "question", "request", "message", "cancellation"]
State = Literal["open", "taken", "closed"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    outcome: Literal["handed_over", "helped", "no_danger"]
    """`handed_over`: to the services or the police; `helped`: by ourselves."""
    notes: Text
    """Read by who answers for the safety of minors alone."""
    answer: Text | None = None
    """Told to who has the receipt, if one was given."""
    suspension: Suspension | None = None
    """Said where something was suspended from here that still is, and only there."""


class ConcernAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said that tells of danger."""

    id: UUID
    number: int
    source: Source
    text: str
    about: About | None
    """None where what was sent did not say it as it should."""
    received_at: datetime
    due_at: datetime
    """By when somebody has seen to it."""
    state: State
    taken_by: str | None
    outcome: Outcome | None
    closed_at: datetime | None
    times: int
    """How often the same was said until it was closed: by several people, or by a program that
    repeated its call."""


class ConcernItem(ConcernAnswer, frozen=True, kw_only=True):
    """The same in the queue, at the moment of the answer."""

    overdue: bool


class ConcernPage(msgspec.Struct, frozen=True, kw_only=True):
    """The queue, in the order in which they came."""

    items: tuple[ConcernItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
