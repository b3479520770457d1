"""What is done with a body: admit, edit its card, suspend, reinstate, remove."""

from typing import Literal
from uuid import UUID, uuid4

import msgspec

from contracts.providers import ProviderCard, Registration
from kit import outbox
from kit.auth import Principal
from kit.clock import rome
from kit.db import Tx
from kit.etags import Expected
from kit.problems import Fault, Invalid, NotFound
from providers.domain import offer_facts
from providers.domain.cards import first_card_faults, provider_faults, tax_code_faults
from providers.domain.history import Entry, changes, of_move
from providers.domain.problems import AlreadyRegistered
from providers.domain.providers import Provider, Standing, told
from providers.domain.terms import day, decision_faults
from providers.handlers import acts, bodies
from providers.handlers.access import actor, check_decides, own
from providers.handlers.bodies import UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.images import logo_faults
from providers.schemas.providers import Admission, ProposalState
from providers.store import history, offers, providers

Move = Literal["suspended", "reinstated", "removed"]


async def admit(new: Admission, *, who: Principal, desk: Desk) -> Provider:
    """Put a body into the register by an act."""
    at = desk.now()
    faults = first_card_faults(new.card, "/card") + tax_code_faults(new.tax_code)
    refuse(faults + decision_faults(new.decision, at))
    async with desk.db.transaction() as tx:
        card, _ = (await desk.reference.locator(tx)).provider(new.card)
        provider = Provider(
            id=uuid4(),
            card=card,
            tax_code=new.tax_code,
            decision=new.decision,
            periods=(Registration(start=new.decision.date),),
        )
        if not await providers.add(tx, provider):
            raise AlreadyRegistered("Un ente con questo codice fiscale è già nell'elenco.")
        entry = Entry(
            thing=provider.id,
            at=at,
            by=actor(who),
            action="admitted",
            changes={"state": (None, provider.state)},
        )
        await history.keep(tx, entry)
        await outbox.record(tx, told(provider), at=at)
    return provider


async def edit_card(
    provider_id: UUID,
    card: ProviderCard,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Provider:
    """Change what is public about a body."""
    faults = provider_faults(card)
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, who)
        expected.check(before.version)
        refuse(faults + await logo_faults(tx, card, provider_id))
        card, _ = (await desk.reference.locator(tx)).provider(card)
        after = msgspec.structs.replace(before, card=card)
        entry = Entry(
            thing=provider_id,
            at=desk.now(),
            by=actor(who),
            action="edited",
            changes=changes(before.card, card),
        )
        return await changed(tx, before, after, entry)


async def move(
    provider_id: UUID,
    to: Move,
    reason: str,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Provider:
    """Suspend, reinstate or remove a body: its offers leave and come back with it."""
    at = desk.now()
    today = rome(at).date()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, who)
        expected.check(before.version)
        after = {
            "suspended": before.suspended,
            "reinstated": before.reinstated,
            "removed": before.removed,
        }[to](today)
        entry = of_move(before, after, to, actor(who), at, reason)
        await acts.tell_body(tx, after, to, reason, at)
        return await changed(tx, before, after, entry)


async def to_change(tx: Tx, provider_id: UUID, who: Principal) -> Provider:
    """A body about which the caller may decide."""
    check_decides(who, provider_id)
    provider = await providers.to_change(tx, provider_id)
    if provider is None:
        raise NotFound(UNKNOWN)
    return provider


async def changed(tx: Tx, before: Provider, after: Provider, entry: Entry) -> Provider:
    """Save a changed body, and tell what is different now about it and about its offers."""
    after = await providers.save(tx, after)
    await history.keep(tx, entry)
    facts = [told(after)] if told(after) != told(before) else []
    today = day(entry.at)
    for offer in await offers.of_provider(tx, after.id):
        fact = offer_facts.told(offer, after, today)
        if fact != offer_facts.told(offer, before, today):
            facts.append(fact)
    if facts:
        await outbox.record(tx, *facts, at=entry.at)
    return after


async def read(provider_id: UUID, *, who: Principal, desk: Desk) -> Provider:
    async with desk.db.transaction() as tx:
        return await bodies.seen(tx, provider_id, who)


async def page(
    *,
    state: Standing | None,
    proposal: ProposalState | None,
    after: UUID | None,
    limit: int,
    who: Principal,
    desk: Desk,
) -> tuple[list[Provider], int]:
    async with desk.db.transaction() as tx:
        return await providers.page(
            tx, only=own(who), state=state, proposal=proposal, after=after, limit=limit
        )


def refuse(faults: list[Fault]) -> None:
    if faults:
        raise Invalid(faults)
