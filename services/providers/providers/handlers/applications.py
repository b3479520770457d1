"""What a body does with its application to the register: draft, edit, submit, withdraw, read."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from kit import idempotency
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.idempotency import Answer, Call
from kit.problems import Fault, Forbidden, Invalid, NotFound
from providers.domain.applications import WHO, Application, Move
from providers.domain.calls import Call as AdmissionCall
from providers.domain.forms import form_changes, form_faults
from providers.domain.history import Action, Changes, Entry, Extract
from providers.domain.problems import AlreadyApplied, CallNotOpen
from providers.handlers import accesses
from providers.handlers.access import actor, is_officer
from providers.handlers.calls import UNKNOWN as CALL_UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.schemas.applications import ApplicationForm, NewApplication, Reply
from providers.store import applications, calls, history

UNKNOWN = "Non c'è una domanda con questo id."


async def draft(new: NewApplication, *, key: str, who: Principal, desk: Desk) -> Application:
    """Begin an application, once for each key. Nobody else sees it yet."""
    refuse(form_faults(new.form, "/form"))
    at = desk.now()
    call = Call(
        caller=who.subject,
        route="POST /v1/applications",
        key=key,
        body=msgspec.json.encode(new),
    )
    async with desk.db.transaction() as tx:

        async def effect() -> Answer:
            application = await drafting(tx, new, who=who, desk=desk, at=at)
            return Answer(status=201, body=msgspec.json.encode(application))

        answer = await idempotency.once(tx, call, effect, at=at)
    return msgspec.json.decode(answer.body, type=Application)


async def drafting(
    tx: Tx, new: NewApplication, *, who: Principal, desk: Desk, at: datetime
) -> Application:
    if not who.of_age:  # who binds a body must be able to bind themselves
        raise Forbidden
    call = await calls.one(tx, new.call_id)
    if call is None:
        raise Invalid([Fault("/call_id", "unknown", CALL_UNKNOWN)])
    application = Application(
        id=uuid4(),
        call_id=new.call_id,
        applicant=who.subject,
        form=await placed(tx, new.form, desk),
    )
    in_a_window(call, at)
    await only_one(tx, application)
    await applications.add(tx, application)
    begun = form_changes(None, application.form)
    await history.keep(tx, entry(application, "drafted", begun, who, at))
    return application


async def edit(
    application_id: UUID, form: ApplicationForm, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    refuse(form_faults(form))
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "edit", expected, who)
        after = before.edited(await placed(tx, form, desk))
        await only_one(tx, after)
        await applications.save(tx, after)
        differs = form_changes(before.form, after.form)
        await history.keep(tx, entry(after, "edited", differs, who, at))
    return after


async def submit(
    application_id: UUID, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    """Hand it to the city, in a window of its call; or hand back what was asked for, whenever."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "submit", expected, who)
        call = await calls.of(tx, before.call_id)
        receipt = before.receipt or await applications.receipt(tx)
        after = before.submitted(at=at, receipt=receipt, call=call.notice)
        if before.submitted_at is None:
            in_a_window(call, at)
        await only_one(tx, after)
        return await moved(tx, before, after, "submitted", who, at)


async def reply(
    application_id: UUID, reply: Reply, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    """To a notice of rejection."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "reply", expected, who)
        return await moved(tx, before, before.replied(reply.reply, at=at), "replied", who, at)


async def withdraw(
    application_id: UUID, *, expected: Expected, who: Principal, desk: Desk
) -> Application:
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "withdraw", expected, who)
        return await moved(tx, before, before.withdrawn(), "withdrawn", who, at)


async def read(application_id: UUID, *, who: Principal, desk: Desk) -> Application:
    async with desk.db.transaction() as tx:
        application = seen(await applications.one(tx, application_id), who)
        await accesses.of_application(tx, application, who, "application", at=desk.now())
    return application


async def page(
    chosen: applications.Filter, *, after: UUID | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[Application], int]:
    async with desk.db.transaction() as tx:
        return await applications.page(
            tx,
            chosen,
            subject=who.subject,
            officer=is_officer(who),
            after=after,
            limit=limit,
        )


async def read_history(
    application_id: UUID, *, before: int | None, limit: int, who: Principal, desk: Desk
) -> Extract:
    async with desk.db.transaction() as tx:
        application = seen(await applications.one(tx, application_id), who)
        found, total = await history.page(tx, application_id, before=before, limit=limit)
    whole = application.side(who.subject, officer=is_officer(who)) == "officer"
    return Extract(entries=found, total=total, whole=whole)


async def to_change(
    tx: Tx, application_id: UUID, move: Move, expected: Expected, who: Principal
) -> Application:
    """An application that the caller sees, may move so, and has read as it is."""
    application = seen(await applications.to_change(tx, application_id), who)
    if application.side(who.subject, officer=is_officer(who)) != WHO[move]:
        raise Forbidden
    expected.check(application.version)
    return application


def seen(application: Application | None, who: Principal) -> Application:
    if application is None or application.side(who.subject, officer=is_officer(who)) is None:
        raise NotFound(UNKNOWN)
    return application


async def moved(
    tx: Tx,
    before: Application,
    after: Application,
    action: Action,
    who: Principal,
    at: datetime,
    reason: str | None = None,
) -> Application:
    """Save an application in its new state, with who brought it there."""
    await accesses.of_application(
        tx, after, who, action, at=at
    )  # it is shown whole to who moved it
    await applications.save(tx, after)
    same = before.state == after.state
    differs: Changes = {} if same else {"state": (before.state, after.state)}
    await history.keep(tx, entry(after, action, differs, who, at, reason))
    return after


def in_a_window(call: AdmissionCall, at: datetime) -> None:
    if call.phase(at) != "open":
        raise CallNotOpen(call.next_window(at))


async def only_one(tx: Tx, application: Application) -> None:
    first = await applications.first_of(tx, application)
    if first is not None:
        raise AlreadyApplied(first)


async def placed(tx: Tx, form: ApplicationForm, desk: Desk) -> ApplicationForm:
    """With its offices in the municipi of their points."""
    card, _ = (await desk.reference.locator(tx)).provider(form.card)
    return msgspec.structs.replace(form, card=card)


def entry(
    application: Application,
    action: Action,
    differs: Changes,
    who: Principal,
    at: datetime,
    reason: str | None = None,
) -> Entry:
    return Entry(
        thing=application.id, at=at, by=actor(who), action=action, changes=differs, reason=reason
    )
