"""The rows of threads."""

from datetime import datetime
from uuid import UUID

from kit.db import Tx
from providers.schemas.requests import Message, Side


async def add(
    tx: Tx, answer_id: UUID, text: str, *, side: Side, subject: str, at: datetime
) -> Message:
    await tx.execute(
        "insert into message (answer_id, at, side, subject, text) values ($1, $2, $3, $4, $5)",
        answer_id,
        at,
        side,
        subject,
        text,
    )
    return Message(at=at, side=side, text=text)


async def page(
    tx: Tx, answer_id: UUID, *, before: int | None, limit: int
) -> tuple[list[tuple[int, Message]], int]:
    """Newest first, each with its number, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from message where answer_id = $1 and ($2::bigint is null or id < $2)
        order by id desc limit $3
        """,
        answer_id,
        before,
        limit,
    )
    total: int = await tx.fetchval("select count(*) from message where answer_id = $1", answer_id)
    return [
        (row["id"], Message(at=row["at"], side=row["side"], text=row["text"])) for row in rows
    ], total
