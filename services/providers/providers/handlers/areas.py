"""Read the areas of the city."""

from uuid import UUID

from providers.handlers.desk import Desk
from providers.schemas.areas import AreaItem
from providers.store import areas


async def page(
    *, kind: str | None, after: UUID | None, limit: int, desk: Desk
) -> tuple[list[AreaItem], int]:
    async with desk.db.transaction() as tx:
        return await areas.page(tx, kind=kind, after=after, limit=limit)
