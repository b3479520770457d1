"""A catalogue to search in tests: documents in an index of its own, and the API over it."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx
import msgspec
from litestar import Litestar

from catalog_search.answers import Timer
from catalog_search.app import create_app
from catalog_search.handlers import HANDLERS
from catalog_search.index.client import connect
from catalog_search.index.generations import CURRENT, prepare
from catalog_search.settings import Settings
from kit.events import Fact
from tests.city import ANEW

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""A Sunday morning."""

PATIENCE = 30.0
"""Seconds for an engine that others use too."""


def its_settings(nats_url: str, opensearch_url: str, *, meaning: bool = True) -> Settings:
    """Of an API with indices of its own; as patient as we are."""
    return Settings(
        nats_url=nats_url,
        opensearch_url=opensearch_url,
        namespace=f"t{uuid4().hex[:10]}",
        answer_within=PATIENCE,
        requests_per_second=0,
        meaning=meaning,
    )


class Site:
    """The API, and a way to change what it searches."""

    def __init__(self, http: httpx.AsyncClient, client: Any, settings: Settings) -> None:
        self.http = http
        self.client = client
        self.settings = settings
        self.alias = CURRENT.alias(settings.namespace)
        self.change = 0

    async def hold(self, facts: Iterable[Fact]) -> None:
        """Put things into the index as the worker would, and let them be found."""
        lines = bytearray()
        for fact in facts:
            self.change += 1
            lines += b'{"index":{"_id":"%s"}}\n' % str(fact.id).encode()
            document = HANDLERS[type(fact)](fact, self.change)
            lines += msgspec.json.encode(document) + b"\n"
        answer = await self.client.transport.perform_request(
            "POST",
            f"/{self.alias}/_bulk",
            params={"refresh": "true"},
            headers={"Content-Type": "application/x-ndjson"},
            body=BytesIO(lines),
        )
        assert not answer["errors"], answer

    async def get(self, path: str = "/v1/catalog", **parameters: Any) -> dict[str, Any]:
        response = await self.http.get(path, params=parameters)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    async def ask(self, **fields: Any) -> dict[str, Any]:
        """The same by POST."""
        response = await self.http.post("/v1/catalog/search", json=fields)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found


@asynccontextmanager
async def an_api(
    settings: Settings, timer: Timer = time.monotonic
) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings, clock=lambda: NOW, timer=timer)
    asgi: Any = app  # httpx and Litestar have types of their own for the same messages
    transport = httpx.ASGITransport(asgi)
    async with (
        alive(app),
        httpx.AsyncClient(
            transport=transport, base_url="http://catalog", timeout=PATIENCE, headers=ANEW
        ) as http,
    ):
        yield http


@asynccontextmanager
async def a_site(
    settings: Settings, facts: Iterable[Fact] = (), timer: Timer = time.monotonic
) -> AsyncIterator[Site]:
    await prepare(settings)
    async with (
        connect(settings.opensearch_url, answer_within=PATIENCE) as client,
        an_api(settings, timer) as http,
    ):
        site = Site(http, client, settings)
        if facts := tuple(facts):
            await site.hold(facts)
        yield site
        await client.indices.delete(index=f"{site.alias}-1,{settings.namespace}-vectors-*")


@asynccontextmanager
async def alive(app: Litestar) -> AsyncIterator[None]:
    """In a task of its own: a lifespan ends in the task that began it, fixtures do not."""
    started, stop = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await stop.wait()

    life = asyncio.create_task(live())
    waiting = asyncio.create_task(started.wait())
    await asyncio.wait({life, waiting}, return_when="FIRST_COMPLETED")
    try:
        yield
    finally:
        stop.set()
        waiting.cancel()
        await life


def values(answer: dict[str, Any], name: str) -> dict[str, int]:
    """The counts of one facet."""
    facet = next(one for one in answer["facets"] if one["name"] == name)
    return {value["value"]: value["count"] for value in facet["values"]}
