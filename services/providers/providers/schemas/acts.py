"""Acts that went to a certified mailbox, over HTTP, with their receipts."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from providers.schemas.notices import State

ReceiptKind = Literal["accepted", "refused", "delivered", "delayed", "not_delivered"]


class ReceiptItem(msgspec.Struct, frozen=True, kw_only=True):
    """What the provider of the mailbox said."""

    id: UUID
    kind: ReceiptKind
    """`accepted` and `delivered` are the two that prove; `delayed`: not delivered in 12 hours."""
    at: datetime
    sha256: str
    """Of the receipt as it came, in hexadecimal."""


class ActItem(msgspec.Struct, frozen=True, kw_only=True):
    """An act, as it was sent."""

    id: UUID
    kind: str
    state: State
    subject: str
    text: str
    created_at: datetime
    delivered_at: datetime | None
    """When the terms that it sets began to run."""
    receipts: tuple[ReceiptItem, ...]


class ActPage(msgspec.Struct, frozen=True, kw_only=True):
    """Acts, in the order in which they were sent."""

    items: tuple[ActItem, ...]
    total: int
