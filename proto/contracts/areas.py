"""What `providers` tells about areas of the city: municipi, neighbourhoods, metro stops."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec

from contracts.values import Municipio, Point, ShortText, Source
from kit.events import Fact


class Area(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A municipio, a NIL or a metro stop of the city's open data (CC BY 4.0)."""

    kind: Literal["municipio", "nil", "metro"]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    """The number of the municipio (1-9) or NIL (1-88), the city's id of a stop."""
    name: ShortText
    lines: Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=10)] = ()
    """Metro lines that stop here."""
    municipi: Annotated[tuple[Municipio, ...], msgspec.Meta(max_length=9)] = ()
    """Municipi it lies in: 16 of the 88 NIL span more than one."""
    centre: Point
    """A point inside it, for distances."""
    geometry: dict[str, Any]
    """GeoJSON."""


class AreaKnown(Fact, frozen=True, kw_only=True):
    """An area or a place of the city, from the import of reference data."""

    TYPE: ClassVar[str] = "it.milano.wishmi.area.known.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.area"

    source: Source
    area: Area


class AreaForgotten(Fact, frozen=True, kw_only=True):
    """The reference data no longer have it; also the tombstone after a database was put back."""

    TYPE: ClassVar[str] = "it.milano.wishmi.area.forgotten.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.area"
