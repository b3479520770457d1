"""Reports of an entry, a review or a body, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.vocabularies.danger import Helpline

AboutKind = Literal["entry", "review", "provider"]
Kind = Literal["wrong", "unsafe", "abusive"]
State = Literal["received", "suspended", "closed"]

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is about. It is not looked up: nobody learns by reporting what there is."""

    kind: AboutKind
    id: UUID


class NewReport(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody found. Who they are is not asked."""

    about: About
    kind: Kind
    text: Text | None = None


class ReportTaken(msgspec.Struct, frozen=True, kw_only=True):
    """It was taken, and this is how one learns what became of it."""

    receipt: str
    """A code of chance, shown once: it is not tied to anybody."""
    help: tuple[Helpline, ...]
    """Whom to call, where something is `unsafe` or the words tell of danger."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The code that was given for a report."""

    receipt: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class Suspension(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of an urgent suspension once it was looked into."""

    then: Literal["lifted", "kept"]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    """For the city's records; a body that is reinstated is told it too, so it never says who spoke,
    nor what they said."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a report."""

    outcome: Literal["corrected", "removed", "unfounded", "passed_on"]
    """Told to who has the receipt, as is the answer."""
    answer: Text
    suspension: Suspension | None = None
    """Said where the report had something suspended that still is, and only there."""


class ReportOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What is told to who has the receipt of a report."""

    state: State
    outcome: str | None
    answer: str | None
    closed_at: datetime | None


class ReportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A report, as officers see it."""

    id: UUID
    number: int
    about: About
    kind: Kind
    text: str | None
    state: State
    received_at: datetime
    verdict: Verdict | None
    closed_at: datetime | None


class ReportItem(ReportAnswer, frozen=True, kw_only=True):
    """The same in their queue, at the moment of the answer."""

    waiting_days: int
    """Whole days since it came."""


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """The officers' queue, the oldest first."""

    items: tuple[ReportItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
