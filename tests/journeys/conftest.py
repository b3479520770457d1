"""One whole system for all journeys: the demo that the README's first command starts."""

from collections.abc import AsyncIterator

import pytest

from tests.city import City


@pytest.fixture(scope="session")
async def city() -> AsyncIterator[City]:
    city = City("--demo")
    try:
        await city.start()
        yield city
    finally:
        await city.close()
