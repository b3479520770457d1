"""Rows of a file: checked one by one, mapped one by one, refused one by one with the reason."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

import msgspec

from contracts.values import Source
from kit.events import LARGEST
from kit.kinds import unusable

T = TypeVar("T")

TYPES = {
    "str": "un testo",
    "int": "un numero intero",
    "float": "un numero",
    "bool": "true o false",
    "array": "un elenco",
    "object": "un oggetto",
    "null": "nulla",
}
"""What msgspec calls the types of JSON, in Italian."""


class Wrong(Exception):
    """A row cannot be taken; says why, and in which field of the file."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the file of refused rows."""

    row: int
    """From 1, as the file counts."""
    field: str
    reason: str
    file: str


class Sourced(Protocol):
    """A row of one of the import routes of providers."""

    @property
    def source(self) -> Source: ...


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A row that can be sent."""

    number: int
    source: Source
    body: bytes
    """JSON."""


class Part(msgspec.Struct, kw_only=True):
    """One file on its way to one import route."""

    name: str
    file: str
    route: str
    fields: tuple[tuple[str, str], ...]
    """Which field of the file a JSON Pointer into the row speaks of: patterns, first wins."""
    read: int = 0
    ready: list[Ready] = msgspec.field(default_factory=list)
    refused: list[Refused] = msgspec.field(default_factory=list)
    unmapped: Counter[str] = msgspec.field(default_factory=Counter)
    """Names that mean no activity of the vocabulary, and how often they were met."""
    remarks: list[Refused] = msgspec.field(default_factory=list)
    """What was left out of a row that was taken all the same."""

    def take(self, rows: Iterable[tuple[int, Any]], make: Callable[[int, Any], Sourced]) -> None:
        """Map what can be mapped. `rows` may hold a `Wrong` in the place of a row."""
        first: dict[Source, int] = {}
        for number, value in rows:
            self.read += 1
            try:
                if isinstance(value, Wrong):
                    raise value
                check(value)
                row = make(number, value)
                if row.source in first:
                    detail = f"stesso identificativo della riga {first[row.source]}"
                    raise Wrong("id", detail)
                body = msgspec.json.encode(row)
                if len(body) > LARGEST:
                    raise Wrong("", f"riga più lunga di {LARGEST} byte")
            except Wrong as wrong:
                self.refuse(number, wrong.field, wrong.reason)
            except RecursionError:
                self.refuse(number, "", "la riga ha troppi livelli")
            else:
                first[row.source] = number
                self.ready.append(Ready(number=number, source=row.source, body=body))

    def refuse(self, number: int, field: str, reason: str) -> None:
        self.refused.append(Refused(row=number, field=field, reason=reason, file=self.file))

    def remark(self, number: int, field: str, reason: str) -> None:
        self.remarks.append(Refused(row=number, field=field, reason=reason, file=self.file))

    def field(self, pointer: str) -> str:
        """The field of the file that a fault of the row is about."""
        for pattern, name in self.fields:
            match = re.match(pattern, pointer)
            if match:
                return match.expand(name) + pointer[match.end() :]
        return pointer


def check(row: Any) -> None:
    """Refuse what JSON can say and nothing of ours can hold: NaN, infinity, unusable texts."""
    waiting = [("", row)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise Wrong(named(at), "non è un numero finito")
        if isinstance(value, str) and (trouble := unusable(value)) is not None:
            raise Wrong(named(at), trouble.detail)
        if isinstance(value, dict):
            waiting += ((f"{at}/{key}", part) for key, part in value.items())
        elif isinstance(value, list):
            waiting += ((f"{at}/{index}", part) for index, part in enumerate(value))


def as_(kind: type[T], value: Any) -> T:
    """The row with the types that it must have."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise wrong_type(str(error)) from None


def wrong_type(message: str) -> Wrong:
    """What msgspec says, in Italian: `Expected `str`, got `int` - at `$.properties.VIA``."""
    what, _, at = message.partition(" - at `$")
    pointer = re.sub(r"[.\[]", "/", at.rstrip("`").replace("]", ""))
    missing = re.search(r"missing required field `(.+)`", what)
    if missing:
        return Wrong(named(f"{pointer}/{missing[1]}"), "manca")
    types = re.fullmatch(r"Expected `(.+)`, got `(.+)`", what)
    if types:
        wanted = " o ".join(TYPES.get(name, name) for name in types[1].split(" | "))
        return Wrong(named(pointer), f"deve essere {wanted}, è {TYPES.get(types[2], types[2])}")
    unknown = re.fullmatch(r"Invalid enum value (.+)", what)
    if unknown:
        return Wrong(named(pointer), f"{unknown[1]} non è tra i valori previsti")
    long = re.fullmatch(r"Expected `str` of length <= (\d+)", what)
    limit = re.fullmatch(r"Expected `(?:int|float)` ([<>]=) (.+)", what)
    if long:
        return Wrong(named(pointer), f"ha più di {long[1]} caratteri")
    if limit:
        side = "al massimo" if limit[1] == "<=" else "almeno"
        return Wrong(named(pointer), f"deve essere {side} {limit[2]}")
    return Wrong(named(pointer), what)


def named(pointer: str) -> str:
    """A field as a reader of the file knows it: without the frame of GeoJSON around it."""
    return pointer.removeprefix("/").removeprefix("properties/")
