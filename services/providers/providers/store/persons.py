"""The rows that are about one person, wherever they are."""

from datetime import datetime
from uuid import UUID

from kit.db import Tx
from providers.domain.applications import Application
from providers.domain.history import Entry
from providers.domain.operators import Operator
from providers.store import files
from providers.store.applications import application_of
from providers.store.history import entry
from providers.store.operators import operator_of


async def applications(tx: Tx, subject: str) -> list[Application]:
    rows = await tx.fetch("select * from application where applicant = $1 order by id", subject)
    return [application_of(row) for row in rows]


async def changes(tx: Tx, subject: str) -> list[Entry]:
    rows = await tx.fetch("select * from history where subject = $1 order by id", subject)
    return [entry(row) for row in rows]


async def mandates(tx: Tx, subject: str) -> list[Operator]:
    """Those that bodies have given, withdrawn and expired ones included."""
    rows = await tx.fetch("select * from operator where subject = $1 order by id", subject)
    return [operator_of(row) for row in rows]


async def erase_unsubmitted(tx: Tx, subject: str, *, at: datetime) -> int:
    """Applications that were never submitted, with their documents and history. How many."""
    rows = await tx.fetch(
        "select id, documents from application "
        "where applicant = $1 and submitted_at is null for update",
        subject,
    )
    ids: list[UUID] = [row["id"] for row in rows]
    for row in rows:
        for document in row["documents"]:
            await files.remove(tx, row["id"], document["kind"], at=at)
    await tx.execute("delete from history where thing = any($1::uuid[])", ids)
    await tx.execute("delete from application where id = any($1::uuid[])", ids)
    return len(ids)


async def erase_answers(tx: Tx, subject: str) -> int:
    """Those kept for a day in case a call is repeated (kit.idempotency). How many."""
    status = await tx.execute("delete from idempotency where caller = $1", subject)
    return int(status.removeprefix("DELETE "))
