"""Sends notices in the background of the worker, and counts those that have not been sent."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from prometheus_client import CollectorRegistry, Gauge

from kit.clock import Clock
from kit.db import Database
from kit.problems import Unavailable
from kit.worker import Run
from providers.handlers.follows import tell_some
from providers.handlers.notices import send_one
from providers.handlers.receipts import take_one
from providers.mail import Mailer, mailer
from providers.receipts import FolderBox
from providers.schemas.notices import Channel
from providers.settings import Settings
from providers.store import notices

log = structlog.get_logger(__name__)

SECONDS = 2.0
"""Between looks: who asked for a link waits for it, and the look costs one read of an index."""


class NoticeMetrics:
    """What has not been sent, by channel and state, and how old the oldest is."""

    def __init__(self, into: CollectorRegistry) -> None:
        labels = ("channel", "state")
        self._count = Gauge("wishmi_notices", "Notices not sent", labels, registry=into)
        self._oldest = Gauge(
            "wishmi_notices_oldest_timestamp_seconds",
            "When the oldest notice not sent was written, since 1970",
            labels,
            registry=into,
        )

    async def observe(self, db: Database) -> None:
        async with db.transaction() as tx:
            standings = await notices.standings(tx)
        for gauge in (self._count, self._oldest):
            gauge.clear()
        for one in standings:
            self._count.labels(one.channel, one.state).set(one.count)
            self._oldest.labels(one.channel, one.state).set(one.oldest.timestamp())


def runs(db: Database, registry: CollectorRegistry, settings: Settings, now: Clock) -> list[Run]:
    """What runs for ever: telling followers, counting, and sending where an address is set."""
    metrics = NoticeMetrics(registry)

    async def tell_followers() -> bool:
        return await tell_some(db=db, public_url=settings.links, at=now())

    async def count() -> bool:
        await metrics.observe(db)
        return False

    wanted = [repeated(tell_followers), repeated(count)]
    for channel, url, sender in mailboxes(settings):
        wanted.append(sending(db, mailer(url, sender, settings.smtp_ca), channel, now))
    if settings.pec_receipts:
        box = FolderBox(settings.pec_receipts)

        async def take_receipt() -> bool:
            return await take_one(db=db, box=box, at=now())

        wanted.append(repeated(take_receipt))
    return wanted


def mailboxes(settings: Settings) -> list[tuple[Channel, str, str]]:
    """Those that are set."""
    every: list[tuple[Channel, str, str]] = [
        ("mail", settings.smtp_url, settings.smtp_sender),
        ("pec", settings.pec_url, settings.pec_sender),
    ]
    return [one for one in every if one[1]]


def sending(db: Database, to: Mailer, channel: Channel, now: Clock) -> Run:
    async def send() -> bool:
        return await send_one(db=db, mailer=to, channel=channel, now=now)

    return repeated(send)


def repeated(step: Callable[[], Awaitable[bool]]) -> Run:
    """As long as there is something to do, then again after a while."""

    async def run() -> None:
        while True:
            try:
                while await step():
                    pass
            except (Unavailable, OSError) as away:
                log.warning("notices wait", reason=type(away).__name__)
            await asyncio.sleep(SECONDS)

    return run
