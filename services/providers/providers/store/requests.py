"""The rows of requests and of their answers; a request's row is locked for all of them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.answers import Answer
from providers.domain.requests import Request
from providers.schemas.mandates import OnBehalf
from providers.schemas.quotes import Quote
from providers.schemas.requests import AnswerState, FamilyContacts, RequestState, Use


async def sellers(tx: Tx, offer_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of those offers that families can find now, the body behind each."""
    rows = await tx.fetch(
        """
        select offer.id, offer.provider_id
        from offer join provider on provider.id = offer.provider_id
        where offer.id = any ($1) and offer.kind = 'offer' and offer.state = 'published'
          and provider.state = 'admitted'
        """,
        list(offer_ids),
    )
    return {row["id"]: row["provider_id"] for row in rows}


async def add(tx: Tx, request: Request) -> None:
    await tx.execute(
        """
        insert into request (id, citizen, on_behalf, message, persons, ages, sent_at, expires_at,
                             due_at, state, privacy_notice, language)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        request.id,
        request.citizen,
        request.on_behalf,
        request.message,
        request.persons,
        request.ages,
        request.sent_at,
        request.expires_at,
        request.due,
        request.state,
        request.privacy_notice,
        request.language,
    )
    await tx.executemany(
        """
        insert into answer (id, request_id, offer_id, provider_id, state, edition_id)
        values ($1, $2, $3, $4, $5, $6)
        """,
        [
            (
                answer.id,
                request.id,
                answer.offer_id,
                answer.provider_id,
                answer.state,
                answer.edition_id,
            )
            for answer in request.answers
        ],
    )


async def one(tx: Tx, request_id: UUID) -> Request | None:
    row = await tx.fetchrow("select * from request where id = $1", request_id)
    return next(iter(await whole(tx, [row] if row else [])), None)


async def of_answer(tx: Tx, answer_id: UUID) -> Request | None:
    """The request that it belongs to."""
    row = await tx.fetchrow(
        """
        select * from request where id = (select request_id from answer where id = $1)
        """,
        answer_id,
    )
    return next(iter(await whole(tx, [row] if row else [])), None)


async def to_change(tx: Tx, request_id: UUID) -> Request | None:
    """Nobody changes it, or an answer of it, until this transaction ends."""
    row = await tx.fetchrow("select * from request where id = $1 for no key update", request_id)
    return next(iter(await whole(tx, [row] if row else [])), None)


async def to_change_of_answer(tx: Tx, answer_id: UUID) -> Request | None:
    """The same, by one of its answers."""
    request_id = await tx.fetchval("select request_id from answer where id = $1", answer_id)
    return await to_change(tx, request_id) if request_id else None


async def to_sweep(tx: Tx, at: datetime) -> Request | None:
    """The one that is due for longest, if no other worker is at it."""
    row = await tx.fetchrow(
        """
        select * from request where state = 'open' and due_at <= $1
        order by due_at limit 1 for no key update skip locked
        """,
        at,
    )
    return next(iter(await whole(tx, [row] if row else [])), None)


async def save(tx: Tx, before: Request, after: Request) -> None:
    """The request, and those of its answers that changed. Only after `to_change`."""
    await tx.execute(
        """
        update request set state = $2, expires_at = $3, due_at = $4, version = $5 where id = $1
        """,
        after.id,
        after.state,
        after.expires_at,
        after.due,
        after.version,
    )
    await tx.executemany(
        """
        update answer
        set state = $2, quote = $3, reason = $4, contacts = $5, family_token = $6,
            accepted_at = $7, purchase = $8, family_confirmed_at = $9,
            provider_confirmed_at = $10, version = $11, edition_cancelled_at = $12
        where id = $1
        """,
        [
            (
                answer.id,
                answer.state,
                answer.quote,
                answer.reason,
                answer.contacts,
                answer.family_token,
                answer.accepted_at,
                answer.purchase,
                answer.use.family_at,
                answer.use.provider_at,
                answer.version,
                answer.edition_cancelled_at,
            )
            for was, answer in zip(before.answers, after.answers, strict=True)
            if was != answer
        ],
    )


async def page_of_family(
    tx: Tx,
    *,
    subject: str | None,
    hub: UUID | None,
    state: RequestState | None,
    after: UUID | None,
    limit: int,
) -> tuple[list[Request], int]:
    """Those of a citizen, or of a hub, in the order of ids, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from request
        where (citizen = $1 or hub_id = $2) and ($3::text is null or state = $3)
          and ($4::uuid is null or id > $4)
        order by id limit $5
        """,
        subject,
        hub,
        state,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from request
        where (citizen = $1 or hub_id = $2) and ($3::text is null or state = $3)
        """,
        subject,
        hub,
        state,
    )
    return await whole(tx, rows), total


async def page_of_body(
    tx: Tx,
    provider_id: UUID,
    *,
    offer_id: UUID | None,
    state: AnswerState | None,
    after: UUID | None,
    limit: int,
) -> tuple[list[tuple[Request, Answer]], int]:
    """What a body was asked, in the order of the answers' ids, and how much it is in all."""
    where = (provider_id, offer_id, state)
    rows = await tx.fetch(
        """
        select id, request_id from answer
        where provider_id = $1 and ($2::uuid is null or offer_id = $2)
          and ($3::text is null or state = $3) and ($4::uuid is null or id > $4)
        order by id limit $5
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from answer
        where provider_id = $1 and ($2::uuid is null or offer_id = $2)
          and ($3::text is null or state = $3)
        """,
        *where,
    )
    asked = await tx.fetch(
        "select * from request where id = any ($1)", [row["request_id"] for row in rows]
    )
    requests = {request.id: request for request in await whole(tx, asked)}
    found = [(requests[row["request_id"]], row["id"]) for row in rows]
    return [(request, request.answer(answer_id)) for request, answer_id in found], total


async def whole(tx: Tx, rows: Iterable[Row]) -> list[Request]:
    """Requests with their answers, in the order of the rows."""
    kept = list(rows)
    if not kept:
        return []
    answers: dict[UUID, list[Answer]] = {row["id"]: [] for row in kept}
    for row in await tx.fetch(
        "select * from answer where request_id = any ($1) order by id", list(answers)
    ):
        answers[row["request_id"]].append(answer_of(row))
    return [request_of(row, answers[row["id"]]) for row in kept]


def request_of(row: Row, answers: Iterable[Answer]) -> Request:
    return Request(
        id=row["id"],
        citizen=row["citizen"],
        on_behalf=msgspec.convert(row["on_behalf"], OnBehalf | None),
        message=row["message"],
        persons=row["persons"],
        ages=tuple(row["ages"]),
        privacy_notice=row["privacy_notice"],
        language=row["language"],
        sent_at=row["sent_at"],
        expires_at=row["expires_at"],
        state=row["state"],
        answers=tuple(answers),
        version=row["version"],
    )


def answer_of(row: Row) -> Answer:
    return Answer(
        id=row["id"],
        offer_id=row["offer_id"],
        edition_id=row["edition_id"],
        provider_id=row["provider_id"],
        state=row["state"],
        quote=msgspec.convert(row["quote"], Quote | None),
        reason=row["reason"],
        contacts=msgspec.convert(row["contacts"], FamilyContacts | None),
        family_token=row["family_token"],
        accepted_at=row["accepted_at"],
        purchase=row["purchase"],
        edition_cancelled_at=row["edition_cancelled_at"],
        use=Use(family_at=row["family_confirmed_at"], provider_at=row["provider_confirmed_at"]),
        version=row["version"],
    )
