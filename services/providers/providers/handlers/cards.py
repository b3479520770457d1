"""What is done in a body's reserved area: propose its card, judge it, keep what is private."""

from uuid import UUID

import msgspec

from contracts.providers import ProviderCard
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain import proposals
from providers.domain.cards import provider_faults
from providers.domain.history import Action, Changes, Entry, changes
from providers.domain.proposals import Move
from providers.domain.providers import Provider
from providers.domain.reserved import reserved_changes, reserved_faults, taken_away
from providers.handlers import accesses
from providers.handlers.access import actor, may_see, side
from providers.handlers.bodies import UNKNOWN
from providers.handlers.body_mails import to_body
from providers.handlers.desk import Desk
from providers.handlers.images import logo_faults
from providers.handlers.providers import changed, refuse
from providers.schemas.reserved import Reserved
from providers.store import providers


async def propose(
    provider_id: UUID, card: ProviderCard, *, expected: Expected, who: Principal, desk: Desk
) -> Provider:
    """Write the body's card as it should be. Families see the old one until an officer agrees."""
    faults = provider_faults(card)
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, "propose", expected, who)
        refuse(faults + await logo_faults(tx, card, provider_id))
        card, _ = (await desk.reference.locator(tx)).provider(card)
        after = proposals.proposed(before, card, by=who.subject, at=at)
        written = before.proposal.card if before.proposal else before.card
        return await moved(tx, before, after, "card_proposed", changes(written, card), who, desk)


async def publish(provider_id: UUID, *, expected: Expected, who: Principal, desk: Desk) -> Provider:
    """Let families see the card that the officer has read, and no later one."""
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, "publish", expected, who)
        after = proposals.published(before)
        differs = changes(before.card, after.card)
        return await moved(tx, before, after, "card_published", differs, who, desk)


async def send_back(
    provider_id: UUID, notes: str, *, expected: Expected, who: Principal, desk: Desk
) -> Provider:
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, "send_back", expected, who)
        after = proposals.sent_back(before, notes)
        where = f"{desk.public_url}/v1/providers/{provider_id}"
        await to_body(tx, "draft_sent_back", provider_id, where, at=desk.now(), title=None)
        return await moved(tx, before, after, "card_sent_back", {}, who, desk)


async def read_reserved(provider_id: UUID, *, who: Principal, desk: Desk) -> Provider:
    async with desk.db.transaction() as tx:
        body = seen(await providers.one(tx, provider_id), who)
        await accesses.of_body(tx, provider_id, who, "reserved", at=desk.now())
    return body


async def keep_reserved(
    provider_id: UUID, reserved: Reserved, *, expected: Expected, who: Principal, desk: Desk
) -> Provider:
    """In the place of what the body had said to the city."""
    refuse(reserved_faults(reserved))
    async with desk.db.transaction() as tx:
        before = seen(await providers.to_change(tx, provider_id), who)
        expected.check(before.version)
        if before.state != "removed":
            refuse(taken_away(before.reserved, reserved))
        after = msgspec.structs.replace(before, reserved=reserved)
        differs = reserved_changes(before.reserved, reserved)
        return await moved(tx, before, after, "reserved_changed", differs, who, desk)


async def to_change(
    tx: Tx, provider_id: UUID, move: Move, expected: Expected, who: Principal
) -> Provider:
    """A body that the caller sees, whose card they may move so, and which they have read."""
    provider = await providers.to_change(tx, provider_id)
    on = side(who, provider_id)
    if provider is None or on is None:
        raise NotFound(UNKNOWN)
    proposals.check_may(provider, move, on, who.subject)
    expected.check(provider.version)
    return provider


def seen(provider: Provider | None, who: Principal) -> Provider:
    if provider is None or not may_see(who, provider.id):
        raise NotFound(UNKNOWN)
    return provider


async def moved(
    tx: Tx,
    before: Provider,
    after: Provider,
    action: Action,
    differs: Changes,
    who: Principal,
    desk: Desk,
) -> Provider:
    entry = Entry(thing=after.id, at=desk.now(), by=actor(who), action=action, changes=differs)
    return await changed(tx, before, after, entry)
