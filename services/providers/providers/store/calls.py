"""The rows of admission calls."""

from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.calls import Call
from providers.schemas.calls import Notice


async def add(tx: Tx, call: Call) -> None:
    await tx.execute("insert into call (id, notice) values ($1, $2)", call.id, call.notice)


async def one(tx: Tx, call_id: UUID) -> Call | None:
    row = await tx.fetchrow("select * from call where id = $1", call_id)
    return call_of(row) if row else None


async def of(tx: Tx, call_id: UUID) -> Call:
    """The one that an application names: it is there."""
    (row,) = await tx.fetch("select * from call where id = $1", call_id)
    return call_of(row)


async def to_change(tx: Tx, call_id: UUID) -> Call | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow("select * from call where id = $1 for no key update", call_id)
    return call_of(row) if row else None


async def save(tx: Tx, call: Call) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        "update call set notice = $2, version = $3 where id = $1",
        call.id,
        call.notice,
        call.version,
    )


async def every(tx: Tx) -> list[Call]:
    """In the order of ids: the city makes a few a year."""
    return [call_of(row) for row in await tx.fetch("select * from call order by id")]


def call_of(row: Row) -> Call:
    notice = msgspec.convert(row["notice"], Notice)
    return Call(id=row["id"], notice=notice, version=row["version"])
