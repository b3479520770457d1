"""Meaning in tests: the vectors that a worker would make, made now."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry

from catalog_search.index import state
from catalog_search.meaning.making import Making
from catalog_search.meaning.store import VectorStore
from contracts.streams import PROVIDERS
from tests.city import eventually
from tests.index import a_bus
from tests.searching import Site


@asynccontextmanager
async def a_maker(site: Site, registry: CollectorRegistry) -> AsyncIterator[Making]:
    """A worker's making of vectors, which a test calls when it wants."""
    namespace = site.settings.namespace
    async with a_bus(site.settings) as bus:
        await bus.ensure(PROVIDERS)
        store = VectorStore(site.client, namespace)
        yield Making(site.client, store, site.alias, f"{namespace}-catalog-*", bus, registry)


async def settle(site: Site) -> None:
    """Say in the index that all it holds can be found, as the worker does."""
    stream = PROVIDERS.name
    old = await state.read(site.client, site.alias, stream)
    if old is None:
        await state.begin(site.client, site.alias, stream)
        old = await state.read(site.client, site.alias, stream)
    assert old is not None
    await state.move(site.client, site.alias, stream, old, site.change)


async def understood(site: Site) -> None:
    """Give all that the site holds its vectors, and wait until the API has them."""
    await settle(site)
    async with a_maker(site, CollectorRegistry()) as making:
        await making.catch_up()
    place = await VectorStore(site.client, site.settings.namespace).place()

    async def all_are_loaded() -> bool:
        told = (await site.http.get("/metrics")).text
        return f"meaning_position {place.position:.1f}\n" in told and "meaning_ready 1.0\n" in told

    await eventually(all_are_loaded)


async def vectors(site: Site) -> int:
    return (await VectorStore(site.client, site.settings.namespace).place()).count
