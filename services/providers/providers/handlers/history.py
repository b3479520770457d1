"""Read what was done with a thing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kit.auth import Principal
from kit.problems import NotFound
from providers.domain.history import Extract
from providers.handlers.access import may_see, side
from providers.handlers.bodies import UNKNOWN as PROVIDER_UNKNOWN
from providers.handlers.calls import UNKNOWN as CALL_UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.offers import UNKNOWN as OFFER_UNKNOWN
from providers.store import calls, history, offers, providers


async def of_provider(
    provider_id: UUID, *, before: int | None, limit: int, who: Principal, desk: Desk
) -> Extract:
    async with desk.db.transaction() as tx:
        on = side(who, provider_id)
        if on is None or await providers.one(tx, provider_id) is None:
            raise NotFound(PROVIDER_UNKNOWN)
        found, total = await history.page(tx, provider_id, before=before, limit=limit)
    return Extract(entries=found, total=total, whole=on == "officer")


async def of_call(call_id: UUID, *, before: int | None, limit: int, desk: Desk) -> Extract:
    async with desk.db.transaction() as tx:
        if await calls.one(tx, call_id) is None:
            raise NotFound(CALL_UNKNOWN)
        found, total = await history.page(tx, call_id, before=before, limit=limit)
    return Extract(entries=found, total=total, whole=True)


async def of_offer(
    offer_id: UUID, *, before: int | None, limit: int, who: Principal, desk: Desk
) -> Extract:
    """A body that has claimed a listing reads what was done since."""
    async with desk.db.transaction() as tx:
        offer = await offers.one(tx, offer_id)
        on = side(who, offer.provider_id) if offer is not None else None
        if on is None:
            raise NotFound(OFFER_UNKNOWN)
        # drafts of another body to which the listing was assigned before, and notes on them
        since = await history.last(tx, offer_id, "claimed") if on == "body" else 0
        found, total = await history.page(tx, offer_id, since=since, before=before, limit=limit)
    return Extract(entries=found, total=total, whole=on == "officer")


async def prices_of_offer(
    offer_id: UUID, *, before: int | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[tuple[int, datetime, Any]], int]:
    """The price lists that families were shown: an edited draft is none."""
    async with desk.db.transaction() as tx:
        offer = await offers.one(tx, offer_id)
        if offer is None or not may_see(who, offer.provider_id):
            raise NotFound(OFFER_UNKNOWN)
        return await history.price_lists(tx, offer_id, before=before, limit=limit)
