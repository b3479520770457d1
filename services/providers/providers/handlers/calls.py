"""What is done with an admission call: announce, edit, read."""

from uuid import UUID, uuid4

import msgspec

from kit.auth import Principal
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain.calls import Call, notice_faults
from providers.domain.history import Entry, changes
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.schemas.calls import Notice, Phase
from providers.store import calls, history

UNKNOWN = "Non c'è un avviso con questo id."


async def announce(notice: Notice, *, who: Principal, desk: Desk) -> Call:
    refuse(notice_faults(notice))
    call = Call(id=uuid4(), notice=notice)
    entry = Entry(
        thing=call.id,
        at=desk.now(),
        by=actor(who),
        action="announced",
        changes=changes(None, notice),
    )
    async with desk.db.transaction() as tx:
        await calls.add(tx, call)
        await history.keep(tx, entry)
    return call


async def edit(
    call_id: UUID, notice: Notice, *, expected: Expected, who: Principal, desk: Desk
) -> Call:
    """As it was read: a window that has opened or closed since is a reason to look again."""
    refuse(notice_faults(notice))
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await calls.to_change(tx, call_id)
        if before is None:
            raise NotFound(UNKNOWN)
        expected.check(before.stand(at))
        after = msgspec.structs.replace(before, notice=notice, version=before.version + 1)
        entry = Entry(
            thing=call_id,
            at=at,
            by=actor(who),
            action="edited",
            changes=changes(before.notice, notice),
        )
        await calls.save(tx, after)
        await history.keep(tx, entry)
    return after


async def read(call_id: UUID, *, desk: Desk) -> Call:
    async with desk.db.transaction() as tx:
        call = await calls.one(tx, call_id)
    if call is None:
        raise NotFound(UNKNOWN)
    return call


async def page(
    *, phase: Phase | None, after: UUID | None, limit: int, desk: Desk
) -> tuple[list[Call], int]:
    at = desk.now()
    async with desk.db.transaction() as tx:
        found = [call for call in await calls.every(tx) if phase in {None, call.phase(at)}]
    return [call for call in found if after is None or call.id > after][:limit], len(found)
