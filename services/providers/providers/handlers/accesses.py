"""Note who reads the data of persons, in the transaction of the reading, and show it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from kit.auth import Principal
from kit.db import Tx
from providers.domain.answers import Answer
from providers.domain.applications import Application
from providers.domain.history import Actor
from providers.domain.requests import Request
from providers.handlers.access import actor, is_officer
from providers.handlers.desk import Desk
from providers.store import accesses
from providers.store.accesses import Access

KEPT = timedelta(days=730)
"""Two years: who was harmed by a reading learns of it late, and nobody is watched for ever."""


async def note(tx: Tx, who: Principal, purpose: str, *about: UUID, at: datetime) -> None:
    """Somebody reads what is about persons: in applications, bodies, cases, questions, answers."""
    await accesses.note(tx, actor(who), purpose, about, at=at)


async def of_application(
    tx: Tx, application: Application, who: Principal, purpose: str, *, at: datetime
) -> None:
    """With the persons in it; one's own needs no note."""
    if who.subject != application.applicant:
        await note(tx, who, purpose, application.id, at=at)


async def of_body(tx: Tx, provider_id: UUID, who: Principal, purpose: str, *, at: datetime) -> None:
    """Its contact persons or operators; the body's own people need no note."""
    if is_officer(who):
        await note(tx, who, purpose, provider_id, at=at)


async def at_hub(
    tx: Tx, seen: Iterable[tuple[Request, Answer]], who: Principal, *, at: datetime
) -> None:
    """How to reach families that were present at a hub; a family's own needs no note."""
    read = [
        answer.id
        for request, answer in seen
        if request.on_behalf is not None and answer.contacts is not None
    ]
    reader = Actor(role="hub_operator", subject=who.subject)  # nobody else sees these requests
    await accesses.note(tx, reader, "contacts", read, at=at)


async def page(
    about: UUID | None, *, before: int | None, limit: int, desk: Desk
) -> tuple[list[tuple[int, Access]], int]:
    async with desk.db.transaction() as tx:
        return await accesses.page(tx, about=about, before=before, limit=limit)


async def sweep(tx: Tx, *, at: datetime) -> None:
    await accesses.sweep(tx, before=at - KEPT)
