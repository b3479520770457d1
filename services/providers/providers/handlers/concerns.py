"""What is done with what tells of danger: raise, take, suspend what it is about, close, read."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from kit.auth import Principal
from kit.clock import rome
from kit.db import Tx
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain.concerns import LONGEST, Concern
from providers.domain.history import Action, of_move
from providers.handlers import accesses, notices, urgent
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.schemas.concerns import Outcome, Source
from providers.schemas.reports import About
from providers.store import concerns, history

UNKNOWN = "Non c'è un caso con questo id."


async def raise_one(
    tx: Tx,
    source: Source,
    text: str,
    *,
    about: About | None = None,
    receipt: bytes | None = None,
    desk: Desk,
) -> None:
    """Put what somebody said where only who answers for the safety of minors reads it, and have
    them told that something waits there. The same words again are the same case until it is closed:
    a program repeats a call, and who is not heard repeats words.
    """
    at = desk.now()
    new = concerns.NewConcern(
        source=source,
        text=text[:LONGEST],
        about=about,
        receipt=receipt,
        received_at=at,
        due_at=at + timedelta(hours=desk.safeguarding_hours),
    )
    is_new = await concerns.add(tx, uuid4(), new)
    if is_new and desk.safeguarding_mail:
        await notices.tell(
            tx,
            "concern_waits",
            to=desk.safeguarding_mail,
            language="it",
            at=at,
            until=rome(new.due_at),
            where=f"{desk.public_url}/v1/concerns",
        )


async def take(concern_id: UUID, *, expected: Expected, who: Principal, desk: Desk) -> Concern:
    """See to it oneself."""
    async with desk.db.transaction() as tx:
        before = await to_change(tx, concern_id, expected)
        after = before.taken(who.subject)
        return await moved(tx, before, after, "concern_taken", who, desk.now())


async def suspend(
    concern_id: UUID, reason: str, *, expected: Expected, who: Principal, desk: Desk
) -> Concern:
    """Have families find no more what it is about, at once."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, concern_id, expected)
        after = before.suspended(who.subject)
        await urgent.suspend(tx, before.about, reason, who=who, at=at, public_url=desk.public_url)
        return await moved(tx, before, after, "concern_suspended", who, at)


async def close(
    concern_id: UUID, outcome: Outcome, *, expected: Expected, who: Principal, desk: Desk
) -> Concern:
    """With what becomes of the thing, where it was suspended from here."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, concern_id, expected)
        after = before.closed(outcome, at)
        suspended = await history.last(tx, concern_id, "concern_suspended")
        about = before.about if suspended else None
        await urgent.settle(
            tx, about, outcome.suspension, who=who, at=at, public_url=desk.public_url
        )
        return await moved(tx, before, after, "concern_closed", who, at)


async def read(concern_id: UUID, *, who: Principal, desk: Desk) -> Concern:
    async with desk.db.transaction() as tx:
        found = await concerns.one(tx, concern_id)
        if found is None:
            raise NotFound(UNKNOWN)
        await accesses.note(tx, who, "concern", concern_id, at=desk.now())
    return found


async def page(
    chosen: concerns.Filter, *, after: int | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[Concern], int]:
    """The queue shows what was said, and so each is noted."""
    async with desk.db.transaction() as tx:
        found, total = await concerns.page(tx, chosen, after=after, limit=limit)
        shown = found[: limit - 1]  # the last one only says whether more follow
        await accesses.note(tx, who, "concern", *(one.id for one in shown), at=desk.now())
    return found, total


async def to_change(tx: Tx, concern_id: UUID, expected: Expected) -> Concern:
    concern = await concerns.to_change(tx, concern_id)
    if concern is None:
        raise NotFound(UNKNOWN)
    expected.check(concern.version)
    return concern


async def moved(
    tx: Tx, before: Concern, after: Concern, action: Action, who: Principal, at: datetime
) -> Concern:
    """History has who moved it, and not a word of it."""
    await concerns.save(tx, after)
    await accesses.note(tx, who, action, after.id, at=at)
    await history.keep(tx, of_move(before, after, action, actor(who), at))
    return after
