"""What families and bodies do with an answer to a request: quote, accept, use."""

import secrets
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import Fault, Invalid, NotFound, Problem
from providers.domain.answers import Answer, Move, check_may
from providers.domain.editions import choice_fault
from providers.domain.history import Action
from providers.domain.offers import IN_ITALIAN, Offer
from providers.domain.problems import NotAdmitted, WrongMove
from providers.domain.quotes import priced, quote_faults
from providers.domain.requests import Request, contacts_faults
from providers.domain.terms import day
from providers.handlers import accesses, heard, request_mails
from providers.handlers.access import body_of
from providers.handlers.desk import Desk
from providers.handlers.families import check_acts, check_same, hub_of
from providers.handlers.providers import refuse
from providers.handlers.requests import actor, changed, entry
from providers.schemas.mandates import Acting
from providers.schemas.quotes import NewQuote
from providers.schemas.requests import (
    Acceptance,
    AnswerCancellation,
    AnswerState,
    Refusal,
    Sharing,
    Side,
)
from providers.store import answers as answer_rows
from providers.store import offers, providers, requests

UNKNOWN = "Non c'è una risposta con questo id."
EDITION_GONE = "L'edizione del preventivo è annullata o finita: chiedine uno nuovo all'ente."

TOKEN_BYTES = 24
"""Of a family's token: 192 random bits, which nobody guesses and no two share."""

NOBODY = Acting()
"""What a body says of who it acts for."""


class Seen(NamedTuple):
    """An answer in its request, and the side from which somebody sees it."""

    request: Request
    answer: Answer
    side: Side


async def share(
    answer_id: UUID, sharing: Sharing, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """Let a body know how to reach the family."""
    refuse(contacts_faults(sharing.contacts))
    at = desk.now()
    async with desk.db.transaction() as tx:
        seen = await to_move(tx, answer_id, "share", expected, sharing, who)
        await on_offer(tx, seen.answer)
        after = seen.request.with_answer(seen.answer.shared(sharing.contacts))
        return await moved(tx, seen, after, "contacts_shared", sharing, who, desk, at)


async def quote(
    answer_id: UUID, new: NewQuote, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    at = desk.now()
    refuse(quote_faults(new, at=at))
    async with desk.db.transaction() as tx:
        seen = await to_move(tx, answer_id, "quote", expected, NOBODY, who)
        edition_id = new.edition_id or seen.answer.edition_id
        given = priced(new, edition_id=edition_id, operator=who.subject, at=at)
        after = seen.request.with_answer(seen.answer.quoted(given))
        offer = await on_offer(tx, seen.answer)
        fault = edition_fault(offer, edition_id, at)
        refuse([fault] if fault else [])
        return await moved(tx, seen, after, "quoted", NOBODY, who, desk, at)


async def refuse_request(
    answer_id: UUID, refusal: Refusal, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """Say why the body does not want to."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        seen = await to_move(tx, answer_id, "refuse", expected, NOBODY, who)
        after = seen.request.with_answer(seen.answer.refused(refusal.reason))
        return await moved(tx, seen, after, "refused", NOBODY, who, desk, at)


async def withdraw(
    answer_id: UUID, refusal: Refusal, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """Take a quote back before it is accepted."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        seen = await to_move(tx, answer_id, "withdraw", expected, NOBODY, who)
        after = seen.request.with_answer(seen.answer.withdrawn(refusal.reason))
        return await moved(tx, seen, after, "withdrawn", NOBODY, who, desk, at)


async def accept(
    answer_id: UUID, acceptance: Acceptance, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """Take the quote that was read; the other answers are closed."""
    refuse(contacts_faults(acceptance.contacts))
    at = desk.now()
    async with desk.db.transaction() as tx:
        await hold_offer(tx, answer_id)
        seen = await to_move(tx, answer_id, "accept", expected, acceptance, who)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        accepted = seen.answer.accepted(token=token, contacts=acceptance.contacts, at=at)
        offer = await on_offer(tx, accepted)
        if edition_fault(offer, accepted.agreed_edition, at) is not None:
            raise WrongMove(EDITION_GONE)
        after = seen.request.accepted(accepted)
        return await moved(tx, seen, after, "accepted", acceptance, who, desk, at)


async def cancel(
    answer_id: UUID,
    cancellation: AnswerCancellation | Problem | None,
    danger: str,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Seen:
    """Call off what was accepted, by either side, while no voucher pays for it. A reason that tells
    of `danger` is heard before, whatever becomes of the rest; what is called off must be known.
    """
    if danger:
        await heard.beforehand("cancellation", answer_id, danger, desk)
    if not isinstance(cancellation, AnswerCancellation):
        raise cancellation or Invalid()
    at = desk.now()
    async with desk.db.transaction() as tx:
        seen = await to_move(tx, answer_id, "cancel", expected, cancellation, who)
        after = seen.request.with_answer(seen.answer.cancelled(cancellation.reason))
        return await moved(tx, seen, after, "cancelled", cancellation, who, desk, at)


async def confirm_use(
    answer_id: UUID, acting: Acting, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """Say that it was used without a voucher; it counts once both sides have."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        seen = await to_move(tx, answer_id, "confirm_use", expected, acting, who)
        after = seen.request.with_answer(seen.answer.use_confirmed(seen.side, at=at))
        return await moved(tx, seen, after, "use_confirmed", acting, who, desk, at)


async def read(answer_id: UUID, *, who: Principal, desk: Desk) -> Seen:
    async with desk.db.transaction() as tx:
        seen = sees(await requests.of_answer(tx, answer_id), answer_id, who)
        (shown,) = await within_reach(tx, [seen], who, desk.now())
    return shown


async def page(
    *,
    offer_id: UUID | None,
    state: AnswerState | None,
    after: UUID | None,
    limit: int,
    who: Principal,
    desk: Desk,
) -> tuple[list[Seen], int]:
    """What a body was asked; who acts for none was asked nothing."""
    body = body_of(who)
    if body is None:
        return [], 0
    async with desk.db.transaction() as tx:
        found, total = await requests.page_of_body(
            tx, body, offer_id=offer_id, state=state, after=after, limit=limit
        )
        seen = [Seen(request, answer, "provider") for request, answer in found]
        # the last one only says whether more follow
        shown = await within_reach(tx, seen[: limit - 1], who, desk.now())
    return shown + seen[limit - 1 :], total


async def to_move(
    tx: Tx, answer_id: UUID, move: Move, expected: Expected, acting: Acting, who: Principal
) -> Seen:
    """An answer that the caller sees, may move so, and has read as it is."""
    seen = sees(await requests.to_change_of_answer(tx, answer_id), answer_id, who)
    check_may(move, seen.side)
    check_side(seen, acting, who)
    expected.check(seen.answer.version)
    return seen


def sees(request: Request | None, answer_id: UUID, who: Principal) -> Seen:
    if request is not None:
        answer = request.answer(answer_id)
        side = request.side(
            answer,
            subject=who.subject,
            citizen="citizen" in who.roles,
            hub=hub_of(who),
            body=body_of(who),
        )
        if side is not None:
            return Seen(request, answer, side)
    raise NotFound(UNKNOWN)


def check_side(seen: Seen, acting: Acting, who: Principal) -> None:
    """A family acts itself or by its mandate; a body acts for nobody else."""
    if seen.side == "family":
        check_acts(who, acting.on_behalf)
    check_same(acting.on_behalf, seen.request.on_behalf if seen.side == "family" else None)


async def hold_offer(tx: Tx, answer_id: UUID) -> None:
    """No edition of it is cancelled until what is accepted here is there to be called off. Body,
    offer and request are locked in the order in which who cancels an edition locks them.
    """
    offer_id = await answer_rows.offer_of(tx, answer_id)
    if offer_id is not None:
        await providers.to_tell_of_offer(tx, offer_id)
        await offers.to_hold(tx, offer_id)


async def on_offer(tx: Tx, answer: Answer) -> Offer | None:
    """Nothing is priced or accepted of an offer either while it is suspended, perhaps as unsafe,
    and no family says how to reach it.
    """
    await in_the_register(tx, answer.provider_id)
    offer = await offers.one(tx, answer.offer_id)
    if offer is not None and offer.state == "suspended":
        raise WrongMove(f"La proposta è {IN_ITALIAN[offer.state]}.")
    return offer


def edition_fault(offer: Offer | None, edition_id: UUID | None, at: datetime) -> Fault | None:
    """Why a quote cannot be for this edition now."""
    if edition_id is None:
        return None
    return choice_fault(offer.editions if offer else (), edition_id, "/edition_id", day(at))


async def in_the_register(tx: Tx, provider_id: UUID) -> None:
    """Nothing new is said, priced or accepted while its body is suspended or removed."""
    provider = await providers.to_tell(tx, provider_id)
    if provider is None or not provider.admitted:
        raise NotAdmitted("L'ente è sospeso o cancellato dall'elenco.")


async def moved(
    tx: Tx,
    seen: Seen,
    after: Request,
    action: Action,
    acting: Acting,
    who: Principal,
    desk: Desk,
    at: datetime,
) -> Seen:
    """Save what was changed, with who changed it and for whom, and write to who waits for it."""
    by = actor(seen.side, who, acting.on_behalf)
    await changed(
        tx, seen.request, after, entry(seen.request, after, action, by, at, acting.on_behalf)
    )
    answer = after.answer(seen.answer.id)
    await request_mails.moved(
        tx, action, seen.side, after, seen.answer, answer, public_url=desk.public_url, at=at
    )
    (shown,) = await within_reach(tx, [Seen(after, answer, seen.side)], who, at)
    return shown


async def within_reach(tx: Tx, seen: list[Seen], who: Principal, at: datetime) -> list[Seen]:
    """Of one body's answers, without the contacts of families if it was removed from the register:
    it reads no more how to reach them. Who reads them is noted, for the family to see.
    """
    by_family = ((one.request, one.answer) for one in seen if one.side == "family")
    await accesses.at_hub(tx, by_family, who, at=at)
    told = [one for one in seen if one.side == "provider" and one.answer.contacts is not None]
    if not told:
        return seen
    provider = await providers.one(tx, told[0].answer.provider_id)
    if provider is not None and provider.state != "removed":
        await accesses.note(tx, who, "contacts", *(one.answer.id for one in told), at=at)
        return seen
    return [
        one._replace(answer=msgspec.structs.replace(one.answer, contacts=None))
        if one.side == "provider"
        else one
        for one in seen
    ]
