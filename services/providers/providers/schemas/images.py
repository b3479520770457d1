"""Images of a body over HTTP, without their contents."""

from datetime import datetime
from uuid import UUID

import msgspec


class KeptImage(msgspec.Struct, frozen=True, kw_only=True):
    """An image as it is kept: WebP, which cards of the body's offers may name."""

    id: UUID
    width: int
    """Pixels."""
    height: int
    size: int
    """Bytes."""
    sha256: str
    brought_at: datetime


class ImagePage(msgspec.Struct, frozen=True, kw_only=True):
    """Images, in the order of their ids."""

    items: tuple[KeptImage, ...]
    total: int
    next: str | None
    """Address of the next page."""
