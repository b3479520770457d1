"""The rows of acts, which are notices to certified mailboxes, and of their receipts."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from kit.db import Tx
from providers.schemas.acts import ActItem, ReceiptItem, ReceiptKind


async def keep(tx: Tx, notice_id: UUID, kind: ReceiptKind, *, at: datetime, content: bytes) -> bool:
    """False if it was kept already."""
    status = await tx.execute(
        """
        insert into receipt (notice_id, kind, at, content, sha256) values ($1, $2, $3, $4, $5)
        on conflict (notice_id, sha256) do nothing
        """,
        notice_id,
        kind,
        at,
        content,
        sha256(content).hexdigest(),
    )
    return status == "INSERT 0 1"


async def about(tx: Tx, *things: UUID | None) -> list[ActItem]:
    """In the order in which they were sent."""
    rows = await tx.fetch(
        """
        select * from notice where channel = 'pec' and about = any($1::uuid[]) order by id
        """,
        things,
    )
    receipts = await tx.fetch(
        """
        select id, notice_id, kind, at, sha256 from receipt
        where notice_id = any($1::uuid[]) order by at, id
        """,
        [row["id"] for row in rows],
    )
    return [
        ActItem(
            id=row["id"],
            kind=row["kind"],
            state=row["state"],
            subject=row["subject"],
            text=row["body"],
            created_at=row["created_at"],
            delivered_at=next((one.at for one in its if one.kind == "delivered"), None),
            receipts=its,
        )
        for row in rows
        for its in [
            tuple(
                ReceiptItem(id=one["id"], kind=one["kind"], at=one["at"], sha256=one["sha256"])
                for one in receipts
                if one["notice_id"] == row["id"]
            )
        ]
    ]


async def receipt(tx: Tx, receipt_id: UUID, *things: UUID | None) -> bytes | None:
    """As it came, if it is of an act about one of these."""
    content: bytes | None = await tx.fetchval(
        """
        select content from receipt join notice on notice.id = notice_id
        where receipt.id = $1 and about = any($2::uuid[])
        """,
        receipt_id,
        things,
    )
    return content
