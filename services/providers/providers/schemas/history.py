"""The history of a thing over HTTP."""

from datetime import datetime
from typing import Any

import msgspec


class HistoryItem(msgspec.Struct, frozen=True, kw_only=True):
    """One change. A body sees what was done, not which officer did it nor the reason."""

    at: datetime
    role: str
    subject: str | None
    action: str
    changes: dict[str, tuple[Any, Any]]
    """Field to before and after."""
    reason: str | None


class HistoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Changes, newest first."""

    items: tuple[HistoryItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
