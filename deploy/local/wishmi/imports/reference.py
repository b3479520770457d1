"""The city's reference data: municipi (ds379), neighbourhoods (ds964), metro stops (ds535)."""

import json
import re
from typing import Any

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from contracts.areas import Area
from contracts.values import Municipio as MunicipioNumber
from contracts.values import Point, Source
from providers.schemas.imports import AreaRow
from wishmi.imports.geojson import At, Shape, Short
from wishmi.imports.names import clean, titled
from wishmi.imports.rows import Wrong, as_

SOURCE = "milano-reference"

MUNICIPI = "*ds379[!0-9]*json"
NILS = "*ds964[!0-9]*json"
STOPS = "*ds535[!0-9]*json"

SLIVER = 0.05
"""Share of a NIL's surface under which a shared border is drawing, not neighbourhood: of the 88
the largest sliver is 1.7 % (NIL 56 in municipio 6), the smallest real part 10.5 % (NIL 51 in
municipio 6); so 16 span more than one."""

STATIONS = {
    "CA GRANDA": "Ca' Granda",
    "CASSINA DE PECCHI": "Cassina de' Pecchi",
    "LODI T.I.B.B.": "Lodi TIBB",
    "QT8": "QT8",
    "SESTO 1 MAGGIO FS": "Sesto Primo Maggio FS",
    "SESTO RONDO": "Sesto Rondò",
    "VILLA S.G.": "Villa San Giovanni",
}
"""Stops whose names the rules below would not make readable."""

MUNICIPIO_FIELDS = (
    (r"/row/(code|name)", "MUNICIPIO"),
    (r"/row/(geometry|centre)", "geometry"),
)
NIL_FIELDS = (
    (r"/row/code", "ID_NIL"),
    (r"/row/name", "NIL"),
    (r"/row/(geometry|centre)", "geometry"),
)
STOP_FIELDS = (
    (r"/row/code", "id_amat"),
    (r"/row/name", "nome"),
    (r"/row/lines", "linee"),
    (r"/row/(geometry|centre)", "geometry"),
)


class Municipio(msgspec.Struct, frozen=True, kw_only=True):
    """A borough, as far as we take it."""

    number: MunicipioNumber = msgspec.field(name="MUNICIPIO")


class Nil(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbourhood, as far as we take it."""

    number: int = msgspec.field(name="ID_NIL")
    name: Short = msgspec.field(name="NIL")


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A metro stop, as far as we take it."""

    number: int = msgspec.field(name="id_amat")
    name: Short = msgspec.field(name="nome")
    lines: Short = msgspec.field(name="linee")


class Boundaries:
    """The municipi read so far, for what lies in them."""

    def __init__(self) -> None:
        self._polygons: dict[int, BaseGeometry] = {}

    def add(self, number: int, polygon: BaseGeometry) -> None:
        self._polygons.setdefault(number, polygon)  # a second one is refused

    def sharing(self, polygon: BaseGeometry) -> tuple[int, ...]:
        """Municipi with a real part of a neighbourhood."""
        return tuple(
            number
            for number, municipio in sorted(self._polygons.items())
            if polygon.intersection(municipio).area >= SLIVER * polygon.area
        )

    def around(self, point: Point) -> tuple[int, ...]:
        """Municipi around a stop: none outside the city, two on a border."""
        place = shapely.Point(point.lon, point.lat)
        return tuple(
            number
            for number, municipio in sorted(self._polygons.items())
            if municipio.intersects(place)
        )


def municipio(feature: object, boundaries: Boundaries) -> AreaRow:
    row = as_(Shape[Municipio], feature)
    number = row.properties.number
    polygon = drawn(row.geometry)
    boundaries.add(number, polygon)
    return area(
        f"municipio-{number}",
        Area(
            kind="municipio",
            code=str(number),
            name=f"Municipio {number}",
            centre=inside(polygon),
            geometry=row.geometry,
        ),
    )


def nil(feature: object, boundaries: Boundaries) -> AreaRow:
    row = as_(Shape[Nil], feature)
    polygon = drawn(row.geometry)
    return area(
        f"nil-{row.properties.number}",
        Area(
            kind="nil",
            code=str(row.properties.number),
            # in the city's own spelling: other data name neighbourhoods by it
            name=" ".join(row.properties.name.split()),
            municipi=boundaries.sharing(polygon),
            centre=inside(polygon),
            geometry=row.geometry,
        ),
    )


def stop(feature: object, boundaries: Boundaries) -> AreaRow:
    row = as_(At[Stop], feature)
    lines = [line.strip() for line in row.properties.lines.split(",")]
    point = row.geometry.point
    return area(
        f"metro-{row.properties.number}",
        Area(
            kind="metro",
            code=str(row.properties.number),
            name=station(row.properties.name),
            lines=tuple(f"M{line}" for line in lines if line),
            municipi=boundaries.around(point),
            centre=point,
            geometry={"type": "Point", "coordinates": [point.lon, point.lat]},
        ),
    )


def area(source_id: str, row: Area) -> AreaRow:
    return AreaRow(source=Source(name=SOURCE, id=source_id), row=row)


def drawn(geometry: dict[str, Any]) -> BaseGeometry:
    """The surface of a feature, repaired where its border crosses itself."""
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.ShapelyError:
        raise Wrong("geometry", "non è una geometria GeoJSON") from None
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Wrong("geometry", "non ha coordinate in gradi")
    # of a broken border only surfaces are kept: loose lines are no part of a place
    shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if shape.area == 0:
        raise Wrong("geometry", "non ha una superficie")
    return shape


def inside(polygon: BaseGeometry) -> Point:
    """A point that surely lies in it: the centre of a crescent does not."""
    point = polygon.representative_point()
    return Point(lat=round(point.y, 6), lon=round(point.x, 6))  # 6 decimals are 11 cm


def station(written: str) -> str:
    """`P.TA GENOVA F.S.` is Porta Genova FS, `DUOMO M3` is Duomo: the line is said beside."""
    name = re.sub(r"\s+M\d$", "", " ".join(written.split()))
    if name in STATIONS:
        return STATIONS[name]
    name = re.sub(r"\bP\.TA\b", "PORTA", name)
    name = re.sub(r"\bS\.\s*(?=[AEIOU])", "SANT'", name)
    name = re.sub(r"\bS\.\s*(?=L)", "SAN ", name)
    operator = re.search(r"\s(F\.?S\.?|FN)$", name)
    if operator:
        return f"{titled(name[: operator.start()])} {operator[1].replace('.', '')}"
    return titled(clean(name))
