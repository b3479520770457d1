"""Write to bodies and families that something of a request waits for them: never what it says."""

from datetime import datetime

from kit.clock import rome
from kit.db import Database, Tx
from providers.domain.answers import Answer
from providers.domain.quotes import REMINDED, WORTH_REMINDING
from providers.domain.requests import Request
from providers.handlers import notices
from providers.store import answers, providers, requests


async def came(tx: Tx, request: Request, *, public_url: str, at: datetime) -> None:
    """To each body once, however many of its offers are asked about. Where its answers are listed
    is all that it needs: an id would tell which ones one family asked together.
    """
    for provider_id in dict.fromkeys(answer.provider_id for answer in request.answers):
        provider = await providers.one(tx, provider_id)
        if provider is None or provider.mailbox is None:
            continue
        await notices.tell(
            tx,
            "request_came",
            to=provider.mailbox,
            language="it",  # bodies are written to as the city's acts are
            at=at,
            about=provider_id,
            where=f"{public_url}/v1/answers?state=sent",
            until=rome(request.expires_at).date(),
        )


async def answered(
    tx: Tx, kind: str, request: Request, answer: Answer, *, public_url: str, at: datetime
) -> None:
    """To a family that has let the body have its address: that it has quoted or refused. `answer`
    has the address still, which a refusal has forgotten. Neither offer nor body are named: what
    somebody asks for may tell of a need.
    """
    if answer.contacts is None or answer.contacts.email is None:
        return
    await notices.tell(
        tx,
        kind,
        to=answer.contacts.email,
        language=request.language,
        at=at,
        about=answer.id,
        where=f"{public_url}/v1/answers/{answer.id}",
        until=rome(answer.quote.valid_until) if answer.quote else None,
    )


async def remind_one(*, db: Database, public_url: str, at: datetime) -> bool:
    """That a quote ends soon, once; false where there is none to tell of."""
    async with db.transaction() as tx:
        answer_id = await answers.to_remind(tx, at, soon=REMINDED, longer_than=WORTH_REMINDING)
        request = await requests.of_answer(tx, answer_id) if answer_id else None
        if answer_id is None or request is None:
            return False
        answer = request.answer(answer_id)
        await answered(tx, "quote_expires", request, answer, public_url=public_url, at=at)
    return True
