"""The city's open data and a catalogue, from their files to a family's search."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.city import City, eventually

pytestmark = pytest.mark.city_data

IMPORTS = ("reference", "milano-sport", "milano-pools", "catalogue")
ALL = 390 + 407 + 28
"""Offers of the catalogue, sport facilities, pools: areas and bodies are no entries."""


@pytest.fixture
async def city() -> AsyncIterator[City]:
    city = City()
    await city.start()
    try:
        yield city
    finally:
        await city.close()


async def imported(city: City, name: str) -> dict[str, Any]:
    done = await city.run("import", name, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


async def test_all_that_is_imported_is_found_once_however_often_it_is_imported(city: City) -> None:
    first = {name: await imported(city, name) for name in IMPORTS}

    assert {name: report["new"] for name, report in first.items()} == {
        "reference": 207,
        "milano-sport": 407,
        "milano-pools": 28,
        "catalogue": 464,
    }
    differing = [
        note["source"]
        for report in first.values()
        for part in report["parts"]
        for note in part["notes"]
        if note["code"] == "municipio_differs"
    ]
    assert len(differing) == 18
    assert all(source.startswith("ds629-") for source in differing)

    async def all_found() -> bool:
        return await city.total() == ALL

    await eventually(all_found, what="all entries are found")
    assert await city.total(kind="offer") == 390
    assert await city.total(kind="listing") == 407 + 28

    again = {name: await imported(city, name) for name in IMPORTS}

    assert all(report["unchanged"] == report["read"] for report in again.values())
    await city.agrees()
    assert await city.total() == ALL

    swimming = await city.search(q="nuoto", municipio=7, limit=100, facets="category")
    counted = {value["value"]: value["count"] for value in swimming["facets"][0]["values"]}
    assert swimming["total"] == len(swimming["items"]) > 0
    assert sum(counted.values()) == swimming["total"]
    sources = {item["source"]["name"] for item in swimming["items"]}
    assert sources >= {"catalogue", "milano-sport", "milano-pools"}
