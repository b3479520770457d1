"""Receipts of certified mail behind a port: a folder of messages, and how they are read."""

import asyncio
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import msgspec

from providers.schemas.acts import ReceiptKind

KINDS: dict[str, ReceiptKind] = {
    "accettazione": "accepted",
    "non-accettazione": "refused",
    "avvenuta-consegna": "delivered",
    "preavviso-errore-consegna": "delayed",
    "errore-consegna": "not_delivered",
    "rilevazione-virus": "refused",
}
"""By X-Ricevuta (DM 2/11/2005, technical rules of PEC, 6.3 to 6.5). What providers tell each other
(`presa-in-carico`) is no receipt of ours."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider of certified mail says of a notice of ours."""

    notice_id: UUID
    kind: ReceiptKind
    at: datetime | None
    """None where the message has no date that can be read."""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A message that came to our certified mailbox."""

    name: str
    content: bytes


class ReceiptBox(Protocol):
    """The mailbox in which receipts arrive; raises OSError while it is away. Its provider's
    signature is checked by whoever fills it."""

    async def next(self) -> Received | None: ...

    async def settle(self, name: str, *, known: bool) -> None:
        """It was read: put it with those that belong to a notice of ours, or with the others."""


class FolderBox:
    """RFC 5322 messages as `.eml` files; those that were read lie in `kept` and `others`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def next(self) -> Received | None:
        return await asyncio.to_thread(self._next)

    async def settle(self, name: str, *, known: bool) -> None:
        await asyncio.to_thread(self._settle, name, "kept" if known else "others")

    def _next(self) -> Received | None:
        first = min(self._folder.glob("*.eml"), default=None)
        return Received(name=first.name, content=first.read_bytes()) if first else None

    def _settle(self, name: str, where: str) -> None:
        (self._folder / where).mkdir(exist_ok=True)
        (self._folder / name).rename(self._folder / where / name)


def read(content: bytes) -> Receipt | None:
    """None for what is no receipt, or quotes no notice of ours."""
    message = message_from_bytes(content, policy=default)
    kind = KINDS.get(str(message.get("X-Ricevuta", "")).strip().lower())
    quoted = str(message.get("X-Riferimento-Message-ID", "")).strip(" <>").partition("@")[0]
    try:
        notice_id = UUID(quoted)
    except ValueError:
        return None
    return None if kind is None else Receipt(notice_id=notice_id, kind=kind, at=date_of(message))


def date_of(message: Message) -> datetime | None:
    try:
        date = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)  # `-0000`: a zone that nobody says
