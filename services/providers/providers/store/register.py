"""What of the rows of bodies is in the public register."""

from uuid import UUID

import msgspec

from contracts.providers import Decision, ProviderCard
from kit.db import Row, Tx
from providers.domain.providers import LICENCE
from providers.schemas.register import RegisterCard, RegisterItem
from providers.store.sources import source_of


async def items(tx: Tx) -> tuple[RegisterItem, ...]:
    """By name, whatever its case."""
    rows = await tx.fetch(
        """
        select id, source_name, source_id, card ->> 'name' as name,
               card ->> 'legal_form' as legal_form, decision_number, decision_date
        from provider where state = 'admitted'
        order by lower(card ->> 'name'), id
        """
    )
    return tuple(map(item, rows))


async def card(tx: Tx, provider_id: UUID) -> RegisterCard | None:
    row = await tx.fetchrow(
        """
        select id, source_name, source_id, card ->> 'name' as name, card,
               card ->> 'legal_form' as legal_form, decision_number, decision_date
        from provider where id = $1 and state = 'admitted'
        """,
        provider_id,
    )
    if row is None:
        return None
    shown = msgspec.structs.asdict(item(row))
    return RegisterCard(**shown, card=msgspec.convert(row["card"], ProviderCard))


def item(row: Row) -> RegisterItem:
    return RegisterItem(
        id=row["id"],
        source=source_of(row),
        name=row["name"],
        legal_form=row["legal_form"],
        decision=Decision(number=row["decision_number"], date=row["decision_date"]),
        licence=LICENCE,
    )
