"""Which municipio and which neighbourhood a point lies in."""

import msgspec
import pytest

from contracts.areas import Area
from contracts.offers import OfferCard
from contracts.providers import Office
from contracts.values import Place, Point
from kit.events import LARGEST
from providers.domain.areas import Kind, Locator, Outline, area_faults
from tests import builders as a

WEST = Point(lat=45.0, lon=9.0)
EAST = Point(lat=45.0, lon=9.02)
BORDER = Point(lat=45.0, lon=9.01)
"""The squares around the two others touch here."""
ELSEWHERE = Point(lat=40.0, lon=9.0)


def an_outline(kind: Kind, code: str, centre: Point, name: str = "") -> Outline:
    geometry = msgspec.json.encode(a.a_square(centre)).decode()
    return Outline(kind=kind, code=code, name=name or f"{kind} {code}", geometry=geometry)


@pytest.fixture
def locator() -> Locator:
    return Locator(
        [
            an_outline("municipio", "2", EAST),
            an_outline("municipio", "1", WEST),
            an_outline("nil", "10", EAST, "LORETO"),
            an_outline("nil", "9", WEST, "DUOMO"),
        ]
    )


def test_the_polygon_wins_over_what_is_declared(locator: Locator) -> None:
    place, notes = locator.placed(Place(point=WEST, municipio=7, nil="BAGGIO"), "/place")

    assert (place.municipio, place.nil) == (1, "DUOMO")
    assert [(note.field, note.code) for note in notes] == [
        ("/place/municipio", "municipio_differs"),
        ("/place/nil", "nil_differs"),
    ]


def test_what_was_not_declared_is_filled_in_without_a_note(locator: Locator) -> None:
    place, notes = locator.placed(Place(point=EAST), "/place")

    assert (place.municipio, place.nil) == (2, "LORETO")
    assert notes == []


def test_on_a_border_either_side_may_be_declared(locator: Locator) -> None:
    for declared, nil in ((1, "DUOMO"), (2, "LORETO")):
        place, notes = locator.placed(Place(point=BORDER, municipio=declared, nil=nil), "")
        assert (place.municipio, place.nil, notes) == (declared, nil, [])


def test_on_a_border_the_first_is_taken_when_nothing_is_declared(locator: Locator) -> None:
    place, _ = locator.placed(Place(point=BORDER), "")

    assert (place.municipio, place.nil) == (1, "DUOMO")


def test_outside_the_city_a_place_is_in_no_municipio_whatever_is_declared(
    locator: Locator,
) -> None:
    declared = Place(point=ELSEWHERE, municipio=3, nil="DUOMO", address="via Roma 1")

    place, notes = locator.placed(declared, "/place")

    assert place == Place(point=ELSEWHERE, address="via Roma 1")
    assert [note.code for note in notes] == ["outside_city"]


def test_without_reference_or_without_a_point_everything_stays_as_declared(
    locator: Locator,
) -> None:
    declared = Place(municipio=3, nil="DUOMO")
    assert locator.placed(declared, "") == (declared, [])

    declared = Place(point=WEST, municipio=3)
    assert Locator().placed(declared, "") == (declared, [])
    assert not Locator().ready


def test_neighbourhoods_alone_do_not_make_a_reference() -> None:
    assert not Locator([an_outline("nil", "9", WEST)]).ready


def test_a_polygon_that_crosses_itself_is_repaired() -> None:
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[[9.0, 45.0], [9.1, 45.1], [9.1, 45.0], [9.0, 45.1], [9.0, 45.0]]],
    }
    outline = Outline(
        kind="municipio",
        code="4",
        name="Municipio 4",
        geometry=msgspec.json.encode(bow_tie).decode(),
    )

    place, _ = Locator([outline]).placed(Place(point=Point(lat=45.05, lon=9.02)), "")

    assert place.municipio == 4


def test_each_office_of_a_body_is_placed(locator: Locator) -> None:
    card = a.a_provider_card(
        offices=(
            Office(place=Place(point=WEST, municipio=1, nil="DUOMO")),
            Office(place=Place(point=EAST, municipio=1, nil="LORETO")),
        )
    )

    placed, notes = locator.provider(card, "/card")

    assert [office.place.municipio for office in placed.offices] == [1, 2]
    assert [note.field for note in notes] == ["/card/offices/1/place/municipio"]


def test_an_offer_without_a_place_stays_as_it_is(locator: Locator) -> None:
    card = OfferCard(title="Compiti online", delivery="online")

    assert locator.offer(card) == (card, [])


@pytest.mark.parametrize(
    ("area", "field"),
    [
        (a.an_area(code="10"), "/code"),
        (a.an_area(code="uno"), "/code"),
        (a.an_area(kind="nil", code="0"), "/code"),
        (a.an_area(kind="metro", code="889"), "/geometry"),
        (a.an_area(geometry={}), "/geometry"),
        (a.an_area(geometry={"type": "Point", "coordinates": [9, 45]}), "/geometry"),
        (a.an_area(geometry={"type": "Polygon", "coordinates": []}), "/geometry"),
        (a.an_area(geometry={"type": "Polygon", "coordinates": [[[9, 45]]]}), "/geometry"),
        (a.an_area(geometry={"type": "Polygon", "coordinates": "9,45"}), "/geometry"),
        (a.an_area(geometry={"much": "x" * LARGEST}), "/geometry"),
    ],
)
def test_an_area_that_places_could_not_be_found_in_is_refused(area: Area, field: str) -> None:
    assert [fault.field for fault in area_faults(area, "")] == [field]


def test_areas_as_the_city_draws_them_are_taken() -> None:
    stop = {"type": "Point", "coordinates": [9.15, 45.47]}
    assert area_faults(a.an_area(), "") == []
    assert area_faults(a.an_area(kind="nil", code="88"), "") == []
    assert area_faults(a.an_area(kind="metro", code="889", geometry=stop), "") == []
