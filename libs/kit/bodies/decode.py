"""Turns the bytes of a JSON body into a Struct, or into all its faults."""

import json
import unicodedata
from collections import Counter
from functools import cache
from itertools import islice
from typing import Any, NoReturn, TypeVar

import msgspec

from kit.bodies.scalars import LARGEST_INTEGER
from kit.bodies.walk import pointer, walk
from kit.problems import MOST_FAULTS, Fault, Invalid, Refused

T = TypeVar("T")


def decode(raw: bytes, type_: type[T]) -> T:
    """A value of the type; fields that it does not have are faults at every level."""
    value = parsed(raw)
    hashable: Any = type_
    if faults := list(islice(walk(value, _known(hashable), ""), MOST_FAULTS)):
        raise Invalid(faults)
    try:
        return msgspec.convert(value, type_, str_keys=True)
    except msgspec.ValidationError as error:  # a rule of the Struct itself (__post_init__)
        raise Invalid([_by_struct(error)]) from error


def parsed(raw: bytes) -> Any:
    """Plain JSON; refuses what other readers would take differently: duplicate keys, NaN."""
    if not raw.strip():
        raise Invalid([Fault("", "missing", "Manca il contenuto JSON.")])
    try:
        return composed(
            json.loads(
                raw.decode(),
                object_pairs_hook=_object,
                parse_constant=_constant,
                parse_int=_integer,
                parse_float=_float,
            )
        )
    except UnicodeDecodeError:
        raise Invalid([Fault("", "malformed", "Non è testo UTF-8.")]) from None
    except RecursionError:
        raise Invalid([Fault("", "malformed", "JSON annidato troppo a fondo.")]) from None
    except Refused as refused:
        raise Invalid([refused.at("")]) from None
    except json.JSONDecodeError as error:
        where = f"riga {error.lineno}, colonna {error.colno}"
        raise Invalid([Fault("", "malformed", f"Non è JSON: {where}.")]) from None


def composed(value: Any) -> Any:
    """With letter and accent in one character each (NFC). What is pasted from a PDF or typed on a
    Mac may have two, and "caffè" of two was found by no search.
    """
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [composed(one) for one in value]
        case dict():
            return {name: composed(one) for name, one in value.items()}
    return value


@cache
def _known(type_: Any) -> msgspec.inspect.Type:
    return msgspec.inspect.type_info(type_)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name, often in times.items() if often > 1)
        raise Refused("repeated", f"La chiave {twice[:100]!r} compare due volte.")
    return made


def _constant(name: str) -> NoReturn:
    raise Refused("malformed", f"{name} non è JSON.")


def _integer(digits: str) -> int:
    if len(digits) > 20:  # no 64-bit number is longer, and int() is quadratic
        raise Refused("out_of_range", "Numero intero troppo grande.")
    return int(digits)


def _float(digits: str) -> float | int:
    """To JSON Schema 3.0 is an integer, so it is one for our fields too."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) <= LARGEST_INTEGER else value


def _by_struct(error: msgspec.ValidationError) -> Fault:
    _, _, path = str(error).rpartition(" - at `$")
    at = "".join(
        pointer(part)
        for part in path.removesuffix("`").replace("[", ".").replace("]", "").split(".")
        if part
    )
    if isinstance(error.__cause__, Refused):
        return error.__cause__.at(at)
    return Fault(at, "malformed", "Valore non valido.")
