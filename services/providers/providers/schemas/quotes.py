"""Quotes over HTTP: what a body asks for, line by line, and until when."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.values import Cents, ShortText

MOST_LINES = 30
"""Of one quote: course, membership, insurance and kit of several children are some ten."""

Note = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class QuoteLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is paid for."""

    label: ShortText
    unit_cents: Cents
    quantity: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 1


class NewQuote(msgspec.Struct, frozen=True, kw_only=True):
    """What a body says. The total is the server's to say."""

    lines: Annotated[tuple[QuoteLine, ...], msgspec.Meta(min_length=1, max_length=MOST_LINES)]
    valid_until: datetime
    """From 24 hours to 45 days from now."""
    note: Note | None = None
    edition_id: UUID | None = None
    """The edition of the offer that it is for: the one that was asked about, unless another is
    named."""


class Quote(NewQuote, frozen=True, kw_only=True):
    """A quote as it was given; it never changes."""

    total_cents: int
    """What all lines come to."""
    currency: Literal["EUR"] = "EUR"
    quoted_at: datetime
    operator: str | None
    """Pseudonym of who wrote it: for its body alone."""
