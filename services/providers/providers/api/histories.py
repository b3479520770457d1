"""The history of a thing, as each caller may read it."""

import msgspec

from providers.api.paging import BEFORE, LIMIT, cut, following
from providers.domain.history import Entry, Extract
from providers.schemas.history import HistoryItem, HistoryPage

HISTORY = (LIMIT, BEFORE)


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a history."""

    limit: int
    before: int | None


def history_page(path: str, found: Extract, chosen: Earlier) -> HistoryPage:
    kept, more = cut(found.entries, chosen.limit)
    return HistoryPage(
        items=tuple(item(entry, whole=found.whole) for _, entry in kept),
        total=found.total,
        next=following(path, chosen, before=kept[-1][0]) if more else None,
    )


def item(entry: Entry, *, whole: bool) -> HistoryItem:
    """A body does not see which officer did it, nor the reason."""
    return HistoryItem(
        at=entry.at,
        role=entry.by.role,
        subject=entry.by.subject if whole else None,
        action=entry.action,
        changes=entry.changes,
        reason=entry.reason if whole else None,
    )
