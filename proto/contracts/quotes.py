"""What `providers` tells `vouchers` about quotes: which one a family has accepted."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from contracts.values import Cents, FamilyToken
from kit.events import Fact


class QuoteAccepted(Fact, frozen=True, kw_only=True):
    """A family has accepted a quote, and may pay for it. Of the family it has a token alone.

    No texts of the quote: a body could write a person's name into one.
    """

    TYPE: ClassVar[str] = "it.milano.wishmi.quote.accepted.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.providers.quote"

    offer_id: UUID
    provider_id: UUID
    total_cents: Cents
    currency: Literal["EUR"] = "EUR"
    accepted_at: datetime
    family_token: FamilyToken
    """A random word of this quote alone, that only the family is shown and hands on when buying."""
    edition_id: UUID | None = None
    """The edition of the offer that it is for, where one was agreed on."""


class QuoteClosed(Fact, frozen=True, kw_only=True):
    """A quote can no longer be paid: another was accepted, or it was used or called off."""

    TYPE: ClassVar[str] = "it.milano.wishmi.quote.closed.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.providers.quote"

    reason: Literal["edition_cancelled"] | None = None
    """`edition_cancelled`: what the family had accepted will not be, by no choice of theirs. Money
    that is held for it is asked back; providers waits for the purchase to be told cancelled."""
