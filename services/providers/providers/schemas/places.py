"""Places of several offers over HTTP, stated in one call."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.offers import Places

MOST = 100
"""Offers in one call: a body with more sends two. Their facts (some 3 KB each) make one statement
of the outbox of 300 KB."""


class PlacesOf(msgspec.Struct, frozen=True, kw_only=True):
    """What one offer has."""

    offer_id: UUID
    places: Places
    version: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] | None
    """The one that was read, as its ETag; null: whatever it is, as `If-Match: *`."""


class PlacesOfMany(msgspec.Struct, frozen=True, kw_only=True):
    """What several offers of one body have."""

    items: Annotated[tuple[PlacesOf, ...], msgspec.Meta(min_length=1, max_length=MOST)]


class PlacesOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one of them: one that is refused keeps no other back."""

    offer_id: UUID
    result: Literal["stated", "stale", "unknown"]
    version: int | None
    """Since which the places are so; none where nothing was changed."""


class PlacesOutcomes(msgspec.Struct, frozen=True, kw_only=True):
    """What became of all, in the order in which they came."""

    items: tuple[PlacesOutcome, ...]
