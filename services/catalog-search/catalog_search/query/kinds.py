"""Notations of the catalogue's own: ages, places, weights, values of facets."""

import re
from typing import Any

from catalog_search.facets import MUNICIPI, NONE, YES_NO, Facet
from catalog_search.query.question import Name
from catalog_search.query.wishes import Ages
from contracts.values import Point
from contracts.vocabularies import DESCRIPTORS
from kit import kinds
from kit.kinds import Kind
from kit.problems import Refused

LATITUDE = r"-?(90(\.0{1,9})?|[1-8]?[0-9](\.[0-9]{1,9})?)"
LONGITUDE = r"-?(180(\.0{1,9})?|(1[0-7][0-9]|[1-9]?[0-9])(\.[0-9]{1,9})?)"
AGE = r"[0-9]{1,3}(\.[0-9]{1,4})?"
WEIGHT = rf"({'|'.join(DESCRIPTORS.codes)}):[1-5]"


def pair(text: str) -> Point:
    lat, lon = text.split(",")
    return Point(lat=float(lat), lon=float(lon))


def place() -> Kind[Point | Name]:
    """`lat,lon`, or the name of a neighbourhood: which ones there are, no schema knows."""
    shape = re.compile(rf"{LATITUDE},{LONGITUDE}")

    def read(value: str) -> Point | Name:
        if shape.fullmatch(value):
            return pair(value)
        if len(value) > 100 or not re.search(r"[^\W\d]", value):
            raise Refused("malformed", "Scrivi lat,lon oppure il nome di un quartiere (NIL).")
        return value

    coordinates = kinds.written(pair, pattern=f"{LATITUDE},{LONGITUDE}", longest=40, hint="")
    text = kinds.text(longest=100)
    return Kind(
        schema=coordinates.schema,
        from_text=read,
        from_json=lambda value: read(text.from_json(value)),
    )


def ages() -> Kind[Ages]:
    """One age, or two with a dash between; either end may be left open."""

    def read(value: str) -> Ages:
        low, dash, high = value.partition("-")
        first, last = (float(end) if end else None for end in (low, high if dash else low))
        if first is not None and last is not None and first > last:
            first, last = last, first  # 6-3 can only mean 3-6
        return Ages(first, last)

    written = kinds.written(
        read,
        pattern=rf"{AGE}(-({AGE})?)?|-{AGE}",
        longest=20,
        hint="Scrivi un'età (6) o un intervallo (3-6, 3-, -6).",
    )
    number = kinds.number(at_least=0, at_most=120)

    def from_json(value: Any) -> Ages:
        if isinstance(value, str):
            return written.from_json(value)
        age = number.from_json(value)
        return Ages(age, age)

    return Kind(
        schema={"anyOf": [written.schema, number.schema]},
        from_text=lambda text: (
            written.from_text(text)
            if re.fullmatch(written.schema["pattern"], text)
            else from_json(number.from_text(text))
        ),
        from_json=from_json,
    )


def weights() -> Kind[dict[str, int]]:
    def read(value: str) -> dict[str, int]:
        pairs = (one.split(":") for one in value.split(","))
        return {name: int(weight) for name, weight in pairs}

    return kinds.written(
        read,
        pattern=rf"{WEIGHT}(,{WEIGHT}){{0,9}}",
        longest=200,
        hint="Scrivi descrittori e pesi da 1 a 5: relationships:2,body:1.",
    )


def also(kind: Kind[str], schema: dict[str, Any], types: type) -> Kind[str]:
    """The same words, and what JSON has for them: 7 for "7", true for "true"."""

    def from_json(value: Any) -> str:
        if isinstance(value, types) and (types is bool or not isinstance(value, bool)):
            return kind.from_text(str(value).lower())
        return kind.from_json(value)

    return Kind(
        schema={"anyOf": [kind.schema, schema]}, from_text=kind.from_text, from_json=from_json
    )


def choice_of(facet: Facet) -> Kind[str]:
    """What may be chosen of one facet."""
    if facet.name == "provider":
        return body()
    if facet.name == "nil":
        return neighbourhood()
    closed = kinds.choice(facet.values)
    if facet.terms is MUNICIPI:
        return also(closed, {"type": "integer", "minimum": 1, "maximum": len(MUNICIPI)}, int)
    if facet.terms is YES_NO:
        return also(closed, {"type": "boolean"}, bool)
    return closed


def neighbourhood() -> Kind[str]:
    """A NIL as the index spells it, or `_none`."""
    text = kinds.text(longest=200)

    def spelled(value: str) -> str:
        return value if value == NONE else value.upper()

    return Kind(
        schema=text.schema,
        from_text=lambda value: spelled(text.from_text(value)),
        from_json=lambda value: spelled(text.from_json(value)),
    )


def body() -> Kind[str]:
    """The id of a body, or `_none`: one pattern, for clients and tests read a choice between two
    schemas as any text."""
    return kinds.written(
        lambda value: value.lower(),
        pattern=f"{NONE}|{kinds.UUID_SHAPE.pattern}",
        longest=36,
        hint=f"Scrivi un identificativo UUID, oppure {NONE}.",
    )
