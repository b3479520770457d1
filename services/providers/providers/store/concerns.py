"""The rows of what tells of danger."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.concerns import Concern
from providers.schemas.concerns import Outcome, Source, State
from providers.schemas.reports import About


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which concerns the queue shows."""

    state: State | None = None
    source: Source | None = None
    due: datetime | None = None
    """Not closed, and due then or before."""


class NewConcern(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said."""

    source: Source
    text: str
    about: About | None
    receipt: bytes | None
    received_at: datetime
    due_at: datetime

    @property
    def words(self) -> bytes:
        """The same for the same words, said in the same place of the same thing."""
        return sha256(msgspec.json.encode((self.source, self.about, self.text))).digest()


async def add(tx: Tx, concern_id: UUID, new: NewConcern) -> bool:
    """Whether it is a new one: the same that is not closed yet was said once more."""
    kept: UUID = await tx.fetchval(
        """
        insert into concern (id, source, text, about_kind, about_id, receipt, received_at, due_at,
                             words)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (words) where state <> 'closed' do update
        set times = concern.times + 1, version = concern.version + 1
        returning id
        """,
        concern_id,
        new.source,
        new.text,
        new.about and new.about.kind,
        new.about and new.about.id,
        new.receipt,
        new.received_at,
        new.due_at,
        new.words,
    )
    if kept != concern_id and new.receipt is not None:
        await tx.execute(
            "insert into concern_receipt (receipt, concern_id) values ($1, $2)", new.receipt, kept
        )
    return kept == concern_id


async def one(tx: Tx, concern_id: UUID) -> Concern | None:
    row = await tx.fetchrow("select * from concern where id = $1", concern_id)
    return concern_of(row) if row else None


async def of_receipt(tx: Tx, receipt: bytes) -> Concern | None:
    """Of the first time that it was said, or of a later one."""
    row = await tx.fetchrow(
        """
        select * from concern where receipt = $1
            or id = (select concern_id from concern_receipt where receipt = $1)
        """,
        receipt,
    )
    return concern_of(row) if row else None


async def to_change(tx: Tx, concern_id: UUID) -> Concern | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow("select * from concern where id = $1 for no key update", concern_id)
    return concern_of(row) if row else None


async def save(tx: Tx, concern: Concern) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        """
        update concern
        set state = $2, taken_by = $3, outcome = $4, closed_at = $5, version = $6
        where id = $1
        """,
        concern.id,
        concern.state,
        concern.taken_by,
        concern.outcome,
        concern.closed_at,
        concern.version,
    )


async def page(
    tx: Tx, chosen: Filter, *, after: int | None, limit: int
) -> tuple[list[Concern], int]:
    """In the order in which they came, and how many there are in all."""
    where = (chosen.state, chosen.source, chosen.due)
    rows = await tx.fetch(
        """
        select * from concern
        where ($1::text is null or state = $1) and ($2::text is null or source = $2)
          and ($3::timestamptz is null or due_at <= $3 and state <> 'closed')
          and ($4::bigint is null or number > $4)
        order by number limit $5
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from concern
        where ($1::text is null or state = $1) and ($2::text is null or source = $2)
          and ($3::timestamptz is null or due_at <= $3 and state <> 'closed')
        """,
        *where,
    )
    return [concern_of(row) for row in rows], total


async def overdue(tx: Tx, at: datetime) -> int:
    """How many are not closed, and were due by now."""
    count: int = await tx.fetchval(
        "select count(*) from concern where due_at <= $1 and state <> 'closed'", at
    )
    return count


def concern_of(row: Row) -> Concern:
    about = None
    if row["about_kind"] is not None:
        about = About(kind=row["about_kind"], id=row["about_id"])
    return Concern(
        id=row["id"],
        number=row["number"],
        source=row["source"],
        text=row["text"],
        about=about,
        received_at=row["received_at"],
        due_at=row["due_at"],
        state=row["state"],
        taken_by=row["taken_by"],
        outcome=msgspec.convert(row["outcome"], Outcome | None),
        closed_at=row["closed_at"],
        times=row["times"],
        version=row["version"],
    )
