"""The public register over HTTP."""

from uuid import UUID

import msgspec

from contracts.providers import Decision
from contracts.values import Source


class RegisterItem(msgspec.Struct, frozen=True, kw_only=True):
    """A body that is in the register now, with the act that admitted it."""

    id: UUID
    source: Source | None
    name: str
    legal_form: str
    decision: Decision


class RegisterPage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole register, by name."""

    items: tuple[RegisterItem, ...]
    total: int
    next: None = None
    """There is no other page: a register is read whole."""
