"""What the map says, as GeoJSON (RFC 7946)."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from catalog_search.schemas import Kind, Spelling
from contracts.values import CategoryCode


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where it is."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]
    """Longitude, latitude."""


class Pin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a map says of one entry, or of several that stand close together."""

    count: int
    """How many there are; 1 for an entry by itself."""
    kind: Kind | None = None
    title: str | None = None
    category: CategoryCode | None = None
    url: str | None = None
    """Of an entry: where the whole of it is, relative to this API."""


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, or several that stand close together."""

    type: Literal["Feature"] = "Feature"
    id: str
    """That of the entry; of several, the tile of the map that they stand in (`zoom/x/y`)."""
    geometry: Position
    properties: Pin


class Map(msgspec.Struct, kw_only=True):
    """What a search found within a box; each entry is in one feature."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    total: int
    """Entries in the box."""
    without_place: int
    """Entries that the search found and that have no point on any map."""
    clustered: bool
    """Whether features are groups of entries."""
    spelling: Spelling | UnsetType = UNSET
