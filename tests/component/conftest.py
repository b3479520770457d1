"""What several component tests work with."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.catalogue import example_offers
from tests.conftest import MakeDatabase
from tests.mailbox import mailbox
from tests.posting import Post
from tests.register import Register, register, tells_what_is_true
from tests.searching import Site, a_site, its_settings


@pytest.fixture(scope="module")
async def here(
    make_database: MakeDatabase, nats_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Register]:
    """The register with its API, empty; whatever a module does to it, it tells what is true."""
    url, keys = await make_database("providers"), tmp_path_factory.mktemp("keys")
    async with register(url, nats_url, f"t{uuid4().hex[:10]}", keys) as opened:
        yield opened
        await tells_what_is_true(opened)


@pytest.fixture
async def post(here: Register) -> AsyncIterator[Post]:
    async with here.database() as db, mailbox() as box:
        yield Post(here, db, box)
        async with db.transaction() as tx:  # what one test leaves waiting is not sent by the next
            await tx.execute("delete from notice")


@pytest.fixture(scope="module")
async def site(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    """The example catalogue, which no test of a module changes."""
    async with a_site(its_settings(nats_url, opensearch_url), example_offers()) as site:
        yield site


@pytest.fixture
async def empty(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    """A catalogue that a test fills."""
    async with a_site(its_settings(nats_url, opensearch_url)) as site:
        yield site
