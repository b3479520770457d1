"""Price lists: no two prices for the same, and what families compare is worked out from them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.offers import Extra, OfferCard, Price, PriceLine
from contracts.values import Period
from providers.domain.completeness import outdated
from providers.domain.prices import price_faults, priced
from tests import builders as a

FEW = 6
"""Persons or units at most in what is generated: beyond its ends a list is as at its ends."""


def spans() -> st.SearchStrategy[tuple[int, int | None]]:
    ends = st.tuples(st.integers(1, FEW), st.none() | st.integers(1, FEW))
    return ends.filter(lambda span: span[1] is None or span[0] <= span[1])


def lines() -> st.SearchStrategy[list[PriceLine]]:
    line = st.builds(a.a_price_line, st.integers(1, 10_000), spans(), spans())
    return st.lists(line, min_size=1, max_size=4)


def table(line: PriceLine) -> set[tuple[int, int]]:
    """Persons and units that a line is about; the last of each stands for all that are more."""
    persons = range(line.persons.min, (line.persons.max or FEW + 1) + 1)
    units = range(line.units.min, (line.units.max or FEW + 1) + 1)
    return {(who, many) for who in persons for many in units}


def a_card(*lines: PriceLine, extras: tuple[Extra, ...] = (), **given: object) -> OfferCard:
    listed = a.a_price_list(*lines, **given)
    return OfferCard(title="Nuoto", price_list=listed, extras=extras)


def price(card: OfferCard) -> Price:
    found = priced(card).price
    assert found is not None
    return found


@given(lines())
def test_a_fault_for_each_two_lines_that_are_about_the_same(given: list[PriceLine]) -> None:
    twice = [
        f"/price_list/lines/{second}"
        for first, one in enumerate(given)
        for second, other in enumerate(given)
        if first < second and table(one) & table(other)
    ]

    faults = price_faults(a_card(*given), None)

    assert [fault.field for fault in faults] == twice
    assert {fault.code for fault in faults} <= {"overlaps"}


@given(lines())
def test_the_lowest_prices_are_those_of_the_whole_table(given: list[PriceLine]) -> None:
    amounts = [(cell, line.amount_cents) for line in given for cell in table(line)]
    found = price(a_card(*given))

    alone = [amount for (who, _), amount in amounts if who == 1]
    assert found.amount_cents == min(alone, default=None)
    together = [amount for (who, _), amount in amounts if who > 1]
    assert found.shared_cents == min(together, default=None)


def test_the_total_is_the_fewest_units_and_all_extras() -> None:
    listed = (
        a.a_price_line(1_000, units=(11, None)),
        a.a_price_line(1_500, units=(5, 10)),
        a.a_price_line(900, persons=(2, 3), units=(1, None)),
    )
    extras = (Extra(kind="membership", amount_cents=2_000), Extra(kind="kit", amount_cents=0))

    found = price(a_card(*listed, extras=extras))

    assert (found.amount_cents, found.shared_cents) == (1_000, 900)
    assert found.total_cents == 5 * 1_500 + 2_000


def test_a_total_that_is_not_known_is_absent() -> None:
    unknown = (Extra(kind="insurance"),)

    assert price(a_card(extras=unknown)).total_cents is None
    assert price(a_card(a.a_price_line(5, persons=(2, 4)))).total_cents is None


def test_what_is_free_may_cost_its_extras() -> None:
    card = OfferCard(
        title="Coro",
        price=Price(kind="free"),
        extras=(Extra(kind="insurance", amount_cents=1_200),),
    )

    assert priced(card).price == Price(kind="free", total_cents=1_200)
    assert priced(OfferCard(title="Coro", price=Price(kind="free"))).price == Price(kind="free")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("kind", Price(kind="free")),
        ("amount_cents", Price(kind="paid", amount_cents=1)),
        ("unit", Price(kind="paid", unit="hour")),
        ("shared_cents", Price(kind="paid", shared_cents=1)),
        ("total_cents", Price(kind="paid", total_cents=1)),
    ],
)
def test_a_price_that_the_list_does_not_give_is_refused(field: str, given: Price) -> None:
    listed = OfferCard(title="Nuoto", price_list=a.a_price_list(), price=given)
    unlisted = OfferCard(title="Nuoto", price=given)

    assert price_faults(listed, None)
    if field != "kind":
        (fault,) = price_faults(listed, None, "/draft")
        assert (fault.field, fault.code) == (f"/draft/price/{field}", "worked_out")
        (fault,) = price_faults(unlisted, None)
        assert (fault.field, fault.code) == (f"/price/{field}", "worked_out")


def test_a_card_can_be_sent_back_as_it_was_read() -> None:
    read = priced(a_card(extras=(Extra(kind="kit", amount_cents=500),)))

    assert price_faults(read, read) == []
    assert price_faults(read, None) == []


def test_a_price_that_an_import_brought_stays_and_does_not_change() -> None:
    brought = OfferCard(title="Nuoto", price=Price(kind="paid", amount_cents=500, unit="hour"))
    assert price_faults(brought, brought) == []

    other = OfferCard(title="Nuoto", price=Price(kind="paid", amount_cents=400, unit="hour"))
    assert [fault.field for fault in price_faults(other, brought)] == ["/price/amount_cents"]
    assert priced(brought) == brought


def test_a_price_does_not_outlive_its_list() -> None:
    before = priced(a_card())
    without = OfferCard(title="Nuoto", price=before.price)

    fields = {fault.field for fault in price_faults(without, before)}

    assert fields == {"/price/amount_cents", "/price/unit", "/price/total_cents"}


def test_what_was_free_gets_a_price_by_a_list_alone() -> None:
    free = OfferCard(title="Coro", price=Price(kind="free"))

    assert price_faults(OfferCard(title="Coro", price=Price(kind="paid")), free) == []
    both = a_card()
    assert price_faults(both, free) == []


def test_what_cannot_be_in_a_list_is_named() -> None:
    card = a_card(
        a.a_price_line(5, persons=(3, 2)),
        a.a_price_line(5, units=(9, 1)),
        valid=Period(start=date(2027, 1, 1), end=date(2026, 1, 1)),
    )

    assert [fault.field for fault in price_faults(card, None)] == [
        "/price_list/valid/end",
        "/price_list/lines/0/persons/max",
        "/price_list/lines/1/units/max",
    ]


@pytest.mark.parametrize(("end", "over"), [(None, False), (20, False), (19, True)])
def test_a_list_is_over_after_its_last_day(end: int | None, over: bool) -> None:
    valid = Period(end=None if end is None else date(2026, 11, end))

    faults = outdated(a_card(valid=valid), date(2026, 11, 20))

    assert [fault.field for fault in faults] == (["/price_list/valid/end"] if over else [])
    assert outdated(OfferCard(title="Coro"), date(2026, 11, 20)) == []
