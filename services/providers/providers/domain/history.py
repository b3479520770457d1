"""What is kept of a change: who, what, when, from what to what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

import msgspec

Action = Literal[
    "announced",
    "submitted",
    "filed",
    "integration_asked",
    "rejection_notified",
    "replied",
    "rejected",
    "imported",
    "admitted",
    "edited",
    "suspended",
    "reinstated",
    "removed",
    "drafted",
    "sent_back",
    "claimed",
    "published",
    "withdrawn",
    "places_changed",
    "price_turned",
    "edition_opened",
    "edition_changed",
    "edition_cancelled",
    "image_brought",
    "image_removed",
    "card_proposed",
    "card_published",
    "card_sent_back",
    "reserved_changed",
    "operator_given",
    "operator_changed",
    "operator_withdrawn",
    "credential_made",
    "credential_revoked",
    "suggestion_accepted",
    "suggestion_rejected",
    "report_suspended",
    "report_closed",
    "concern_taken",
    "concern_suspended",
    "concern_closed",
    "asked",
    "quoted",
    "refused",
    "accepted",
    "contacts_shared",
    "cancelled",
    "use_confirmed",
    "expired",
    "paid",
    "sent_again",
    "delivered",
]
Changes = dict[str, tuple[Any, Any]]
"""Field to before and after, as JSON shows them."""
WITHHELD = "…"
"""In the place of what is private: history says that it changed, never what it said."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it: a role and a pseudonym, never a name."""

    role: str
    subject: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One change of one thing."""

    thing: UUID
    at: datetime
    by: Actor
    action: Action
    changes: Changes
    reason: str | None = None
    """Private: officers only."""


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """Part of a history, as somebody may read it."""

    entries: list[tuple[int, Entry]]
    total: int
    """Of the whole history."""
    whole: bool
    """With who did it, and why: for the city alone, and no reader on the side of the body."""


class Stateful(Protocol):
    """What goes from one state to another."""

    @property
    def id(self) -> UUID: ...

    @property
    def state(self) -> str: ...


def of_move(
    before: Stateful,
    after: Stateful,
    action: Action,
    by: Actor,
    at: datetime,
    reason: str | None = None,
) -> Entry:
    """A change of nothing but the state."""
    return Entry(
        thing=after.id,
        at=at,
        by=by,
        action=action,
        changes={"state": (before.state, after.state)},
        reason=reason,
    )


def changes(before: msgspec.Struct | None, after: msgspec.Struct) -> Changes:
    """What differs, field by field."""
    old = msgspec.to_builtins(before) if before is not None else {}
    new = msgspec.to_builtins(after)
    return {
        field: (old.get(field), new.get(field))
        for field in {**old, **new}
        if old.get(field) != new.get(field)
    }


def withheld(differs: Changes, private: Iterable[str]) -> Changes:
    """The same without what private fields said."""
    told = {
        field: (old and WITHHELD, new and WITHHELD)
        for field, (old, new) in differs.items()
        if field in private
    }
    return differs | told
