"""Offers and listings over HTTP."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from contracts.offers import OfferCard, Places
from contracts.values import Source

Kind = Literal["offer", "listing"]
State = Literal["draft", "published", "withdrawn", "suspended"]


class NewOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A first draft."""

    provider_id: UUID
    draft: OfferCard


class OfferItem(msgspec.Struct, frozen=True, kw_only=True):
    """An offer in a list."""

    id: UUID
    source: Source | None
    kind: Kind
    state: State
    provider_id: UUID | None
    title: str
    """Of the draft."""
    edited: bool
    """The draft differs from what families see."""
    published_at: datetime | None
    places: Places


class OfferAnswer(OfferItem, frozen=True, kw_only=True):
    """An offer whole: what its body writes beside what families see."""

    manager: str | None
    """Who runs a listing."""
    draft: OfferCard
    published: OfferCard | None


class OfferPage(msgspec.Struct, frozen=True, kw_only=True):
    """Offers, in the order of their ids."""

    items: tuple[OfferItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
