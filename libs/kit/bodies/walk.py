"""Compares parsed JSON with a type, fault by fault; msgspec itself stops at the first."""

from collections.abc import Iterator
from typing import Any

from msgspec import inspect

from kit.bodies.scalars import length, scalar, text, usable
from kit.problems import Fault, nearest


def pointer(name: str) -> str:
    """One step of a JSON Pointer (RFC 6901)."""
    sendable = name.encode(errors="replace").decode()  # half a character cannot be sent back
    return "/" + sendable.replace("~", "~0").replace("/", "~1")


def walk(value: Any, known: inspect.Type, at: str) -> Iterator[Fault]:
    """All that is wrong with a value."""
    said: dict[str, Any] = {}
    if isinstance(known, inspect.Metadata):
        said = (known.extra_json_schema or {}) | (known.extra or {})
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
        example = next(iter(said.get("examples", ())), None)
        one_line = said.get("one_line", False)
        yield from text(value, known, at, example=example, one_line=one_line)
    else:
        yield from scalar(value, known, at)


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
    yield from length(value, known, at, "too_many", "too_few", "elementi")
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
    yield from length(value, known, at, "too_many", "too_few", "campi")
    for name, one in value.items():
        here = (at + pointer(name))[:200]
        yield from walk(name, known.key_type, here)
        yield from walk(one, known.value_type, here)


def _anything(value: Any, at: str) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from usable(value, at)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _anything(one, f"{at}/{place}")
    elif isinstance(value, dict):
        for name, one in value.items():
            here = (at + pointer(name))[:200]
            yield from usable(name, here)
            yield from _anything(one, here)
