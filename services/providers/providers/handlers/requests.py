"""What a family does with a request to bodies: send, read, call off."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from kit import idempotency, languages, outbox
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.idempotency import Answer as Stored
from kit.idempotency import Call
from kit.problems import Fault, NotFound
from providers.domain.answers import Answer, told
from providers.domain.editions import choices
from providers.domain.history import Action, Actor, Changes, Entry
from providers.domain.privacy import notice_faults
from providers.domain.requests import OPEN, Request, ages_faults
from providers.domain.terms import day
from providers.handlers import accesses, heard, request_mails
from providers.handlers.desk import Desk
from providers.handlers.families import check_acts, check_same, hub_of
from providers.handlers.heard import Cry
from providers.handlers.providers import refuse
from providers.schemas.mandates import Acting, OnBehalf
from providers.schemas.reports import About
from providers.schemas.requests import NewRequest, RequestState, Side
from providers.store import history, offers, operators, requests

UNKNOWN = "Non c'è una richiesta con questo id."
NOT_PUBLISHED = "Non c'è una proposta pubblicata con questo id."


async def send(
    new: NewRequest | None, danger: str, *, key: str, who: Principal, desk: Desk
) -> Request | None:
    """Ask bodies about their offers, once for each key. What tells of `danger` reaches them all the
    same, and who answers for the safety of minors besides: no fault of it bounces that.
    """
    if new is None:
        async with desk.db.transaction() as tx:
            await heard.hear(tx, Cry(source="request", text=danger, about=None), desk)
        return None
    cry = cry_of(new, danger) if danger else None
    return await heard.even_if_refused(sent(new, cry, key=key, who=who, desk=desk), cry, desk)


def cry_of(new: NewRequest, danger: str) -> Cry:
    """Its words alone, and what they are about where that is one thing."""
    about = About(kind="entry", id=new.offers[0]) if len(new.offers) == 1 else None
    return Cry(source="request", text=new.message or danger, about=about)


async def sent(
    new: NewRequest, cry: Cry | None, *, key: str, who: Principal, desk: Desk
) -> Request:
    check_acts(who, new.on_behalf)
    at = desk.now()
    call = Call(
        caller=who.subject, route="POST /v1/requests", key=key, body=msgspec.json.encode(new)
    )
    async with desk.db.transaction() as tx:

        async def effect() -> Stored:
            request = await sending(tx, new, who=who, at=at)
            await request_mails.came(tx, request, public_url=desk.public_url, at=at)
            await heard.hear(tx, cry, desk)
            return Stored(status=201, body=msgspec.json.encode(request))

        answer = await idempotency.once(tx, call, effect, at=at)
    return msgspec.json.decode(answer.body, type=Request)


async def sending(tx: Tx, new: NewRequest, *, who: Principal, at: datetime) -> Request:
    bodies = await requests.sellers(tx, new.offers)
    own_bodies = await operators.acted_for(tx, bodies.values(), who.subject, at)
    if who.provider_id is not None:
        own_bodies.add(who.provider_id)
    faults = offers_faults(new.offers, bodies, own_bodies)
    offered = await offers.editions(tx, bodies) if new.editions else {}
    editions, unavailable = choices(new.editions, offered, day(at))
    faults += [*unavailable, *ages_faults(new.persons, new.ages)]
    refuse([*faults, *notice_faults("request", new.privacy_notice)])
    request = Request(
        id=uuid4(),
        citizen=None if new.on_behalf else who.subject,
        on_behalf=new.on_behalf,
        message=new.message,
        persons=new.persons,
        ages=new.ages,
        privacy_notice=new.privacy_notice,
        language=languages.chosen(),
        sent_at=at,
        expires_at=at + OPEN,
        answers=tuple(
            Answer(
                id=uuid4(),
                offer_id=offer,
                edition_id=editions.get(offer),
                provider_id=bodies[offer],
            )
            for offer in new.offers
        ),
    )
    await requests.add(tx, request)
    by = actor("family", who, new.on_behalf)
    await history.keep(tx, entry(None, request, "asked", by, at, new.on_behalf))
    return request


def offers_faults(
    offers: tuple[UUID, ...], bodies: dict[UUID, UUID], own_bodies: set[UUID]
) -> list[Fault]:
    """Nobody asks the body that they act for, with whatever token: a colleague could answer and
    confirm the use, and the body would review itself.
    """
    faults = []
    for place, offer in enumerate(offers):
        at = f"/offers/{place}"
        if offer in offers[:place]:
            faults.append(Fault(at, "repeated", "Questa proposta compare due volte."))
        elif offer not in bodies:
            faults.append(Fault(at, "unknown", NOT_PUBLISHED))
        elif bodies[offer] in own_bodies:
            faults.append(Fault(at, "not_allowed", "È una proposta del tuo ente."))
    return faults


async def cancel(
    request_id: UUID, acting: Acting, *, expected: Expected, who: Principal, desk: Desk
) -> Request:
    """Call it off: what was not accepted is closed."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = own(await requests.to_change(tx, request_id), who)
        check_acts(who, acting.on_behalf)
        check_same(acting.on_behalf, before.on_behalf)
        expected.check(before.version)
        after = before.cancelled()
        by = actor("family", who, acting.on_behalf)
        kept = entry(before, after, "cancelled", by, at, acting.on_behalf)
        await changed(tx, before, after, kept)
        await note_at_hub(tx, [after], who, at)
    return after


async def read(request_id: UUID, *, who: Principal, desk: Desk) -> Request:
    async with desk.db.transaction() as tx:
        found = own(await requests.one(tx, request_id), who)
        await note_at_hub(tx, [found], who, desk.now())
    return found


async def page(
    *, state: RequestState | None, after: UUID | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[Request], int]:
    async with desk.db.transaction() as tx:
        found, total = await requests.page_of_family(
            tx, subject=citizen(who), hub=hub_of(who), state=state, after=after, limit=limit
        )
        shown = found[: limit - 1]  # the last one only says whether more follow
        await note_at_hub(tx, shown, who, desk.now())
    return found, total


async def note_at_hub(tx: Tx, seen: Iterable[Request], who: Principal, at: datetime) -> None:
    """That the caller reads all answers of these requests, with how to reach their families."""
    pairs = ((request, answer) for request in seen for answer in request.answers)
    await accesses.at_hub(tx, pairs, who, at=at)


def own(request: Request | None, who: Principal) -> Request:
    if request is None or not request.is_of(citizen(who), hub_of(who)):
        raise NotFound(UNKNOWN)
    return request


def citizen(who: Principal) -> str | None:
    return who.subject if "citizen" in who.roles else None


async def changed(tx: Tx, before: Request, after: Request, kept: Entry) -> None:
    """Save a changed request, and tell what is different now about its quotes."""
    await requests.save(tx, before, after)
    await history.keep(tx, kept)
    pairs = zip(before.answers, after.answers, strict=True)
    facts = [told(now) for was, now in pairs if told(was) != told(now)]
    await outbox.record(tx, *(fact for fact in facts if fact is not None), at=kept.at)


def actor(side: Side, who: Principal, on_behalf: OnBehalf | None) -> Actor:
    family = "citizen" if on_behalf is None else "hub_operator"
    return Actor(role="provider" if side == "provider" else family, subject=who.subject)


def entry(
    before: Request | None,
    after: Request,
    action: Action,
    by: Actor,
    at: datetime,
    on_behalf: OnBehalf | None = None,
) -> Entry:
    """Which states changed, and by which mandate; no word of anybody, and no way to reach them."""
    differs: Changes = {}
    if on_behalf is not None:
        differs["on_behalf"] = (None, msgspec.to_builtins(on_behalf))
    if before is None or before.state != after.state:
        differs["state"] = (before.state if before else None, after.state)
    was = {answer.id: answer.state for answer in before.answers} if before else {}
    for answer in after.answers:
        if was.get(answer.id) != answer.state:
            differs[f"answers/{answer.id}/state"] = (was.get(answer.id), answer.state)
    return Entry(thing=after.id, at=at, by=by, action=action, changes=differs)
