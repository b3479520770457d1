"""Who acts for a body, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.values import ShortText, once

Duty = Literal["represent", "card", "answer", "read"]

Duties = Annotated[tuple[Duty, ...], once(4, at_least=1)]


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator may do, and until when."""

    label: ShortText
    """What the body calls them. Private."""
    duties: Duties
    """`represent`: all, and who acts for the body; `card`: the card, the offers, what the city
    alone reads; `answer`: requests of families; `read`: only to read."""
    expires_at: datetime
    """Three years from now at most."""


class NewOperator(Mandate, frozen=True, kw_only=True):
    """Somebody who will act for a body."""

    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    """Pseudonym of the person, the `sub` of their token."""


class OperatorAnswer(NewOperator, frozen=True, kw_only=True):
    """Somebody who acts for a body, or did."""

    id: UUID
    withdrawn_at: datetime | None


class OperatorPage(msgspec.Struct, frozen=True, kw_only=True):
    """All who act for a body or did, in the order of their ids."""

    items: tuple[OperatorAnswer, ...]
    total: int
    next: None = None
    """There is no other page: a body has a few."""
