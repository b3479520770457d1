"""The rows of offers and listings."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from contracts.offers import OfferCard, Places
from kit.db import Row, Tx
from providers.domain.history import Actor
from providers.domain.offers import Offer
from providers.domain.price_days import PriceDays
from providers.domain.ratings import rating
from providers.schemas.editions import KeptEdition
from providers.schemas.offers import Kind, Note, State
from providers.schemas.places import PlacesOf
from providers.schemas.prices import Prices
from providers.store.sources import columns, source_of


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which offers a list shows."""

    provider_id: UUID | None = None
    kind: Kind | None = None
    state: State | None = None


async def add(tx: Tx, offer: Offer) -> bool:
    """False if it is there already."""
    return bool(
        await tx.fetchval(
            """
            insert into offer (id, kind, provider_id, manager, source_name, source_id, state, draft,
                               published, published_at, places_total, places_left, imported,
                               authors, tax_code, price_turns, price_warns)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict do nothing
            returning true
            """,
            offer.id,
            offer.kind,
            offer.provider_id,
            offer.manager,
            *columns(offer.source),
            offer.state,
            offer.draft,
            offer.published,
            offer.published_at,
            offer.places.total,
            offer.places.left,
            offer.imported,
            offer.authors,
            offer.tax_code,
            offer.days.turns,
            offer.days.warns,
        )
    )


async def one(tx: Tx, offer_id: UUID) -> Offer | None:
    row = await tx.fetchrow("select * from offer where id = $1", offer_id)
    return offer(row) if row else None


async def to_change(tx: Tx, offer_id: UUID) -> Offer | None:
    """Nobody changes it until this transaction ends. Only after `providers.to_tell`."""
    row = await tx.fetchrow("select * from offer where id = $1 for no key update", offer_id)
    return offer(row) if row else None


async def to_hold(tx: Tx, offer_id: UUID) -> Offer | None:
    """Others may hold it too, and nobody changes it until this transaction ends. Only after
    `providers.to_tell`, and before any request is locked.
    """
    row = await tx.fetchrow("select * from offer where id = $1 for share", offer_id)
    return offer(row) if row else None


async def editions(tx: Tx, offer_ids: Iterable[UUID]) -> dict[UUID, tuple[KeptEdition, ...]]:
    rows = await tx.fetch("select id, editions from offer where id = any ($1)", list(offer_ids))
    return {row["id"]: msgspec.convert(row["editions"], tuple[KeptEdition, ...]) for row in rows}


async def save(tx: Tx, offer: Offer) -> None:
    """As changed. Only after `to_change`."""
    await tx.execute(
        """
        update offer
        set provider_id = $2, manager = $3, state = $4, draft = $5, published = $6,
            published_at = $7, places_total = $8, places_left = $9,
            imported = $10, version = $11,
            state_version = $12, draft_version = $13, places_version = $14,
            draft_state = $15, authors = $16, submitted_at = $17, notes = $18,
            submission = $19, kind = $20, tax_code = $21, claimed_at = $22,
            editions = $23, earlier_prices = $24, price_turns = $25, price_warns = $26
        where id = $1
        """,
        offer.id,
        offer.provider_id,
        offer.manager,
        offer.state,
        offer.draft,
        offer.published,
        offer.published_at,
        offer.places.total,
        offer.places.left,
        offer.imported,
        offer.version,
        offer.state_version,
        offer.draft_version,
        offer.places_version,
        offer.draft_state,
        offer.authors,
        offer.submitted_at,
        offer.notes,
        offer.submission,
        offer.kind,
        offer.tax_code,
        offer.claimed_at,
        offer.editions,
        offer.days.earlier,
        offer.days.turns,
        offer.days.warns,
    )


async def save_places(
    tx: Tx, stated: Sequence[PlacesOf], *, provider_id: UUID, at: datetime, by: Actor
) -> list[tuple[Offer, Offer]]:
    """New places and their history in one statement: thousands of these come in a day. Each offer
    as it was and as it is.

    Left out: those whose places have changed since the version that was read, and those that are
    no offers of that body.
    """
    ids = [one.offer_id for one in stated]
    if len(ids) > 1:  # in one order, so that two calls cannot wait for each other
        await tx.execute("select from offer where id = any ($1) order by id for no key update", ids)
    rows = await tx.fetch(
        """
        with stated as (
            select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[])
                as stated (offer_id, total_now, left_now, seen)
        ), changed as (
            update offer
            set places_total = total_now, places_left = left_now,
                version = version + 1, places_version = version + 1
            from stated
            where id = offer_id and provider_id = $5
              and (seen is null or seen between places_version and version)
            returning new.*, old.places_total as total_before, old.places_left as left_before
        ), kept as (
            insert into history (thing, at, role, subject, action, changes)
            select id, $6, $7, $8, 'places_changed', jsonb_build_object(
                'places_total', jsonb_build_array(total_before, places_total),
                'places_left', jsonb_build_array(left_before, places_left)
            )
            from changed
        )
        select * from changed
        """,
        ids,
        [one.places.total for one in stated],
        [one.places.left for one in stated],
        [one.version for one in stated],
        provider_id,
        at,
        by.role,
        by.subject,
    )
    changed = [(row, offer(row)) for row in rows]
    return [
        (
            msgspec.structs.replace(
                one, places=Places(total=row["total_before"], left=row["left_before"])
            ),
            one,
        )
        for row, one in changed
    ]


async def of_body(tx: Tx, ids: Sequence[UUID], provider_id: UUID) -> set[UUID]:
    """Which of these are offers of that body."""
    rows = await tx.fetch(
        "select id from offer where id = any ($1) and provider_id = $2", ids, provider_id
    )
    return {row["id"] for row in rows}


async def unnamed(tx: Tx, source: str, ids: Sequence[str]) -> list[Offer]:
    """The published things of a source that are none of these, by the source's id; none that a
    body has claimed."""
    rows = await tx.fetch(
        """
        select offer.*
        from offer left join unnest($2::text[]) as named (id) on named.id = source_id
        where source_name = $1 and named.id is null and state = 'published' and claimed_at is null
        order by source_id
        """,
        source,
        ids,
    )
    return [offer(row) for row in rows]


async def rated(tx: Tx, offer: Offer, *, reviews: int, stars: int) -> Offer:
    """With what its reviews come to now. Only after `to_change`."""
    await tx.execute(
        "update offer set reviews = $2, stars = $3 where id = $1", offer.id, reviews, stars
    )
    return msgspec.structs.replace(offer, rating=rating(reviews, stars))


async def of_provider(tx: Tx, provider_id: UUID) -> list[Offer]:
    """Those that families have been shown at some time, by id."""
    rows = await tx.fetch(
        "select * from offer where provider_id = $1 and state <> 'draft' order by id", provider_id
    )
    return [offer(row) for row in rows]


async def page(
    tx: Tx, chosen: Filter, *, only: UUID | None, after: UUID | None, limit: int
) -> tuple[list[Offer], int]:
    """In the order of ids, and how many there are in all; `only` of one body, if given."""
    where = (only, chosen.provider_id, chosen.kind, chosen.state)
    rows = await tx.fetch(
        """
        select * from offer
        where ($1::uuid is null or provider_id = $1) and ($2::uuid is null or provider_id = $2)
          and ($3::text is null or kind = $3) and ($4::text is null or state = $4)
          and ($5::uuid is null or id > $5)
        order by id limit $6
        """,
        *where,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        """
        select count(*) from offer
        where ($1::uuid is null or provider_id = $1) and ($2::uuid is null or provider_id = $2)
          and ($3::text is null or kind = $3) and ($4::text is null or state = $4)
        """,
        *where,
    )
    return [offer(row) for row in rows], total


def offer(row: Row) -> Offer:
    return Offer(
        id=row["id"],
        kind=row["kind"],
        source=source_of(row),
        provider_id=row["provider_id"],
        manager=row["manager"],
        tax_code=row["tax_code"],
        claimed_at=row["claimed_at"],
        state=row["state"],
        draft=msgspec.convert(row["draft"], OfferCard),
        draft_state=row["draft_state"],
        authors=tuple(row["authors"]),
        submitted_at=row["submitted_at"],
        submission=row["submission"],
        notes=msgspec.convert(row["notes"], tuple[Note, ...]),
        published=msgspec.convert(row["published"], OfferCard | None),
        published_at=row["published_at"],
        days=PriceDays(
            earlier=msgspec.convert(row["earlier_prices"], Prices | None),
            turns=row["price_turns"],
            warns=row["price_warns"],
        ),
        places=Places(total=row["places_total"], left=row["places_left"]),
        editions=msgspec.convert(row["editions"], tuple[KeptEdition, ...]),
        rating=rating(row["reviews"], row["stars"]),
        imported=row["imported"],
        version=row["version"],
        state_version=row["state_version"],
        draft_version=row["draft_version"],
        places_version=row["places_version"],
    )
