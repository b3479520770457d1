"""Rows are taken or refused one by one, each by its number, its field and the reason."""

import json

import msgspec
import pytest

from contracts.values import Municipio, Source
from wishmi.imports.files import loads
from wishmi.imports.rows import Part, Refused, Wrong, as_, check


class Row(msgspec.Struct, frozen=True):
    source: Source
    name: str


class Line(msgspec.Struct, frozen=True):
    id: str
    name: str


def make(_number: int, value: object) -> Row:
    line = as_(Line, value)
    return Row(source=Source(name="catalogue", id=line.id), name=line.name)


def part(*fields: tuple[str, str]) -> Part:
    return Part(name="rows", file="rows.jsonl", route="offers", fields=fields)


def test_a_broken_row_does_not_touch_the_others() -> None:
    taken = part()

    taken.take(
        [
            (1, {"id": "a", "name": "A"}),
            (2, {"id": "b", "name": 3}),
            (3, {"id": "c"}),
            (4, Wrong("", "la riga non è JSON valido")),
            (5, {"id": "d", "name": "D", "colour": "red"}),
        ],
        make,
    )

    assert taken.read == 5
    assert [json.loads(row.body)["name"] for row in taken.ready] == ["A", "D"]
    assert taken.refused == [
        Refused(row=row, field=field, reason=reason, file="rows.jsonl")
        for row, field, reason in (
            (2, "name", "deve essere un testo, è un numero intero"),
            (3, "name", "manca"),
            (4, "", "la riga non è JSON valido"),
        )
    ]


def test_of_two_rows_with_the_same_id_the_first_counts() -> None:
    taken = part()

    taken.take([(1, {"id": "a", "name": "A"}), (2, {"id": "a", "name": "B"})], make)

    assert [row.number for row in taken.ready] == [1]
    assert [(row.row, row.field) for row in taken.refused] == [(2, "id")]


def test_a_row_larger_than_any_event_is_refused_and_not_sent() -> None:
    taken = part()

    taken.take([(1, {"id": "a", "name": "x" * 1_000_001}), (2, {"id": "b", "name": "B"})], make)

    assert [row.row for row in taken.refused] == [1]
    assert [row.number for row in taken.ready] == [2]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"geometry": {"coordinates": [9.1, float("nan")]}}, "geometry/coordinates/1"),
        ({"geometry": {"coordinates": [float("-inf"), 45.0]}}, "geometry/coordinates/0"),
        ({"properties": {"VIA": "Via \0"}}, "VIA"),
        (loads('{"places_total": ' + "9" * 5_000 + "}"), "places_total"),
        ({"name": "half a letter: \ud83d"}, "name"),
    ],
)
def test_values_that_nothing_of_ours_can_hold_are_named(row: object, field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        check(row)

    assert wrong.value.field == field


class Properties(msgspec.Struct):
    number: Municipio = 1


class Typed(msgspec.Struct):
    properties: Properties
    seats: list[Line]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ({"properties": {}}, "seats", "manca"),
        ({"properties": {}, "seats": "x"}, "seats", "deve essere un elenco, è un testo"),
        (
            {"properties": {"number": 1.5}, "seats": []},
            "number",
            "deve essere un numero intero, è un numero",
        ),
        ({"properties": {"number": 10}, "seats": []}, "number", "deve essere al massimo 9"),
        ({"properties": {}, "seats": [{"id": "a"}]}, "seats/0/name", "manca"),
        ("x", "", "deve essere un oggetto, è un testo"),
    ],
)
def test_a_wrong_type_is_named_as_the_reader_of_the_file_knows_it(
    row: object, field: str, reason: str
) -> None:
    with pytest.raises(Wrong) as wrong:
        as_(Typed, row)

    assert (wrong.value.field, wrong.value.reason) == (field, reason)


def test_a_fault_told_by_the_service_is_named_by_the_field_of_the_file() -> None:
    fields = part((r"/row/card/place/cap", "LOCALITA"), (r"/row/(card/)?", ""))

    assert fields.field("/row/card/place/cap") == "LOCALITA"
    assert fields.field("/row/card/title") == "title"
    assert fields.field("/row/tax_code") == "tax_code"
    assert fields.field("/elsewhere") == "/elsewhere"
