"""What is done with an offer: draft, publish, suspend, reinstate, withdraw."""

from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from contracts.offers import OfferCard
from kit import outbox
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain.cards import offer_faults
from providers.domain.history import Action, Changes, Entry, changes
from providers.domain.offers import Offer, told
from providers.domain.problems import NotAdmitted
from providers.domain.providers import Provider
from providers.handlers.access import actor, may_see, own
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.schemas.offers import NewOffer
from providers.store import history, offers, providers

Move = Literal["withdrawn", "suspended", "reinstated"]

UNKNOWN = "Non c'è una proposta con questo id."


async def draft(new: NewOffer, *, who: Principal, desk: Desk) -> Offer:
    """Begin an offer. Families see nothing of it yet."""
    refuse(offer_faults(new.draft, "/draft"))
    at = desk.now()
    async with desk.db.transaction() as tx:
        mine = may_see(who, new.provider_id)
        provider = await providers.to_tell(tx, new.provider_id) if mine else None
        if provider is None:
            raise NotFound("Non c'è un ente con questo id.")
        if provider.state == "removed":
            raise NotAdmitted("Un ente cancellato dall'elenco non fa nuove proposte.")
        card, _ = (await desk.reference.locator(tx)).offer(new.draft)
        offer = Offer(id=uuid4(), provider_id=new.provider_id, draft=card)
        await offers.add(tx, offer)
        await history.keep(tx, entry(offer, "drafted", {"state": (None, offer.state)}, who, at))
    return offer


async def redraft(
    offer_id: UUID, card: OfferCard, *, expected: Expected, who: Principal, desk: Desk
) -> Offer:
    """Change a draft, while families see the published card."""
    refuse(offer_faults(card))
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, offer_id, who)
        card, _ = (await desk.reference.locator(tx)).offer(card)
        after = before.redrafted(card, seen=expected.seen(before.version))
        await offers.save(tx, after)
        await history.keep(tx, entry(after, "edited", changes(before.draft, card), who, at))
    return after


async def publish(offer_id: UUID, *, expected: Expected, who: Principal, desk: Desk) -> Offer:
    """Let families find the draft."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        provider = await providers.to_tell_of_offer(tx, offer_id)
        before = await to_change(tx, offer_id, who)
        after = before.published_by(provider, seen=expected.seen(before.version), at=at)
        differs = changes(before.published, after.draft) | state_change(before, after)
        await changed(tx, before, after, provider, entry(after, "published", differs, who, at))
    return after


async def move(
    offer_id: UUID, to: Move, reason: str, *, expected: Expected, who: Principal, desk: Desk
) -> Offer:
    """Withdraw, suspend or reinstate an offer."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        provider = await providers.to_tell_of_offer(tx, offer_id)
        before = await to_change(tx, offer_id, who)
        moves = {
            "withdrawn": before.withdrawn,
            "suspended": before.suspended,
            "reinstated": before.reinstated,
        }
        after = moves[to](seen=expected.seen(before.version))
        kept = entry(after, to, state_change(before, after), who, at, reason)
        await changed(tx, before, after, provider, kept)
    return after


async def to_change(tx: Tx, offer_id: UUID, who: Principal) -> Offer:
    offer = await offers.to_change(tx, offer_id)
    if offer is None or not may_see(who, offer.provider_id):
        raise NotFound(UNKNOWN)
    return offer


async def changed(
    tx: Tx, before: Offer, after: Offer, provider: Provider | None, entry: Entry
) -> None:
    """Save a changed offer, and tell what is different now."""
    await offers.save(tx, after)
    await history.keep(tx, entry)
    fact = told(after, provider)
    if fact != told(before, provider):
        await outbox.record(tx, fact, at=entry.at)


def state_change(before: Offer, after: Offer) -> Changes:
    return {} if before.state == after.state else {"state": (before.state, after.state)}


def entry(
    offer: Offer,
    action: Action,
    differs: Changes,
    who: Principal,
    at: datetime,
    reason: str | None = None,
) -> Entry:
    return Entry(
        thing=offer.id, at=at, by=actor(who), action=action, changes=differs, reason=reason
    )


async def read(offer_id: UUID, *, who: Principal, desk: Desk) -> Offer:
    async with desk.db.transaction() as tx:
        offer = await offers.one(tx, offer_id)
    if offer is None or not may_see(who, offer.provider_id):
        raise NotFound(UNKNOWN)
    return offer


async def page(
    chosen: offers.Filter, *, after: UUID | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[Offer], int]:
    async with desk.db.transaction() as tx:
        return await offers.page(tx, chosen, only=own(who), after=after, limit=limit)
