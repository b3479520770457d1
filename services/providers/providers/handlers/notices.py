"""Write notices in the transaction of what they tell of, send them later, and list them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kit.auth import Principal
from kit.clock import Clock
from kit.db import Database, Tx
from kit.languages import Language
from kit.problems import NotFound
from providers import letters
from providers.domain.history import Entry
from providers.domain.notices import ATTEMPT, KEPT, KINDS, Notice
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.mail import Away, Doubt, Mailer, Refusal
from providers.schemas.notices import Channel
from providers.store import history, notices

UNKNOWN = "Non c'è una comunicazione con questo id."


class Overtaken(Exception):
    """Somebody else has taken the notice: we were too slow."""


async def tell(
    tx: Tx,
    kind: str,
    *,
    to: str,
    language: Language,
    at: datetime,
    about: UUID | None = None,
    leave: str | None = None,
    **data: Any,
) -> UUID:
    """Write a notice to a mailbox, sent only if this transaction is committed.

    `data` is what its template asks for; `about` is the thing that officers find it by; `leave` is
    where its reader leaves by one click.
    """
    text = letters.write(kind, language, leave=leave, **data)
    return await notices.add(
        tx,
        kind=kind,
        channel=KINDS[kind],
        about=about,
        recipient=to,
        subject=text.subject,
        body=text.body,
        leave=leave,
        at=at,
    )


async def send_one(*, db: Database, mailer: Mailer, channel: Channel, now: Clock) -> bool:
    """The one that has been due for longest; false where none is, or the server is away."""
    at = now()
    async with db.transaction() as tx:
        notice = await notices.take(tx, channel, at=at, until=at + ATTEMPT)
    if notice is None:
        return False
    after, going_on = await attempted(notice, db=db, mailer=mailer, now=now)
    async with db.transaction() as tx:
        await notices.save(tx, after)
    return going_on


async def attempted(
    notice: Notice, *, db: Database, mailer: Mailer, now: Clock
) -> tuple[Notice, bool]:
    """What became of it, and whether the next one may be tried at once."""

    async def hand() -> None:
        async with db.transaction() as tx:
            if not await notices.hand(tx, notice, until=now() + ATTEMPT):
                raise Overtaken

    try:
        await mailer.send(notice, hand)
    except Overtaken:
        return notice, True
    except Doubt as doubt:
        return notice.doubtful(doubt.reason, now()), True
    except Refusal as refusal:
        after = notice.refused(refusal.reason, now(), for_good=refusal.for_good)
        return after, not isinstance(refusal, Away)
    return notice.sent(now()), True


async def tidy(tx: Tx, *, at: datetime) -> None:
    """Say of what was being handed over when somebody died that nobody knows; erase old texts."""
    for notice in await notices.left_behind(tx, at=at):
        await notices.save(tx, notice.doubtful("abandoned", at))
    await notices.erase(tx, ended_before=at - KEPT)


async def page(
    chosen: notices.Filter, *, after: UUID | None, limit: int, desk: Desk
) -> tuple[list[Notice], int]:
    async with desk.db.transaction() as tx:
        found, total = await notices.page(tx, chosen, after=after, limit=limit)
    return list(found), total


async def send_again(notice_id: UUID, *, who: Principal, desk: Desk) -> Notice:
    """What failed, or may not have arrived, with the same Message-ID."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await notices.to_change(tx, notice_id)
        if before is None:
            raise NotFound(UNKNOWN)
        after = before.again(at)
        await notices.save(tx, after)
        differs = {"state": (before.state, after.state)}
        entry = Entry(thing=notice_id, at=at, by=actor(who), action="sent_again", changes=differs)
        await history.keep(tx, entry)
    return after
