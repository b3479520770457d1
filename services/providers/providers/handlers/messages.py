"""What families and bodies say to each other about an answer to a request."""

from datetime import datetime
from uuid import UUID

import msgspec

from kit import idempotency
from kit.auth import Principal
from kit.db import Tx
from kit.idempotency import Answer as Stored
from kit.idempotency import Call
from providers.handlers import heard
from providers.handlers.answers import check_side, in_the_register, moved, sees
from providers.handlers.desk import Desk
from providers.handlers.heard import Cry
from providers.schemas.requests import Message, NewMessage
from providers.store import messages, requests


async def say(
    answer_id: UUID,
    new: NewMessage | None,
    danger: str,
    *,
    key: str,
    who: Principal,
    desk: Desk,
) -> Message | None:
    """Write to the other side, once for each key. What tells of `danger` reaches it all the same,
    and who answers for the safety of minors besides: no fault of it bounces that.
    """
    cry = await cry_of(answer_id, new, danger, desk) if danger else None
    if new is None:
        async with desk.db.transaction() as tx:
            await heard.hear(tx, cry, desk)
        return None
    said = once(answer_id, new, cry, key=key, who=who, desk=desk)
    return await heard.even_if_refused(said, cry, desk)


async def cry_of(answer_id: UUID, new: NewMessage | None, danger: str, desk: Desk) -> Cry:
    """Its words alone, and the offer that they are about."""
    async with desk.db.transaction() as tx:
        about = await heard.about_answer(tx, answer_id)
    return Cry(source="message", text=new.text if new else danger, about=about)


async def once(
    answer_id: UUID,
    new: NewMessage,
    cry: Cry | None,
    *,
    key: str,
    who: Principal,
    desk: Desk,
) -> Message:
    at = desk.now()
    route = f"POST /v1/answers/{answer_id}/messages"
    call = Call(caller=who.subject, route=route, key=key, body=msgspec.json.encode(new))
    async with desk.db.transaction() as tx:

        async def effect() -> Stored:
            said = await saying(tx, answer_id, new, who=who, desk=desk, at=at)
            await heard.hear(tx, cry, desk)
            return Stored(status=201, body=msgspec.json.encode(said))

        answer = await idempotency.once(tx, call, effect, at=at)
    return msgspec.json.decode(answer.body, type=Message)


async def saying(
    tx: Tx, answer_id: UUID, new: NewMessage, *, who: Principal, desk: Desk, at: datetime
) -> Message:
    seen = sees(await requests.to_change_of_answer(tx, answer_id), answer_id, who)
    check_side(seen, new, who)
    after = seen.answer.written(seen.side)
    if seen.side == "provider":
        await in_the_register(tx, seen.answer.provider_id)
    if after.state != seen.answer.state:
        await moved(tx, seen, seen.request.with_answer(after), "replied", new, who, desk, at)
    return await messages.add(tx, answer_id, new.text, side=seen.side, subject=who.subject, at=at)


async def thread(
    answer_id: UUID, *, before: int | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[tuple[int, Message]], int]:
    """The words of both sides, for both sides and nobody else."""
    async with desk.db.transaction() as tx:
        sees(await requests.of_answer(tx, answer_id), answer_id, who)
        return await messages.page(tx, answer_id, before=before, limit=limit)
