"""Kinds of value that a parameter can have: read from text, read from JSON, said as a schema."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from kit.problems import Refused, nearest

T = TypeVar("T")

_CONTROLS = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e"
NO_CONTROLS = f"^[^{_CONTROLS}]*$"
"""What schemas say of every free text: PostgreSQL refuses U+0000, XML the others, U+202D and U+202E
have a text read otherwise than it is written, and nobody types them. Tabs and line ends are text.
"""
_UNSEEN = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u206f\u2800\u3164\ufeff"
"""Characters that join, part or direct others, and two that are drawn as nothing: alone they are
no text."""
NOT_BLANK = rf"^[^{_CONTROLS}]*[^\s{_UNSEEN}{_CONTROLS}][^{_CONTROLS}]*$"
"""The same of a text in which there must be something to read."""
_CONTROL = re.compile(f"[{_CONTROLS}]")
_SEEN = re.compile(rf"[^\s{_UNSEEN}]")
ONE_LINE = {"one_line": True}
"""`Meta(extra=ONE_LINE)`: a title or a name, for bodies that we take. It is no pattern: what was
taken before is still read back.
"""
_BREAKS = r"\t\n\r\u2028\u2029"
"""What ends a line (Unicode, 5.8), beside controls, and the tab that moves to another column."""
ON_ONE_LINE = f"^[^{_CONTROLS}{_BREAKS}]*$"
ON_ONE_LINE_NOT_BLANK = (
    rf"^[^{_CONTROLS}{_BREAKS}]*[^\s{_UNSEEN}{_CONTROLS}{_BREAKS}][^{_CONTROLS}{_BREAKS}]*$"
)
BREAK = re.compile(f"[{_BREAKS}]")

_MOST_ALLOWED_SHOWN = 60
"""Values listed in a fault; of longer vocabularies only the nearest is told."""


class Kind(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One kind of value; both readers raise Refused."""

    schema: Mapping[str, Any]
    from_text: Callable[[str], T]
    """What stands in a URL."""
    from_json: Callable[[Any], T]
    """What stands in a body, already parsed: a number must be a number there."""


def text(*, longest: int) -> Kind[str]:
    """Free text."""

    def read(value: str) -> str:
        if len(value) > longest:
            raise Refused("too_long", f"Al massimo {longest} caratteri.")
        if (trouble := unusable(value)) is not None:
            raise trouble
        return value

    schema = {"type": "string", "maxLength": longest, "pattern": NO_CONTROLS}
    return Kind(schema=schema, from_text=read, from_json=_string(read))


def written(read: Callable[[str], T], *, pattern: str, longest: int, hint: str) -> Kind[T]:
    """A small notation of its own (`3-6`, `45.48,9.23`), the same string in URLs and bodies.

    `pattern` must say exactly what `read` takes: it is published, and tools will try it out.
    """
    shape = re.compile(rf"(?:{pattern})", re.ASCII)

    def checked(value: str) -> T:
        if len(value) > longest:
            raise Refused("too_long", f"Al massimo {longest} caratteri.")
        if not shape.fullmatch(value):
            raise Refused("malformed", hint)
        return read(value)

    schema = {"type": "string", "maxLength": longest, "pattern": f"^(?:{pattern})$"}
    return Kind(schema=schema, from_text=checked, from_json=_string(checked))


def choice(values: Sequence[str]) -> Kind[str]:
    """One word of a vocabulary."""
    known = dict.fromkeys(values)
    shown = tuple(values) if len(values) <= _MOST_ALLOWED_SHOWN else ()

    def read(value: str) -> str:
        if value not in known:
            raise Refused(
                "not_allowed",
                "Valore non previsto.",
                allowed=shown,
                nearest=nearest(value, values),
            )
        return value

    return Kind(
        schema={"type": "string", "enum": list(values)}, from_text=read, from_json=_string(read)
    )


def boolean() -> Kind[bool]:
    def from_text(value: str) -> bool:
        if value not in {"true", "false"}:
            raise Refused("malformed", "Scrivi true o false.", allowed=("true", "false"))
        return value == "true"

    def from_json(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Refused("malformed", "Scrivi true o false.")
        return value

    return Kind(schema={"type": "boolean"}, from_text=from_text, from_json=from_json)


def integer(*, at_least: int, at_most: int) -> Kind[int]:
    def bounded(value: int) -> int:
        if not at_least <= value <= at_most:
            raise Refused("out_of_range", f"Da {at_least} a {at_most}.")
        return value

    def from_text(value: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,19}", value):  # 19 digits hold any 64-bit number
            raise Refused("malformed", "Scrivi un numero intero.")
        return bounded(int(value))

    def from_json(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refused("malformed", "Scrivi un numero intero.")
        return bounded(value)

    schema = {"type": "integer", "minimum": at_least, "maximum": at_most}
    return Kind(schema=schema, from_text=from_text, from_json=from_json)


def number(*, at_least: float, at_most: float) -> Kind[float]:
    def bounded(value: float) -> float:
        if not at_least <= value <= at_most:
            raise Refused("out_of_range", f"Da {at_least:g} a {at_most:g}.")
        return value

    def from_text(value: str) -> float:
        if not re.fullmatch(r"-?[0-9]{1,19}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", value):
            raise Refused("malformed", "Scrivi un numero, con il punto per i decimali.")
        return bounded(float(value))

    def from_json(value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise Refused("malformed", "Scrivi un numero.")
        if not math.isfinite(value):
            raise Refused("out_of_range", f"Da {at_least:g} a {at_most:g}.")
        return bounded(float(value))

    schema = {"type": "number", "minimum": at_least, "maximum": at_most}
    return Kind(schema=schema, from_text=from_text, from_json=from_json)


def uuid() -> Kind[UUID]:
    def read(value: str) -> UUID:
        if not UUID_SHAPE.fullmatch(value):
            raise Refused("malformed", "Scrivi un identificativo UUID.")
        return UUID(value)

    return Kind(
        schema={"type": "string", "format": "uuid"}, from_text=read, from_json=_string(read)
    )


def day() -> Kind[date]:
    def read(value: str) -> date:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise Refused("malformed", "Scrivi una data: 2026-09-01.")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Refused("malformed", "Questo giorno non esiste.") from None

    return Kind(
        schema={"type": "string", "format": "date"}, from_text=read, from_json=_string(read)
    )


UUID_SHAPE = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)


def _string(read: Callable[[str], T]) -> Callable[[Any], T]:
    def from_json(value: Any) -> T:
        if not isinstance(value, str):
            raise Refused("malformed", "Scrivi un testo tra virgolette.")
        return read(value)

    return from_json


def blank(value: str) -> bool:
    """Whether there is nothing to read in it."""
    return _SEEN.search(value) is None


def unusable(value: str) -> Refused | None:
    """Why no text of ours can be this one, if so."""
    if found := _CONTROL.search(value):
        return Refused("malformed", f"Contiene il carattere di controllo U+{ord(found[0]):04X}.")
    try:
        value.encode()
    except UnicodeEncodeError:
        return Refused("malformed", "Contiene mezzo carattere (un surrogato isolato).")
    return None
