"""The rows of reports."""

from datetime import datetime
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.reports import Report
from providers.schemas.reports import About, AboutKind, Kind, NewReport, State, Verdict


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports the queue shows."""

    state: State | None = None
    kind: Kind | None = None
    about: AboutKind | None = None
    until: datetime | None = None
    """Received then or before."""


async def add(tx: Tx, report_id: UUID, new: NewReport, receipt: bytes, at: datetime) -> None:
    await tx.execute(
        """
        insert into report (id, about_kind, about_id, kind, text, receipt, received_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        report_id,
        new.about.kind,
        new.about.id,
        new.kind,
        new.text,
        receipt,
        at,
    )


async def one(tx: Tx, report_id: UUID) -> Report | None:
    row = await tx.fetchrow("select * from report where id = $1", report_id)
    return report_of(row) if row else None


async def of_receipt(tx: Tx, receipt: bytes) -> Report | None:
    row = await tx.fetchrow("select * from report where receipt = $1", receipt)
    return report_of(row) if row else None


async def to_change(tx: Tx, report_id: UUID) -> Report | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow("select * from report where id = $1 for no key update", report_id)
    return report_of(row) if row else None


async def save(tx: Tx, report: Report) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        """
        update report set state = $2, verdict = $3, closed_at = $4, version = $5 where id = $1
        """,
        report.id,
        report.state,
        report.verdict,
        report.closed_at,
        report.version,
    )


async def page(
    tx: Tx, chosen: Filter, *, after: int | None, limit: int
) -> tuple[list[Report], int]:
    """The oldest first, and how many there are in all."""
    where = (chosen.state, chosen.kind, chosen.about, chosen.until)
    rows = await tx.fetch(
        """
        select * from report
        where ($1::text is null or state = $1) and ($2::text is null or kind = $2)
          and ($3::text is null or about_kind = $3)
          and ($4::timestamptz is null or received_at <= $4)
          and ($5::bigint is null or number > $5)
        order by number limit $6
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from report
        where ($1::text is null or state = $1) and ($2::text is null or kind = $2)
          and ($3::text is null or about_kind = $3)
          and ($4::timestamptz is null or received_at <= $4)
        """,
        *where,
    )
    return [report_of(row) for row in rows], total


def report_of(row: Row) -> Report:
    return Report(
        id=row["id"],
        number=row["number"],
        about=About(kind=row["about_kind"], id=row["about_id"]),
        kind=row["kind"],
        text=row["text"],
        received_at=row["received_at"],
        state=row["state"],
        verdict=msgspec.convert(row["verdict"], Verdict | None),
        closed_at=row["closed_at"],
        version=row["version"],
    )
