"""Tables of parameters: parsing from the query or a JSON body, faults and OpenAPI read them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar
from urllib.parse import unquote_to_bytes

import msgspec

from kit import bodies
from kit.inputs import AnyRequest, Input
from kit.kinds import Kind
from kit.problems import MOST_FAULTS, Fault, Invalid, Refused, nearest

T = TypeVar("T")

MOST_PARTS = 500
"""Parts of a query string: every value of every vocabulary chosen is less; more is an attack."""


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter, said once."""

    name: str
    kind: Kind[Any]
    description: str
    """Italian, for who calls the API."""
    repeatable: bool = False
    """Given any number of times (a list in a body); its value is a tuple, empty where absent."""
    most: int = 50
    """Values of a repeatable one."""
    required: bool = False
    default: Any = None
    """Value of one that is absent and not repeatable."""
    in_url: bool = True
    """False: only in a body, because it says something that no address may hold."""

    @property
    def absent(self) -> Any:
        """Its value where it is not given."""
        return () if self.repeatable else self.default

    def schema(self) -> dict[str, Any]:
        schema = dict(self.kind.schema)
        if self.repeatable:
            return {"type": "array", "items": schema, "maxItems": self.most}
        if self.default is not None:
            schema["default"] = self.default
        return schema


class Query(Input, Generic[T]):
    """The query string as a dependency: `Query(CATALOG, CatalogQuery.checked)`."""

    reads_query = True

    def __init__(self, table: Iterable[Parameter], make: Callable[..., T]) -> None:
        super().__init__()
        self.table = {one.name: one for one in table if one.in_url}
        self._make = make

    async def read(self, request: AnyRequest) -> T:
        return self._make(**parsed(self.table, request.scope["query_string"]))

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        operation["parameters"] += [
            {
                "name": one.name,
                "in": "query",
                "description": one.description,
                "required": one.required,
                "schema": one.schema(),
            }
            for one in self.table.values()
        ]


class Fields(Input, Generic[T]):
    """The same table as the fields of a JSON body: `Fields(CATALOG, CatalogQuery.checked)`."""

    def __init__(
        self,
        table: Iterable[Parameter],
        make: Callable[..., T],
        *,
        largest: int = bodies.LARGEST,
    ) -> None:
        super().__init__()
        self.table = {one.name: one for one in table}
        self._make = make
        self._largest = largest

    async def read(self, request: AnyRequest) -> T:
        body = bodies.parsed(await bodies.raw(request, largest=self._largest))
        values = taken(self.table, body)
        try:
            return self._make(**values)
        except Invalid as invalid:
            raise Invalid(
                msgspec.structs.replace(fault, field=bodies.pointer(fault.field))
                for fault in invalid.faults
            ) from None

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        schema = {
            "type": "object",
            "properties": {
                one.name: one.schema() | {"description": one.description}
                for one in self.table.values()
            },
            "required": [one.name for one in self.table.values() if one.required],
            "additionalProperties": False,
        }
        bodies.describe(operation, schema)


def parsed(table: Mapping[str, Parameter], query: bytes) -> dict[str, Any]:
    """The values of a query string; raises Invalid with all its faults."""
    found: dict[str, list[str]] = {}
    faults: list[Fault] = []
    for name, value in _pairs(query):
        if name not in table:
            if len(faults) < MOST_FAULTS:
                faults.append(_unknown("unknown_parameter", "Parametro non previsto.", name, table))
        elif value is None:
            faults.append(Fault(name, "malformed", "Non è testo UTF-8."))
        else:
            found.setdefault(name, []).append(value)
    values: dict[str, Any] = {}
    for one in table.values():
        given = found.get(one.name)
        if given is None and not one.required:
            values[one.name] = one.absent
            continue
        given = given or []
        if len(given) > 1 and not one.repeatable:
            faults.append(Fault(one.name, "repeated", "Si può indicare una volta sola."))
            continue
        places = (one.name for _ in given)
        values[one.name] = _value(one, given, one.kind.from_text, places, one.name, faults)
    if faults:
        raise Invalid(faults)
    return values


def taken(table: Mapping[str, Parameter], body: Any) -> dict[str, Any]:
    """The values of a JSON object, already parsed; raises Invalid with all its faults."""
    if not isinstance(body, dict):
        raise Invalid([Fault("", "malformed", "Serve un oggetto JSON.")])
    strange = (name for name in body if name not in table)
    faults = [
        _unknown("unknown_field", "Campo non previsto.", name, table, bodies.pointer(name))
        for name in islice(strange, MOST_FAULTS)
    ]
    values: dict[str, Any] = {}
    for one in table.values():
        at = bodies.pointer(one.name)
        given = body.get(one.name, [])
        if one.name not in body and not one.required:
            values[one.name] = one.absent
            continue
        if one.repeatable and not isinstance(given, list):
            faults.append(Fault(at, "malformed", "Serve una lista."))
            continue
        if one.name in body and not one.repeatable:
            given = [given]
        places = (f"{at}/{place}" if one.repeatable else at for place in range(len(given)))
        values[one.name] = _value(one, given, one.kind.from_json, places, at, faults)
    if faults:
        raise Invalid(faults)
    return values


def _value(
    one: Parameter,
    given: Sequence[Any],
    read: Callable[[Any], Any],
    places: Iterable[str],
    at: str,
    faults: list[Fault],
) -> Any:
    if one.repeatable and len(given) > one.most:
        faults.append(Fault(at, "too_many", f"Al massimo {one.most} valori."))
        return ()
    values = []
    for value, place in zip(given, places, strict=True):
        try:
            values.append(read(value))
        except Refused as refused:
            faults.append(refused.at(place))
    if one.repeatable:
        return tuple(dict.fromkeys(values))
    if not given and one.required:
        faults.append(Fault(at, "missing", "È obbligatorio."))
    return values[0] if values else one.absent


def _unknown(
    code: str, detail: str, name: str, known: Iterable[str], field: str | None = None
) -> Fault:
    shown = (name if field is None else field)[:100]  # a name of ours has at most 40 characters
    return Fault(shown, code, detail, nearest=nearest(name, known))


def _pairs(query: bytes) -> Iterator[tuple[str, str | None]]:
    """Names and decoded values; None for bytes that are no UTF-8."""
    parts = query.split(b"&")
    if len(parts) > MOST_PARTS:
        raise Invalid([Fault("", "too_many", f"Al massimo {MOST_PARTS} parametri.")])
    for part in parts:
        if not part:
            continue
        name, _, value = part.partition(b"=")
        yield _decoded(name).decode(errors="replace"), _text(_decoded(value))


def _decoded(part: bytes) -> bytes:
    return unquote_to_bytes(part.replace(b"+", b" "))


def _text(value: bytes) -> str | None:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None
