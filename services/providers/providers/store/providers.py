"""The rows of bodies."""

from uuid import UUID

import msgspec

from contracts.providers import Decision, ProviderCard, Registration
from kit.db import Row, Tx
from providers.domain.providers import Provider, Standing
from providers.schemas.providers import Proposal, ProposalState
from providers.schemas.reserved import Reserved
from providers.store.sources import columns, source_of


async def add(tx: Tx, provider: Provider) -> bool:
    """False if the body, by its id or its tax code, is there already."""
    return bool(
        await tx.fetchval(
            """
            insert into provider (id, source_name, source_id, state, card, tax_code,
                                  decision_number, decision_date, periods, imported, reserved)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict do nothing
            returning true
            """,
            provider.id,
            *columns(provider.source),
            provider.state,
            provider.card,
            provider.tax_code,
            provider.decision.number,
            provider.decision.date,
            provider.periods,
            provider.imported,
            provider.reserved,
        )
    )


async def one(tx: Tx, provider_id: UUID) -> Provider | None:
    row = await tx.fetchrow("select * from provider where id = $1", provider_id)
    return provider(row) if row else None


async def to_change(tx: Tx, provider_id: UUID) -> Provider | None:
    """Nobody changes it, or an offer of it, until this transaction ends."""
    row = await tx.fetchrow("select * from provider where id = $1 for no key update", provider_id)
    return provider(row) if row else None


async def to_change_of_tax_code(tx: Tx, tax_code: str) -> Provider:
    """The body that has it; nobody changes it until this transaction ends. After `add` refused."""
    (row,) = await tx.fetch(
        "select * from provider where tax_code = $1 for no key update", tax_code
    )
    return provider(row)


async def to_tell(tx: Tx, provider_id: UUID | None) -> Provider | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow("select * from provider where id = $1 for share", provider_id)
    return provider(row) if row else None


async def to_tell_of_offer(tx: Tx, offer_id: UUID) -> Provider | None:
    """The body behind an offer; nobody changes it until this transaction ends."""
    row = await tx.fetchrow(
        """
        select * from provider where id = (select provider_id from offer where id = $1) for share
        """,
        offer_id,
    )
    return provider(row) if row else None


async def save(tx: Tx, provider: Provider) -> Provider:
    """As changed, with its next version. Only after `to_change`."""
    version = await tx.fetchval(
        """
        update provider
        set state = $2, card = $3, tax_code = $4, decision_number = $5, decision_date = $6,
            periods = $7, imported = $8, reserved = $9, proposal = $10, proposed_by = $11,
            version = version + 1
        where id = $1
        returning version
        """,
        provider.id,
        provider.state,
        provider.card,
        provider.tax_code,
        provider.decision.number,
        provider.decision.date,
        provider.periods,
        provider.imported,
        provider.reserved,
        provider.proposal,
        provider.proposed_by,
    )
    return msgspec.structs.replace(provider, version=version)


async def page(
    tx: Tx,
    *,
    only: UUID | None,
    state: Standing | None,
    proposal: ProposalState | None = None,
    after: UUID | None,
    limit: int,
) -> tuple[list[Provider], int]:
    """In the order of ids, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from provider
        where ($1::uuid is null or id = $1) and ($2::text is null or state = $2)
          and ($3::text is null or proposal ->> 'state' = $3) and ($4::uuid is null or id > $4)
        order by id limit $5
        """,
        only,
        state,
        proposal,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from provider
        where ($1::uuid is null or id = $1) and ($2::text is null or state = $2)
          and ($3::text is null or proposal ->> 'state' = $3)
        """,
        only,
        state,
        proposal,
    )
    return [provider(row) for row in rows], total


def provider(row: Row) -> Provider:
    return Provider(
        id=row["id"],
        source=source_of(row),
        state=row["state"],
        card=msgspec.convert(row["card"], ProviderCard),
        proposal=msgspec.convert(row["proposal"], Proposal | None),
        proposed_by=row["proposed_by"],
        reserved=msgspec.convert(row["reserved"], Reserved),
        tax_code=row["tax_code"],
        decision=Decision(number=row["decision_number"], date=row["decision_date"]),
        periods=msgspec.convert(row["periods"], tuple[Registration, ...]),
        imported=row["imported"],
        version=row["version"],
    )
