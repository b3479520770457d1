"""The rules of bodies, offers and their cards."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import get_args
from uuid import uuid4

import msgspec
import pytest

from contracts.offers import (
    OfferCard,
    OfferPublished,
    OfferWithdrawn,
    Places,
    Price,
    Wellbeing,
)
from contracts.providers import (
    Office,
    ProviderAdmitted,
    ProviderRemoved,
    ProviderSuspended,
    Registration,
)
from contracts.values import Ages, ContactSlot, Period, Point, Session
from kit.events import Fact
from kit.problems import Stale
from providers.domain import offer_facts, providers
from providers.domain.cards import (
    offer_faults,
    places_faults,
    provider_faults,
    tax_code_faults,
)
from providers.domain.comparison import SECTIONS
from providers.domain.completeness import REQUIREMENTS, missing, uneven
from providers.domain.history import changes
from providers.domain.offers import Offer
from providers.domain.problems import Incomplete, NotAdmitted, WrongMove
from providers.domain.providers import Provider
from providers.schemas.offers import Section
from tests import builders as a

EXAMPLES = Path(__file__).parents[2] / "examples" / "catalogue"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SHARED = a.a_price_list(a.a_price_line(9_000, persons=(2, None)))


def a_provider(**given: object) -> Provider:
    values: dict[str, object] = {
        "id": uuid4(),
        "card": a.a_provider_card(),
        "tax_code": a.a_tax_code(),
        "decision": a.a_decision(),
        "periods": (Registration(start=date(2022, 10, 18)),),
    }
    return msgspec.convert(values | given, Provider)


def an_offer(**given: object) -> Offer:
    values: dict[str, object] = {"id": uuid4(), "provider_id": uuid4(), "draft": a.an_offer_card()}
    return msgspec.convert(values | given, Offer)


def a_submitted_offer(**given: object) -> Offer:
    return an_offer(**{"draft_state": "submitted", "submitted_at": NOW} | given)


def a_published_offer(**given: object) -> Offer:
    card = a.an_offer_card()
    return an_offer(**{"state": "published", "published": card, "published_at": NOW} | given)


MOVES = ("suspended", "reinstated", "removed")


@pytest.mark.parametrize(
    ("state", "move", "to"),
    [
        ("admitted", "suspended", "suspended"),
        ("admitted", "reinstated", None),
        ("admitted", "removed", "removed"),
        ("suspended", "suspended", None),
        ("suspended", "reinstated", "admitted"),
        ("suspended", "removed", "removed"),
        *(("removed", move, None) for move in MOVES),
    ],
)
def test_a_body_moves_only_along_these_paths(state: str, move: str, to: str | None) -> None:
    body = a_provider(state=state)
    if to is None:
        with pytest.raises(WrongMove):
            getattr(body, move)(date(2026, 11, 20))
    else:
        assert getattr(body, move)(date(2026, 11, 20)).state == to


def test_periods_in_the_register_end_and_begin_with_the_standing() -> None:
    body = a_provider(periods=(Registration(start=date(2022, 10, 18)),))

    body = body.suspended(date(2023, 1, 10)).reinstated(date(2023, 2, 1)).removed(date(2023, 3, 1))

    assert body.periods == (
        Registration(start=date(2022, 10, 18), end=date(2023, 1, 10)),
        Registration(start=date(2023, 2, 1), end=date(2023, 3, 1)),
    )


def test_removing_a_suspended_body_leaves_the_end_of_its_last_period() -> None:
    body = a_provider().suspended(date(2023, 1, 10))

    assert body.removed(date(2023, 5, 1)).periods == body.periods


def test_a_period_never_ends_before_it_starts() -> None:
    body = a_provider(periods=(Registration(start=date(2027, 1, 1)),))

    (period,) = body.suspended(date(2026, 11, 20)).periods

    assert period.end == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("admitted", ProviderAdmitted),
        ("suspended", ProviderSuspended),
        ("removed", ProviderRemoved),
    ],
)
def test_what_is_told_of_a_body_follows_its_standing_and_never_has_the_tax_code(
    state: str, kind: type[Fact]
) -> None:
    body = a_provider(state=state)

    fact = providers.told(body)

    assert isinstance(fact, kind)
    assert body.tax_code not in msgspec.json.encode(fact).decode()


@pytest.mark.parametrize(
    ("state", "move", "to"),
    [
        ("draft", "withdrawn", None),
        ("draft", "suspended", None),
        ("draft", "reinstated", None),
        ("published", "withdrawn", "withdrawn"),
        ("published", "suspended", "suspended"),
        ("published", "reinstated", None),
        ("suspended", "withdrawn", "withdrawn"),
        ("suspended", "suspended", None),
        ("suspended", "reinstated", "published"),
        ("withdrawn", "withdrawn", None),
        ("withdrawn", "suspended", None),
        ("withdrawn", "reinstated", None),
    ],
)
def test_an_offer_moves_only_along_these_paths(state: str, move: str, to: str | None) -> None:
    offer = an_offer(state=state)
    if to is None:
        with pytest.raises(WrongMove):
            getattr(offer, move)(seen=1)
    else:
        assert getattr(offer, move)(seen=1).state == to


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_an_officer_publishes_the_draft(state: str) -> None:
    offer = a_submitted_offer(state=state, version=4)

    published = offer.published_by(a_provider(), seen=4, at=NOW)

    assert published.state == "published"
    assert published.published == offer.draft
    assert published.published_at == NOW
    assert published.version == 5


def test_a_suspended_offer_is_reinstated_not_published() -> None:
    with pytest.raises(WrongMove):
        a_submitted_offer(state="suspended").published_by(a_provider(), seen=1, at=NOW)


@pytest.mark.parametrize("state", ["suspended", "removed"])
def test_offers_of_a_body_outside_the_register_are_not_published(state: str) -> None:
    with pytest.raises(NotAdmitted):
        a_submitted_offer().published_by(a_provider(state=state), seen=1, at=NOW)
    with pytest.raises(NotAdmitted):
        an_offer().submitted(a_provider(state=state), by="ada", seen=1, at=NOW, number=1)


def test_an_etag_is_good_for_a_part_that_has_not_changed_since() -> None:
    offer = an_offer(version=7, draft_version=3, places_version=7)

    for good in (3, 7):
        assert offer.redrafted(offer.draft, by="ada", seen=good).draft_version == 8
    for stale_or_invented in (2, 8):
        with pytest.raises(Stale):
            offer.redrafted(offer.draft, by="ada", seen=stale_or_invented)


def test_an_officer_cannot_publish_a_draft_that_changed_after_they_read_it() -> None:
    offer = a_submitted_offer(version=2, draft_version=2)

    with pytest.raises(Stale):
        offer.published_by(a_provider(), seen=1, at=NOW)


def test_an_officer_cannot_move_an_offer_that_moved_after_they_read_it() -> None:
    offer = a_published_offer(version=5, state_version=4)

    with pytest.raises(Stale):
        offer.withdrawn(seen=3)
    assert offer.withdrawn(seen=4).state_version == 6


def test_a_draft_that_is_not_complete_says_each_missing_thing() -> None:
    stated = {"/category", "/delivery"}
    offer = an_offer(draft=OfferCard(title="Nuoto", category="sport", delivery="venue"))

    with pytest.raises(Incomplete) as refused:
        offer.submitted(a_provider(), by="ada", seen=1, at=NOW, number=1)

    fields = [fault.field for fault in refused.value.members["errors"]]
    expected = [needed.field for needed in REQUIREMENTS if needed.field not in stated]
    assert fields == expected


def test_a_listing_may_know_little() -> None:
    listing = an_offer(
        kind="listing", provider_id=None, draft=OfferCard(title="Campo"), state="withdrawn"
    )

    listing = listing.submitted(None, by="ada", seen=1, at=NOW, number=1)
    assert listing.published_by(None, seen=2, at=NOW).state == "published"


@pytest.mark.parametrize(
    ("card", "field"),
    [
        (a.an_offer_card(summary=None), "/summary"),
        (a.an_offer_card(activities=(), keywords=()), "/activities"),
        (a.an_offer_card(wellbeing=Wellbeing(body=3)), "/wellbeing"),
        (a.an_offer_card(delivery="outdoor", place=None), "/place"),
        (a.an_offer_card(place=a.a_place(address=None, point=None)), "/place"),
        (a.an_offer_card(price=Price(kind="paid")), "/price"),
        (a.an_offer_card(price=Price(kind="paid", amount_cents=100)), "/price"),
        (
            a.an_offer_card(sharing="individual", price=Price(kind="paid"), price_list=SHARED),
            "/price",
        ),
        (a.an_offer_card(cancellation=None), "/cancellation"),
        (a.an_offer_card(medical_certificate=None), "/medical_certificate"),
        (a.an_offer_card(takes_vouchers=None), "/takes_vouchers"),
    ],
)
def test_each_missing_thing_is_named_by_its_field(card: OfferCard, field: str) -> None:
    assert [fault.field for fault in missing(card)] == [field]


@pytest.mark.parametrize(
    "card",
    [
        a.an_offer_card(),
        a.an_offer_card(delivery="online", place=None),
        a.an_offer_card(takes_vouchers=False),
        a.an_offer_card(price=Price(kind="free")),
        a.an_offer_card(price=Price(kind="free"), cancellation=None),
        a.an_offer_card(price=Price(kind="paid"), price_list=SHARED),
        a.an_offer_card(medical_certificate=False),
        a.an_offer_card(category="arte", medical_certificate=None),
        a.an_offer_card(wellbeing=Wellbeing(**dict.fromkeys(Wellbeing.__struct_fields__, 0))),
    ],
)
def test_no_or_nothing_is_an_answer_too(card: OfferCard) -> None:
    assert missing(card) == []


def test_each_field_of_a_card_stands_in_one_section() -> None:
    assert sorted(field for fields in SECTIONS.values() for field in fields) == sorted(
        OfferCard.__struct_fields__
    )
    assert tuple(SECTIONS) == get_args(Section)


def test_every_offer_of_the_example_catalogue_could_be_published() -> None:
    """Its fields are ours under other names: what the requirements ask is there in each row."""
    for line in (EXAMPLES / "offers.jsonl").read_text().splitlines():
        row = json.loads(line)
        place = a.a_place() if row["office"] or row["place"] else None
        card = OfferCard(
            title=row["title"],
            summary=row["summary"],
            description=row["description"],
            category=row["category"],
            keywords=tuple(row["activities"]),
            recipients=tuple(row["recipients"]),
            ages=Ages(min=row["age_min"], max=row["age_max"]),
            wellbeing=Wellbeing(**row["wellbeing"]),
            delivery=row["delivery"],
            place=place,
            municipi=tuple(row["municipi"]),
            price=Price(**row["price"]),
            sharing=row["sharing"],
            takes_vouchers=row["accepts_vouchers"],
            activation=row["activation"],
            needs=tuple(row["needs"]),
            languages=tuple(row["languages"]),
            accessibility=tuple(row["accessibility"]),
        )
        lacking = {fault.field for fault in missing(card)}
        assert lacking <= {"/cancellation", "/medical_certificate"}, row["id"]
        assert offer_faults(card) == [], row["id"]


@pytest.mark.parametrize(
    ("card", "field", "code"),
    [
        (a.an_offer_card(recipients=("bambini", "marziani")), "/recipients/1", "not_allowed"),
        (a.an_offer_card(activities=("nuotto",)), "/activities/0", "not_allowed"),
        (a.an_offer_card(needs=("sonno",)), "/needs/0", "not_allowed"),
        (a.an_offer_card(languages=("xx",)), "/languages/0", "not_allowed"),
        (a.an_offer_card(accessibility=("ali",)), "/accessibility/0", "not_allowed"),
        (a.an_offer_card(ages=Ages(min=10, max=6)), "/ages/max", "out_of_range"),
        (
            a.an_offer_card(schedule=(Session(weekday="mon", start=time(11), end=time(10)),)),
            "/schedule/0/end",
            "out_of_range",
        ),
        (
            a.an_offer_card(period=Period(start=date(2027, 1, 1), end=date(2026, 1, 1))),
            "/period/end",
            "out_of_range",
        ),
        (
            a.an_offer_card(
                first_contact=(ContactSlot(weekday="mon", start=time(9), end=time(9)),)
            ),
            "/first_contact/0/end",
            "out_of_range",
        ),
        (
            a.an_offer_card(signup=Period(start=date(2027, 1, 1), end=date(2026, 1, 1))),
            "/signup/end",
            "out_of_range",
        ),
        (
            a.an_offer_card(price=Price(kind="free", amount_cents=5)),
            "/price/amount_cents",
            "out_of_range",
        ),
    ],
)
def test_what_types_cannot_say_of_a_card_is_a_fault_at_its_place(
    card: OfferCard, field: str, code: str
) -> None:
    (fault,) = offer_faults(card, "/draft")

    assert (fault.field, fault.code) == (f"/draft{field}", code)


def test_a_slip_of_the_pen_gets_the_nearest_word() -> None:
    (fault,) = offer_faults(a.an_offer_card(recipients=("bambinni",)))
    assert fault.allowed is not None
    assert "bambini" in fault.allowed

    (fault,) = offer_faults(a.an_offer_card(activities=("swiming",)))
    assert fault.nearest == "swimming"


def test_ages_that_families_see_already_stay_as_an_import_brought_them() -> None:
    seen = a.an_offer_card(ages=Ages(min=0.25, max=3.5))

    assert uneven(msgspec.structs.replace(seen, title="Altro"), seen) == []
    assert [one.field for one in uneven(seen, None)] == ["/ages/min", "/ages/max"]


def test_a_card_that_is_right_has_no_faults() -> None:
    assert offer_faults(a.an_offer_card()) == []
    assert offer_faults(a.a_listing_card()) == []
    assert provider_faults(a.a_provider_card()) == []
    assert provider_faults(a.a_provider_card(legal_form="gang"))[0].field == "/legal_form"
    at_sea = Office(place=a.a_place(point=Point(lat=0, lon=0)))
    (fault,) = provider_faults(a.a_provider_card(offices=(Office(place=a.a_place()), at_sea)))
    assert (fault.field, fault.code) == ("/offices/1/place/point", "out_of_range")


def test_there_are_never_more_places_left_than_places() -> None:
    assert places_faults(Places(total=5, left=6))[0].code == "out_of_range"
    assert places_faults(Places(total=5, left=5)) == []
    assert places_faults(Places(left=6)) == []


def test_the_last_digit_of_a_tax_code_is_checked() -> None:
    good = a.a_tax_code()
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)

    assert tax_code_faults(good) == []
    assert tax_code_faults(wrong)[0].code == "malformed"
    assert tax_code_faults("0" * 11)[0].code == "malformed"


def test_a_published_offer_is_told_with_its_body_and_its_places() -> None:
    body = a_provider()
    offer = a_published_offer(provider_id=body.id, places=Places(total=10, left=2))

    fact = offer_facts.told(offer, body, TODAY)

    assert isinstance(fact, OfferPublished)
    assert fact.provider is not None
    assert (fact.provider.id, fact.provider.name) == (body.id, body.card.name)
    assert fact.places == Places(total=10, left=2)
    assert fact.published_at == NOW


def test_places_that_nobody_stated_are_absent_from_what_is_told() -> None:
    fact = offer_facts.told(a_published_offer(), a_provider(), TODAY)

    assert isinstance(fact, OfferPublished)
    assert fact.places is None


@pytest.mark.parametrize(
    ("offer", "body"),
    [
        (an_offer(), a_provider()),
        (a_published_offer(state="withdrawn"), a_provider()),
        (a_published_offer(state="suspended"), a_provider()),
        (a_published_offer(), a_provider(state="suspended")),
        (a_published_offer(), a_provider(state="removed")),
    ],
)
def test_what_families_must_not_find_is_told_as_withdrawn(offer: Offer, body: Provider) -> None:
    assert offer_facts.told(offer, body, TODAY) == OfferWithdrawn(id=offer.id)


def test_a_listing_is_told_with_the_name_of_who_runs_it() -> None:
    listing = a_published_offer(kind="listing", provider_id=None, manager="A.C. Garibaldina 1932")

    fact = offer_facts.told(listing, None, TODAY)

    assert isinstance(fact, OfferPublished)
    assert fact.provider is not None
    assert (fact.provider.id, fact.provider.name) == (None, "A.C. Garibaldina 1932")


def test_an_import_leaves_withdrawn_what_an_officer_withdrew() -> None:
    offer = a_published_offer(state="withdrawn")
    later = datetime(2026, 12, 1, tzinfo=UTC)
    new = a_published_offer(published=a.an_offer_card(title="Altro"), published_at=later)

    again = offer.imported_again(new, TODAY)

    assert again.state == "withdrawn"
    assert again.published is not None
    assert again.published.title == "Altro"
    assert again.published_at == later


def test_what_vanished_from_its_source_is_published_again_when_it_is_back() -> None:
    later = datetime(2026, 12, 1, tzinfo=UTC)
    gone = a_published_offer(imported="a digest").vanished()

    again = gone.imported_again(a_published_offer(imported="a digest", published_at=later), TODAY)

    assert (gone.state, gone.version, gone.state_version) == ("withdrawn", 2, 2)
    assert (again.state, again.version, again.state_version) == ("published", 3, 3)
    assert (again.imported, again.published_at) == ("a digest", later)


def test_what_an_officer_withdraws_stays_so_though_it_had_vanished_before() -> None:
    gone = a_published_offer(imported="a digest", draft_state="submitted").vanished()

    shown = gone.published_by(a_provider(), seen=gone.version, at=NOW)
    withdrawn = shown.withdrawn(seen=shown.version)

    again = withdrawn.imported_again(a_published_offer(imported="a digest"), TODAY)
    assert (shown.state, again.state) == ("published", "withdrawn")


def test_an_import_that_changes_only_places_leaves_the_day_of_publication() -> None:
    offer = a_published_offer()
    later = datetime(2026, 12, 1, tzinfo=UTC)

    again = offer.imported_again(
        a_published_offer(places=Places(left=1), published_at=later), TODAY
    )

    assert again.published_at == NOW
    assert again.places == Places(left=1)


def test_history_has_what_differs_and_nothing_else() -> None:
    before = a.an_offer_card(title="Nuoto", max_wait_days=None)
    after = a.an_offer_card(title="Acqua", max_wait_days=3)

    assert changes(before, after) == {"title": ("Nuoto", "Acqua"), "max_wait_days": (None, 3)}
    assert changes(before, before) == {}
