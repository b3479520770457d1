"""The rows of who follows which offers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec

from kit.db import Row, Tx
from kit.languages import Language
from providers.domain.follows import Follow, FollowedOffer, Purpose
from providers.schemas.follows import FollowData


async def begin(tx: Tx, offer_id: UUID, *, full: bool, signup: date | None) -> None:
    """Watch an offer from now on. Nobody stops watching it until this transaction ends."""
    await tx.execute(
        """
        insert into followed_offer (offer_id, full_now, signup_told) values ($1, $2, $3)
        on conflict (offer_id) do update set offer_id = excluded.offer_id
        """,
        offer_id,
        full,
        signup,
    )


async def of_address(tx: Tx, offer_id: UUID, address: str) -> Follow | None:
    """Nobody else asks for this address until this transaction ends."""
    await lock(tx, address)
    row = await tx.fetchrow(
        "select * from follow where offer_id = $1 and address = $2 for update", offer_id, address
    )
    return follow(row) if row else None


async def asked_since(tx: Tx, address: str, since: datetime) -> int:
    count: int = await tx.fetchval(
        "select count(*) from follow where address = $1 and asked_at > $2", address, since
    )
    return count


async def ask(
    tx: Tx, offer_id: UUID, address: str, *, language: Language, notice: str, at: datetime
) -> UUID:
    """For the first time, or again as long as it is not confirmed; older confirmations end."""
    asked: UUID = await tx.fetchval(
        """
        insert into follow (offer_id, address, language, privacy_notice, asked_at)
        values ($1, $2, $3, $4, $5)
        on conflict (offer_id, address) do update
        set language = excluded.language, privacy_notice = excluded.privacy_notice,
            asked_at = excluded.asked_at
        returning id
        """,
        offer_id,
        address,
        language,
        notice,
        at,
    )
    await tx.execute("delete from follow_token where follow_id = $1", asked)
    return asked


async def add_token(tx: Tx, follow_id: UUID, purpose: Purpose, digest: bytes) -> None:
    await tx.execute(
        "insert into follow_token (hash, follow_id, purpose) values ($1, $2, $3)",
        digest,
        follow_id,
        purpose,
    )


async def confirm(tx: Tx, digest: bytes, *, asked_after: datetime, at: datetime) -> UUID | None:
    """By a token that serves once. The follow, if there is one for it."""
    confirmed: UUID | None = await tx.fetchval(
        """
        with used as (
            delete from follow_token where hash = $1 and purpose = 'confirm' returning follow_id
        )
        update follow set confirmed_at = $3
        from used where id = follow_id and asked_at > $2
        returning id
        """,
        digest,
        asked_after,
        at,
    )
    return confirmed


async def leave(tx: Tx, digest: bytes) -> None:
    await tx.execute(
        """
        delete from follow using follow_token
        where hash = $1 and purpose = 'leave' and follow.id = follow_id
        """,
        digest,
    )


async def behind(tx: Tx, digest: bytes) -> UUID | None:
    """The follow whose mails had this word, which lasts as long as it does."""
    found: UUID | None = await tx.fetchval(
        "select follow_id from follow_token where hash = $1 and purpose = 'leave'", digest
    )
    return found


async def own(tx: Tx, follow_id: UUID, kinds: Iterable[str]) -> FollowData | None:
    """A follow, and the mails of these kinds that it brought its address, oldest first."""
    row = await tx.fetchrow(
        """
        select address, offer_id, language, privacy_notice, asked_at, confirmed_at, told_at
        from follow where id = $1
        """,
        follow_id,
    )
    if row is None:
        return None
    mails = await tx.fetch(
        """
        select kind, state, created_at, ended_at from notice
        where recipient = $1 and about = $2 and kind = any($3) order by id
        """,
        row["address"],
        row["offer_id"],
        list(kinds),
    )
    return msgspec.convert(dict(row) | {"mails": [dict(mail) for mail in mails]}, FollowData)


async def erase(tx: Tx, follow_id: UUID, kinds: Iterable[str]) -> None:
    """A follow, its words in mails, and the mails of these kinds that it brought."""
    row = await tx.fetchrow(
        "delete from follow where id = $1 returning address, offer_id", follow_id
    )
    if row is not None:
        await tx.execute(
            "delete from notice where recipient = $1 and about = $2 and kind = any($3)",
            row["address"],
            row["offer_id"],
            list(kinds),
        )


async def lock(tx: Tx, address: str) -> None:
    """Nobody else asks for this address until this transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('follow ' || $1, 0))", address)


async def places_stated(tx: Tx, full: Mapping[UUID, bool], *, at: datetime) -> None:
    """Note of each offer whether it is full now; that it no longer is is news."""
    await tx.execute(
        """
        update followed_offer
        set full_now = now_full,
            news = case when now_full then news else coalesce(news, 'places') end,
            news_at = case when now_full then news_at else coalesce(news_at, $3) end
        from unnest($1::uuid[], $2::boolean[]) as stated (id, now_full)
        where offer_id = id and full_now <> now_full
        """,
        list(full),
        list(full.values()),
        at,
    )


async def signups_opened(tx: Tx, *, today: date, at: datetime) -> None:
    """Those of offers and open editions whose first day has come; each is news once."""
    await tx.execute(
        """
        update followed_offer
        set news = 'signup', news_at = $2, signup_told = opened.first
        from (
            select watched.offer_id as id, max(first) as first
            from followed_offer as watched
            join offer on offer.id = watched.offer_id
            cross join lateral (
                select (published->'signup'->>'start')::date as first,
                       (published->'signup'->>'end')::date as last
                union all
                select (edition->'signup'->>'start')::date, (edition->'signup'->>'end')::date
                from jsonb_array_elements(editions) as edition
                where edition->>'state' = 'open'
            ) as signup
            where state = 'published' and first <= $1 and coalesce(last, $1) >= $1
            group by watched.offer_id
        ) as opened
        where opened.id = offer_id and news is null
          and opened.first > coalesce(signup_told, '-infinity')
        """,
        today,
        at,
    )


async def with_news(tx: Tx, *, told_before: datetime) -> FollowedOffer | None:
    """The one whose news has waited longest, for us alone, if none was told lately."""
    row = await tx.fetchrow(
        """
        select offer_id, news, news_at from followed_offer
        where news is not null and (told_at is null or told_at <= $1)
        order by news_at limit 1 for update skip locked
        """,
        told_before,
    )
    return msgspec.convert(dict(row), FollowedOffer) if row else None


async def to_tell(tx: Tx, followed: FollowedOffer, *, limit: int) -> list[Follow]:
    """Those who have not heard this news yet."""
    rows = await tx.fetch(
        """
        select * from follow
        where offer_id = $1 and confirmed_at is not null and (told_at is null or told_at < $2)
        order by id limit $3
        """,
        followed.offer_id,
        followed.news_at,
        limit,
    )
    return [follow(row) for row in rows]


async def heard(tx: Tx, follow_id: UUID, at: datetime) -> None:
    await tx.execute("update follow set told_at = $2 where id = $1", follow_id, at)


async def told(tx: Tx, offer_id: UUID, told_at: datetime | None) -> None:
    """Its news is no more; `told_at` where it was told and not only old."""
    await tx.execute(
        """
        update followed_offer set news = null, news_at = null, told_at = coalesce($2, told_at)
        where offer_id = $1
        """,
        offer_id,
        told_at,
    )


async def sweep(tx: Tx, *, asked_before: datetime, confirmed_before: datetime) -> None:
    """Delete what nobody confirmed in time or has lasted long enough, and what nobody follows."""
    await tx.execute(
        """
        delete from follow
        where confirmed_at is null and asked_at <= $1 or confirmed_at <= $2
        """,
        asked_before,
        confirmed_before,
    )
    # locked first, and then looked at anew: `begin` waits, so that nobody follows it meanwhile
    locked = await tx.fetch(
        """
        select offer_id from followed_offer
        where not exists (select from follow where follow.offer_id = followed_offer.offer_id)
        for update skip locked
        """
    )
    await tx.execute(
        """
        delete from followed_offer
        where offer_id = any($1::uuid[])
          and not exists (select from follow where follow.offer_id = followed_offer.offer_id)
        """,
        [row["offer_id"] for row in locked],
    )


def follow(row: Row) -> Follow:
    return Follow(
        id=row["id"],
        offer_id=row["offer_id"],
        address=row["address"],
        language=row["language"],
        asked_at=row["asked_at"],
        confirmed_at=row["confirmed_at"],
    )
