"""Says as JSON Schema what `walk` accepts and what msgspec writes."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec
from msgspec import NODEFAULT, inspect

from kit.bodies.scalars import LARGEST_INTEGER, asks_for_words
from kit.bodies.walk import LISTS
from kit.docstrings import field_docs
from kit.kinds import NO_CONTROLS, NOT_BLANK, ON_ONE_LINE, ON_ONE_LINE_NOT_BLANK

LOCAL_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$"
"""An hour of a weekly schedule: JSON Schema's own `time` demands a zone."""

_LISTS_ITS_CHARACTERS = re.compile(r"\^(?!.*(\[\^|\\[SWD]|(?<!\\)\.)).*\$")
"""Patterns that let no control character in, as they name what they let in."""

_PLAIN: dict[type[inspect.Type], dict[str, Any]] = {
    inspect.AnyType: {},
    inspect.NoneType: {"type": "null"},
    inspect.BoolType: {"type": "boolean"},
    inspect.BytesType: {"type": "string"},
    inspect.DateType: {"type": "string", "format": "date"},
    inspect.DateTimeType: {"type": "string", "format": "date-time"},
    inspect.TimeType: {"type": "string", "pattern": LOCAL_TIME},
    inspect.UUIDType: {"type": "string", "format": "uuid"},
}


class Components:
    """The named schemas of one document, each said once."""

    def __init__(self, names: Mapping[type, str] | None = None) -> None:
        self._given = names or {}
        self.schemas: dict[str, dict[str, Any]] = {}
        self._names: dict[tuple[type, bool, str], str] = {}

    def taken(self, type_: Any) -> dict[str, Any]:
        """The schema of a body that we take: closed, without what we refuse."""
        return self._schema(inspect.type_info(type_), taken=True)

    def told(self, type_: Any) -> dict[str, Any]:
        """The schema of what we answer: open, so that fields may be added."""
        return self._schema(inspect.type_info(type_), taken=False)

    def _schema(self, known: inspect.Type, *, taken: bool) -> dict[str, Any]:
        match known:
            case inspect.Metadata():
                extra = known.extra_json_schema or {}
                if taken and (known.extra or {}).get("one_line"):
                    extra = {"pattern": _on_one_line(known.type)} | extra
                return self._schema(known.type, taken=taken) | extra
            case inspect.StructType():
                return self._struct(known, taken=taken)
            case inspect.UnionType():
                kinds = [self._schema(kind, taken=taken) for kind in known.types]
                return {"anyOf": kinds}
            case inspect.LiteralType():
                return {"enum": [*known.values]}
            case inspect.EnumType():
                return {"enum": [one.value for one in known.cls]}
            case inspect.StrType():
                return _string(known, taken=taken)
            case inspect.IntType() | inspect.FloatType():
                return _number(known, taken=taken)
            case inspect.TupleType():
                places = [self._schema(kind, taken=taken) for kind in known.item_types]
                exact = {"minItems": len(places), "maxItems": len(places), "items": False}
                return {"type": "array", "prefixItems": places, **exact}
            case inspect.DictType():
                values = self._schema(known.value_type, taken=taken)
                names = self._schema(known.key_type, taken=taken)
                sizes = {"minProperties": known.min_length, "maxProperties": known.max_length}
                shape = {"additionalProperties": values, "propertyNames": names}
                return {"type": "object", **shape, **_given(sizes)}
            case _ if isinstance(known, LISTS):
                items = self._schema(known.item_type, taken=taken)
                sizes = {"minItems": known.min_length, "maxItems": known.max_length}
                return {"type": "array", "items": items, **_given(sizes)}
        return dict(_PLAIN[type(known)])

    def _struct(self, known: inspect.StructType, *, taken: bool) -> dict[str, Any]:
        key = (
            known.cls,
            taken,
            repr(known.fields) if getattr(known.cls, "__parameters__", ()) else "",
        )
        if key not in self._names:
            name = self._given.get(known.cls, known.cls.__name__)
            if name in self.schemas:
                name += "Input" if taken else "Output"
            while name in self.schemas:
                name += "_"
            self._names[key] = name
            self.schemas[name] = {}  # the name is taken: a Struct may hold itself
            self.schemas[name] |= self._object(known, taken=taken)
        return {"$ref": f"#/components/schemas/{self._names[key]}"}

    def _object(self, known: inspect.StructType, *, taken: bool) -> dict[str, Any]:
        docs = field_docs(known.cls)
        properties = {}
        for field in known.fields:
            schema = self._schema(field.type, taken=taken)
            if field.name in docs:
                schema["description"] = " ".join(docs[field.name].split())
            default = msgspec.to_builtins(field.default) if _simple(field.default) else None
            if default is not None:
                schema["default"] = default
            properties[field.encode_name] = schema
        always = not taken and not known.cls.__struct_config__.omit_defaults
        required = [
            field.encode_name
            for field in known.fields
            if field.required or (always and not _unset(field))
        ]
        if known.tag_field:
            properties = {known.tag_field: {"const": known.tag}} | properties
            required.insert(0, known.tag_field)
        schema = {"type": "object", "properties": properties, "required": required}
        if taken:
            schema["additionalProperties"] = False
        if doc := (known.cls.__doc__ or "").strip():
            schema["description"] = " ".join(doc.split())
        return schema


def _unset(field: inspect.Field) -> bool:
    """Whether it may be left out: msgspec's inspection tells UNSET as no default at all."""
    return field.default is NODEFAULT and field.default_factory is NODEFAULT


def _string(known: inspect.StrType, *, taken: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    schema |= _given({"minLength": known.min_length, "maxLength": known.max_length})
    patterns = [known.pattern] if known.pattern else []
    if taken and not (known.pattern and _LISTS_ITS_CHARACTERS.fullmatch(known.pattern)):
        patterns.append(NOT_BLANK if asks_for_words(known) else NO_CONTROLS)
    if len(patterns) == 1:
        return schema | {"pattern": patterns[0]}
    if patterns:
        return schema | {"allOf": [{"pattern": pattern} for pattern in patterns]}
    return schema


def _on_one_line(known: inspect.Type) -> str:
    words = isinstance(known, inspect.StrType) and asks_for_words(known)
    return ON_ONE_LINE_NOT_BLANK if words else ON_ONE_LINE


def _number(known: inspect.IntType | inspect.FloatType, *, taken: bool) -> dict[str, Any]:
    whole = isinstance(known, inspect.IntType)
    schema: dict[str, Any] = {"type": "integer" if whole else "number"}
    schema |= _given(
        {
            "minimum": known.ge,
            "exclusiveMinimum": known.gt,
            "maximum": known.le,
            "exclusiveMaximum": known.lt,
            "multipleOf": known.multiple_of,
        }
    )
    if taken and whole:
        if known.ge is None and known.gt is None:
            schema["minimum"] = -LARGEST_INTEGER
        if known.le is None and known.lt is None:
            schema["maximum"] = LARGEST_INTEGER
    return schema


def _given(limits: dict[str, Any]) -> dict[str, Any]:
    return {name: limit for name, limit in limits.items() if limit is not None}


def _simple(default: Any) -> bool:
    return isinstance(default, str | int | float | bool | date | datetime | time | UUID | Enum)
