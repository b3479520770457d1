"""What a search finds, on a map: every entry once, with counts that are true."""

from typing import Any

import pytest

from contracts.values import Point
from tests.builders import DUOMO, PAVIA, a_place, an_offer_card, an_offer_published
from tests.searching import Site

MILAN = "9.04,45.38,9.28,45.54"
WORLD = "-180,-90,180,90"


async def drawn(site: Site, bbox: str = MILAN, zoom: int = 12, **asked: Any) -> dict[str, Any]:
    return await site.get("/v1/catalog/map", bbox=bbox, zoom=zoom, **asked)


def at(point: Point, **given: Any) -> Any:
    return an_offer_published(card=an_offer_card(place=a_place(point=point), **given))


async def test_a_few_are_points_that_lead_to_their_entries(empty: Site) -> None:
    offer = at(DUOMO, title="Visita al Duomo")
    await empty.hold([offer, at(PAVIA)])

    response = await empty.http.get("/v1/catalog/map", params={"bbox": MILAN, "zoom": 12})

    assert response.headers["content-type"] == "application/geo+json"
    assert response.json() == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": str(offer.id),
                "geometry": {"type": "Point", "coordinates": [DUOMO.lon, DUOMO.lat]},
                "properties": {
                    "count": 1,
                    "kind": "offer",
                    "title": "Visita al Duomo",
                    "category": "sport",
                    "url": f"/v1/catalog/{offer.id}",
                },
            }
        ],
        "total": 1,
        "without_place": 0,
        "clustered": False,
    }


@pytest.mark.parametrize("zoom", [0, 5, 11, 14, 22])
@pytest.mark.parametrize("bbox", [MILAN, WORLD, "9.1,45.4,9.2,45.5"])
async def test_many_are_groups_whose_counts_add_up(site: Site, bbox: str, zoom: int) -> None:
    answer = await drawn(site, bbox, zoom)
    counts = [feature["properties"]["count"] for feature in answer["features"]]

    assert sum(counts) == answer["total"]
    assert answer["clustered"] == (answer["total"] > 200)
    west, south, east, north = map(float, bbox.split(","))
    for feature in answer["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert west - 1e-6 <= lon <= east + 1e-6
        assert south - 1e-6 <= lat <= north + 1e-6


async def test_map_and_list_find_the_same(site: Site) -> None:
    for asked in (
        {"q": "nuoto"},
        {"category": "sport", "free": "true"},
        {"q": "palavolo"},
        {"q": "musica", "age": "8", "price_max": "5000"},
        {"near": "45.48,9.22", "radius": "2000"},
    ):
        listed = await site.get(**asked, limit=100)
        found = await drawn(site, WORLD, 12, **asked)

        assert found["total"] + found["without_place"] == listed["total"], asked
        if not found["clustered"] and listed["total"] <= 100:
            ids = {feature["id"] for feature in found["features"]}
            places = {item["id"]: item.get("place", {}) for item in listed["items"]}
            assert ids == {one for one, place in places.items() if "point" in place}


async def test_what_has_no_point_is_counted(empty: Site) -> None:
    nowhere = an_offer_card(place=None, delivery="online")
    await empty.hold([at(DUOMO), an_offer_published(card=nowhere)])

    answer = await drawn(empty)

    assert (answer["total"], answer["without_place"]) == (1, 1)


async def test_slips_are_helped_as_in_lists(site: Site) -> None:
    answer = await drawn(site, q="palavolo")
    as_typed = answer["spelling"]["as_typed"]

    assert answer["spelling"]["q"] == "pallavolo"
    assert as_typed.startswith("/v1/catalog/map?")
    assert (await site.http.get(as_typed)).json()["total"] == 0


async def test_what_is_private_is_asked_by_body(site: Site) -> None:
    box = {"bbox": MILAN, "zoom": 12}
    response = await site.http.post(
        "/v1/catalog/map", json=box | {"need": ["autism"], "credit": 5_000, "covered": ["wholly"]}
    )
    listed = await site.ask(need=["autism"], credit=5_000, covered=["wholly"], limit=0)

    assert response.headers["cache-control"] == "no-store"
    assert response.json()["total"] + response.json()["without_place"] == listed["total"] > 0


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"zoom": 12}, 400, "missing"),
        ({"bbox": MILAN}, 400, "missing"),
        ({"bbox": "9,45", "zoom": 12}, 400, "malformed"),
        ({"bbox": MILAN, "zoom": 23}, 400, "out_of_range"),
        ({"bbox": "9,46,10,45", "zoom": 12}, 409, "conflict"),
        ({"bbox": "9,45,9,46", "zoom": 12}, 409, "conflict"),
        ({"bbox": "9,45,10,45", "zoom": 12}, 409, "conflict"),
        ({"bbox": MILAN, "zoom": 12, "sort": "price"}, 400, "unknown_parameter"),
    ],
)
async def test_a_box_that_is_none_is_refused(
    site: Site, asked: dict[str, Any], status: int, code: str
) -> None:
    response = await site.http.get("/v1/catalog/map", params=asked)

    assert (response.status_code, response.json()["errors"][0]["code"]) == (status, code)


@pytest.mark.parametrize(
    "bbox", ["170,-10,-170,10", "-180,89,180,90", "180,0,-180,1", "9,45,9.000000001,45.1"]
)
async def test_any_box_has_an_answer(site: Site, bbox: str) -> None:
    assert (await drawn(site, bbox, 22))["total"] == 0
