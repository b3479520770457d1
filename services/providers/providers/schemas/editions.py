"""Editions of an offer over HTTP."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from contracts.offers import EditionState, Places
from contracts.values import Period, ShortText


class NewEdition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a body says of an edition, whole each time."""

    name: ShortText | None = None
    start: date
    end: date
    """Its last day."""
    signup: Period | None = None
    places: Places = Places()


class KeptEdition(NewEdition, frozen=True, kw_only=True, omit_defaults=True):
    """An edition as it is."""

    id: UUID
    state: EditionState
    version: int
    """Of the offer, when this edition was last changed."""
    cancelled_at: datetime | None = None
    reason: str | None = None
    """Why it was cancelled: for the families that were to come."""


class Cancellation(msgspec.Struct, frozen=True, kw_only=True):
    """Why an edition is cancelled."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
    """For the families that were to come: it may be sent to them."""
