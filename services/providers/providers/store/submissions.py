"""Drafts that wait for an officer, out of the rows of offers."""

from datetime import datetime
from uuid import UUID

import msgspec

from contracts.values import CategoryCode
from kit.db import Row, Tx
from providers.schemas.submissions import Submission


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which drafts the queue shows."""

    provider_id: UUID | None = None
    category: CategoryCode | None = None
    municipio: int | None = None
    """Served by the offer."""
    until: datetime | None = None
    """Submitted then or before."""


async def number(tx: Tx) -> int:
    """The next one."""
    given: int = await tx.fetchval("select nextval('offer_submission')")
    return given


async def page(
    tx: Tx, chosen: Filter, *, after: int | None, limit: int
) -> tuple[list[Submission], int]:
    """In the order of their numbers, and how many there are in all."""
    where = (chosen.provider_id, chosen.category, chosen.municipio, chosen.until)
    rows = await tx.fetch(
        """
        select offer.*, provider.card ->> 'name' as provider_name
        from offer left join provider on provider.id = offer.provider_id
        where draft_state = 'submitted'
          and ($1::uuid is null or provider_id = $1)
          and ($2::text is null or draft ->> 'category' = $2)
          and ($3::int is null or draft -> 'municipi' @> to_jsonb($3::int))
          and ($4::timestamptz is null or submitted_at <= $4)
          and ($5::bigint is null or submission > $5)
        order by submission limit $6
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from offer
        where draft_state = 'submitted'
          and ($1::uuid is null or provider_id = $1)
          and ($2::text is null or draft ->> 'category' = $2)
          and ($3::int is null or draft -> 'municipi' @> to_jsonb($3::int))
          and ($4::timestamptz is null or submitted_at <= $4)
        """,
        *where,
    )
    return [submission(row) for row in rows], total


def submission(row: Row) -> Submission:
    draft = row["draft"]
    return Submission(
        number=row["submission"],
        offer_id=row["id"],
        kind=row["kind"],
        state=row["state"],
        provider_id=row["provider_id"],
        provider_name=row["provider_name"],
        title=draft["title"],
        category=draft.get("category"),
        municipi=tuple(draft.get("municipi", ())),
        submitted_at=row["submitted_at"],
        sent_back=bool(row["notes"]),
    )
