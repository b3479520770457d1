"""The rows of applications to the register."""

from uuid import UUID

import msgspec

from contracts.providers import Decision
from kit.db import Row, Tx
from providers.domain.applications import Application
from providers.schemas.applications import ApplicationForm, Integration, RejectionNotice, State
from providers.schemas.calls import Terms
from providers.schemas.documents import Document


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which applications a list shows."""

    call_id: UUID | None = None
    state: State | None = None


async def add(tx: Tx, application: Application) -> None:
    await tx.execute(
        """
        insert into application (id, call_id, applicant, tax_code, state, form)
        values ($1, $2, $3, $4, $5, $6)
        """,
        application.id,
        application.call_id,
        application.applicant,
        application.form.tax_code,
        application.state,
        application.form,
    )


async def one(tx: Tx, application_id: UUID) -> Application | None:
    row = await tx.fetchrow("select * from application where id = $1", application_id)
    return application_of(row) if row else None


async def to_change(tx: Tx, application_id: UUID) -> Application | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow(
        "select * from application where id = $1 for no key update", application_id
    )
    return application_of(row) if row else None


async def to_file(tx: Tx) -> Application | None:
    """The one that has waited longest for the city's number, if no other worker is at it."""
    row = await tx.fetchrow(
        """
        select * from application where submitted_at is not null and protocol is null
        order by submitted_at limit 1 for no key update skip locked
        """
    )
    return application_of(row) if row else None


async def save(tx: Tx, application: Application) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        """
        update application
        set tax_code = $2, state = $3, form = $4, submitted_at = $5, receipt = $6,
            integration = $7, decision = $8, decided_at = $9, reason = $10, provider_id = $11,
            version = $12, protocol = $13, documents = $14,
            rejection_notice = $15, terms = $16, responsible = $17
        where id = $1
        """,
        application.id,
        application.form.tax_code,
        application.state,
        application.form,
        application.submitted_at,
        application.receipt,
        application.integration,
        application.decision,
        application.decided_at,
        application.reason,
        application.provider_id,
        application.version,
        application.protocol,
        application.documents,
        application.rejection_notice,
        application.terms,
        application.responsible,
    )


async def admitting(tx: Tx, provider_id: UUID) -> Application | None:
    """The last one by which a body came into the register; none for those of an act alone."""
    row = await tx.fetchrow(
        """
        select * from application where provider_id = $1 and state = 'admitted'
        order by decided_at desc limit 1
        """,
        provider_id,
    )
    return application_of(row) if row else None


async def receipt(tx: Tx) -> int:
    number: int = await tx.fetchval("select nextval('application_receipt')")
    return number


async def first_of(tx: Tx, application: Application) -> UUID | None:
    """The application that stands in the way of this one: of the same tax code, being judged, or
    admitted and still in the register, or a draft of the same hand. A draft of another hand is no
    obstacle: anybody could write a body's tax code into one.

    Until this transaction ends no other with this tax code is looked for.
    """
    await tx.execute(
        "select pg_advisory_xact_lock(hashtextextended('application ' || $1, 0))",
        application.form.tax_code,
    )
    first: UUID | None = await tx.fetchval(
        """
        select application.id
        from application left join provider on provider.id = application.provider_id
        where application.tax_code = $1 and application.id <> $2
          and (application.state in ('submitted', 'integration_asked')
               or application.state = 'admitted' and provider.state <> 'removed'
               or application.state = 'draft' and application.applicant = $3)
        order by application.submitted_at nulls last
        limit 1
        """,
        application.form.tax_code,
        application.id,
        application.applicant,
    )
    return first


async def page(
    tx: Tx, chosen: Filter, *, subject: str, officer: bool, after: UUID | None, limit: int
) -> tuple[list[Application], int]:
    """Those that exist for the caller, in the order of ids, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from application
        where (applicant = $1 or $2 and submitted_at is not null)
          and ($3::uuid is null or call_id = $3) and ($4::text is null or state = $4)
          and ($5::uuid is null or id > $5)
        order by id limit $6
        """,
        subject,
        officer,
        chosen.call_id,
        chosen.state,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from application
        where (applicant = $1 or $2 and submitted_at is not null)
          and ($3::uuid is null or call_id = $3) and ($4::text is null or state = $4)
        """,
        subject,
        officer,
        chosen.call_id,
        chosen.state,
    )
    return [application_of(row) for row in rows], total


def application_of(row: Row) -> Application:
    return Application(
        id=row["id"],
        call_id=row["call_id"],
        applicant=row["applicant"],
        form=msgspec.convert(row["form"], ApplicationForm),
        documents=msgspec.convert(row["documents"], tuple[Document, ...]),
        state=row["state"],
        submitted_at=row["submitted_at"],
        receipt=row["receipt"],
        protocol=row["protocol"],
        integration=msgspec.convert(row["integration"], Integration | None),
        rejection_notice=msgspec.convert(row["rejection_notice"], RejectionNotice | None),
        terms=msgspec.convert(row["terms"], Terms),
        responsible=row["responsible"],
        decision=msgspec.convert(row["decision"], Decision | None),
        decided_at=row["decided_at"],
        reason=row["reason"],
        provider_id=row["provider_id"],
        version=row["version"],
    )
