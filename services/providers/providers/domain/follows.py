"""Following an offer: how long things last, and what is news about it."""

from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from kit.languages import Language
from providers.domain.offers import Offer

News = Literal["places", "signup"]
Purpose = Literal["confirm", "leave"]

TO_CONFIRM = timedelta(hours=48)
"""Then an address that nobody confirmed is deleted: a weekend away, and no longer."""
ASKED_AGAIN = timedelta(hours=1)
"""Between two confirmations for the same address and offer: mails get lost, not every minute."""
CONFIRMATIONS_A_DAY = 20
"""To one address, whoever asks: more than a family finds on a day, less than a nuisance."""
LASTS = timedelta(days=365)
"""From the confirmation: sign-ups come back once a year, children grow out of an offer."""
BETWEEN_NEWS = timedelta(days=1)


class Follow(msgspec.Struct, frozen=True, kw_only=True):
    """An address that follows an offer, or asks to."""

    id: UUID
    offer_id: UUID
    address: str
    language: Language
    asked_at: datetime
    confirmed_at: datetime | None


class FollowedOffer(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that somebody follows, and what is still to be told about it."""

    offer_id: UUID
    news: News
    news_at: datetime


def signup_start(offer: Offer, today: date) -> date | None:
    """The first day of a sign-up that is open."""
    signup = offer.published.signup if offer.published else None
    if signup is None or signup.start is None or signup.start > today:
        return None
    return signup.start if signup.end is None or today <= signup.end else None


def is_full(offer: Offer) -> bool:
    return offer.places.left == 0


def still_true(news: News, offer: Offer, today: date) -> bool:
    """News may be old when it is told: places are taken again, sign-ups close."""
    if news == "places":
        return bool(offer.places.left)
    return signup_start(offer, today) is not None
