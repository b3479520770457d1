"""JSON bodies become Structs, or all their faults with JSON Pointers."""

from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from kit import bodies
from kit.bodies.schema import Components
from kit.kinds import ONE_LINE
from kit.problems import Invalid, Refused


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Point(msgspec.Struct, frozen=True):
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Free(msgspec.Struct, frozen=True, tag_field="kind", tag="free"):
    why: str = ""


class Paid(msgspec.Struct, frozen=True, tag_field="kind", tag="paid"):
    cents: Annotated[int, msgspec.Meta(gt=0)]


class Range(msgspec.Struct, frozen=True):
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise Refused("out_of_range", "La fine viene prima dell'inizio.")


class Card(msgspec.Struct, frozen=True, kw_only=True):
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=10)]
    code: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{1,5}$", examples=["nuoto"])] = "a"
    tag: Annotated[str, msgspec.Meta(pattern=r"^[a-z]+-\d$", examples=["sala-3"])] | None = None
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=9, extra=ONE_LINE)] | None = None
    phone: Annotated[str, msgspec.Meta(max_length=9, extra=ONE_LINE)] = ""
    kind: Literal["offer", "listing"] = "offer"
    level: Literal[1, 2] | None = None
    colour: Colour = Colour.RED
    count: Annotated[int, msgspec.Meta(ge=0, le=9)] | None = None
    free_int: int = 0
    ratio: float = 0.5
    ok: bool = True
    point: Point | None = None
    points: Annotated[tuple[Point, ...], msgspec.Meta(max_length=2)] = ()
    words: Annotated[
        tuple[str, ...], msgspec.Meta(max_length=4, extra_json_schema={"uniqueItems": True})
    ] = ()
    pair: tuple[int, str] = (1, "a")
    labels: dict[str, int] = {}
    price: Free | Paid | None = None
    between: Range | None = None
    id: UUID | None = None
    day: date | None = None
    at: datetime | None = None
    hour: time | None = None
    note: str | int | None = None
    anything: Any = None


def faults(raw: bytes | dict[str, Any], type_: Any = Card) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        bodies.decode(raw if isinstance(raw, bytes) else msgspec.json.encode(raw), type_)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def test_a_good_body_becomes_its_struct() -> None:
    card = bodies.decode(
        b"""{"title": "Nuoto", "kind": "listing", "level": 2, "colour": "blue", "count": 3.0,
        "point": {"lat": 45, "lon": 9.2}, "points": [], "pair": [2, "b"], "labels": {"x": 1},
        "price": {"kind": "paid", "cents": 5}, "between": {"low": 1, "high": 2},
        "id": "01939f2e-7c1a-7000-8000-000000000001", "day": "2026-09-01",
        "at": "2026-09-01T10:00:00+02:00", "hour": "10:30:00", "note": null, "anything": [1, {}]}
        """,
        Card,
    )

    assert card.count == 3
    assert card.colour is Colour.BLUE
    assert card.point == Point(lat=45, lon=9.2)
    assert card.price == Paid(cents=5)
    assert card.at == datetime(2026, 9, 1, 8, tzinfo=UTC)
    assert card.hour == time(10, 30)


def test_all_faults_of_a_body_are_told_together_with_their_places() -> None:
    assert faults(
        {
            "title": "undici lettere",
            "code": "A1",
            "kind": "offert",
            "level": 3,
            "colour": "green",
            "count": 10,
            "ratio": "x",
            "ok": 1,
            "point": {"lat": 91, "lng": 9},
            "points": [{"lat": 1, "lon": 1}, 7],
            "pair": [1],
            "labels": {"a/b": "x"},
            "price": {"kind": "dear"},
            "id": "7",
            "day": "2026-13-01",
            "at": "2026-09-01T10:00:00",
            "hour": "10:30:00Z",
            "note": [],
            "extra": 1,
        }
    ) == [
        ("/extra", "unknown_field"),
        ("/title", "too_long"),
        ("/code", "malformed"),
        ("/kind", "not_allowed"),
        ("/level", "not_allowed"),
        ("/colour", "not_allowed"),
        ("/count", "out_of_range"),
        ("/ratio", "malformed"),
        ("/ok", "malformed"),
        ("/point/lng", "unknown_field"),
        ("/point/lat", "out_of_range"),
        ("/point/lon", "missing"),
        ("/points/1", "malformed"),
        ("/pair", "malformed"),
        ("/labels/a~1b", "malformed"),
        ("/price/kind", "not_allowed"),
        ("/id", "malformed"),
        ("/day", "malformed"),
        ("/at", "malformed"),
        ("/hour", "malformed"),
        ("/note", "malformed"),
    ]


@pytest.mark.parametrize("blank", [" ", "\t\n", "\u00a0", "\u200b", "\ufeff \u2060", "\u3164"])
def test_what_may_not_be_empty_may_not_be_blank(blank: str) -> None:
    assert faults({"title": blank}) == [("/title", "blank")]


@pytest.mark.parametrize("end", ["\t", "\n", "\r\n", "\u2028", "\u2029"])
def test_a_name_is_one_line_and_a_text_keeps_its_lines(end: str) -> None:
    said = f"a{end}b"

    assert faults({"title": "a", "name": said, "phone": said}) == [
        ("/name", "several_lines"),
        ("/phone", "several_lines"),
    ]
    assert bodies.decode(msgspec.json.encode({"title": said}), Card).title == said
    assert msgspec.convert({"title": "a", "name": said}, Card).name == said, "kept from before"


def test_characters_that_nobody_sees_may_stand_within_a_text_and_none_may_turn_it_round() -> None:
    assert faults({"title": "a\u202eb"}) == [("/title", "malformed")]
    schema = Components()
    schema.taken(Card)
    asked = schema.schemas["Card"]["properties"]["title"]
    persian = bodies.decode(msgspec.json.encode({"title": "می\u200cخواهم"}), Card)
    assert persian.title == "می\u200cخواهم"
    for text, fine in {"می\u200cخواهم": True, "\u200b": False, "a\u202eb": False}.items():
        assert jsonschema.Draft202012Validator(asked).is_valid(text) == fine


def test_letters_and_their_accents_become_one_character() -> None:
    raw = b'{"title": "caffe\xcc\x80", "words": ["poe\\u0300ta"]}'
    card = bodies.decode(raw, Card)
    assert (card.title, card.words) == ("caff\u00e8", ("po\u00e8ta",))


def test_what_stands_once_is_refused_where_it_stands_again() -> None:
    assert faults({"title": "a", "words": ["x", "y", "x", "x"]}) == [
        ("/words/2", "repeated"),
        ("/words/3", "repeated"),
    ]
    assert faults({"title": "a", "words": ["x"] * 5}) == [("/words", "too_many")]


def test_a_fault_says_in_words_what_would_do() -> None:
    with pytest.raises(Invalid) as caught:
        bodies.decode(b'{"title": "", "code": "A1", "tag": "sala", "points": [{}, {}, {}]}', Card)

    assert [fault.detail for fault in caught.value.faults] == [
        "Almeno 1 carattere.",
        "Non ha la forma prevista, per esempio nuoto.",
        "Non ha la forma prevista, per esempio sala-3.",
        "Al massimo 2 elementi.",
    ]


def test_an_unknown_word_comes_with_what_is_allowed_and_the_nearest() -> None:
    with pytest.raises(Invalid) as caught:
        bodies.decode(b'{"titel": "a", "kind": "offert"}', Card)

    unknown, _, word = caught.value.faults
    assert (unknown.field, unknown.nearest) == ("/titel", "title")
    assert (word.field, word.nearest) == ("/kind", "offer")
    assert set(word.allowed or ()) == {"offer", "listing"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", [("", "missing")]),
        (b"  \n", [("", "missing")]),
        (b"{", [("", "malformed")]),
        (b"{'a': 1}", [("", "malformed")]),
        (b'{"title": "\xff"}', [("", "malformed")]),
        (b'\xef\xbb\xbf{"title": "a"}', [("", "malformed")]),
        (b"null", [("", "malformed")]),
        (b"[" * 100_000, [("", "malformed")]),
        (b'{"title": "a", "anything": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", [("", "malformed")]),
        (b'{"title": "a", "title": "b"}', [("", "repeated")]),
        (b'{"title": "a", "labels": {"x": 1, "x": 2}}', [("", "repeated")]),
        (b'{"title": "a", "ratio": NaN}', [("", "malformed")]),
        (b'{"title": "a", "ratio": -Infinity}', [("", "malformed")]),
        (b'{"title": "a", "ratio": 1e999}', [("/ratio", "out_of_range")]),
        (b'{"title": "a", "free_int": ' + b"9" * 5_000 + b"}", [("", "out_of_range")]),
        (b'{"title": "a", "free_int": 9007199254740992}', [("/free_int", "out_of_range")]),
        (b'{"title": "a", "free_int": 1.5}', [("/free_int", "malformed")]),
        (b'{"title": "a", "free_int": true}', [("/free_int", "malformed")]),
        (b'{"title": "a\\u0000"}', [("/title", "malformed")]),
        (b'{"title": "a\\u001b"}', [("/title", "malformed")]),
        (b'{"title": "\\ud800"}', [("/title", "malformed")]),
        (b'{"title": "a", "labels": {"\\u0000": 1}}', [("/labels/\0", "malformed")]),
        (b'{"title": "a", "anything": {"x": ["\\u0000"]}}', [("/anything/x/0", "malformed")]),
        (b'{"title": "a", "anything": {"\\ud800": 1}}', [("/anything/?", "malformed")]),
        (b'{"title": "a", "\\ud800": 1}', [("/?", "unknown_field")]),
        (b'{"title": "a", "code": "abc\\n"}', [("/code", "malformed")]),
        (b'{"title": "a", "points": [1, 2, 3]}', [("/points", "too_many")]),
        (b'{"title": ""}', [("/title", "too_short")]),
        (b'{"title": "a", "price": {}}', [("/price/kind", "missing")]),
        (b'{"title": "a", "between": {"low": 2, "high": 1}}', [("/between", "out_of_range")]),
    ],
)
def test_odd_bodies_are_faults_and_no_errors(raw: bytes, expected: list[tuple[str, str]]) -> None:
    assert faults(raw) == expected


def test_only_so_many_faults_are_told() -> None:
    with pytest.raises(Invalid) as caught:
        bodies.decode(msgspec.json.encode({f"x{n}": 1 for n in range(5_000)}), Card)

    assert len(caught.value.faults) == 100


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["", " ", "\t\u00a0", " a ", "\u200b", "a\nb", "a\u2028"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Card.__struct_fields__, "x"]), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(
    JSON
    | st.dictionaries(st.sampled_from(Card.__struct_fields__), JSON, max_size=4).map(
        lambda fields: {"title": "a"} | fields
    )
)
def test_a_body_is_decoded_exactly_when_its_schema_takes_it(value: object) -> None:
    components = Components()
    reference = components.taken(Card)
    schema = {**reference, "components": {"schemas": components.schemas}}
    try:
        raw = msgspec.json.encode(value)
        value = msgspec.json.decode(raw)
    except (ValueError, OverflowError):  # no JSON: half a character
        return
    valid = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker()
    ).is_valid(value)
    try:
        bodies.decode(raw, Card)
    except Invalid:
        decoded = False
    else:
        decoded = True

    assert decoded == valid


class Told(msgspec.Struct):
    """What is answered whole, but for a field that may stay unset."""

    name: str
    count: int = 0
    more: str | UnsetType = UNSET


def test_an_answer_without_a_field_that_stayed_unset_fits_its_schema() -> None:
    components = Components()
    components.told(Told)

    assert components.schemas["Told"]["required"] == ["name", "count"]
    assert msgspec.to_builtins(Told("a")) == {"name": "a", "count": 0}
