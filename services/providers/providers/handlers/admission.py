"""What officers decide about an application: ask for integrations, warn, admit, reject."""

from datetime import datetime
from uuid import UUID, uuid4

from contracts.providers import Registration
from kit import outbox
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from providers.domain.applications import Application
from providers.domain.history import Changes, Entry
from providers.domain.providers import Provider, differences, told
from providers.domain.reserved import brought_by, reserved_changes
from providers.domain.terms import decision_faults, untimely
from providers.handlers import acts
from providers.handlers import providers as provider_handlers
from providers.handlers.access import actor, check_decides
from providers.handlers.applications import moved, to_change
from providers.handlers.desk import Desk
from providers.handlers.operators import representing
from providers.schemas.applications import (
    AdmissionOrder,
    IntegrationRequest,
    Objection,
    RejectionOrder,
)
from providers.store import history, providers


async def ask_integration(
    application_id: UUID,
    asked: IntegrationRequest,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Application:
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "ask_integration", expected, who)
        after = before.integration_asked(asked.request, at=at)
        await acts.tell(tx, "integration_asked", after, at)
        return await moved(tx, before, after, "integration_asked", who, at, asked.request)


async def notify_rejection(
    application_id: UUID, objection: Objection, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "notify_rejection", expected, who)
        after = before.rejection_notified(objection.reasons, at=at)
        await acts.tell(tx, "rejection_notified", after, at)
        return await moved(tx, before, after, "rejection_notified", who, at, objection.reasons)


async def reject(
    application_id: UUID, order: RejectionOrder, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    at = desk.now()
    provider_handlers.refuse(decision_faults(order.decision, at))
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "reject", expected, who)
        after = before.rejected(order, at=at)
        provider_handlers.refuse(untimely(order.decision, before.submitted_at))
        await acts.tell(tx, "application_rejected", after, at)
        return await moved(tx, before, after, "rejected", who, at, order.reason)


async def admit(
    application_id: UUID, order: AdmissionOrder, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    """Put the body into the register, or take over the entry that it has there by an act alone."""
    at = desk.now()
    provider_handlers.refuse(decision_faults(order.decision, at))
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "admit", expected, who)
        provider_handlers.refuse(untimely(order.decision, before.submitted_at))
        new = Provider(
            id=uuid4(),
            card=before.form.card,
            reserved=brought_by(before.form),
            tax_code=before.form.tax_code,
            decision=order.decision,
            periods=(Registration(start=order.decision.date),),
        )
        body = await entered(tx, new, who, at)
        await representing(tx, body.id, before.applicant, who=who, at=at)
        after = before.admitted(order, body.id, at=at)
        await acts.tell(tx, "application_admitted", after, at)
        return await moved(tx, before, after, "admitted", who, at)


async def entered(tx: Tx, new: Provider, who: Principal, at: datetime) -> Provider:
    """The body in the register: new there, or known by its tax code."""
    if await providers.add(tx, new):
        state = {"state": (None, new.state)}
        await history.keep(tx, entry(new, state, who, at))
        await outbox.record(tx, told(new), at=at)
        return new
    before = await providers.to_change_of_tax_code(tx, new.tax_code)
    check_decides(who, before.id)
    after = before.admitted_again(new.card, new.reserved, new.decision)
    differs = differences(before, after) | reserved_changes(before.reserved, after.reserved)
    return await provider_handlers.changed(tx, before, after, entry(after, differs, who, at))


def entry(body: Provider, differs: Changes, who: Principal, at: datetime) -> Entry:
    return Entry(thing=body.id, at=at, by=actor(who), action="admitted", changes=differs)
