"""Notices that were written, over HTTP, for officers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

Channel = Literal["mail", "pec"]
State = Literal["waiting", "handing", "sent", "doubtful", "failed"]
"""`handing`: its text is being given to a server; `doubtful`: nobody knows whether it took it."""


class NoticeItem(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a notice, without what it says."""

    id: UUID
    kind: str
    channel: Channel
    about: UUID | None
    """What it tells of: an offer, an application, a body, an answer to a request."""
    recipient: str | None
    """Only so much as shows a mistyped domain; none once it was erased."""
    state: State
    """`doubtful`: the server went away while it took it; it is not sent again by itself."""
    attempts: int
    created_at: datetime
    age_seconds: int
    due_at: datetime | None
    """When it is tried next."""
    ended_at: datetime | None
    reason: str | None
    """What went wrong last."""


class NoticePage(msgspec.Struct, frozen=True, kw_only=True):
    """Notices, in the order in which they were written."""

    items: tuple[NoticeItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
