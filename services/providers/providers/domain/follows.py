"""Following an offer: how long things last, and what is news about it."""

from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from contracts.values import Period
from kit.languages import Language
from providers.domain.offers import Offer

News = Literal["places", "signup"]
Purpose = Literal["confirm", "leave"]
"""What the word in a mail is for. One to `leave` lasts as long as the follow: who has it reads the
mailbox, and may also have what is kept because of it, or have that erased."""

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


def free_places(offer: Offer) -> int | None:
    """Of the offer and its open editions together; none where nobody has stated any."""
    editions = (one.places.left for one in offer.editions if one.state == "open")
    stated = [left for left in (offer.places.left, *editions) if left is not None]
    return sum(stated) if stated else None


def open_signup(offer: Offer, today: date) -> Period | None:
    """The one that opened last, of the offer or of an edition."""
    every = [one.signup for one in offer.editions if one.state == "open"]
    every += [offer.published.signup] if offer.published else []
    opened = [
        (signup.start, signup)
        for signup in every
        if signup and signup.start and signup.start <= today <= (signup.end or today)
    ]
    return max(opened, key=lambda one: one[0])[1] if opened else None


def is_full(offer: Offer) -> bool:
    return free_places(offer) == 0


def still_true(news: News, offer: Offer, today: date) -> bool:
    """News may be old when it is told: places are taken again, sign-ups close."""
    if news == "places":
        return bool(free_places(offer))
    return open_signup(offer, today) is not None
