"""Note who reads the data of persons, in the transaction of the reading, and show it."""

from datetime import datetime, timedelta
from uuid import UUID

from kit.auth import Principal
from kit.db import Tx
from providers.domain.applications import Application
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.store import accesses
from providers.store.accesses import Access

KEPT = timedelta(days=730)
"""Two years: who was harmed by a reading learns of it late, and nobody is watched for ever."""


async def note(
    tx: Tx, application: Application, who: Principal, purpose: str, *, at: datetime
) -> None:
    """Somebody reads an application with the persons in it; one's own needs no note."""
    if who.subject != application.applicant:
        one = Access(at=at, by=actor(who), purpose=purpose, about=application.id)
        await accesses.note(tx, one)


async def page(
    about: UUID | None, *, before: int | None, limit: int, desk: Desk
) -> tuple[list[tuple[int, Access]], int]:
    async with desk.db.transaction() as tx:
        return await accesses.page(tx, about=about, before=before, limit=limit)


async def sweep(tx: Tx, *, at: datetime) -> None:
    await accesses.sweep(tx, before=at - KEPT)
