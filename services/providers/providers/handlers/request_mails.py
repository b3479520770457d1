"""Write to bodies and families that something of a request waits for them: never what it says."""

from datetime import datetime

from kit.clock import rome
from kit.db import Database, Tx
from providers.domain.answers import Answer
from providers.domain.history import Action
from providers.domain.quotes import REMINDED, WORTH_REMINDING
from providers.domain.requests import Request
from providers.handlers import notices
from providers.handlers.body_mails import to_body
from providers.schemas.requests import Side
from providers.store import answers, requests

DECIDED: tuple[Action, ...] = ("accepted", "cancelled")
"""What a family does that its body waits for, or counts on no more."""
BY_BODY: dict[Action, str] = {
    "quoted": "quote_given",
    "refused": "request_refused",
    "withdrawn": "quote_called_off",
    "cancelled": "quote_called_off",
}
"""What a body does, and the kind of notice by which its family hears of it."""


async def came(tx: Tx, request: Request, *, public_url: str, at: datetime) -> None:
    """To each body once, however many of its offers are asked about. Where its answers are listed
    is all that it needs: an id would tell which ones one family asked together.
    """
    until = rome(request.expires_at).date()
    for provider_id in dict.fromkeys(answer.provider_id for answer in request.answers):
        where = f"{public_url}/v1/answers?state=sent"
        await to_body(tx, "request_came", provider_id, where, at=at, until=until)


async def moved(
    tx: Tx,
    action: Action,
    side: Side,
    request: Request,
    before: Answer,
    after: Answer,
    *,
    public_url: str,
    at: datetime,
) -> None:
    """To the other side of an answer that was moved so, where it waits for that."""
    if action in DECIDED and side == "family":
        where = f"{public_url}/v1/answers?state={after.state}"
        accepted = after.state == "accepted"
        await to_body(tx, "family_decided", after.provider_id, where, at=at, accepted=accepted)
    elif action in BY_BODY and side == "provider":
        kind = BY_BODY[action]
        await to_family(tx, kind, request, before, after, public_url=public_url, at=at)


async def to_family(
    tx: Tx,
    kind: str,
    request: Request,
    before: Answer,
    after: Answer,
    *,
    public_url: str,
    at: datetime,
) -> None:
    """Where it has let the body have its address, which is forgotten when nothing comes of it.
    Neither offer nor body are named: what somebody asks for may tell of a need.
    """
    if before.contacts is None or before.contacts.email is None:
        return
    await notices.tell(
        tx,
        kind,
        to=before.contacts.email,
        language=request.language,
        at=at,
        about=after.id,
        where=f"{public_url}/v1/answers/{after.id}",
        until=rome(after.quote.valid_until) if after.quote else None,
        accepted=before.state == "accepted",
    )


async def remind_one(*, db: Database, public_url: str, at: datetime) -> bool:
    """That a quote ends soon, once; false where there is none to tell of."""
    async with db.transaction() as tx:
        answer_id = await answers.to_remind(tx, at, soon=REMINDED, longer_than=WORTH_REMINDING)
        request = await requests.of_answer(tx, answer_id) if answer_id else None
        if answer_id is None or request is None:
            return False
        answer = request.answer(answer_id)
        await to_family(tx, "quote_expires", request, answer, answer, public_url=public_url, at=at)
    return True
