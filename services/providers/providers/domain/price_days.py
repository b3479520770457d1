"""Which prices of a published card are those of a day: its list has a first day and a last."""

from datetime import date, timedelta

import msgspec

from contracts.offers import OfferCard, PriceList
from contracts.values import Period
from providers.domain.prices import priced
from providers.schemas.prices import Prices

WARNED = timedelta(days=14)
"""Before its last day a body is told that a price list ends: a week to write the next one, and one
for an officer to read it. A list that is shown for less was written with its end in sight.
"""


class PriceDays(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of the prices of a published card as days pass."""

    earlier: Prices | None = None
    """What families read until its list begins."""
    turns: date | None = None
    """From which day on they may read another price than now: the sweep tells it then."""
    warns: date | None = None
    """From which day on the body is to be told that the list ends; none once it was."""


def published(card: OfferCard, shown: OfferCard | None, today: date) -> PriceDays:
    """Of a card that takes the place of what families were `shown`: where its list is still to
    come, their prices stay until then.
    """
    earlier = None
    if shown is not None and shown.price is not None:
        earlier = left_of(Prices(price=shown.price, price_list=shown.price_list), card, today)
    end = last_day(card)
    return PriceDays(
        earlier=earlier,
        turns=turns_after(card, earlier, today),
        warns=end - WARNED if end is not None and end - today > WARNED else None,
    )


def turned(card: OfferCard, days: PriceDays, today: date) -> PriceDays:
    """The same card on a later day."""
    earlier = left_of(days.earlier, card, today)
    turns = turns_after(card, earlier, today)
    return PriceDays(earlier=earlier, turns=turns, warns=days.warns)


def shown_on(card: OfferCard, days: PriceDays, day: date) -> OfferCard:
    """As families read it on that day; where no price is of that day, none is stated."""
    if card.price_list is None or lasts(card.price_list, day):
        return card
    left = left_of(days.earlier, card, day) or Prices()
    return priced(msgspec.structs.replace(card, price=left.price, price_list=left.price_list))


def left_of(earlier: Prices | None, card: OfferCard, day: date) -> Prices | None:
    """Earlier prices, on a day that is theirs."""
    if earlier is None or card.price_list is None or not begins_after(card.price_list, day):
        return None
    return earlier if earlier.price_list is None or lasts(earlier.price_list, day) else None


def turns_after(card: OfferCard, earlier: Prices | None, day: date) -> date | None:
    """The first later day on which families may read another price."""
    lists = (card.price_list, earlier.price_list if earlier is not None else None)
    periods = [valid(one) for one in lists if one is not None]
    days = [one.start for one in periods] + [day_after(one.end) for one in periods]
    return min((one for one in days if one is not None and one > day), default=None)


def last_day(card: OfferCard) -> date | None:
    """Of its price list; none where it has no end."""
    return valid(card.price_list).end if card.price_list is not None else None


def lasts(prices: PriceList, day: date) -> bool:
    period = valid(prices)
    return not begins_after(prices, day) and (period.end is None or day <= period.end)


def begins_after(prices: PriceList, day: date) -> bool:
    start = valid(prices).start
    return start is not None and start > day


def valid(prices: PriceList) -> Period:
    return prices.valid or Period()


def day_after(day: date | None) -> date | None:
    """None after the last one that there is."""
    return day + timedelta(days=1) if day is not None and day < date.max else None
