"""Which rows of offers are due: their price changes, or their body is to be told that it will."""

from datetime import date
from uuid import UUID

from kit.db import Tx


async def due(tx: Tx, today: date) -> UUID | None:
    """The offer whose price was to change first, that day or before."""
    offer_id: UUID | None = await tx.fetchval(
        "select id from offer where price_turns <= $1 order by price_turns limit 1", today
    )
    return offer_id


async def to_warn(tx: Tx, today: date) -> UUID | None:
    """A published offer of a body in the register that is to be told; from now on it was, if this
    transaction is committed.
    """
    warned: UUID | None = await tx.fetchval(
        """
        update offer set price_warns = null
        where id = (
            select offer.id from offer join provider on provider.id = provider_id
            where price_warns <= $1 and offer.state = 'published' and provider.state = 'admitted'
            order by price_warns limit 1 for no key update of offer skip locked
        )
        returning id
        """,
        today,
    )
    return warned
