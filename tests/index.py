"""What the tests of the index share: its settings, its worker, and looks into it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar

from catalog_search import worker
from catalog_search.index.client import connect, reaching_the_index
from catalog_search.index.generations import CURRENT, Generation
from catalog_search.settings import Settings
from kit.bus import Bus
from tests.searching import alive

PATIENCE = 30.0
"""Seconds for a call to an engine that others use too."""


class Index:
    """An index as its readers see it."""

    def __init__(self, client: Any, settings: Settings, generation: Generation = CURRENT) -> None:
        self.client = client
        self.settings = settings
        self.alias = generation.alias(settings.namespace)

    async def document(self, id: Any) -> dict[str, Any] | None:  # noqa: A002 - its name
        """What a search would find of a thing, hidden or not."""
        answer = await self.search({"ids": {"values": [str(id)]}}, size=1)
        found: list[dict[str, Any]] = [hit["_source"] for hit in answer["hits"]["hits"]]
        return found[0] if found else None

    async def visible(self) -> list[str]:
        """Ids of what can be found, as often as it would be found."""
        answer = await self.search({"term": {"visible": True}}, size=10_000, source=False)
        return sorted(hit["_id"] for hit in answer["hits"]["hits"])

    async def search(
        self, query: dict[str, Any], *, size: int, source: bool = True
    ) -> dict[str, Any]:
        body = {"query": query, "size": size, "_source": source, "track_total_hits": True}
        with reaching_the_index():
            answer: dict[str, Any] = await self.client.search(
                index=self.alias, body=body, params={"ignore_unavailable": "true"}
            )
        return answer


@asynccontextmanager
async def an_index(settings: Settings, generation: Generation = CURRENT) -> AsyncIterator[Index]:
    async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
        yield Index(client, settings, generation)
        ours = f"{settings.namespace}-catalog-*,{settings.namespace}-vectors-*"
        names = await client.indices.get(index=ours)
        for name in names:
            await client.indices.delete(index=name)


@asynccontextmanager
async def a_bus(settings: Settings) -> AsyncIterator[Bus]:
    bus = await Bus.connect(settings.nats_url, settings.namespace)
    try:
        yield bus
    finally:
        await bus.close()


@asynccontextmanager
async def a_worker(settings: Settings, generation: Generation = CURRENT) -> AsyncIterator[Litestar]:
    """The worker's app, with its tasks, in this process."""
    app = worker.create_app(settings, generation)
    async with alive(app):
        yield app
