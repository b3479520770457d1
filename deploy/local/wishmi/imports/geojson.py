"""What we take of a GeoJSON feature."""

from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

from contracts.values import Point
from wishmi.imports.rows import Wrong

PropertiesT = TypeVar("PropertiesT")

Short = Annotated[str, msgspec.Meta(max_length=200)]
"""As long as the names of our contracts may be."""


class PointGeometry(msgspec.Struct, frozen=True, kw_only=True):
    """Longitude, latitude, perhaps a height."""

    type: Literal["Point"]
    coordinates: Annotated[list[float], msgspec.Meta(min_length=2, max_length=3)]

    @property
    def point(self) -> Point:
        lon, lat = self.coordinates[:2]
        return Point(lat=lat, lon=lon)


class At(msgspec.Struct, Generic[PropertiesT], frozen=True, kw_only=True):
    """A feature that is a point on the map."""

    properties: PropertiesT
    geometry: PointGeometry


class Shape(msgspec.Struct, Generic[PropertiesT], frozen=True, kw_only=True):
    """A feature with a surface."""

    properties: PropertiesT
    geometry: dict[str, Any]


def municipio(declared: int | str | None, field: str) -> int | None:
    """The declared number; the city writes it as a text here and as a number there."""
    if declared is None or declared == "":
        return None
    if str(declared) not in set("123456789"):
        raise Wrong(field, "deve essere un numero da 1 a 9")
    return int(declared)
