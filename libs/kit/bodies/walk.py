"""Compares parsed JSON with a type, fault by fault; msgspec itself stops at the first."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from msgspec import inspect

from kit.kinds import UUID_SHAPE, unusable
from kit.problems import Fault, nearest

LARGEST_INTEGER = 2**53 - 1
"""Beyond it a JavaScript reader sees another number (RFC 8259, 6); it also fits a bigint."""


def pointer(name: str) -> str:
    """One step of a JSON Pointer (RFC 6901)."""
    sendable = name.encode(errors="replace").decode()  # half a character cannot be sent back
    return "/" + sendable.replace("~", "~0").replace("/", "~1")


def walk(value: Any, known: inspect.Type, at: str) -> Iterator[Fault]:
    """All that is wrong with a value."""
    said: dict[str, Any] = {}
    if isinstance(known, inspect.Metadata):
        said = known.extra_json_schema or {}
        known = known.type
    if isinstance(known, inspect.UnionType):
        yield from _union(value, known, at)
    elif isinstance(known, inspect.StructType):
        yield from _struct(value, known, at)
    elif isinstance(known, LISTS):
        yield from _list(value, known, at, once=said.get("uniqueItems", False))
    elif isinstance(known, inspect.TupleType):
        yield from _tuple(value, known, at)
    elif isinstance(known, inspect.DictType):
        yield from _dict(value, known, at)
    elif isinstance(known, inspect.AnyType):
        yield from _anything(value, at)
    elif isinstance(known, inspect.StrType):
        yield from _string(value, known, at, next(iter(said.get("examples", ())), None))
    else:
        yield from _scalar(value, known, at)


LISTS = (
    inspect.ListType,
    inspect.VarTupleType,
    inspect.SetType,
    inspect.FrozenSetType,
    inspect.CollectionType,
)
_List = (
    inspect.ListType
    | inspect.VarTupleType
    | inspect.SetType
    | inspect.FrozenSetType
    | inspect.CollectionType
)


def _struct(value: Any, known: inspect.StructType, at: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(at, "malformed", "Serve un oggetto JSON.")
        return
    fields = {field.encode_name: field for field in known.fields}
    names = [*fields, *([known.tag_field] if known.tag_field else [])]
    for name in value:
        if name not in names:
            yield Fault(
                (at + pointer(name))[:200],  # our deepest pointer has some 60 characters
                "unknown_field",
                "Campo non previsto.",
                nearest=nearest(name, names),
            )
    for name, field in fields.items():
        if name in value:
            yield from walk(value[name], field.type, at + pointer(name))
        elif field.required:
            yield Fault(at + pointer(name), "missing", "È obbligatorio.")
    if known.tag_field:
        yield from _tag(value, [known], at)


def _tag(value: dict[str, Any], structs: list[inspect.StructType], at: str) -> Iterator[Fault]:
    name = structs[0].tag_field or ""
    tags = tuple(str(struct.tag) for struct in structs)
    if name not in value:
        yield Fault(at + pointer(name), "missing", "È obbligatorio.", allowed=tags)
    elif value[name] not in [struct.tag for struct in structs]:
        yield Fault(at + pointer(name), "not_allowed", "Valore non previsto.", allowed=tags)


def _union(value: Any, known: inspect.UnionType, at: str) -> Iterator[Fault]:
    """Of the kinds of a union the one that the JSON looks like; msgspec has one of each."""
    kinds = [_plain(kind) for kind in known.types]
    if value is None and any(isinstance(kind, inspect.NoneType) for kind in kinds):
        return
    structs = [kind for kind in kinds if isinstance(kind, inspect.StructType)]
    if isinstance(value, dict) and len(structs) > 1:
        tagged = [one for one in structs if one.tag == value.get(one.tag_field or "")]
        yield from _struct(value, tagged[0], at) if tagged else _tag(value, structs, at)
        return
    fitting = [kind for kind in known.types if _looks_like(value, _plain(kind))]
    others = [kind for kind in known.types if not isinstance(kind, inspect.NoneType)]
    yield from walk(value, (fitting or others)[0], at)


def _plain(kind: inspect.Type) -> inspect.Type:
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def _looks_like(value: Any, kind: inspect.Type) -> bool:
    match kind:
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.FloatType():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.NoneType():
            return value is None
        case inspect.LiteralType():
            return any(type(value) is type(one) for one in kind.values)
        case inspect.TupleType():
            return isinstance(value, list)
        case _:
            return isinstance(value, list if isinstance(kind, LISTS) else str)


def _list(value: Any, known: _List, at: str, *, once: bool = False) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(at, "malformed", "Serve una lista.")
        return
    yield from _length(value, known, at, "too_many", "too_few", "elementi")
    if known.max_length is None or len(value) <= known.max_length:
        for place, one in enumerate(value):
            yield from walk(one, known.item_type, f"{at}/{place}")
            if once and one in value[:place]:
                yield Fault(f"{at}/{place}", "repeated", "Compare già prima.")


def _tuple(value: Any, known: inspect.TupleType, at: str) -> Iterator[Fault]:
    if not isinstance(value, list) or len(value) != len(known.item_types):
        yield Fault(at, "malformed", f"Serve una lista di {len(known.item_types)} elementi.")
        return
    for place, (one, kind) in enumerate(zip(value, known.item_types, strict=True)):
        yield from walk(one, kind, f"{at}/{place}")


def _dict(value: Any, known: inspect.DictType, at: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(at, "malformed", "Serve un oggetto JSON.")
        return
    yield from _length(value, known, at, "too_many", "too_few", "campi")
    for name, one in value.items():
        here = (at + pointer(name))[:200]
        yield from walk(name, known.key_type, here)
        yield from walk(one, known.value_type, here)


def _anything(value: Any, at: str) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from _usable(value, at)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _anything(one, f"{at}/{place}")
    elif isinstance(value, dict):
        for name, one in value.items():
            here = (at + pointer(name))[:200]
            yield from _usable(name, here)
            yield from _anything(one, here)


def _scalar(value: Any, known: inspect.Type, at: str) -> Iterator[Fault]:
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


def _string(
    value: Any, known: inspect.StrType, at: str, example: str | None = None
) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(at, "malformed", "Scrivi un testo tra virgolette.")
        return
    yield from _usable(value, at)
    yield from _length(value, known, at, "too_long", "too_short", "caratteri")
    if known.pattern and not _shape(known.pattern).search(value):
        detail = "Non ha la forma prevista."
        if example is not None:
            detail = f"Non ha la forma prevista, per esempio {example}."
        yield Fault(at, "malformed", detail)
    elif asks_for_words(known) and value and not value.strip():
        yield Fault(at, "blank", "Scrivi qualcosa: gli spazi da soli non bastano.")


def asks_for_words(known: inspect.StrType) -> bool:
    """What may not be empty may not be blank either, where no pattern says what it looks like."""
    return bool(known.min_length) and known.pattern is None


@cache
def _shape(pattern: str) -> "re.Pattern[str]":
    """The pattern as schemas mean it: `$` is the end, not also before a last newline."""
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), re.ASCII)


def _usable(value: str, at: str) -> Iterator[Fault]:
    if (trouble := unusable(value)) is not None:
        yield trouble.at(at)


def _length(
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
