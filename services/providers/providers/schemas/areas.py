"""Areas of the city over HTTP."""

from typing import Literal
from uuid import UUID

import msgspec

from contracts.values import Point, Source


class AreaItem(msgspec.Struct, frozen=True, kw_only=True):
    """A municipio, a neighbourhood or a metro stop, without its geometry."""

    id: UUID
    source: Source
    kind: Literal["municipio", "nil", "metro"]
    code: str
    name: str
    lines: tuple[str, ...] = ()
    municipi: tuple[int, ...] = ()
    centre: Point


class AreaPage(msgspec.Struct, frozen=True, kw_only=True):
    """Areas, in the order of their ids."""

    items: tuple[AreaItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
