"""What is done with a question of somebody of 14 to 17: ask, reply, read."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec

from kit import idempotency
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.idempotency import Answer, Call
from kit.problems import Fault, Forbidden, Invalid, NotFound
from providers.domain.history import Actor, Entry
from providers.domain.privacy import notice_faults
from providers.domain.questions import Question, Side, question_faults
from providers.handlers import accesses, concerns
from providers.handlers.access import body_of, is_officer
from providers.handlers.answers import in_the_register
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.handlers.requests import NOT_PUBLISHED
from providers.schemas.questions import NewQuestion, QuestionReply
from providers.schemas.reports import About
from providers.store import history, questions, requests

UNKNOWN = "Non c'è un quesito con questo id."


class Seen(NamedTuple):
    """A question, and the side from which somebody sees it."""

    question: Question
    side: Side


async def ask(
    new: NewQuestion | None, danger: str, *, key: str, who: Principal, desk: Desk
) -> Seen | None:
    """Ask a body about an offer, once for each key; adults send requests. The form has no words,
    but who has found a way to tell of `danger` is heard by who answers for the safety of minors.
    """
    if new is None or danger:
        about = About(kind="entry", id=new.offer_id) if new else None
        async with desk.db.transaction() as tx:
            await concerns.raise_one(tx, "question", danger, about=about, desk=desk)
        return None
    if who.of_age:
        raise Forbidden("Chi è maggiorenne manda una richiesta.")
    at = desk.now()
    call = Call(
        caller=who.subject, route="POST /v1/questions", key=key, body=msgspec.json.encode(new)
    )
    async with desk.db.transaction() as tx:

        async def effect() -> Answer:
            question = await asking(tx, new, who=who, at=at)
            return Answer(status=201, body=msgspec.json.encode(question))

        answer = await idempotency.once(tx, call, effect, at=at)
    return Seen(msgspec.json.decode(answer.body, type=Question), "asker")


async def asking(tx: Tx, new: NewQuestion, *, who: Principal, at: datetime) -> Question:
    body = (await requests.sellers(tx, [new.offer_id])).get(new.offer_id)
    faults = question_faults(new) + notice_faults("question", new.privacy_notice)
    if body is None:
        raise Invalid([*faults, Fault("/offer_id", "unknown", NOT_PUBLISHED)])
    refuse(faults)
    question = Question(
        id=uuid4(),
        asker=who.subject,
        offer_id=new.offer_id,
        provider_id=body,
        topics=new.topics,
        asked_at=at,
        privacy_notice=new.privacy_notice,
    )
    await questions.add(tx, question)
    by = Actor(role="minor", subject=who.subject)
    await history.keep(tx, Entry(thing=question.id, at=at, by=by, action="asked", changes={}))
    return question


async def reply(
    question_id: UUID, said: QuestionReply, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """What the body says, once."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        seen = sees(await questions.to_change(tx, question_id), who)
        expected.check(seen.question.version)
        after = seen.question.replied(said.text, side=seen.side, by=who.subject, at=at)
        await in_the_register(tx, after.provider_id)
        await questions.save(tx, after)
        by = Actor(role="provider", subject=who.subject)
        await history.keep(tx, Entry(thing=after.id, at=at, by=by, action="replied", changes={}))
    return Seen(after, seen.side)


async def read(question_id: UUID, *, who: Principal, desk: Desk) -> Seen:
    async with desk.db.transaction() as tx:
        seen = sees(await questions.one(tx, question_id), who)
        await note_officer(tx, [seen], who, desk)
    return seen


async def page(
    *, waiting: bool | None, after: UUID | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[Seen], int]:
    async with desk.db.transaction() as tx:
        found, total = await questions.page(
            tx,
            minor=minor(who),
            body=body_of(who),
            officer=is_officer(who),
            waiting=waiting,
            after=after,
            limit=limit,
        )
        seen = [sees(question, who) for question in found]
        shown = seen[: limit - 1]  # the last one only says whether more follow
        await note_officer(tx, shown, who, desk)
    return seen, total


async def note_officer(tx: Tx, seen: list[Seen], who: Principal, desk: Desk) -> None:
    """An officer reads what somebody under 18 asked; the two sides need no note."""
    read = [one.question.id for one in seen if one.side == "officer"]
    if read:
        await accesses.note(tx, who, "question", *read, at=desk.now())


def sees(question: Question | None, who: Principal) -> Seen:
    if question is not None:
        side = question.side(minor=minor(who), body=body_of(who), officer=is_officer(who))
        if side is not None:
            return Seen(question, side)
    raise NotFound(UNKNOWN)


def minor(who: Principal) -> str | None:
    """Who asks keeps what they asked when they come of age."""
    return who.subject if {"minor", "citizen"} & who.roles else None
