"""The rows of operators."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kit.db import Row, Tx
from providers.domain.operators import Operator
from providers.schemas.operators import Duty, Mandate


async def add(tx: Tx, operator: Operator) -> bool:
    """False if the person acts for the body already."""
    return bool(
        await tx.fetchval(
            """
            insert into operator (id, provider_id, subject, label, duties, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing
            returning true
            """,
            operator.id,
            operator.provider_id,
            operator.subject,
            operator.mandate.label,
            operator.mandate.duties,
            operator.mandate.expires_at,
        )
    )


async def any_of(tx: Tx, provider_id: UUID) -> bool:
    """Whether the body has, or ever had, an operator."""
    found: bool = await tx.fetchval(
        "select exists (select from operator where provider_id = $1)", provider_id
    )
    return found


async def acting(tx: Tx, provider_id: UUID, subject: str, at: datetime) -> tuple[Duty, ...] | None:
    """What somebody may do for a body now, nothing perhaps; none: it never had an operator."""
    row = await tx.fetchrow(
        """
        select exists (select from operator where provider_id = $1) as any,
               (select duties from operator
                where provider_id = $1 and subject = $2 and withdrawn_at is null
                  and expires_at > $3) as duties
        """,
        provider_id,
        subject,
        at,
    )
    return tuple(row["duties"] or ()) if row and row["any"] else None


async def acted_for(tx: Tx, provider_ids: Iterable[UUID], subject: str, at: datetime) -> set[UUID]:
    """For which of these bodies somebody acts now, whatever they may do."""
    rows = await tx.fetch(
        """
        select provider_id from operator
        where provider_id = any ($1) and subject = $2 and withdrawn_at is null and expires_at > $3
        """,
        list(provider_ids),
        subject,
        at,
    )
    return {row["provider_id"] for row in rows}


async def bodies_of(tx: Tx, subject: str, at: datetime) -> list[UUID]:
    """All for which somebody acts now, whatever they may do."""
    rows = await tx.fetch(
        """
        select provider_id from operator
        where subject = $1 and withdrawn_at is null and expires_at > $2 order by provider_id
        """,
        subject,
        at,
    )
    return [row["provider_id"] for row in rows]


async def one(tx: Tx, provider_id: UUID, operator_id: UUID) -> Operator | None:
    row = await tx.fetchrow(
        "select * from operator where id = $2 and provider_id = $1", provider_id, operator_id
    )
    return operator_of(row) if row else None


async def to_change(tx: Tx, provider_id: UUID, operator_id: UUID) -> Operator | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow(
        "select * from operator where id = $2 and provider_id = $1 for no key update",
        provider_id,
        operator_id,
    )
    return operator_of(row) if row else None


async def save(tx: Tx, operator: Operator) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        """
        update operator
        set label = $2, duties = $3, expires_at = $4, withdrawn_at = $5, version = $6
        where id = $1
        """,
        operator.id,
        operator.mandate.label,
        operator.mandate.duties,
        operator.mandate.expires_at,
        operator.withdrawn_at,
        operator.version,
    )


async def every(tx: Tx, provider_id: UUID) -> list[Operator]:
    rows = await tx.fetch("select * from operator where provider_id = $1 order by id", provider_id)
    return [operator_of(row) for row in rows]


def operator_of(row: Row) -> Operator:
    return Operator(
        id=row["id"],
        provider_id=row["provider_id"],
        subject=row["subject"],
        mandate=Mandate(
            label=row["label"], duties=tuple(row["duties"]), expires_at=row["expires_at"]
        ),
        withdrawn_at=row["withdrawn_at"],
        version=row["version"],
    )
