"""Build the worker process of `providers`: it tells what changed, hears, files, and sweeps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from litestar import Litestar
from prometheus_client import Gauge

from contracts.streams import PRIVATE, PROVIDERS
from kit import clock, idempotency
from kit.app import make_app
from kit.bus import Bus
from kit.db import Database
from kit.outbox import Relay, RelayMetrics
from kit.problems import Unavailable
from kit.reader import PostgresSink, Reader, ReaderMetrics
from kit.worker import Run, background
from providers import mailing
from providers.handlers import accesses, documents, follows, notices
from providers.handlers.expiry import expire_one
from providers.handlers.price_days import turn_one, warn_one
from providers.handlers.protocol import file_one
from providers.handlers.purchases import HANDLERS
from providers.handlers.request_mails import remind_one
from providers.objects import objects
from providers.protocol import FolderProtocol, ProtocolSystem
from providers.settings import Settings
from providers.store import concerns, credentials

log = structlog.get_logger(__name__)

FILING_SECONDS = 2.0
"""Between looks for what waits for the city's number: nobody waits for it on line."""
SWEEP_SECONDS = 600.0
"""Between sweeps: keys are kept for a day, concerns are due within one, nobody compares the prices
of a new day at ten past midnight, and a quote that is over is not taken before its sweep either:
ten minutes more do not matter."""


def create_app(settings: Settings, *, now: clock.Clock = clock.now) -> Litestar:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        db = await Database.connect(settings.postgres_url, name="providers-worker")
        bus = await Bus.connect(settings.nats_url, settings.namespace)
        telling = RelayMetrics(app.state.registry)
        relays = [Relay(db, bus, stream, telling) for stream in (PROVIDERS, PRIVATE)]
        reader = Reader(
            bus,
            PRIVATE,
            PostgresSink(db, "purchases", HANDLERS),
            service="providers",
            name="purchases",
            metrics=ReaderMetrics(app.state.registry),
        )
        overdue = Gauge(
            "concerns_overdue",
            "What tells of danger and nobody has closed in time",
            registry=app.state.registry,
        )
        app.state.waits = (db.ready, bus.ready, reader.ready, *(one.ready for one in relays))

        bucket = objects(settings.documents_url)

        async def sweep() -> None:
            while True:
                try:
                    while await expire_one(db=db, at=now()):
                        pass
                    while await turn_one(db=db, at=now()):
                        pass
                    while await warn_one(db=db, public_url=settings.links, at=now()):
                        pass
                    while await remind_one(db=db, public_url=settings.links, at=now()):
                        pass
                    async with db.transaction() as tx:
                        await idempotency.sweep(tx, at=now())
                        await credentials.sweep(tx, now())
                        overdue.set(await concerns.overdue(tx, now()))
                        await notices.tidy(tx, at=now())
                        await follows.sweep(tx, at=now())
                        await accesses.sweep(tx, at=now())
                    if bucket is not None:
                        await documents.sweep(db=db, objects=bucket, at=now())
                except Unavailable as away:
                    log.warning("the sweep waits", reason=away.detail)
                await asyncio.sleep(SWEEP_SECONDS)

        runs: list[Run] = [
            *(one.run for one in relays),
            *(reader.run, sweep),
            *mailing.runs(db, app.state.registry, settings, now),
        ]
        if settings.protocol_folder:
            runs.append(filing(db, FolderProtocol(settings.protocol_folder), now))
        try:
            async with background(*runs)(app):
                yield
        finally:
            await bus.close()
            await db.close()

    async def ready() -> None:
        for wait in app.state.waits:
            await wait()

    app = make_app(
        name="providers-worker",
        title="wishmi: enti e proposte, dietro le quinte",
        description="Racconta agli altri servizi ciò che cambia in providers.",
        controllers=(),
        lifespan=[lifespan],
        checks={"telling": ready},
        settings=settings,
    )
    return app


def filing(db: Database, system: ProtocolSystem, now: clock.Clock) -> Run:
    async def file() -> None:
        while True:
            try:
                while await file_one(db=db, system=system, at=now()):
                    pass
            except (Unavailable, OSError) as away:
                log.warning("filing waits", reason=type(away).__name__)
            await asyncio.sleep(FILING_SECONDS)

    return file
