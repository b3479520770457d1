"""The rows of images, and their contents as large objects: together in one transaction."""

from collections.abc import Iterable
from uuid import UUID

from kit.db import Row, Tx
from providers.schemas.images import KeptImage

HAS = """
    (draft -> 'images' @> jsonb_build_array(jsonb_build_object('id', $2::text))
     or published -> 'images' @> jsonb_build_array(jsonb_build_object('id', $2::text)))
"""


async def add(tx: Tx, provider_id: UUID, image: KeptImage, content: bytes) -> KeptImage:
    """The same one again is the one that is there. Only after `providers.to_change`."""
    row = await tx.fetchrow(
        "select * from image where provider_id = $1 and sha256 = $2", provider_id, image.sha256
    )
    if row is not None:
        return kept(row)
    await tx.execute(
        """
        insert into image (id, provider_id, content, width, height, size, sha256, brought_at)
        values ($1, $2, lo_from_bytea(0, $3), $4, $5, $6, $7, $8)
        """,
        image.id,
        provider_id,
        content,
        image.width,
        image.height,
        image.size,
        image.sha256,
        image.brought_at,
    )
    return image


async def remove(tx: Tx, provider_id: UUID, image_id: UUID) -> bool:
    """False if a card names it. Only after `to_remove`."""
    gone = await tx.fetchval(
        f"""
        delete from image
        where id = $2 and not exists (select from offer where provider_id = $1 and {HAS})
          and not exists (
              select from provider
              where id = $1 and $2::text in (
                  card -> 'logo' ->> 'id', proposal -> 'card' -> 'logo' ->> 'id'
              )
          )
        returning lo_unlink(content)
        """,  # noqa: S608 - a constant of ours
        provider_id,
        image_id,
    )
    return gone is not None


async def to_remove(tx: Tx, provider_id: UUID, image_id: UUID) -> KeptImage | None:
    """No card begins to name it until this transaction ends."""
    row = await tx.fetchrow(
        "select * from image where id = $1 and provider_id = $2 for update", image_id, provider_id
    )
    return kept(row) if row else None


async def known(tx: Tx, provider_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these are images of that body; none is removed until this transaction ends."""
    rows = await tx.fetch(
        """
        select id from image where provider_id = $1 and id = any ($2) order by id for key share
        """,
        provider_id,
        list(ids),
    )
    return {row["id"] for row in rows}


async def count(tx: Tx, provider_id: UUID) -> int:
    there: int = await tx.fetchval("select count(*) from image where provider_id = $1", provider_id)
    return there


async def content(tx: Tx, provider_id: UUID, image_id: UUID) -> bytes | None:
    """For its body and officers."""
    found: bytes | None = await tx.fetchval(
        "select lo_get(content) from image where id = $1 and provider_id = $2",
        image_id,
        provider_id,
    )
    return found


async def public_content(tx: Tx, image_id: UUID) -> bytes | None:
    """Only of what a card names that families can find now."""
    found: bytes | None = await tx.fetchval(
        """
        select lo_get(image.content) from image
        join provider on provider.id = image.provider_id and provider.state = 'admitted'
        where image.id = $1 and (provider.card -> 'logo' ->> 'id' = $1::text or exists (
            select from offer
            where offer.provider_id = image.provider_id and offer.state = 'published'
              and published -> 'images' @> jsonb_build_array(jsonb_build_object('id', $1::text))
        ))
        """,
        image_id,
    )
    return found


async def page(
    tx: Tx, provider_id: UUID, *, after: UUID | None, limit: int
) -> tuple[list[KeptImage], int]:
    """In the order of ids, and how many there are in all."""
    rows = await tx.fetch(
        """
        select * from image where provider_id = $1 and ($2::uuid is null or id > $2)
        order by id limit $3
        """,
        provider_id,
        after,
        limit,
    )
    return [kept(row) for row in rows], await count(tx, provider_id)


def kept(row: Row) -> KeptImage:
    return KeptImage(
        id=row["id"],
        width=row["width"],
        height=row["height"],
        size=row["size"],
        sha256=row["sha256"],
        brought_at=row["brought_at"],
    )
