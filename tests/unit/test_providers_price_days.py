"""Prices by day: each list on its own days, the earlier one until the next begins, else none."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from contracts.offers import Extra, OfferCard, Places, Price
from contracts.values import Period
from providers.domain.offers import Offer
from providers.domain.price_days import PriceDays, published, shown_on, turned
from providers.domain.prices import priced
from providers.schemas.prices import Prices
from tests import builders as a

MONDAY = date(2026, 11, 16)
MONTH = 30
"""Days that are looked at: beyond the ends of all lists that are generated."""


def days(at_most: int) -> st.SearchStrategy[date | None]:
    return st.none() | st.integers(-5, at_most).map(lambda after: MONDAY + timedelta(days=after))


def periods() -> st.SearchStrategy[Period]:
    return st.builds(Period, start=days(15), end=days(25)).filter(in_order)


def in_order(period: Period) -> bool:
    return period.start is None or period.end is None or period.start <= period.end


def a_card(cents: int, valid: Period | None = None, **given: Any) -> OfferCard:
    listed = a.a_price_list(a.a_price_line(cents), valid=valid)
    return priced(OfferCard(title="Nuoto", price_list=listed, **given))


def shown(card: OfferCard, plan: PriceDays, day: date) -> int | None:
    price = shown_on(card, plan, day).price
    return price.amount_cents if price is not None else None


@given(periods(), periods())
def test_on_each_day_the_price_is_that_of_its_list(first: Period, second: Period) -> None:
    """The first list is published on Monday, the second one on Tuesday."""
    old, new = a_card(100, first), a_card(200, second)
    tuesday = MONDAY + timedelta(days=1)
    before = published(old, None, MONDAY)
    plan = published(new, shown_on(old, before, tuesday), tuesday)

    for day in (tuesday + timedelta(days=after) for after in range(MONTH)):
        plan = turned(new, plan, day) if plan.turns is not None and day >= plan.turns else plan
        begun = second.start is None or second.start <= day
        lasts = [one.end is None or day <= one.end for one in (first, second)]
        there = first.start is None or first.start <= tuesday
        price, of_its_day = (200, lasts[1]) if begun else (100, there and lasts[0])
        assert shown(new, plan, day) == (price if of_its_day else None), day


@given(periods(), periods())
def test_no_price_changes_but_on_its_day(first: Period, second: Period) -> None:
    card, earlier = a_card(200, second), a_card(100, first)
    plan = published(card, shown_on(earlier, PriceDays(), MONDAY), MONDAY)

    for day in (MONDAY + timedelta(days=after) for after in range(MONTH)):
        tomorrow = day + timedelta(days=1)
        if shown(card, plan, day) != shown(card, plan, tomorrow):
            assert turned(card, plan, day).turns == tomorrow
    assert turned(card, plan, MONDAY + timedelta(days=MONTH)) == PriceDays(warns=plan.warns)


def test_earlier_prices_come_with_the_extras_of_the_card_that_is_published() -> None:
    old = a_card(100)
    extras = (Extra(kind="insurance", amount_cents=7),)
    new = a_card(200, Period(start=MONDAY + timedelta(days=3)), extras=extras)

    card = shown_on(new, published(new, old, MONDAY), MONDAY)

    assert card.price == Price(kind="paid", amount_cents=100, unit="course", total_cents=107)
    assert (card.extras, card.price_list) == (extras, old.price_list)


def test_what_was_free_or_had_no_list_stays_so_until_a_list_begins() -> None:
    later = a_card(200, Period(start=MONDAY + timedelta(days=3)))

    for price in (Price(kind="free"), Price(kind="paid", amount_cents=500, unit="hour")):
        old = OfferCard(title="Nuoto", price=price)
        plan = published(later, old, MONDAY)
        assert plan.earlier == Prices(price=price)
        assert shown_on(later, plan, MONDAY).price == price
    assert published(OfferCard(title="Nuoto", price=Price(kind="free")), later, MONDAY) == (
        PriceDays()
    )


def test_the_first_and_the_last_of_all_days_are_days() -> None:
    always = a_card(200, Period(start=date.min, end=date.max))

    plan = published(always, None, MONDAY)

    assert (plan.turns, shown(always, plan, date.max)) == (None, 200)
    ended = a_card(200, Period(end=date.min))
    assert published(ended, None, MONDAY) == PriceDays()


def test_an_import_of_the_same_card_leaves_its_days_to_the_sweep() -> None:
    """Its places changed on the night on which its body is to be told, or its price turns."""
    card = a_card(100, Period(start=MONDAY + timedelta(days=6), end=MONDAY + timedelta(days=20)))
    plan = published(card, None, MONDAY)
    before = Offer(id=uuid4(), draft=card, published=card, days=plan)
    new = msgspec.structs.replace(before, places=Places(left=1), imported="another")
    day = MONDAY + timedelta(days=6)

    after = before.imported_again(new, day)

    assert plan.turns == plan.warns == day
    assert (after.days, after.places) == (plan, Places(left=1))
