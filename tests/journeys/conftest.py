"""One whole system for all journeys: the demo that the README's first command starts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.city import City


@pytest.fixture(scope="session")
async def city(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    data: Path = tmp_path_factory.mktemp("city") / "data"
    city = City(data, "--demo")
    try:
        await city.start()
        yield city
    finally:
        await city.close()
