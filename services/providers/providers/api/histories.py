"""The history of a thing, as each caller may read it."""

from collections.abc import Sequence

import msgspec

from kit.auth import Principal
from providers.api.paging import BEFORE, LIMIT, cut, following
from providers.domain.history import Entry
from providers.handlers.access import is_officer
from providers.schemas.history import HistoryItem, HistoryPage

HISTORY = (LIMIT, BEFORE)


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a history."""

    limit: int
    before: int | None


def history_page(
    path: str, found: Sequence[tuple[int, Entry]], total: int, chosen: Earlier, who: Principal
) -> HistoryPage:
    kept, more = cut(found, chosen.limit)
    return HistoryPage(
        items=tuple(item(entry, whole=is_officer(who)) for _, entry in kept),
        total=total,
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
