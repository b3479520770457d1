"""Pages of lists: a cursor goes in, the address of the next page comes out."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from kit import kinds
from kit.parameters import Parameter

T = TypeVar("T")

LIMIT = Parameter(
    name="limit",
    kind=kinds.integer(at_least=1, at_most=100),
    description="Quante voci al massimo.",
    default=20,
)
AFTER = Parameter(name="after", kind=kinds.uuid(), description="Le voci dopo quella con questo id.")
BEFORE = Parameter(
    name="before",
    kind=kinds.integer(at_least=1, at_most=2**53 - 1),
    description="I cambiamenti prima di quello con questo numero.",
)


def cut(items: Sequence[T], limit: int) -> tuple[tuple[T, ...], bool]:
    """One more than a page was asked for: the page, and whether another follows."""
    return tuple(items[:limit]), len(items) > limit


def following(path: str, chosen: msgspec.Struct, **cursor: UUID | int) -> str:
    """The address of the page after this cursor, with the same choices."""
    values = msgspec.structs.asdict(chosen) | cursor
    given = {name: value for name, value in values.items() if value is not None}
    return f"{path}?{urlencode(given)}"
