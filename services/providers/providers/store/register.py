"""What of the rows of bodies is in the public register."""

from contracts.providers import Decision
from kit.db import Tx
from providers.schemas.register import RegisterItem
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
    return tuple(
        RegisterItem(
            id=row["id"],
            source=source_of(row),
            name=row["name"],
            legal_form=row["legal_form"],
            decision=Decision(number=row["decision_number"], date=row["decision_date"]),
        )
        for row in rows
    )
