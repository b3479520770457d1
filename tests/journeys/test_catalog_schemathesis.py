"""The catalogue's API is as its OpenAPI document says, whatever is sent."""

from pathlib import Path

from tests.city import City
from tests.commands import REPOSITORY
from tests.fuzzing import fuzzed


async def test_schemathesis_finds_nothing(city: City, tmp_path: Path) -> None:
    base = city.endpoints["catalog_search"]

    assert await fuzzed(base, tmp_path, config=REPOSITORY / "schemathesis.toml") == ""
