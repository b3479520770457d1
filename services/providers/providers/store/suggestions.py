"""The rows of suggestions."""

from datetime import datetime
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.suggestions import Suggestion
from providers.schemas.suggestions import NewSuggestion, State


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which suggestions a list shows."""

    state: State | None = None
    until: datetime | None = None
    """Received then or before."""


async def add(tx: Tx, suggestion_id: UUID, body: NewSuggestion, at: datetime) -> None:
    await tx.execute(
        "insert into suggestion (id, body, received_at) values ($1, $2, $3)",
        suggestion_id,
        body,
        at,
    )


async def one(tx: Tx, suggestion_id: UUID) -> Suggestion | None:
    row = await tx.fetchrow("select * from suggestion where id = $1", suggestion_id)
    return suggestion_of(row) if row else None


async def to_change(tx: Tx, suggestion_id: UUID) -> Suggestion | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow(
        "select * from suggestion where id = $1 for no key update", suggestion_id
    )
    return suggestion_of(row) if row else None


async def save(tx: Tx, suggestion: Suggestion) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        "update suggestion set state = $2, version = $3 where id = $1",
        suggestion.id,
        suggestion.state,
        suggestion.version,
    )


async def page(
    tx: Tx, chosen: Filter, *, after: int | None, limit: int
) -> tuple[list[Suggestion], int]:
    """The oldest first, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from suggestion
        where ($1::text is null or state = $1) and ($2::timestamptz is null or received_at <= $2)
          and ($3::bigint is null or number > $3)
        order by number limit $4
        """,
        chosen.state,
        chosen.until,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from suggestion
        where ($1::text is null or state = $1) and ($2::timestamptz is null or received_at <= $2)
        """,
        chosen.state,
        chosen.until,
    )
    return [suggestion_of(row) for row in rows], total


def suggestion_of(row: Row) -> Suggestion:
    return Suggestion(
        id=row["id"],
        number=row["number"],
        body=msgspec.convert(row["body"], NewSuggestion),
        received_at=row["received_at"],
        state=row["state"],
        version=row["version"],
    )
