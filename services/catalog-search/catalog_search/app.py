"""Build the API process: the one place that says what is made of what."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from catalog_search.answers import Answers, Timer
from catalog_search.api import CatalogController, VocabularyController
from catalog_search.catalog import Catalog
from catalog_search.english import ENGLISH
from catalog_search.index import HEARD
from catalog_search.index.client import connect
from catalog_search.index.generations import alias
from catalog_search.index.state import Positions, last
from catalog_search.meaning.following import Meaning
from catalog_search.meaning.store import VectorStore
from catalog_search.settings import Settings
from catalog_search.spelling import Speller, dictionary
from kit import metrics
from kit.app import make_app
from kit.bus import Bus
from kit.clock import Clock, now
from kit.worker import background

SLACK = 0.5
"""Seconds that the engine has to say that it gave up, before we stop listening."""


def create_app(settings: Settings, clock: Clock = now, timer: Timer = time.monotonic) -> Litestar:
    positions: list[Positions] = []
    meanings: list[Meaning] = []
    catalogs: list[Catalog] = []
    answers = Answers(timer)
    registry = metrics.registry()

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        index = alias(settings.namespace)
        within = settings.answer_within
        bus = await Bus.connect(settings.nats_url, settings.namespace)
        try:
            async with connect(settings.opensearch_url, answer_within=within + SLACK) as client:
                # in a thread: those who ask meanwhile whether it lives must have an answer
                speller = Speller(await asyncio.to_thread(dictionary))
                meaning = None
                if settings.meaning:
                    store = VectorStore(client, settings.namespace)
                    meaning = Meaning(store, speller.knows, registry)
                    meanings.append(meaning)
                app.state.catalog = Catalog(
                    client, index, speller, meaning, clock=clock, answer_within=within
                )
                catalogs.append(app.state.catalog)
                lasts = {stream.name: partial(last, bus, stream) for stream in HEARD}
                positions.append(Positions(client, index, lasts))
                runs = [*(one.run for one in meanings), *(one.run for one in positions)]
                async with background(*runs)(app):
                    yield
        finally:
            for one in meanings:
                one.close()
            await bus.close()

    async def understanding() -> None:
        for one in meanings:
            await one.check()

    async def answering() -> None:
        for one in catalogs:
            await one.check()

    async def ready() -> None:
        for one in positions:
            await one.check()

    return make_app(
        name="catalog-search",
        title="catalog-search",
        description="Il catalogo Milano 0-18: cercare, contare, leggere.",
        controllers=(CatalogController, VocabularyController),
        settings=settings,
        dependencies={
            "catalog": Provide(catalog, sync_to_thread=False),
            "answers": Provide(lambda: answers, sync_to_thread=False),
        },
        lifespan=(lifespan,),
        checks={"index": ready, "meaning": understanding, "search": answering},
        registry=registry,
        english=ENGLISH,
    )


def catalog(state: State) -> Catalog:
    found: Catalog = state.catalog
    return found
