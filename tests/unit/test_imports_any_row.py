"""Whatever stands in a row, it is taken or refused: it never ends the import."""

from copy import deepcopy
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import LAMBRATE, a_square
from tests.rounds import rounds
from wishmi.imports import catalogue, milano_pools, milano_sport, reference
from wishmi.imports.rows import Part

POINT = {"type": "Point", "coordinates": [LAMBRATE.lon, LAMBRATE.lat]}
SQUARE = a_square(LAMBRATE)


def a_part() -> Part:
    return Part(name="any", file="any", route="offers", fields=())


def takers() -> dict[str, tuple[Any, dict[str, Any]]]:
    """For each kind of row: what maps it, and a row that is right."""
    part = a_part()
    bodies = catalogue.Bodies()
    body = {"id": "e", "name": "E", "legal_form": "aps", "tax_code": "99142730151",
            "offices": [{"id": "s", "lat": 45.4, "lon": 9.2}]}  # fmt: skip
    bodies.provider(1, body)
    offer = {"id": "o", "provider": "e", "title": "O", "office": "s", "municipi": [1],
             "schedule": [{"weekday": "mon", "start": "17:00"}], "age_min": 3,
             "price": {"kind": "free"}, "period": {"start": "2026-01-01"},
             "staff": {"years": 3}, "wellbeing": {"body": 3}, "activities": ["judo"]}  # fmt: skip
    known = reference.Boundaries()
    return {
        "sport": (
            partial(milano_sport.listing, part=part),
            {"properties": {"Tipo": "Judo", "Municipio": "3", "VIA": "Via A",
                            "LOCALITA": "1, 20134", "Mail": "a@b.it", "Note": "x|y"},
             "geometry": POINT},
        ),
        "pools": (
            partial(milano_pools.listing, part=part),
            {"properties": {"OBJECTID": "1", "TIPOLOGIA": "PISCINE COPERTE", "DENOMINAZIONE": "A",
                            "INDIRIZZO": "VIA A, 1", "MUNICIPIO": "1"}, "geometry": POINT},
        ),
        "municipio": (
            lambda _, feature: reference.municipio(feature, known),
            {"properties": {"MUNICIPIO": 3}, "geometry": SQUARE},
        ),
        "nil": (
            lambda _, feature: reference.nil(feature, known),
            {"properties": {"ID_NIL": 3, "NIL": "DUOMO"}, "geometry": SQUARE},
        ),
        "stop": (
            lambda _, feature: reference.stop(feature, known),
            {"properties": {"id_amat": 3, "nome": "DUOMO M1", "linee": "1"}, "geometry": POINT},
        ),
        "provider": (bodies.provider, body),
        "offer": (partial(bodies.offer, part=part), offer),
    }  # fmt: skip


TAKERS = takers()

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),  # as many digits as our reader of files lets be integers
    st.floats(),
    st.text(max_size=20),
    st.text("\0\ud800'|,.()@ \u00a0\u00e3", max_size=6),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a row, its whole first."""
    found = [at]
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(part, (*at, key))
    return found


def with_(row: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    copy = deepcopy(row)
    inner = copy
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return copy


@pytest.mark.parametrize("kind", TAKERS)
def test_the_row_that_each_test_breaks_is_right_at_first(kind: str) -> None:
    make, row = TAKERS[kind]
    part = a_part()

    part.take([(1, row)], make)

    assert (len(part.ready), part.refused) == (1, [])


@pytest.mark.parametrize("kind", TAKERS)
@settings(max_examples=rounds(100))
@given(data=st.data())
def test_any_row_is_taken_or_refused(kind: str, data: st.DataObject) -> None:
    make, row = TAKERS[kind]
    part = a_part()
    at = data.draw(st.sampled_from(places(row)))
    broken = with_(row, at, data.draw(ANYTHING))

    part.take([(1, broken), (2, row)], make)

    assert len(part.ready) + len(part.refused) == part.read == 2
    for ready in part.ready:
        msgspec.json.decode(ready.body)
