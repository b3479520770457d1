"""Tables of parameters: the same fields from a query string and from a JSON body."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kit.parameters import MOST_PARTS, parsed, taken
from kit.problems import MOST_FAULTS, Invalid
from tests.kit_demo import PARAMETERS

TABLE = {one.name: one for one in PARAMETERS}
IN_URL = {one.name: one for one in PARAMETERS if one.in_url}
ID = UUID("01939f2e-7c1a-7000-8000-000000000001")


def faults(query: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        parsed(IN_URL, query)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def body_faults(body: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        taken(TABLE, body)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def test_a_query_and_a_body_that_say_the_same_are_the_same() -> None:
    query = (
        b"q=nuoto+bambini%20%C3%A8&municipio=7&municipio=_none&age=3-6&exact=true&limit=0"
        b"&radius=1500.5&provider=" + str(ID).encode() + b"&start_after=2026-09-01"
    )
    body = {
        "q": "nuoto bambini è",
        "municipio": ["7", "_none"],
        "age": "3-6",
        "exact": True,
        "limit": 0,
        "radius": 1500.5,
        "provider": [str(ID)],
        "start_after": "2026-09-01",
    }

    values = parsed(IN_URL, query)

    assert values["municipio"] == ("7", "_none")
    assert values["age"] == (3, 6)
    assert values["start_after"] == date(2026, 9, 1)
    assert taken(TABLE, body) == values | {"credit": None}


def test_what_is_absent_has_its_default_or_is_empty() -> None:
    values = parsed(IN_URL, b"")

    assert (values["limit"], values["exact"], values["municipio"], values["q"]) == (
        20,
        False,
        (),
        None,
    )


def test_all_faults_of_a_query_are_told_together() -> None:
    query = (
        b"limt=3&limit=1000&municipio=0&municipio=8&exact=yes&q=" + b"x" * 600 + b"&age=tre"
        b"&radius=inf&provider=7&start_after=2026-02-30&credit=100"
    )

    assert faults(query) == [
        ("limt", "unknown_parameter"),
        ("credit", "unknown_parameter"),
        ("q", "too_long"),
        ("municipio", "not_allowed"),
        ("age", "malformed"),
        ("exact", "malformed"),
        ("limit", "out_of_range"),
        ("radius", "malformed"),
        ("provider", "malformed"),
        ("start_after", "malformed"),
    ]


def test_an_unknown_name_or_value_comes_with_the_nearest_one() -> None:
    with pytest.raises(Invalid) as caught:
        parsed(IN_URL, b"municipo=7&municipio=_non")

    name, value = caught.value.faults
    assert name.nearest == "municipio"
    assert value.nearest == "_none"
    assert value.allowed == (*"123456789", "_none")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (b"limit=1&limit=2", [("limit", "repeated")]),
        (b"q=%00", [("q", "malformed")]),
        (b"q=a%1bb", [("q", "malformed")]),
        (b"q=%ff%fe", [("q", "malformed")]),
        (b"q=\xff", [("q", "malformed")]),
        (b"%ff=1", [("\ufffd", "unknown_parameter")]),
        (b"limit=", [("limit", "malformed")]),
        (b"limit=1_0", [("limit", "malformed")]),
        (b"limit=%D9%A3", [("limit", "malformed")]),
        (b"limit=" + b"9" * 5000, [("limit", "malformed")]),
        (b"radius=1e400", [("radius", "out_of_range")]),
        (b"radius=1e300", [("radius", "out_of_range")]),
        (b"age=6%0A", [("age", "malformed")]),
        (b"municipio=7&" * 51, [("municipio", "too_many")]),
        (b"=3", [("", "unknown_parameter")]),
        (b"a&" * (MOST_PARTS + 1), [("", "too_many")]),
    ],
)
def test_odd_queries_are_faults_and_no_errors(
    query: bytes, expected: list[tuple[str, str]]
) -> None:
    assert faults(query) == expected


def test_only_so_many_unknown_fields_are_told() -> None:
    assert len(body_faults({f"x{number}": 1 for number in range(5_000)})) == MOST_FAULTS


def test_blank_parts_of_a_query_are_nothing() -> None:
    assert parsed(IN_URL, b"&&limit=3&")["limit"] == 3


def test_a_value_given_twice_counts_once() -> None:
    assert parsed(IN_URL, b"municipio=7&municipio=7")["municipio"] == ("7",)


def test_a_body_is_strict_about_types_and_points_at_what_is_wrong() -> None:
    body = {
        "q": 7,
        "municipio": ["7", 8, "x"],
        "age": 6,
        "exact": "true",
        "limit": "20",
        "radius": True,
        "provider": str(ID),
        "start_after": None,
        "credit": -1,
        "qq": 1,
        "a/b~c": 1,
    }

    assert body_faults(body) == [
        ("/qq", "unknown_field"),
        ("/a~1b~0c", "unknown_field"),
        ("/q", "malformed"),
        ("/municipio/1", "malformed"),
        ("/municipio/2", "not_allowed"),
        ("/age", "malformed"),
        ("/exact", "malformed"),
        ("/limit", "malformed"),
        ("/radius", "malformed"),
        ("/provider", "malformed"),
        ("/start_after", "malformed"),
        ("/credit", "out_of_range"),
    ]


def test_a_body_that_is_no_object_is_a_fault_of_the_whole() -> None:
    assert body_faults([]) == [("", "malformed")]
