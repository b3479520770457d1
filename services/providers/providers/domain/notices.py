"""A notice to send: its kinds, its states, and what becomes of an attempt."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from providers.domain.problems import WrongMove
from providers.schemas.acts import ReceiptKind
from providers.schemas.notices import Channel, State

KINDS: dict[str, Channel] = {
    "follow_confirmation": "mail",
    "places_free": "mail",
    "signup_open": "mail",
    "edition_cancelled": "mail",
    "edition_moved": "mail",
    "request_came": "mail",
    "quote_given": "mail",
    "request_refused": "mail",
    "quote_called_off": "mail",
    "family_decided": "mail",
    "quote_expires": "mail",
    "price_list_ends": "mail",
    "draft_sent_back": "mail",
    "offer_moved": "mail",
    "concern_waits": "mail",
    "integration_asked": "pec",
    "rejection_notified": "pec",
    "application_admitted": "pec",
    "application_rejected": "pec",
    "provider_suspended": "pec",
    "provider_reinstated": "pec",
    "provider_removed": "pec",
}
"""Every kind of notice, by the name of its templates (`providers/letters`), and how it goes out."""

FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=4)
GIVEN_UP = timedelta(days=5)
"""After which what was refused for now is no longer tried (RFC 5321, 4.5.4.1: 4 to 5 days)."""
ATTEMPT = timedelta(minutes=5)
"""After which somebody else takes over: longer than the two answers of a minute that are awaited
once the text goes out, so that none is thought dead that still may hear them."""
KEPT = timedelta(days=30)
"""Addresses and texts of what has ended, for who asks what became of it. What went to a certified
mailbox is an act, and is kept with what it is about."""

IN_ITALIAN: dict[State, str] = {
    "waiting": "in attesa di invio",
    "handing": "in consegna",
    "sent": "inviata",
    "doubtful": "di esito incerto",
    "failed": "non inviata",
}


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A text for one mailbox."""

    id: UUID
    kind: str
    channel: Channel
    about: UUID | None
    recipient: str | None
    """None, with the text, once it was erased."""
    subject: str | None
    body: str | None
    leave: str | None
    """Where the reader leaves by one click."""
    state: State
    attempts: int
    """Those begun; also tells an attempt from a later one of somebody else."""
    created_at: datetime
    due_at: datetime
    ended_at: datetime | None
    reason: str | None

    def sent(self, at: datetime) -> "Notice":
        return self._ended("sent", at, None)

    def doubtful(self, reason: str, at: datetime) -> "Notice":
        """It may have arrived: it is not sent again unless an officer says so."""
        return self._ended("doubtful", at, reason)

    def refused(self, reason: str, at: datetime, *, for_good: bool) -> "Notice":
        if for_good or at - self.created_at >= GIVEN_UP:
            return self._ended("failed", at, reason)
        return msgspec.structs.replace(
            self, state="waiting", due_at=at + pause(self.attempts), reason=reason
        )

    def receipted(self, kind: ReceiptKind, at: datetime) -> "Notice":
        """A provider of certified mail knows better than the connection that we had to it."""
        if kind in {"refused", "not_delivered"}:
            return self._ended("failed", at, f"pec {kind}")
        if kind == "delivered" or self.state in {"handing", "doubtful"}:
            return self._ended("sent", self.ended_at if self.state == "sent" else at, None)
        return self

    def again(self, at: datetime) -> "Notice":
        if self.state not in {"doubtful", "failed"} or self.recipient is None:
            raise WrongMove(f"La comunicazione è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state="waiting", due_at=at, ended_at=None)

    def _ended(self, state: State, at: datetime | None, reason: str | None) -> "Notice":
        return msgspec.structs.replace(self, state=state, ended_at=at, reason=reason)


def pause(attempts: int) -> timedelta:
    """Twice as long after each attempt."""
    doublings = min(attempts - 1, 8)  # 256 minutes are more than four hours
    return min(FIRST_RETRY * (1 << doublings), LAST_RETRY)
