"""The rows of reviews."""

from uuid import UUID

import msgspec

from kit.db import Row, Tx
from providers.domain.reviews import Review, Viewer
from providers.schemas.mandates import OnBehalf
from providers.schemas.reviews import ReviewState, Said


async def add(tx: Tx, review: Review) -> None:
    """Only after the request of its answer was locked."""
    await tx.execute(
        """
        insert into review (id, answer_id, offer_id, provider_id, author, on_behalf, overall,
                            speed, courtesy, punctuality, text, state, submitted_at,
                            privacy_notice)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        review.id,
        review.answer_id,
        review.offer_id,
        review.provider_id,
        review.author,
        review.on_behalf,
        *scores(review.said),
        review.said.text,
        review.state,
        review.submitted_at,
        review.privacy_notice,
    )


async def of_answer(tx: Tx, answer_id: UUID) -> UUID | None:
    """The id of its review."""
    review_id: UUID | None = await tx.fetchval(
        "select id from review where answer_id = $1", answer_id
    )
    return review_id


async def one(tx: Tx, review_id: UUID) -> Review | None:
    row = await tx.fetchrow("select * from review where id = $1", review_id)
    return review_of(row) if row else None


async def to_change(tx: Tx, review_id: UUID) -> Review | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow("select * from review where id = $1 for no key update", review_id)
    return review_of(row) if row else None


async def save(tx: Tx, review: Review) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        """
        update review
        set overall = $2, speed = $3, courtesy = $4, punctuality = $5, text = $6, state = $7,
            submitted_at = $8, published_at = $9, reason = $10, reply = $11, replied_at = $12,
            version = $13, privacy_notice = $14
        where id = $1
        """,
        review.id,
        *scores(review.said),
        review.said.text,
        review.state,
        review.submitted_at,
        review.published_at,
        review.reason,
        review.reply,
        review.replied_at,
        review.version,
        review.privacy_notice,
    )


async def count(tx: Tx, offer_id: UUID) -> tuple[int, int]:
    """Of the published ones of an offer how many there are, and the sum of their overall scores.
    Only after the offer was locked."""
    (row,) = await tx.fetch(
        """
        select count(*) as reviews, coalesce(sum(overall), 0)::bigint as stars
        from review where offer_id = $1 and state = 'published'
        """,
        offer_id,
    )
    return row["reviews"], row["stars"]


async def page(
    tx: Tx,
    viewer: Viewer,
    *,
    offer_id: UUID | None,
    state: ReviewState | None,
    after: UUID | None,
    limit: int,
) -> tuple[list[Review], int]:
    """Those that exist for the caller, in the order of ids, and how many there are in all."""
    where = (viewer.subject, viewer.hub, viewer.body, viewer.officer, offer_id, state)
    rows = await tx.fetch(
        """
        select * from review
        where ($4 or hub_id = $2 or author = $1 and hub_id is null
               or provider_id = $3 and state = 'published')
          and ($5::uuid is null or offer_id = $5) and ($6::text is null or state = $6)
          and ($7::uuid is null or id > $7)
        order by id limit $8
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from review
        where ($4 or hub_id = $2 or author = $1 and hub_id is null
               or provider_id = $3 and state = 'published')
          and ($5::uuid is null or offer_id = $5) and ($6::text is null or state = $6)
        """,
        *where,
    )
    return [review_of(row) for row in rows], total


async def published(
    tx: Tx, offer_id: UUID, *, after: UUID | None, limit: int
) -> tuple[list[Review], int]:
    """What everybody may read of an offer, in the order of ids, and how much it is in all."""
    rows = await tx.fetch(
        """
        select * from review
        where offer_id = $1 and state = 'published' and ($2::uuid is null or id > $2)
        order by id limit $3
        """,
        offer_id,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        "select count(*) from review where offer_id = $1 and state = 'published'", offer_id
    )
    return [review_of(row) for row in rows], total


def scores(said: Said) -> tuple[int, int, int, int]:
    return said.overall, said.speed, said.courtesy, said.punctuality


def review_of(row: Row) -> Review:
    return Review(
        id=row["id"],
        answer_id=row["answer_id"],
        offer_id=row["offer_id"],
        provider_id=row["provider_id"],
        author=row["author"],
        said=Said(
            on_behalf=msgspec.convert(row["on_behalf"], OnBehalf | None),
            overall=row["overall"],
            speed=row["speed"],
            courtesy=row["courtesy"],
            punctuality=row["punctuality"],
            text=row["text"],
        ),
        privacy_notice=row["privacy_notice"],
        state=row["state"],
        submitted_at=row["submitted_at"],
        published_at=row["published_at"],
        reason=row["reason"],
        reply=row["reply"],
        replied_at=row["replied_at"],
        version=row["version"],
    )
