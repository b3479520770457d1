"""Find what a source names no more, and withdraw it if that is asked."""

from kit.auth import Principal
from kit.problems import Stale
from providers.domain.offers import Offer
from providers.handlers.desk import Desk
from providers.handlers.offers import changed, entry, moves, to_change_and_tell
from providers.schemas.imports import Named, Vanished
from providers.store import offers

REASON = "Non è più nel file della fonte."


async def vanished(named: Named, *, who: Principal, desk: Desk) -> list[Vanished]:
    """What families still find of it. A listing that was claimed is its body's affair."""
    async with desk.db.transaction() as tx:
        found = await offers.unnamed(tx, named.source, named.ids)
    return [
        Vanished(
            id=offer.id,
            source=offer.source,
            title=offer.shown.title,
            withdrawn=named.withdraw and await withdrawn(offer, who=who, desk=desk),
        )
        for offer in found
        if offer.source is not None
    ]


async def withdrawn(seen: Offer, *, who: Principal, desk: Desk) -> bool:
    """In a transaction of its own, like each row; not what has changed since it was found."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        try:
            before, provider = await to_change_and_tell(tx, seen.id, "withdraw", who)
        except Stale:
            return False
        if before.version != seen.version:
            return False
        after = before.vanished()
        kept = entry(after, "withdrawn", moves(before, after), who, at, REASON)
        await changed(tx, before, after, provider, kept)
    return True
