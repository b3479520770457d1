"""What a row of the city's open data becomes, and what of it is refused."""

from copy import deepcopy
from typing import Any

import pytest

from contracts.values import Contacts, Point
from tests.builders import LAMBRATE, a_square
from wishmi.imports import milano_pools, milano_sport, reference
from wishmi.imports.milano_pools import named
from wishmi.imports.milano_sport import house_and_cap
from wishmi.imports.names import clean, street, titled
from wishmi.imports.rows import Part

FACILITY: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [9.2416, 45.4845]},
    "properties": {
        "Municipio": "3",
        "VIA": "Via Conte Rosso",
        "LOCALITA": "57A, 20134",
        "SPECIFICA_LOCALITA": "Palazzo Del Ghiaccio",
        "Tipo": "Pattinaggio su ghiaccio",
        "Note": "Una pista di ghiaccio |  una palestra|",
        "NIL": "LAMBRATE",
        "Mail": " info@ghiaccio.example , corsi@ghiaccio.example ",
        "Sito Internet": "www.ghiaccio.example",
        "Gestore": "Piccola Scuola Societã\xa0 Sportiva",
        "Ticketing": "https://biglietti.example/?id=7",
        "Colonna nuova": 1,
    },
}
POOL: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [9.1233, 45.4483]},
    "properties": {
        "OBJECTID": "21",
        "TIPOLOGIA": "PISCINE COPERTE",
        "DENOMINAZIONE": "CARDELLINO (25mt)",
        "INDIRIZZO": "V.LE DEL CARDELLINO, 3",
        "MUNICIPIO": "6",
    },
}


def changed(feature: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """The feature with other properties; one that is `...` is left out."""
    copy = deepcopy(feature)
    given = copy["properties"] | properties
    copy["properties"] = {name: value for name, value in given.items() if value is not ...}
    return copy


def sport(feature: object, part: Part | None = None) -> Any:
    part = part or a_part()
    return milano_sport.listing(7, feature, part=part).row


def a_part() -> Part:
    return Part(name="milano-sport", file="ds629", route="listings", fields=())


def test_a_facility_becomes_a_listing_that_families_can_read() -> None:
    row = milano_sport.listing(7, FACILITY, part=a_part())

    assert (row.source.name, row.source.id) == ("milano-sport", "ds629-7")
    assert row.row.manager == "Piccola Scuola Società Sportiva"
    card = row.row.card
    assert card.title == "Pattinaggio su ghiaccio - Palazzo del Ghiaccio"
    assert card.description == "Una pista di ghiaccio; una palestra."
    assert (card.category, card.activities, card.delivery) == ("sport", ("ice_skating",), "venue")
    assert card.place is not None
    assert (card.place.address, card.place.cap) == ("Via Conte Rosso, 57A", "20134")
    assert (card.place.municipio, card.place.nil, card.place.point) == (3, None, LAMBRATE)
    assert card.contacts == Contacts(
        email="info@ghiaccio.example", website="http://www.ghiaccio.example"
    )
    assert card.activation == (
        "Biglietti e prenotazioni: https://biglietti.example/?id=7; "
        "Altro indirizzo di posta: corsi@ghiaccio.example"
    )


def test_what_is_not_stated_is_absent() -> None:
    feature = changed(
        FACILITY, Note=..., Mail=..., Gestore=..., Ticketing=..., **{"Sito Internet": ...}
    )

    row = sport(feature)

    assert row.manager is None
    card = row.card
    assert (card.price, card.ages, card.municipi, card.schedule) == (None, None, (), ())
    assert (card.description, card.contacts, card.activation) == (None, None, None)
    assert (card.accessibility, card.needs, card.takes_vouchers) == ((), (), None)


def test_a_name_that_many_facilities_bear_is_told_with_its_street() -> None:
    card = sport(changed(FACILITY, SPECIFICA_LOCALITA="Impianto Sportivo")).card

    assert card.title == "Pattinaggio su ghiaccio - Impianto Sportivo, Via Conte Rosso"


@pytest.mark.parametrize(
    ("discipline", "accessibility", "needs"),
    [
        ("Wheelcahir", ("wheelchair",), ("disability",)),
        ("Tennis adattato", (), ("disability",)),
        ("Tennis", (), ()),
    ],
)
def test_accessibility_is_only_what_a_discipline_states(
    discipline: str, accessibility: tuple[str, ...], needs: tuple[str, ...]
) -> None:
    card = sport(changed(FACILITY, Tipo=discipline)).card

    assert (card.accessibility, card.needs) == (accessibility, needs)


def test_a_discipline_that_means_no_activity_is_kept_as_a_word_and_reported() -> None:
    part = a_part()

    card = sport(changed(FACILITY, Tipo="Attività libere"), part).card

    assert (card.activities, card.keywords) == ((), ("Attività libere",))
    assert part.unmapped == {"Attività libere": 1}


def test_contacts_that_are_none_are_left_out_and_remarked() -> None:
    part = a_part()

    card = sport(changed(FACILITY, Mail="chiedere in sede", **{"Sito Internet": "nessuno"}), part)

    assert card.card.contacts is None
    assert {remark.field for remark in part.remarks} == {"Mail", "Sito Internet"}


@pytest.mark.parametrize(
    ("feature", "field"),
    [
        ({**FACILITY, "geometry": None}, "geometry"),
        ({key: FACILITY[key] for key in ("type", "properties")}, "geometry"),
        ({**FACILITY, "geometry": {"type": "Polygon", "coordinates": []}}, "geometry/type"),
        ({**FACILITY, "geometry": {"type": "Point", "coordinates": [9.1]}}, "geometry/coordinates"),
        (changed(FACILITY, Tipo=...), "Tipo"),
        (changed(FACILITY, Tipo=7), "Tipo"),
        (changed(FACILITY, Municipio="dieci"), "Municipio"),
        (changed(FACILITY, Municipio="10"), "Municipio"),
        (changed(FACILITY, VIA="Via " + "x" * 200), "VIA"),
        ("not a feature", ""),
        (None, ""),
    ],
)
def test_a_broken_facility_is_refused_by_its_field(feature: object, field: str) -> None:
    part = a_part()

    part.take([(1, feature), (2, FACILITY)], lambda n, f: milano_sport.listing(n, f, part=part))

    assert [(refused.row, refused.field) for refused in part.refused] == [(1, field)]
    assert [ready.number for ready in part.ready] == [2]


@pytest.mark.parametrize(
    ("written", "house", "cap"),
    [
        ("4, 20158", "4", "20158"),
        ("57A, 20145", "57A", "20145"),
        (", 20148", None, "20148"),
        ("4", "4", None),
        ("4, interno 2", "4, interno 2", None),
        ("20148", None, "20148"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_house_number_and_cap_share_a_field(
    written: str | None, house: str | None, cap: str | None
) -> None:
    assert house_and_cap(written) == (house, cap)


def test_a_pool_has_a_name_that_families_can_read() -> None:
    row = milano_pools.listing(1, POOL, part=a_part())

    assert row.source.id == "ds32-21"
    card = row.row.card
    assert card.title == "Piscina Cardellino, vasca coperta 25 m"
    assert (card.activities, card.price, card.ages) == (("swimming",), None, None)
    assert card.place is not None
    assert card.place.address == "Viale del Cardellino, 3"
    assert card.place.municipio == 6


def test_what_is_done_in_a_sport_centre_is_not_guessed() -> None:
    part = a_part()

    row = milano_pools.listing(1, changed(POOL, TIPOLOGIA="CENTRI SPORTIVI"), part=part)

    assert row.row.card.activities == ()
    assert part.unmapped == {"CENTRI SPORTIVI": 1}


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("CARELLA CANTÙ'", "Carella Cantù"),
        ("SANT'ABBONDIO", "Sant'Abbondio"),
        ("S.ABBONDIO (25mt)", "Sant'Abbondio"),
        ("DE MARCHI", "De Marchi"),
    ],
)
def test_names_of_pools(written: str, readable: str) -> None:
    assert named(written)[0] == readable


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("Centro Sportivo Xxv Aprile", "Centro Sportivo XXV Aprile"),
        ("VIA  GIO' PONTI", "Via Giò Ponti"),
        ("CA' GRANDA", "Ca' Granda"),
        ("Leone Xiii Sport", "Leone XIII Sport"),
    ],
)
def test_names_in_capitals(written: str, readable: str) -> None:
    assert titled(written) == readable


def test_streets_and_mangled_letters() -> None:
    assert street("P.LE LOTTO, 15") == "Piazzale Lotto, 15"
    assert street("V.LE TUNISIA, 35") == "Viale Tunisia, 35"
    assert clean("acquaticitã\xa0 per attivita'  varie, un po' di tutto") == (
        "acquaticità per attività varie, un po' di tutto"
    )


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("P.TA GENOVA F.S.", "Porta Genova FS"),
        ("DUOMO M3", "Duomo"),
        ("S.AMBROGIO", "Sant'Ambrogio"),
        ("S.LEONARDO", "San Leonardo"),
        ("AFFORI FN", "Affori FN"),
        ("CADORNA FN M2", "Cadorna FN"),
        ("CERNUSCO SUL NAVIGLIO", "Cernusco sul Naviglio"),
        ("SESTO RONDO", "Sesto Rondò"),
    ],
)
def test_names_of_metro_stops(written: str, readable: str) -> None:
    assert reference.station(written) == readable


def boundaries() -> reference.Boundaries:
    """Municipio 3 around Lambrate, municipio 2 to the west of it."""
    known = reference.Boundaries()
    for number, lon in ((3, LAMBRATE.lon), (2, LAMBRATE.lon - 0.02)):
        square = a_square(Point(lat=LAMBRATE.lat, lon=lon))
        reference.municipio({"properties": {"MUNICIPIO": number}, "geometry": square}, known)
    return known


@pytest.mark.parametrize(
    ("shift", "municipi"),
    [(0.0, (3,)), (-0.0002, (3,)), (-0.005, (2, 3))],
    ids=["inside", "1 % beyond the border", "a quarter beyond"],
)
def test_a_neighbourhood_spans_a_municipio_only_by_a_real_part(
    shift: float, municipi: tuple[int, ...]
) -> None:
    square = a_square(Point(lat=LAMBRATE.lat, lon=LAMBRATE.lon + shift))
    feature = {"properties": {"ID_NIL": 23, "NIL": " LAMBRATE  - ORTICA"}, "geometry": square}

    row = reference.nil(feature, boundaries())

    assert row.row.municipi == municipi
    assert (row.row.name, row.source.id) == ("LAMBRATE - ORTICA", "nil-23")


def test_the_centre_of_a_crescent_lies_in_it() -> None:
    crescent = {
        "type": "Polygon",
        "coordinates": [
            [[0, 0], [10, 0], [10, 10], [0, 10], [0, 9], [9, 9], [9, 1], [0, 1], [0, 0]]
        ],
    }
    feature = {"properties": {"ID_NIL": 1, "NIL": "DUOMO"}, "geometry": crescent}

    centre = reference.nil(feature, reference.Boundaries()).row.centre

    assert centre.lon > 9 or not 1 < centre.lat < 9


def test_a_stop_says_its_lines_and_where_it_lies() -> None:
    feature = {
        "properties": {"id_amat": 890, "nome": "ZARA", "linee": "3,5"},
        "geometry": {"type": "Point", "coordinates": [LAMBRATE.lon, LAMBRATE.lat]},
    }

    row = reference.stop(feature, boundaries()).row

    assert (row.name, row.lines, row.municipi) == ("Zara", ("M3", "M5"), (3,))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Point", "coordinates": [9.1, 45.4]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[1, 1], [2, 2]]]},
        {"type": "LineString", "coordinates": [[1, 1], [2, 2]]},
        {"type": "GeometryCollection", "geometries": []},
        {},
    ],
)
def test_a_neighbourhood_without_a_surface_is_refused(geometry: dict[str, Any]) -> None:
    part = a_part()
    feature = {"properties": {"ID_NIL": 1, "NIL": "DUOMO"}, "geometry": geometry}

    part.take([(1, feature)], lambda _, f: reference.nil(f, boundaries()))

    assert [refused.field for refused in part.refused] == ["geometry"]
