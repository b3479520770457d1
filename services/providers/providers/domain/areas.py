"""Which municipio and which neighbourhood a point lies in: the city's polygons decide."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
import shapely
from shapely import STRtree

from contracts.areas import Area
from contracts.offers import OfferCard
from contracts.providers import Office, ProviderCard
from contracts.values import Place, Point
from kit.events import LARGEST
from kit.problems import Fault

Kind = Literal["municipio", "nil"]

CODES = {"municipio": r"[1-9]", "nil": r"[1-9][0-9]{0,2}", "metro": r".+"}
"""The city numbers its 9 municipi and its 88 neighbourhoods."""
SHAPES = {
    "municipio": ("Polygon", "MultiPolygon"),
    "nil": ("Polygon", "MultiPolygon"),
    "metro": ("Point",),
}
LARGEST_GEOMETRY = LARGEST - 10_000
"""Bytes: what else a fact about an area says takes less than 10 KB."""


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """The polygon of a municipio or a neighbourhood."""

    kind: Kind
    code: str
    name: str
    geometry: str
    """GeoJSON."""


class Locator:
    """Finds places among outlines. Without outlines it leaves everything as declared."""

    def __init__(self, outlines: Iterable[Outline] = ()) -> None:
        # by code, so that of two that share a border the first is always the same
        self._outlines = sorted(outlines, key=lambda outline: (outline.kind, int(outline.code)))
        self._tree = STRtree([polygon(outline.geometry) for outline in self._outlines])

    @property
    def ready(self) -> bool:
        """Whether there are municipi to find."""
        return any(outline.kind == "municipio" for outline in self._outlines)

    def around(self, point: Point, kind: Kind) -> Sequence[Outline]:
        """One as a rule; two or more on a border; none outside the city."""
        hits = self._tree.query(shapely.Point(point.lon, point.lat), predicate="intersects")
        outlines = (self._outlines[hit] for hit in sorted(hits))
        return [outline for outline in outlines if outline.kind == kind]

    def placed(self, place: Place, at: str) -> tuple[Place, list[Fault]]:
        """The place with the municipio and neighbourhood of its point, and what was different."""
        if place.point is None or not self.ready:
            return place, []
        municipi = [int(area.code) for area in self.around(place.point, "municipio")]
        if not municipi:
            outside = Fault(
                field=f"{at}/point",
                code="outside_city",
                detail="Il punto è fuori dai municipi: il luogo non è in nessuno.",
            )
            return msgspec.structs.replace(place, municipio=None, nil=None), [outside]
        notes = []
        municipio = place.municipio
        if municipio not in municipi:  # on a border, either side may be declared
            municipio = municipi[0]
            if place.municipio is not None:
                detail = f"Dichiarato {place.municipio}, il punto è nel municipio {municipio}."
                notes.append(
                    Fault(field=f"{at}/municipio", code="municipio_differs", detail=detail)
                )
        names = [area.name for area in self.around(place.point, "nil")]
        nil = place.nil
        if names and nil not in names:
            nil = names[0]
            if place.nil is not None:
                detail = f"Dichiarato {place.nil}, il punto è nel NIL {nil}."
                notes.append(Fault(field=f"{at}/nil", code="nil_differs", detail=detail))
        return msgspec.structs.replace(place, municipio=municipio, nil=nil), notes

    def offer(self, card: OfferCard, at: str = "") -> tuple[OfferCard, list[Fault]]:
        if card.place is None:
            return card, []
        place, notes = self.placed(card.place, f"{at}/place")
        return msgspec.structs.replace(card, place=place), notes

    def provider(self, card: ProviderCard, at: str = "") -> tuple[ProviderCard, list[Fault]]:
        offices: list[Office] = []
        notes: list[Fault] = []
        for number, office in enumerate(card.offices):
            place, differences = self.placed(office.place, f"{at}/offices/{number}/place")
            offices.append(msgspec.structs.replace(office, place=place))
            notes += differences
        return msgspec.structs.replace(card, offices=tuple(offices)), notes


def area_faults(area: Area, at: str) -> list[Fault]:
    """What would make places unfindable, or the fact too large to tell."""
    faults = []
    if not re.fullmatch(CODES[area.kind], area.code):
        faults.append(Fault(f"{at}/code", "malformed", "Il codice non è quello di un'area."))
    geojson = msgspec.json.encode(area.geometry)
    if len(geojson) > LARGEST_GEOMETRY:
        faults.append(Fault(f"{at}/geometry", "too_long", "La geometria è troppo grande."))
    elif not drawn(area.kind, geojson.decode()):
        faults.append(Fault(f"{at}/geometry", "malformed", "La geometria non è quella di un'area."))
    return faults


def drawn(kind: str, geojson: str) -> bool:
    """Whether it is a shape that such an area can have."""
    try:
        geometry = shapely.from_geojson(geojson)
    except shapely.errors.ShapelyError:
        return False
    return geometry.geom_type in SHAPES[kind] and not geometry.is_empty


def polygon(geojson: str) -> shapely.Geometry:
    """Repaired where it crosses itself: such a polygon would answer wrongly, or not at all."""
    return shapely.make_valid(shapely.from_geojson(geojson))
