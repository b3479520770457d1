"""The contents of documents, as large objects of PostgreSQL: in one transaction with their rows."""

from uuid import UUID

from kit.db import Tx


async def put(tx: Tx, application_id: UUID, kind: str, content: bytes) -> None:
    """In the place of what was there. Only after `applications.to_change`."""
    old = await tx.fetchval(
        "select content from document where application_id = $1 and kind = $2",
        application_id,
        kind,
    )
    if old is not None:
        await tx.execute("select lo_unlink($1)", old)
    await tx.execute(
        """
        insert into document (application_id, kind, content) values ($1, $2, lo_from_bytea(0, $3))
        on conflict (application_id, kind) do update set content = excluded.content
        """,
        application_id,
        kind,
        content,
    )


async def get(tx: Tx, application_id: UUID, kind: str) -> bytes | None:
    content: bytes | None = await tx.fetchval(
        "select lo_get(content) from document where application_id = $1 and kind = $2",
        application_id,
        kind,
    )
    return content
