"""The rows of notices."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.notices import Notice
from providers.schemas.notices import Channel, State


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which notices a list shows."""

    state: State | None = None
    kind: str | None = None
    about: UUID | None = None
    channel: Channel | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How many notices of a channel are in a state, and since when the oldest."""

    channel: Channel
    state: State
    count: int
    oldest: datetime


async def add(
    tx: Tx,
    *,
    kind: str,
    channel: Channel,
    about: UUID | None,
    recipient: str,
    subject: str,
    body: str,
    leave: str | None,
    at: datetime,
) -> UUID:
    added: UUID = await tx.fetchval(
        """
        insert into notice (kind, channel, about, recipient, subject, body, leave,
                            created_at, due_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
        returning id
        """,
        kind,
        channel,
        about,
        recipient,
        subject,
        body,
        leave,
        at,
    )
    return added


async def take(tx: Tx, channel: Channel, *, at: datetime, until: datetime) -> Notice | None:
    """The one that has been due for longest, for us alone until then."""
    row = await tx.fetchrow(
        """
        update notice set attempts = attempts + 1, due_at = $3
        where id = (
            select id from notice
            where ended_at is null and state = 'waiting' and channel = $1 and due_at <= $2
            order by due_at limit 1 for update skip locked
        )
        returning *
        """,
        channel,
        at,
        until,
    )
    return notice(row) if row else None


async def hand(tx: Tx, taken: Notice, *, until: datetime) -> bool:
    """From here on it may have arrived. False if somebody else has taken it meanwhile."""
    status = await tx.execute(
        "update notice set state = 'handing', due_at = $3 "
        "where id = $1 and attempts = $2 and state = 'waiting'",
        taken.id,
        taken.attempts,
        until,
    )
    return status == "UPDATE 1"


async def save(tx: Tx, after: Notice) -> None:
    """What became of the attempt that has this number."""
    await tx.execute(
        """
        update notice set state = $3, due_at = $4, ended_at = $5, reason = $6
        where id = $1 and attempts = $2
        """,
        after.id,
        after.attempts,
        after.state,
        after.due_at,
        after.ended_at,
        after.reason,
    )


async def left_behind(tx: Tx, *, at: datetime) -> list[Notice]:
    """Those in whose handing somebody died; nobody else changes them in this transaction."""
    rows = await tx.fetch(
        """
        select * from notice where ended_at is null and state = 'handing' and due_at <= $1
        for update skip locked
        """,
        at,
    )
    return [notice(row) for row in rows]


async def erase(tx: Tx, *, ended_before: datetime) -> int:
    """Addresses and texts of ordinary mails. How many."""
    status = await tx.execute(
        """
        update notice set recipient = null, subject = null, body = null, leave = null
        where ended_at < $1 and recipient is not null and channel = 'mail'
        """,
        ended_before,
    )
    return int(status.removeprefix("UPDATE "))


async def standings(tx: Tx) -> list[Standing]:
    """Of what has not been sent."""
    rows = await tx.fetch(
        """
        select channel, state, count(*) as count, min(created_at) as oldest from notice
        where state <> 'sent' and (ended_at is null or recipient is not null)
        group by channel, state
        """
    )
    return [Standing(**dict(row)) for row in rows]


async def to_change(tx: Tx, notice_id: UUID) -> Notice | None:
    row = await tx.fetchrow("select * from notice where id = $1 for no key update", notice_id)
    return notice(row) if row else None


async def page(
    tx: Tx, chosen: Filter, *, after: UUID | None, limit: int
) -> tuple[Sequence[Notice], int]:
    """In the order in which they were written, and how many there are in all."""
    where = (chosen.state, chosen.kind, chosen.about, chosen.channel)
    rows = await tx.fetch(
        """
        select * from notice
        where ($1::text is null or state = $1) and ($2::text is null or kind = $2)
          and ($3::uuid is null or about = $3) and ($4::text is null or channel = $4)
          and ($5::uuid is null or id > $5)
        order by id limit $6
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from notice
        where ($1::text is null or state = $1) and ($2::text is null or kind = $2)
          and ($3::uuid is null or about = $3) and ($4::text is null or channel = $4)
        """,
        *where,
    )
    return [notice(row) for row in rows], total


def notice(row: Row) -> Notice:
    return msgspec.convert(dict(row), Notice)
