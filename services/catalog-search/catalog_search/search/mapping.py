"""Put what a search finds on a map: points, or groups of points where there are many."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from catalog_search.geojson import Feature, Map, Pin, Position
from catalog_search.query import Box, MapQuery
from catalog_search.search.builder import BY_ID
from catalog_search.search.narrowing import (
    VISIBLE,
    Clause,
    all_of,
    choices,
    exists,
    none_of,
    ranges,
    unique,
)
from catalog_search.search.presenter import Answer, Shown, as_shown, fetched
from catalog_search.search.text import matching

MOST_POINTS = 200
"""Entries shown one by one: more pins cover each other on a phone, whose 390 by 844 pixels hold
9 by 21 pins of 40."""

FINER = 2
"""Zooms by which a group's tile is finer than the map's, whose tiles have 256 pixels: so 64."""

FINEST = 29
"""The engine's last precision."""

MOST_TILES = 10_000
"""Tiles that a box may touch, and groups that the engine is asked for: none is ever left out."""


def question(query: MapQuery) -> list[Clause]:
    """What lies in the box, one by one as far as it goes and in groups; what has no point."""
    asked = query.asked
    found = [VISIBLE, *matching(asked), *unique(choices(asked)), *ranges(asked)]
    grid = {"field": "point", "precision": precision(query), "size": MOST_TILES}
    centre = {"centre": {"geo_centroid": {"field": "point"}}}
    return [
        {
            "size": MOST_POINTS,
            "track_total_hits": True,
            "query": all_of([*found, within(query.box)]),
            "sort": [BY_ID],
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["shown", "body"],
            "aggs": {"tiles": {"geotile_grid": grid, "aggs": centre}},
        },
        {
            "size": 0,
            "track_total_hits": True,
            "query": all_of([*found, none_of(exists("point"))]),
        },
    ]


def within(box: Box) -> Clause:
    corners = {"left": box.west, "bottom": box.south, "right": box.east, "top": box.north}
    return {"geo_bounding_box": {"point": corners}}


def precision(query: MapQuery) -> int:
    """As fine as the map wants, and coarse enough that all groups are counted."""
    finest = min(query.zoom + FINER, FINEST)
    return next(
        (zoom for zoom in range(finest, 0, -1) if query.box.tiles(zoom) <= MOST_TILES),
        0,
    )


def drawn(answer: Answer, today: date) -> Map:
    """Each entry once: by itself where all of them are shown, else in the group of its tile."""
    hits, total = fetched(answer)
    clustered = total > len(hits)
    if clustered:
        tiles = answer.responses[0].aggregations["tiles"]["buckets"]
        features = [group(tile) for tile in tiles]
    else:
        shown = (as_shown(hit.fields.shown[0], today) for hit in hits)
        features = [feature for one in shown if (feature := pin(one))]
    nowhere = answer.responses[1].hits
    return Map(
        features=features,
        total=total,
        without_place=nowhere.total.value if nowhere and nowhere.total else 0,
        clustered=clustered,
    )


def group(tile: Mapping[str, Any]) -> Feature:
    centre = tile["centre"]["location"]
    return Feature(
        id=tile["key"],
        geometry=Position(coordinates=(centre["lon"], centre["lat"])),
        properties=Pin(count=tile["doc_count"]),
    )


def pin(entry: Shown) -> Feature | None:
    if entry.place is None or entry.place.point is None:
        return None
    return Feature(
        id=entry.id,
        geometry=Position(coordinates=(entry.place.point.lon, entry.place.point.lat)),
        properties=Pin(
            count=1,
            kind=entry.kind,
            title=entry.title,
            category=entry.category,
            url=entry.url,
        ),
    )
