"""What a map asks: the choices of a search, a box and a zoom."""

import math
from typing import Any

import msgspec

from catalog_search.query.kinds import LATITUDE, LONGITUDE
from catalog_search.query.question import CatalogQuery, checked
from catalog_search.query.table import PARAMETERS
from kit import kinds
from kit.parameters import Parameter
from kit.problems import Conflict, Fault

OF_A_LIST = frozenset(
    {
        "prefer_municipio", "prefer_budget", "prefer_wellbeing", "prefer_near", "sort", "limit",
        "offset", "cursor", "day", "explain", "facets", "fields",
    }
)  # fmt: skip
"""What orders, cuts and counts: a map has no order."""

DEEPEST_ZOOM = 22
"""The nearest that maps on the web go."""

FARTHEST_NORTH = 85.0511
"""Where the square of web maps ends."""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the world; one whose west is east of its east crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def tiles(self, zoom: int) -> float:
        """How many tiles of a zoom it touches at most."""
        width = (self.east - self.west) % 360 if self.east < self.west else self.east - self.west
        height = down(self.south) - down(self.north)
        across = 1 << zoom
        return (width / 360 * across + 2) * (height * across + 2)


class MapQuery(msgspec.Struct, frozen=True, kw_only=True):
    """One map, checked."""

    asked: CatalogQuery
    box: Box
    zoom: int


def down(lat: float) -> float:
    """How far down the square of web maps a latitude lies, 0 to 1."""
    held = max(-FARTHEST_NORTH, min(FARTHEST_NORTH, lat))
    return (1 - math.asinh(math.tan(math.radians(held))) / math.pi) / 2


def read_box(text: str) -> Box:
    west, south, east, north = map(float, text.split(","))
    return Box(west=west, south=south, east=east, north=north)


MAP = (
    *(one for one in PARAMETERS if one.name not in OF_A_LIST),
    Parameter(
        name="bbox",
        kind=kinds.written(
            read_box,
            pattern=f"{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}",
            longest=80,
            hint="Scrivi ovest,sud,est,nord: 9.04,45.39,9.28,45.54.",
        ),
        description="Riquadro della mappa: `ovest,sud,est,nord` in gradi.",
        required=True,
    ),
    Parameter(
        name="zoom",
        kind=kinds.integer(at_least=0, at_most=DEEPEST_ZOOM),
        description="Ingrandimento della mappa, come nelle mappe del web.",
        required=True,
    ),
)


def map_checked(*, bbox: Box, zoom: int, **given: Any) -> MapQuery:
    """A map from values that are each good by themselves."""
    if bbox.south >= bbox.north or bbox.west == bbox.east:  # the engine takes no line for a box
        fault = Fault("bbox", "conflict", "Serve un riquadro: ovest,sud,est,nord.")
        raise Conflict("I parametri non stanno insieme.", errors=[fault])
    return MapQuery(asked=checked(**given), box=bbox, zoom=zoom)
