"""Build the worker process: what is heard goes into the index of this release's generation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from catalog_search.handlers import HANDLERS
from catalog_search.index import HEARD
from catalog_search.index.care import Care
from catalog_search.index.client import connect
from catalog_search.index.generations import CURRENT, PATIENCE, Generation, ensure, prefix
from catalog_search.index.measured import IndexMetrics, Measured
from catalog_search.index.writer import BATCH, IndexSink
from catalog_search.meaning.making import Making
from catalog_search.meaning.store import VectorStore
from catalog_search.settings import Settings
from kit import metrics
from kit.app import make_app
from kit.bus import Bus
from kit.clock import now
from kit.reader import Reader, ReaderMetrics
from kit.worker import background

SERVICE = "catalog-search"


def create_app(settings: Settings, generation: Generation = CURRENT) -> Litestar:
    """The worker of a generation: several, of several releases, may run beside each other."""
    registry = metrics.registry()
    measures, reader_measures = IndexMetrics(registry), ReaderMetrics(registry)
    alias = generation.alias(settings.namespace)
    readers: list[Reader] = []

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        bus = await Bus.connect(settings.nats_url, settings.namespace)
        try:
            async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:

                async def prepare() -> None:
                    await ensure(client, generation, alias)

                for stream in HEARD:
                    sink = IndexSink(client, alias, stream.name, HANDLERS, prepare)
                    readers.append(
                        Reader(
                            bus,
                            stream,
                            Measured(sink, stream.name, measures, now),
                            service=SERVICE,
                            name=alias,
                            metrics=reader_measures,
                            batch=BATCH,
                        )
                    )
                runs = [Care(client, bus, alias, registry).run, *(one.run for one in readers)]
                if settings.meaning:
                    store = VectorStore(client, settings.namespace)
                    generations = f"{prefix(settings.namespace)}*"
                    runs.append(Making(client, store, alias, generations, bus, registry).run)
                async with background(*runs)(app):
                    yield
        finally:
            await bus.close()

    async def reading() -> None:
        for reader in readers:
            await reader.ready()

    return make_app(
        name=f"{SERVICE}-worker",
        title="catalog-search, worker",
        description="Tiene l'indice del catalogo al passo con ciò che dicono gli altri servizi.",
        controllers=(),
        settings=settings,
        lifespan=(lifespan,),
        checks={"reading": reading},
        registry=registry,
    )
