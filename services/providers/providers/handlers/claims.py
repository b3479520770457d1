"""Make a listing a body's draft: by its tax code, or as an officer decides."""

from datetime import datetime
from uuid import UUID

from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import Fault, Invalid, NotFound
from providers.domain.offers import Offer
from providers.domain.problems import AlreadyClaimed, NotItsManager, WrongMove
from providers.handlers.access import check_decides, own_body
from providers.handlers.bodies import UNKNOWN as PROVIDER_UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.offers import UNKNOWN, changed, entry, moves, to_change
from providers.schemas.claims import Assignment
from providers.store import offers, providers


async def claim(listing_id: UUID, *, who: Principal, desk: Desk) -> Offer:
    """A listing that families find, by the body that has the tax code of who runs it. Of what they
    do not find only its own body learns that it is there.
    """
    at = desk.now()
    async with desk.db.transaction() as tx:
        provider = await providers.to_tell(tx, own_body(who))
        before = await offers.to_change(tx, listing_id)
        if provider is None or before is None:
            raise NotFound(UNKNOWN)
        public = (before.kind, before.state) == ("listing", "published")
        if not public and before.provider_id != provider.id:
            raise NotFound(UNKNOWN)
        if before.kind != "listing":
            raise WrongMove("Non è una segnalazione.")
        if before.claimed_at is not None:
            raise AlreadyClaimed("Un ente l'ha già rivendicata.")
        if before.tax_code != provider.tax_code:
            raise NotItsManager
        after = before.claimed("claim", provider, seen=before.version, at=at)
        return await kept(tx, before, after, who, at)


async def assign(
    listing_id: UUID, given: Assignment, *, expected: Expected, who: Principal, desk: Desk
) -> Offer:
    """A listing to the body that an officer names, in the place of another too."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        provider = await providers.to_tell(tx, given.provider_id)
        before = await to_change(tx, listing_id, "assign", who)
        check_decides(who, given.provider_id)
        seen = expected.seen(before.version)
        if provider is None:
            raise Invalid([Fault("/provider_id", "unknown", PROVIDER_UNKNOWN)])
        after = before.claimed("assign", provider, seen=seen, at=at)
        return await kept(tx, before, after, who, at, given.reason)


async def kept(
    tx: Tx, before: Offer, after: Offer, who: Principal, at: datetime, reason: str | None = None
) -> Offer:
    """Families see the listing until an officer publishes the draft."""
    differs = moves(before, after) | {"provider_id": (before.provider_id, after.provider_id)}
    await changed(tx, before, after, None, entry(after, "claimed", differs, who, at, reason))
    return after
