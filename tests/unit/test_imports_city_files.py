"""The city's own files, row by row, as they are."""

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from contracts.offers import OfferCard
from kit.events import LARGEST
from providers.domain.areas import Locator, Outline, area_faults
from providers.domain.cards import offer_faults
from providers.schemas.imports import AreaRow, ListingRow
from wishmi.imports.commands import usual
from wishmi.imports.rows import Part
from wishmi.imports.sources import SOURCES

pytestmark = pytest.mark.city_data


@pytest.fixture(scope="module")
def city() -> Path:
    return usual("reference")


@pytest.fixture(scope="module")
def areas(city: Path) -> list[Part]:
    return list(SOURCES["reference"](city))


@pytest.fixture(scope="module")
def locator(areas: list[Part]) -> Locator:
    rows = [
        msgspec.json.decode(ready.body, type=AreaRow).row for part in areas for ready in part.ready
    ]
    return Locator(
        Outline(kind=row.kind, code=row.code, name=row.name, geometry=json.dumps(row.geometry))
        for row in rows
        if row.kind != "metro"
    )


@pytest.fixture(scope="module")
def sport(city: Path) -> Part:
    (part,) = SOURCES["milano-sport"](city)
    return part


@pytest.fixture(scope="module")
def pools(city: Path) -> Part:
    (part,) = SOURCES["milano-pools"](city)
    return part


def cards(part: Part) -> list[OfferCard]:
    return [msgspec.json.decode(ready.body, type=ListingRow).row.card for ready in part.ready]


def differing(part: Part, locator: Locator) -> list[str]:
    return [
        ready.source.id
        for ready, card in zip(part.ready, cards(part), strict=True)
        if any(note.code == "municipio_differs" for note in locator.offer(card)[1])
    ]


def test_all_areas_are_taken(areas: list[Part]) -> None:
    assert [(part.name, part.read, part.refused) for part in areas] == [
        ("municipi", 9, []),
        ("nil", 88, []),
        ("metro", 110, []),
    ]
    for part in areas:
        for ready in part.ready:
            row = msgspec.json.decode(ready.body, type=AreaRow).row
            assert area_faults(row, "") == []
            assert len(ready.body) < LARGEST


def test_sixteen_neighbourhoods_span_more_than_one_municipio(areas: list[Part]) -> None:
    nils = [msgspec.json.decode(ready.body, type=AreaRow).row for ready in areas[1].ready]

    assert sum(len(nil.municipi) > 1 for nil in nils) == 16
    assert all(nil.municipi for nil in nils)


def test_all_facilities_become_listings(sport: Part) -> None:
    assert (sport.read, len(sport.ready), sport.refused) == (407, 407, [])
    assert sport.ready[0].source.id == "ds629-1"
    assert sport.ready[-1].source.id == "ds629-407"
    assert sport.remarks == []


def test_what_the_list_of_facilities_does_not_say_is_absent(sport: Part) -> None:
    rows = [msgspec.json.decode(ready.body, type=ListingRow).row for ready in sport.ready]

    assert sum(not (row.card.contacts and row.card.contacts.email) for row in rows) == 116
    assert sum(row.manager is None for row in rows) == 8
    assert sum(row.card.activation is not None for row in rows) == 33 + 3  # tickets, other mail
    assert sum(bool(row.card.needs or row.card.accessibility) for row in rows) == 2
    assert all(row.card.price is None and row.card.ages is None for row in rows)
    assert all(row.card.place and row.card.place.cap for row in rows)
    assert all(offer_faults(row.card) == [] for row in rows)


def test_disciplines_that_mean_no_activity_are_reported(sport: Part) -> None:
    assert sport.unmapped == {"Attività libere": 3, "Antalgica": 1, "Attività ludica": 1}


def test_two_pairs_differ_only_by_how_one_buys_a_ticket(sport: Part) -> None:
    without_tickets = Counter(
        msgspec.json.encode(msgspec.structs.replace(card, activation=None)) for card in cards(sport)
    )

    assert sorted(without_tickets.values(), reverse=True)[:3] == [2, 2, 1]


def test_exactly_eighteen_facilities_declare_another_municipio_than_their_polygon(
    sport: Part, locator: Locator
) -> None:
    assert len(differing(sport, locator)) == 18


def test_no_text_of_the_city_is_mangled_or_in_capitals(sport: Part, pools: Part) -> None:
    for card in (*cards(sport), *cards(pools)):
        text = f"{card.title} {card.summary} {card.description}"
        assert not {"ã", "â", "€", "|"} & set(text), text
        assert not any(len(word) > 5 and word.isupper() for word in card.title.split()), text


def test_all_pools_become_listings_whose_point_agrees_with_what_they_declare(
    pools: Part, locator: Locator
) -> None:
    assert (pools.read, len(pools.ready), pools.refused) == (28, 28, [])
    assert differing(pools, locator) == []
    assert len({card.title for card in cards(pools)}) == 28
