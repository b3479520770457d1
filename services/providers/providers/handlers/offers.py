"""What a body does with its offers: draft, edit, submit, read."""

from datetime import datetime
from uuid import UUID, uuid4

from contracts.offers import OfferCard
from kit import outbox
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import NotFound, Stale
from providers.domain.cards import offer_faults
from providers.domain.follows import is_full
from providers.domain.history import Action, Changes, Entry, changes
from providers.domain.offer_facts import told
from providers.domain.offers import Move, Offer
from providers.domain.prices import price_faults, priced
from providers.domain.problems import NotAdmitted, WrongMove
from providers.domain.providers import Provider
from providers.domain.terms import day
from providers.handlers.access import actor, may_see, own, side
from providers.handlers.bodies import UNKNOWN as PROVIDER_UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.images import image_faults
from providers.handlers.providers import refuse
from providers.schemas.offers import NewOffer
from providers.store import follows, history, offers, providers, submissions

UNKNOWN = "Non c'è una proposta con questo id."


async def draft(new: NewOffer, *, who: Principal, desk: Desk) -> Offer:
    """Begin an offer. Families see nothing of it yet."""
    faults = offer_faults(new.draft, "/draft") + price_faults(new.draft, None, "/draft")
    at = desk.now()
    async with desk.db.transaction() as tx:
        mine = may_see(who, new.provider_id)
        provider = await providers.to_tell(tx, new.provider_id) if mine else None
        if provider is None:
            raise NotFound(PROVIDER_UNKNOWN)
        refuse(faults + await image_faults(tx, new.draft, provider.id, "/draft"))
        card, _ = (await desk.reference.locator(tx)).offer(priced(new.draft))
        return await begun(tx, card, provider, {}, who, at)


async def copy(offer_id: UUID, *, who: Principal, desk: Desk) -> Offer:
    """Begin an offer with the draft of another one of the same body."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        provider = await providers.to_tell_of_offer(tx, offer_id)
        offer = await offers.one(tx, offer_id)
        if offer is None or not may_see(who, offer.provider_id):
            raise NotFound(UNKNOWN)
        if provider is None or provider.id != offer.provider_id:
            raise WrongMove("Una segnalazione non si copia.")
        return await begun(tx, offer.draft, provider, {"copy_of": (None, offer_id)}, who, at)


async def begun(
    tx: Tx, card: OfferCard, provider: Provider, differs: Changes, who: Principal, at: datetime
) -> Offer:
    if provider.state == "removed":
        raise NotAdmitted("Un ente cancellato dall'elenco non fa nuove proposte.")
    offer = Offer(id=uuid4(), provider_id=provider.id, draft=card, authors=(who.subject,))
    await offers.add(tx, offer)
    differs = {"state": (None, offer.state)} | differs
    await history.keep(tx, entry(offer, "drafted", differs, who, at))
    return offer


async def redraft(
    offer_id: UUID, card: OfferCard, *, expected: Expected, who: Principal, desk: Desk
) -> Offer:
    """Change a draft, while families see the published card."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, offer_id, "edit", who)
        faults = offer_faults(card) + price_faults(card, before.draft)
        refuse(faults + await image_faults(tx, card, before.provider_id))
        card, _ = (await desk.reference.locator(tx)).offer(priced(card))
        after = before.redrafted(card, by=who.subject, seen=expected.seen(before.version))
        await offers.save(tx, after)
        differs = changes(before.draft, card) | moves(before, after)
        await history.keep(tx, entry(after, "edited", differs, who, at))
    return after


async def submit(offer_id: UUID, *, expected: Expected, who: Principal, desk: Desk) -> Offer:
    """Hand a complete draft to the officers."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before, provider = await to_change_and_tell(tx, offer_id, "submit", who)
        after = before.submitted(
            provider,
            by=who.subject,
            seen=expected.seen(before.version),
            at=at,
            number=await submissions.number(tx),
        )
        await offers.save(tx, after)
        await history.keep(tx, entry(after, "submitted", moves(before, after), who, at))
    return after


async def to_change(tx: Tx, offer_id: UUID, move: Move, who: Principal) -> Offer:
    """An offer that the caller sees, and may move so."""
    offer = await offers.to_change(tx, offer_id)
    on_side = side(who, offer.provider_id) if offer is not None else None
    if offer is None or on_side is None:
        raise NotFound(UNKNOWN)
    offer.check_may(move, on_side, who.subject)
    return offer


async def to_change_and_tell(
    tx: Tx, offer_id: UUID, move: Move, who: Principal
) -> tuple[Offer, Provider | None]:
    """The same, and its body, which nobody changes until this transaction ends."""
    provider = await providers.to_tell_of_offer(tx, offer_id)
    offer = await to_change(tx, offer_id, move, who)
    if offer.provider_id != (provider.id if provider is not None else None):
        raise Stale("Nel frattempo è cambiata: rileggila.")  # claimed by, or assigned to, another
    return offer, provider


async def changed(
    tx: Tx, before: Offer, after: Offer, provider: Provider | None, entry: Entry
) -> None:
    """Save a changed offer, and tell what is different now."""
    await offers.save(tx, after)
    await history.keep(tx, entry)
    if is_full(before) != is_full(after):
        await follows.places_stated(tx, {after.id: is_full(after)}, at=entry.at)
    today = day(entry.at)
    fact = told(after, provider, today)
    if fact != told(before, provider, today):
        await outbox.record(tx, fact, at=entry.at)


def moves(before: Offer, after: Offer) -> Changes:
    """In which state it was and is, where that differs, and its draft."""
    differs: Changes = {}
    if before.state != after.state:
        differs["state"] = (before.state, after.state)
    if before.draft_state != after.draft_state:
        differs["draft_state"] = (before.draft_state, after.draft_state)
    return differs


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
