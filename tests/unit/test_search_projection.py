"""What a fact becomes in the index: values of facets, prices for a session, ages, tokens."""

from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from catalog_search import domain
from catalog_search.facets import FACETS, NONE, STORED
from catalog_search.projection.document import SHUFFLES, document
from catalog_search.schemas import Item
from contracts.offers import Edition, Extra, OfferCard, Places, Price, Wellbeing
from contracts.values import Ages, CardImage, ContactSlot, Period, Place, ProviderName, Session
from tests.builders import (
    a_listing_published,
    a_place,
    an_area_known,
    an_offer_card,
    an_offer_published,
)

SATURDAY = Session(weekday="sat", start=time(10), end=time(11, 30))
MONDAY = Session(weekday="mon", start=time(17), end=time(18))
AUTUMN = Period(start=date(2026, 9, 19), end=date(2026, 10, 31))
"""From a Saturday to a Saturday, six weeks later: seven Saturdays and six Mondays."""


def facets(**card: Any) -> dict[str, list[str]]:
    return document(an_offer_published(card=an_offer_card(**card)), 1).facets


def test_what_is_not_stated_has_its_own_value_in_every_facet() -> None:
    bare = an_offer_published(
        card=OfferCard(title="Una cosa"), places=None, provider=None, source=None
    )

    found = document(bare, 1).facets

    assert {name: values for name, values in found.items() if values != [NONE]} == {
        "kind": ["offer"],
        "available": ["true", NONE],
        "slot": ["_none-_none"],
    }
    assert set(found) == {facet.name for facet in STORED} | {"slot"}


def test_every_value_is_one_that_can_be_chosen() -> None:
    found = document(an_offer_published(), 1).facets

    for facet in STORED:
        if not facet.open:
            assert set(found[facet.name]) <= set(facet.values), facet.name


def test_the_venue_s_municipio_is_always_among_those_served() -> None:
    assert facets(municipi=(4, 9), place=a_place(municipio=3))["municipio"] == ["3", "4", "9"]
    assert facets(municipi=(), place=None)["municipio"] == [NONE]


def test_a_neighbourhood_is_spelled_as_the_city_does() -> None:
    assert facets(place=a_place(nil="Lambrate - Ortica"))["nil"] == ["LAMBRATE - ORTICA"]


def test_a_session_has_a_day_a_part_of_it_and_both_together() -> None:
    schedule = (
        SATURDAY,
        Session(weekday="tue", start=time(12)),
        Session(weekday="tue", start=time(18)),
        Session(weekday="sun"),
    )

    found = facets(schedule=schedule)

    assert found["weekday"] == ["sat", "tue", "sun"]
    assert found["part_of_day"] == ["morning", "afternoon", "evening", NONE]
    assert found["slot"] == ["sat-morning", "tue-afternoon", "tue-evening", "sun-_none"]


@pytest.mark.parametrize(
    ("price", "schedule", "period", "cents"),
    [
        (None, (SATURDAY,), AUTUMN, None),
        (Price(kind="free"), (), None, 0),
        (Price(kind="free", amount_cents=500, unit="session"), (), None, 0),
        (Price(kind="paid"), (SATURDAY,), AUTUMN, None),
        (Price(kind="paid", amount_cents=1_200), (SATURDAY,), AUTUMN, None),
        (Price(kind="paid", amount_cents=1_200, unit="session"), (), None, 1_200),
        (Price(kind="paid", amount_cents=1_000, unit="hour"), (SATURDAY, MONDAY), None, 1_250),
        (Price(kind="paid", amount_cents=1_000, unit="hour"), (), None, None),
        (Price(kind="paid", amount_cents=3_000, unit="week"), (SATURDAY, MONDAY), None, 1_500),
        (Price(kind="paid", amount_cents=5_200, unit="month"), (SATURDAY,), None, 1_200),
        (Price(kind="paid", amount_cents=7_000, unit="course"), (SATURDAY,), AUTUMN, 1_000),
        (Price(kind="paid", amount_cents=13_000, unit="year"), (SATURDAY, MONDAY), AUTUMN, 1_000),
        (Price(kind="paid", amount_cents=7_000, unit="course"), (), AUTUMN, None),
        (Price(kind="paid", amount_cents=7_000, unit="course"), (SATURDAY,), None, None),
    ],
)
def test_the_price_of_a_session_is_worked_out_where_it_can_be(
    price: Price | None, schedule: tuple[Session, ...], period: Period | None, cents: int | None
) -> None:
    assert domain.per_session_cents(price, schedule, period) == cents


@pytest.mark.parametrize(
    ("cents", "band"),
    [
        (0, "under_10"),
        (999, "under_10"),
        (1_000, "10_to_20"),
        (1_999, "10_to_20"),
        (2_000, "20_to_40"),
        (4_000, "20_to_40"),
        (4_001, "over_40"),
    ],
)
def test_bands_of_price_begin_where_they_say(cents: int, band: str) -> None:
    price = Price(kind="paid", amount_cents=cents, unit="session")

    assert facets(price=price)["price_band"] == [band]


def test_only_a_stated_zero_is_full() -> None:
    def available(places: Places | None) -> list[str]:
        return document(an_offer_published(places=places), 1).facets["available"]

    assert available(Places(left=0)) == ["false"]
    assert available(Places(left=1)) == ["true"]
    assert available(Places(total=9)) == available(None) == ["true", NONE]


def test_a_descriptor_at_zero_is_stated() -> None:
    assert facets(wellbeing=Wellbeing(body=0))["wellbeing"] == ["body:0"]
    assert facets(wellbeing=Wellbeing(body=4, autonomy=1))["wellbeing"] == ["body:4", "autonomy:1"]
    assert facets(wellbeing=Wellbeing())["wellbeing"] == [NONE]


def test_tokens_say_the_same_as_the_facets_and_name_the_body() -> None:
    body = ProviderName(id=UUID(int=7), name="Vela = Vento\u00a0APS")
    made = document(an_offer_published(provider=body), 1)

    split: dict[str, list[str]] = {}
    for token in made.tokens:
        name, _, value = token.partition("=")
        split.setdefault(name, []).append(value)
    amount = split.pop("amount")
    said = {name: values for name, values in made.facets.items() if name != "slot"}
    assert split == said | {"provider": [f"{body.id}\t{body.name}"]}
    assert amount == ["20000"]  # of the course's 240 euro: the bar from 200 to 500


def test_a_hidden_thing_has_nothing_that_could_be_counted_or_found() -> None:
    made = msgspec.to_builtins(document(an_area_known(), 5))

    assert set(made) == {"id", "kind", "visible", "change", "stream", "area"}
    assert made["visible"] is False


def test_a_listing_has_a_body_for_the_first_page_and_none_to_be_chosen() -> None:
    made = document(a_listing_published(), 1)

    assert made.facets["provider"] == [NONE]
    assert made.body == "\tA.C. Garibaldina 1932"


def test_families_read_all_that_a_card_says() -> None:
    """Save why a body gives itself as much of a descriptor, which officers read."""
    image = CardImage(id=uuid4(), alt="La vasca")
    card = an_offer_card(
        images=(image,),
        extras=(Extra(kind="kit", amount_cents=500),),
        free_trial=True,
        meals="Merenda",
        transport="Pulmino",
        what_to_bring="Cuffia",
        first_contact=(ContactSlot(weekday="mon", start=time(9), end=time(12)),),
    )
    edition = Edition(id=uuid4(), start=date(2027, 6, 1), end=date(2027, 6, 9), state="open")

    entry = document(an_offer_published(card=card, editions=(edition,)), 1).entry

    assert entry is not None
    for field in set(OfferCard.__struct_fields__) - {"wellbeing_reasons", "price"}:
        assert getattr(entry, field) == getattr(card, field), field
    assert (entry.editions, entry.image) == ((edition,), image)


def test_what_a_list_shows_is_part_of_the_entry() -> None:
    made = document(an_offer_published(), 1)

    assert made.entry is not None
    assert made.shown is not None
    item = msgspec.json.decode(made.shown, type=Item)
    for name in Item.__struct_fields__:
        assert getattr(item, name) == getattr(made.entry, name), name


@pytest.mark.parametrize(
    ("ages", "low", "high"),
    [
        (Ages(min=6, max=10), 7, 9),
        (Ages(min=3), 4, None),
        (Ages(min=5, max=5), 5, 5),
        (Ages(min=9, max=7), 9, 9),
    ],
)
def test_the_middle_of_a_range_of_ages(ages: Ages, low: float, high: float | None) -> None:
    assert domain.middle(ages) == (low, high)


def test_ages_that_are_crossed_do_not_stop_a_card() -> None:
    made = document(an_offer_published(card=an_offer_card(ages=Ages(min=9, max=7))), 1)

    assert made.ages is not None
    assert (made.ages.gte, made.ages.lte) == (9, 9)


def test_next_dates_lie_in_the_period_and_do_not_look_back() -> None:
    def dates(today: date, period: Period | None = AUTUMN) -> list[str]:
        found = domain.next_dates((SATURDAY, MONDAY), period, today)
        return [day.isoformat() for day in found]

    assert dates(date(2026, 8, 1)) == ["2026-09-19", "2026-09-21", "2026-09-26"]
    assert dates(date(2026, 10, 26)) == ["2026-10-26", "2026-10-31"]
    assert dates(date(2026, 11, 1)) == []
    assert dates(date(2026, 11, 1), None)[0] == "2026-11-02"
    assert domain.next_dates((), AUTUMN, date(2026, 10, 1)) == ()


def test_completeness_is_that_of_what_families_ask() -> None:
    assert domain.completeness(OfferCard(title="Una cosa")) == 0
    assert domain.completeness(an_offer_card()) < 100
    online = an_offer_card(place=None, delivery="online")
    assert domain.completeness(online) == domain.completeness(an_offer_card())


def test_metres_are_those_of_the_map() -> None:
    duomo, lambrate = a_place().point, Place().point
    assert duomo is not None
    assert lambrate is None
    assert domain.metres(duomo, duomo) == 0
    north = msgspec.structs.replace(duomo, lat=duomo.lat + 0.01)
    assert domain.metres(duomo, north) == pytest.approx(1_112, abs=1)


def test_the_shuffle_is_a_number_below_its_prime() -> None:
    for number in (0, 1, SHUFFLES, 2**127):
        made = document(an_offer_published(id=UUID(int=number)), 1)
        assert made.shuffle is not None
        assert 0 <= made.shuffle < SHUFFLES


def test_facets_have_names_and_words_of_their_own() -> None:
    names = [facet.name for facet in FACETS]
    assert len(names) == len(set(names))
    assert all(facet.it and facet.description.endswith(".") for facet in FACETS)
