"""The officers' queue over HTTP: drafts that wait to be published or sent back."""

from datetime import datetime
from uuid import UUID

import msgspec

from contracts.values import CategoryCode
from providers.schemas.offers import Kind, State


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """A draft that waits."""

    number: int
    """In the order in which drafts are submitted; another one each time."""
    offer_id: UUID
    kind: Kind
    state: State
    """What families see of it: nothing yet where it is `draft`."""
    provider_id: UUID | None
    provider_name: str | None
    title: str
    category: CategoryCode | None
    municipi: tuple[int, ...]
    """Municipi served."""
    submitted_at: datetime
    sent_back: bool
    """It had been sent back before, with notes."""


class SubmissionItem(Submission, frozen=True, kw_only=True):
    """A draft in the queue, at the moment of the answer."""

    waiting_days: int
    """Whole days since it was submitted."""


class SubmissionPage(msgspec.Struct, frozen=True, kw_only=True):
    """The queue, the longest waiting first."""

    items: tuple[SubmissionItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
