"""The rows of questions of people of 14 to 17."""

from uuid import UUID

from kit.db import Row, Tx
from providers.domain.questions import Question


async def add(tx: Tx, question: Question) -> None:
    await tx.execute(
        """
        insert into question (id, asker, offer_id, provider_id, topics, asked_at, privacy_notice)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        question.id,
        question.asker,
        question.offer_id,
        question.provider_id,
        question.topics,
        question.asked_at,
        question.privacy_notice,
    )


async def one(tx: Tx, question_id: UUID) -> Question | None:
    row = await tx.fetchrow("select * from question where id = $1", question_id)
    return question_of(row) if row else None


async def to_change(tx: Tx, question_id: UUID) -> Question | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow("select * from question where id = $1 for no key update", question_id)
    return question_of(row) if row else None


async def save(tx: Tx, question: Question) -> None:
    """As replied to. Only after `to_change`."""
    await tx.execute(
        """
        update question set reply = $2, replied_at = $3, replied_by = $4, version = $5
        where id = $1
        """,
        question.id,
        question.reply,
        question.replied_at,
        question.replied_by,
        question.version,
    )


async def page(
    tx: Tx,
    *,
    minor: str | None,
    body: UUID | None,
    officer: bool,
    waiting: bool | None,
    after: UUID | None,
    limit: int,
) -> tuple[list[Question], int]:
    """Those that exist for the caller, in the order of ids, and how many there are in all;
    `waiting`: only those without a reply, or only those with one."""
    where = (minor, body, officer, waiting)
    rows = await tx.fetch(
        """
        select * from question
        where (asker = $1 or provider_id = $2 or $3)
          and ($4::boolean is null or (reply is null) = $4)
          and ($5::uuid is null or id > $5)
        order by id limit $6
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from question
        where (asker = $1 or provider_id = $2 or $3)
          and ($4::boolean is null or (reply is null) = $4)
        """,
        *where,
    )
    return [question_of(row) for row in rows], total


def question_of(row: Row) -> Question:
    return Question(
        id=row["id"],
        asker=row["asker"],
        offer_id=row["offer_id"],
        provider_id=row["provider_id"],
        topics=tuple(row["topics"]),
        asked_at=row["asked_at"],
        privacy_notice=row["privacy_notice"],
        reply=row["reply"],
        replied_at=row["replied_at"],
        replied_by=row["replied_by"],
        version=row["version"],
    )
