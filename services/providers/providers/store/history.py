"""The rows of history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kit.db import Row, Tx
from providers.domain.history import Action, Actor, Entry


async def keep(tx: Tx, entry: Entry) -> None:
    await tx.execute(
        """
        insert into history (thing, at, role, subject, action, changes, reason)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        entry.thing,
        entry.at,
        entry.by.role,
        entry.by.subject,
        entry.action,
        entry.changes,
        entry.reason,
    )


async def page(
    tx: Tx, thing: UUID, *, since: int = 0, before: int | None, limit: int
) -> tuple[list[tuple[int, Entry]], int]:
    """Newest first, each with its number, and how many there are in all; `since`: only the entry
    with that number and later ones."""
    rows = await tx.fetch(
        """
        select * from history
        where thing = $1 and id >= $2 and ($3::bigint is null or id < $3)
        order by id desc limit $4
        """,
        thing,
        since,
        before,
        limit,
    )
    total: int = await tx.fetchval(
        "select count(*) from history where thing = $1 and id >= $2", thing, since
    )
    return [(row["id"], entry(row)) for row in rows], total


async def last(tx: Tx, thing: UUID, action: Action) -> int:
    """The number of its last entry of that action; 0 where there is none."""
    number: int = await tx.fetchval(
        "select coalesce(max(id), 0) from history where thing = $1 and action = $2", thing, action
    )
    return number


async def newest(tx: Tx, thing: UUID) -> Action | None:
    """What was done with it last."""
    action: Action | None = await tx.fetchval(
        "select action from history where thing = $1 order by id desc limit 1", thing
    )
    return action


async def price_lists(
    tx: Tx, offer_id: UUID, *, before: int | None, limit: int
) -> tuple[list[tuple[int, datetime, Any]], int]:
    """Those that families came to read: number, time and list, newest first; how many. A list that
    was published before its first day is one from then on.
    """
    shown = """
        thing = $1 and changes ? 'price_list' and (
            action = 'price_turned' or action in ('published', 'imported') and coalesce(
                (changes #>> '{price_list,1,valid,start}')::date
                    <= (at at time zone 'Europe/Rome')::date,
                true
            )
        )
    """
    rows = await tx.fetch(
        f"""
        select id, at, changes -> 'price_list' -> 1 as value from history
        where {shown} and ($2::bigint is null or id < $2)
        order by id desc limit $3
        """,  # noqa: S608 - a constant of ours
        offer_id,
        before,
        limit,
    )
    total: int = await tx.fetchval(
        f"select count(*) from history where {shown}",  # noqa: S608 - a constant of ours
        offer_id,
    )
    return [(row["id"], row["at"], row["value"]) for row in rows], total


def entry(row: Row) -> Entry:
    return Entry(
        thing=row["thing"],
        at=row["at"],
        by=Actor(role=row["role"], subject=row["subject"]),
        action=row["action"],
        changes=row["changes"],
        reason=row["reason"],
    )
