"""The rules of a single JSON value: what a text, a number, a code or a date must be."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from msgspec import inspect

from kit.kinds import BREAK, UUID_SHAPE, blank, unusable
from kit.problems import Fault, nearest

LARGEST_INTEGER = 2**53 - 1
"""Beyond it a JavaScript reader sees another number (RFC 8259, 6); it also fits a bigint."""


def scalar(value: Any, known: inspect.Type, at: str) -> Iterator[Fault]:
    match known:
        case inspect.LiteralType() | inspect.EnumType():
            yield from _listed(value, known, at)
        case inspect.BoolType():
            if not isinstance(value, bool):
                yield Fault(at, "malformed", "Scrivi true o false.")
        case inspect.IntType() | inspect.FloatType():
            yield from _number(value, known, at)
        case inspect.NoneType():
            if value is not None:
                yield Fault(at, "malformed", "Può essere solo null.")
        case _:
            yield from _notation(value, known, at)


def _listed(value: Any, known: inspect.LiteralType | inspect.EnumType, at: str) -> Iterator[Fault]:
    values = (
        known.values if isinstance(known, inspect.LiteralType) else [one.value for one in known.cls]
    )
    if any(value == one and type(value) is type(one) for one in values):
        return
    words = tuple(str(one) for one in values)
    near = nearest(value, words) if isinstance(value, str) else None
    yield Fault(at, "not_allowed", "Valore non previsto.", allowed=words, nearest=near)


def text(
    value: Any,
    known: inspect.StrType,
    at: str,
    *,
    example: str | None = None,
    one_line: bool = False,
) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(at, "malformed", "Scrivi un testo tra virgolette.")
        return
    yield from usable(value, at)
    yield from length(value, known, at, "too_long", "too_short", "caratteri")
    if known.pattern and not _shape(known.pattern).search(value):
        detail = "Non ha la forma prevista."
        if example is not None:
            detail = f"Non ha la forma prevista, per esempio {example}."
        yield Fault(at, "malformed", detail)
    elif asks_for_words(known) and value and blank(value):
        yield Fault(at, "blank", "Scrivi qualcosa: gli spazi da soli non bastano.")
    elif one_line and BREAK.search(value):
        yield Fault(at, "several_lines", "Scrivi su una riga sola, senza tabulazioni.")


def asks_for_words(known: inspect.StrType) -> bool:
    """What may not be empty may not be blank either, where no pattern says what it looks like."""
    return bool(known.min_length) and known.pattern is None


@cache
def _shape(pattern: str) -> "re.Pattern[str]":
    """The pattern as schemas mean it: `$` is the end, not also before a last newline."""
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), re.ASCII)


def usable(value: str, at: str) -> Iterator[Fault]:
    if (trouble := unusable(value)) is not None:
        yield trouble.at(at)


def length(
    value: Any, known: Any, at: str, above: str, below: str, of_what: str
) -> Iterator[Fault]:
    if known.max_length is not None and len(value) > known.max_length:
        what = _ONE[of_what] if known.max_length == 1 else of_what
        yield Fault(at, above, f"Al massimo {known.max_length} {what}.")
    if known.min_length is not None and len(value) < known.min_length:
        what = _ONE[of_what] if known.min_length == 1 else of_what
        yield Fault(at, below, f"Almeno {known.min_length} {what}.")


_ONE = {"caratteri": "carattere", "elementi": "elemento", "campi": "campo"}


def _number(value: Any, known: inspect.IntType | inspect.FloatType, at: str) -> Iterator[Fault]:
    whole = isinstance(known, inspect.IntType)
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        yield Fault(at, "malformed", "Scrivi un numero intero." if whole else "Scrivi un numero.")
    elif (
        not math.isfinite(value)
        or (whole and abs(value) > LARGEST_INTEGER)
        or (known.ge is not None and value < known.ge)
        or (known.gt is not None and value <= known.gt)
        or (known.le is not None and value > known.le)
        or (known.lt is not None and value >= known.lt)
        or (known.multiple_of is not None and value % known.multiple_of)
    ):
        yield Fault(at, "out_of_range", _bounds(known))


def _bounds(known: inspect.IntType | inspect.FloatType) -> str:
    said = [
        f"{words} {bound}"
        for words, bound in (
            ("almeno", known.ge),
            ("più di", known.gt),
            ("al massimo", known.le),
            ("meno di", known.lt),
            ("un multiplo di", known.multiple_of),
        )
        if bound is not None
    ]
    return f"Fuori dai limiti: {', '.join(said)}." if said else "Numero troppo grande."


_NOTATIONS: dict[type[inspect.Type], tuple[type, str]] = {
    inspect.DateType: (date, "Scrivi una data: 2026-09-01."),
    inspect.DateTimeType: (datetime, "Scrivi data, ora e fuso: 2026-09-01T10:00:00+02:00."),
    inspect.TimeType: (time, "Scrivi un'ora di Milano: 10:30:00."),
    inspect.UUIDType: (UUID, "Scrivi un identificativo UUID."),
}


def _notation(value: Any, known: inspect.Type, at: str) -> Iterator[Fault]:
    if type(known) not in _NOTATIONS:
        raise TypeError(f"no rule for {type(known).__name__} in a body")
    kind, hint = _NOTATIONS[type(known)]
    try:
        read: Any = msgspec.convert(value, kind)
    except msgspec.ValidationError:
        yield Fault(at, "malformed", hint)
        return
    zoned = getattr(read, "tzinfo", None) is not None
    if (
        (kind is datetime and not zoned)  # a moment has a zone
        or (kind is time and zoned)  # an hour of a weekly schedule has none
        or (kind is UUID and not UUID_SHAPE.fullmatch(value))
    ):
        yield Fault(at, "malformed", hint)
