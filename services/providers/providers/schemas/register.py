"""The public register over HTTP."""

from uuid import UUID

import msgspec

from contracts.providers import Decision, ProviderCard
from contracts.values import LicenceCode, Source


class RegisterItem(msgspec.Struct, frozen=True, kw_only=True):
    """A body that is in the register now, with the act that admitted it."""

    id: UUID
    source: Source | None
    name: str
    legal_form: str
    decision: Decision
    licence: LicenceCode
    """Under which anybody may use the texts of its card."""


class RegisterCard(RegisterItem, frozen=True, kw_only=True):
    """The same with its card, whole."""

    card: ProviderCard


class RegisterPage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole register, by name."""

    items: tuple[RegisterItem, ...]
    total: int
    next: None = None
    """There is no other page: a register is read whole."""
