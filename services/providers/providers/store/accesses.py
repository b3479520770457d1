"""The rows of who read the data of persons."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.history import Actor


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One reading."""

    at: datetime
    by: Actor
    purpose: str
    about: UUID


async def note(tx: Tx, by: Actor, purpose: str, about: Sequence[UUID], *, at: datetime) -> None:
    await tx.execute(
        """
        insert into access (at, role, subject, purpose, about)
        select $1, $2, $3, $4, unnest($5::uuid[])
        """,
        at,
        by.role,
        by.subject,
        purpose,
        about,
    )


async def page(
    tx: Tx, *, about: UUID | None, before: int | None, limit: int
) -> tuple[list[tuple[int, Access]], int]:
    """Newest first, each with its number, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from access
        where ($1::uuid is null or about = $1) and ($2::bigint is null or id < $2)
        order by id desc limit $3
        """,
        about,
        before,
        limit,
    )
    total: int = await tx.fetchval(
        "select count(*) from access where $1::uuid is null or about = $1", about
    )
    return [(row["id"], access(row)) for row in rows], total


async def by(tx: Tx, subject: str) -> list[Access]:
    rows = await tx.fetch("select * from access where subject = $1 order by id", subject)
    return [access(row) for row in rows]


async def about_each(tx: Tx, things: list[UUID]) -> list[Access]:
    rows = await tx.fetch("select * from access where about = any($1::uuid[]) order by id", things)
    return [access(row) for row in rows]


async def sweep(tx: Tx, *, before: datetime) -> None:
    await tx.execute("delete from access where at <= $1", before)


def access(row: Row) -> Access:
    return Access(
        at=row["at"],
        by=Actor(role=row["role"], subject=row["subject"]),
        purpose=row["purpose"],
        about=row["about"],
    )
