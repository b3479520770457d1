"""What several component tests work with, made once for each of their modules."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.conftest import MakeDatabase
from tests.register import Register, register, tells_what_is_true


@pytest.fixture(scope="module")
async def here(
    make_database: MakeDatabase, nats_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Register]:
    """The register with its API, empty; whatever a module does to it, it tells what is true."""
    url, keys = await make_database("providers"), tmp_path_factory.mktemp("keys")
    async with register(url, nats_url, f"t{uuid4().hex[:10]}", keys) as opened:
        yield opened
        await tells_what_is_true(opened)
