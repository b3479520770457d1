"""What is done with those who act for a body: give, change, withdraw, read."""

from datetime import datetime
from uuid import UUID, uuid4

from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain.history import Action, Changes, Entry, changes, withheld
from providers.domain.operators import LONGEST_MANDATE, Operator, expiry_faults
from providers.domain.problems import AlreadyAnOperator, RepresentativeFirst
from providers.handlers import accesses, bodies
from providers.handlers.access import actor, may_see
from providers.handlers.bodies import UNKNOWN as PROVIDER_UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.schemas.operators import Mandate, NewOperator
from providers.store import history, operators, providers

UNKNOWN = "Non c'è un operatore con questo id."


async def give(provider_id: UUID, new: NewOperator, *, who: Principal, desk: Desk) -> Operator:
    """Let somebody act for a body. The first one represents it, and from then on rows decide."""
    at = desk.now()
    refuse(expiry_faults(new.expires_at, at, LONGEST_MANDATE))
    operator = Operator(
        id=uuid4(),
        provider_id=provider_id,
        subject=new.subject,
        mandate=Mandate(label=new.label, duties=new.duties, expires_at=new.expires_at),
    )
    async with desk.db.transaction() as tx:
        if not may_see(who, provider_id) or not await providers.to_change(tx, provider_id):
            raise NotFound(PROVIDER_UNKNOWN)
        if "represent" not in new.duties and not await operators.any_of(tx, provider_id):
            raise RepresentativeFirst
        if not await operators.add(tx, operator):
            raise AlreadyAnOperator
        await keep(tx, operator, "operator_given", mandate_changes(None, operator), who, at)
    return operator


async def change(
    provider_id: UUID,
    operator_id: UUID,
    mandate: Mandate,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Operator:
    """Other duties, or more time."""
    at = desk.now()
    refuse(expiry_faults(mandate.expires_at, at, LONGEST_MANDATE))
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, operator_id, expected, who)
        after = before.changed(mandate)
        await operators.save(tx, after)
        differs = mandate_changes(before, after)
        await keep(tx, after, "operator_changed", differs, who, at)
    return after


async def withdraw(
    provider_id: UUID, operator_id: UUID, *, expected: Expected, who: Principal, desk: Desk
) -> Operator:
    """From the next call on they act for the body no more."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, provider_id, operator_id, expected, who)
        after = before.withdrawn(at)
        await operators.save(tx, after)
        differs: Changes = {"state": ("given", "withdrawn")}
        await keep(tx, after, "operator_withdrawn", differs, who, at)
    return after


async def read(provider_id: UUID, operator_id: UUID, *, who: Principal, desk: Desk) -> Operator:
    async with desk.db.transaction() as tx:
        operator = seen(await operators.one(tx, provider_id, operator_id), who)
        await accesses.of_body(tx, provider_id, who, "operators", at=desk.now())
    return operator


async def every(provider_id: UUID, *, who: Principal, desk: Desk) -> list[Operator]:
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
        await accesses.of_body(tx, provider_id, who, "operators", at=desk.now())
        return await operators.every(tx, provider_id)


async def representing(
    tx: Tx, provider_id: UUID, subject: str, *, who: Principal, at: datetime
) -> None:
    """Who applied for a body represents it once it is admitted, unless they act for it already."""
    mandate = Mandate(
        label="Chi ha presentato la domanda", duties=("represent",), expires_at=at + LONGEST_MANDATE
    )
    operator = Operator(id=uuid4(), provider_id=provider_id, subject=subject, mandate=mandate)
    if await operators.add(tx, operator):
        await keep(tx, operator, "operator_given", mandate_changes(None, operator), who, at)


async def to_change(
    tx: Tx, provider_id: UUID, operator_id: UUID, expected: Expected, who: Principal
) -> Operator:
    operator = seen(await operators.to_change(tx, provider_id, operator_id), who)
    expected.check(operator.version)
    return operator


def seen(operator: Operator | None, who: Principal) -> Operator:
    if operator is None or not may_see(who, operator.provider_id):
        raise NotFound(UNKNOWN)
    return operator


def mandate_changes(before: Operator | None, after: Operator) -> Changes:
    """Without what the body calls the person."""
    return withheld(changes(before and before.mandate, after.mandate), ("label",))


async def keep(
    tx: Tx, operator: Operator, action: Action, differs: Changes, who: Principal, at: datetime
) -> None:
    """In the history of the body."""
    differs = {f"operators/{operator.id}/{field}": both for field, both in differs.items()}
    await history.keep(
        tx,
        Entry(thing=operator.provider_id, at=at, by=actor(who), action=action, changes=differs),
    )
