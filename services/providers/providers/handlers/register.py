"""Read the public register."""

from providers.handlers.desk import Desk
from providers.schemas.register import RegisterItem
from providers.store import register


async def read(*, desk: Desk) -> tuple[RegisterItem, ...]:
    async with desk.db.transaction() as tx:
        return await register.items(tx)
