"""What is kept about persons, over HTTP."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


class AccessItem(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody read the data of persons."""

    at: datetime
    role: str
    subject: str
    """The reader's pseudonym."""
    purpose: str
    """What was read (`application`, `document statute`, `acts`, `reserved`, `operators`,
    `concern`, `question`), or done (`admitted`)."""
    about: UUID
    """The application, body, case or question that holds the data."""


class AccessPage(msgspec.Struct, frozen=True, kw_only=True):
    """Readings, newest first."""

    items: tuple[AccessItem, ...]
    total: int
    next: str | None
    """Address of the next page."""


class PersonalData(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is kept about who asks, by what it is."""

    subject: str
    """The pseudonym under which it is kept."""
    parts: dict[str, tuple[Any, ...]]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one kind of data."""

    part: str
    erased: int
    kept: int
    why: str | None = None
    """Which law keeps it."""
    until: str | None = None


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased, and what is kept, why and until when."""

    items: tuple[Outcome, ...]
