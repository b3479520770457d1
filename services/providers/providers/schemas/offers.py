"""Offers and listings over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from contracts.offers import OfferCard, Places
from contracts.values import Source
from providers.schemas.editions import KeptEdition
from providers.schemas.prices import Prices

Kind = Literal["offer", "listing"]
State = Literal["draft", "published", "withdrawn", "suspended"]
DraftState = Literal["writing", "submitted", "sent_back"]
Section = Literal["presentation", "audience", "wellbeing", "when_and_where", "price", "access"]

MOST_NOTES = 50
"""Of one draft: more than its card has fields."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer asks of a part of a draft. Only its body and officers read it."""

    section: Section
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """Why a draft is sent back, section by section."""

    notes: Annotated[tuple[Note, ...], msgspec.Meta(min_length=1, max_length=MOST_NOTES)]


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
    draft_state: DraftState
    submitted_at: datetime | None
    """Since when the draft waits for an officer."""
    published_at: datetime | None
    places: Places


class OfferAnswer(OfferItem, frozen=True, kw_only=True):
    """An offer whole: what its body writes beside what families see."""

    manager: str | None
    """Who runs a listing."""
    claimed_at: datetime | None
    """When the listing that it is, or was, was claimed by its body."""
    draft: OfferCard
    published: OfferCard | None
    earlier_prices: Prices | None
    """What families read until the price list of `published` begins, where that is still to come.
    On the days of no list they read no price."""
    editions: tuple[KeptEdition, ...]
    """In the order in which they were opened."""
    notes: tuple[Note, ...]
    """Of the last time that the draft was sent back, until it is published."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the draft says otherwise than what families see."""

    section: Section
    field: str
    """JSON Pointer into the card."""
    before: Any
    """As published; none where nothing is said."""
    after: Any
    """As in the draft; none where nothing is said."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A draft beside what families see, in the order of the card's sections."""

    differences: tuple[Difference, ...]


class OfferPage(msgspec.Struct, frozen=True, kw_only=True):
    """Offers, in the order of their ids."""

    items: tuple[OfferItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
