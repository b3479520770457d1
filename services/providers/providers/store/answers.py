"""Looks for answers by what they are about: an offer, its editions, the end of a quote."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from kit.db import Tx
from kit.languages import Language


async def offer_of(tx: Tx, answer_id: UUID) -> UUID | None:
    """The offer that an answer is about, for ever; nothing is locked."""
    found: UUID | None = await tx.fetchval("select offer_id from answer where id = $1", answer_id)
    return found


async def accepted_for(tx: Tx, offer_id: UUID, edition_id: UUID) -> list[UUID]:
    """Requests in which a quote for that edition is accepted and not yet used, in the order of ids.
    No others come while the offer's row is locked.
    """
    rows = await tx.fetch(
        """
        select request_id from answer
        where offer_id = $1 and state = 'accepted' and (quote ->> 'edition_id')::uuid = $2
        order by request_id
        """,
        offer_id,
        edition_id,
    )
    return [row["request_id"] for row in rows]


class Mailbox(NamedTuple):
    """Of a family that has accepted a quote and let its body have the address."""

    answer_id: UUID
    address: str
    language: Language
    """Of its request."""
    named: bool
    """Whether the quote says that it is for the edition that is asked about."""


async def mailboxes(tx: Tx, offer_id: UUID, edition_id: UUID) -> list[Mailbox]:
    """Of families that have accepted a quote for that edition, or one that says no edition, and
    have not yet used it; each address once.
    """
    rows = await tx.fetch(
        """
        select distinct on (address) answer.id, contacts ->> 'email' as address, language,
               quote ->> 'edition_id' is not null as named
        from answer join request on request.id = request_id
        where offer_id = $1 and answer.state = 'accepted'
          and coalesce((quote ->> 'edition_id')::uuid, $2) = $2
          and contacts ->> 'email' is not null
        order by address, named desc, answer.id
        """,
        offer_id,
        edition_id,
    )
    return [Mailbox(row["id"], row["address"], row["language"], row["named"]) for row in rows]


async def to_remind(
    tx: Tx, at: datetime, *, soon: timedelta, longer_than: timedelta
) -> UUID | None:
    """An answer whose quote ends so soon, of a family that can be written to and was not yet; from
    now on it was, if this transaction is committed. Not those that were valid for less.
    """
    reminded: UUID | None = await tx.fetchval(
        """
        update answer set reminded_at = $1
        where id = (
            select id from answer
            where state = 'quoted' and reminded_at is null and contacts ->> 'email' is not null
              and (quote ->> 'valid_until')::timestamptz > $1
              and (quote ->> 'valid_until')::timestamptz <= $1 + $2::interval
              and (quote ->> 'valid_until')::timestamptz
                  >= (quote ->> 'quoted_at')::timestamptz + $3::interval
            limit 1 for no key update skip locked
        )
        returning id
        """,
        at,
        soon,
        longer_than,
    )
    return reminded
