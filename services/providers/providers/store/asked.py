"""The rows of what one person asked and said of offers, wherever they are."""

from typing import Any
from uuid import UUID

from kit.db import Tx

OVER = """
    select id from request
    where citizen = $1 and state in ('expired', 'cancelled')
      and not exists (
          select from answer where request_id = request.id and accepted_at is not null
      )
"""
"""Requests that came to nothing: no accounts speak of them."""

DONE = """
    select id from request
    where citizen = $1 and exists (
        select from answer
        where request_id = request.id and accepted_at is not null
          and state in ('used', 'cancelled')
    )
"""
"""Requests of which something came that is over: accounts speak of a price, and of no words."""


async def requests(tx: Tx, subject: str) -> tuple[Any, ...]:
    """Each with its answers, the words of its threads, whoever wrote them, and what was mailed, but
    without the pseudonyms of operators: those are for their body alone.
    """
    rows = await tx.fetch(
        """
        select to_jsonb(request) || jsonb_build_object(
            'answers', (
                select coalesce(jsonb_agg(to_jsonb(answer) || jsonb_build_object(
                    'quote', answer.quote - 'operator',
                    'messages', (
                        select coalesce(
                            jsonb_agg(to_jsonb(said) - 'subject' order by said.id), '[]'
                        )
                        from message as said where answer_id = answer.id
                    ),
                    'mails', (
                        select coalesce(jsonb_agg(jsonb_build_object(
                            'kind', kind, 'recipient', recipient, 'created_at', created_at
                        ) order by notice.id), '[]')
                        from notice where about = answer.id
                    )
                )), '[]')
                from answer where request_id = request.id
            )
        ) as whole
        from request where citizen = $1 order by id
        """,
        subject,
    )
    return tuple(row["whole"] for row in rows)


async def questions(tx: Tx, subject: str) -> tuple[Any, ...]:
    rows = await tx.fetch(
        "select to_jsonb(question) - 'replied_by' as whole from question "
        "where asker = $1 order by id",
        subject,
    )
    return tuple(row["whole"] for row in rows)


async def answer_ids(tx: Tx, subject: str) -> list[UUID]:
    rows = await tx.fetch(
        "select answer.id from answer join request on request.id = request_id "
        "where citizen = $1 order by answer.id",
        subject,
    )
    return [row["id"] for row in rows]


async def question_ids(tx: Tx, subject: str) -> list[UUID]:
    rows = await tx.fetch("select id from question where asker = $1 order by id", subject)
    return [row["id"] for row in rows]


async def reviews(tx: Tx, subject: str) -> tuple[Any, ...]:
    rows = await tx.fetch(
        "select to_jsonb(review) as whole from review where author = $1 order by id", subject
    )
    return tuple(row["whole"] for row in rows)


async def erase_requests(tx: Tx, subject: str) -> int:
    """Those that are over and came to nothing, with threads, mails and history. How many."""
    rows = await tx.fetch(f"{OVER} for update", subject)
    ids = [row["id"] for row in rows]
    answers = await tx.fetch("select id from answer where request_id = any($1::uuid[])", ids)
    about = ids + [row["id"] for row in answers]
    await tx.execute("delete from message where answer_id = any($1::uuid[])", about)
    await tx.execute("delete from notice where about = any($1::uuid[])", about)
    await tx.execute("delete from answer where request_id = any($1::uuid[])", ids)
    await tx.execute("delete from request where id = any($1::uuid[])", ids)
    await tx.execute("delete from history where thing = any($1::uuid[])", about)
    return len(ids)


async def restrict_requests(tx: Tx, subject: str) -> None:
    """Take out of what is over all that no accounts need: words, why it was called off too, ages,
    how to reach the family, and the mails that did.
    """
    rows = await tx.fetch(f"{DONE} for update", subject)
    ids = [row["id"] for row in rows]
    await tx.execute(
        "delete from message where answer_id in "
        "(select id from answer where request_id = any($1::uuid[]))",
        ids,
    )
    await tx.execute(
        "delete from notice where about in "
        "(select id from answer where request_id = any($1::uuid[]))",
        ids,
    )
    await tx.execute(
        "update answer set contacts = null, reason = null, quote = quote - 'note', "
        "version = version + 1 where request_id = any($1::uuid[]) "
        "and (contacts is not null or reason is not null or quote ->> 'note' is not null)",
        ids,
    )
    await tx.execute(
        "update request set message = null, ages = '[]', version = version + 1 "
        "where id = any($1::uuid[]) and (message is not null or ages <> '[]')",
        ids,
    )


async def erase_questions(tx: Tx, subject: str) -> int:
    rows = await tx.fetch("delete from question where asker = $1 returning id", subject)
    ids = [row["id"] for row in rows]
    await tx.execute("delete from history where thing = any($1::uuid[])", ids)
    return len(ids)
