"""Where the contents of documents are: in large objects of PostgreSQL, or under a key elsewhere."""

from datetime import datetime
from uuid import UUID

from kit.db import Tx


async def put(
    tx: Tx, application_id: UUID, kind: str, content: bytes | str, *, at: datetime
) -> None:
    """Bytes, or the key of an object, in the place of what was there. Only after
    `applications.to_change`."""
    await remove(tx, application_id, kind, at=at)
    if isinstance(content, bytes):
        await tx.execute(
            "insert into document (application_id, kind, content) "
            "values ($1, $2, lo_from_bytea(0, $3))",
            application_id,
            kind,
            content,
        )
    else:
        await tx.execute(
            "insert into document_object (application_id, kind, key) values ($1, $2, $3)",
            application_id,
            kind,
            content,
        )
        await tx.execute("delete from stale_object where key = $1", content)


async def remove(tx: Tx, application_id: UUID, kind: str, *, at: datetime) -> None:
    large = await tx.fetchval(
        "delete from document where application_id = $1 and kind = $2 returning content",
        application_id,
        kind,
    )
    if large is not None:
        await tx.execute("select lo_unlink($1)", large)
    key = await tx.fetchval(
        "delete from document_object where application_id = $1 and kind = $2 returning key",
        application_id,
        kind,
    )
    if key is not None:
        await forget(tx, key, at=at)


async def get(tx: Tx, application_id: UUID, kind: str) -> bytes | str | None:
    """Its bytes, or the key of its object."""
    key: str | None = await tx.fetchval(
        "select key from document_object where application_id = $1 and kind = $2",
        application_id,
        kind,
    )
    content: bytes | None = await tx.fetchval(
        "select lo_get(content) from document where application_id = $1 and kind = $2",
        application_id,
        kind,
    )
    return key or content


async def forget(tx: Tx, key: str, *, at: datetime) -> None:
    """Have an object deleted from then on, unless a document names it before."""
    await tx.execute(
        "insert into stale_object (key, at) values ($1, $2) on conflict (key) do nothing", key, at
    )


async def stale(tx: Tx, *, at: datetime, limit: int) -> list[str]:
    """Keys of objects to delete, for us alone."""
    rows = await tx.fetch(
        "select key from stale_object where at <= $1 limit $2 for update skip locked", at, limit
    )
    return [row["key"] for row in rows]


async def forgotten(tx: Tx, keys: list[str]) -> None:
    await tx.execute("delete from stale_object where key = any($1::text[])", keys)
