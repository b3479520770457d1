"""Read the public register."""

from uuid import UUID

from kit.problems import NotFound
from providers.handlers.bodies import UNKNOWN
from providers.handlers.desk import Desk
from providers.schemas.register import RegisterCard, RegisterItem
from providers.store import register


async def read(*, desk: Desk) -> tuple[RegisterItem, ...]:
    async with desk.db.transaction() as tx:
        return await register.items(tx)


async def read_card(provider_id: UUID, *, desk: Desk) -> RegisterCard:
    """Of a body that is in the register now; of all others nobody learns that they were."""
    async with desk.db.transaction() as tx:
        card = await register.card(tx, provider_id)
    if card is None:
        raise NotFound(UNKNOWN)
    return card
