"""Credentials of a body's own software, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.values import ShortText, once

Scope = Literal["places", "editions"]


class NewCredential(msgspec.Struct, frozen=True, kw_only=True):
    """A programme that will act for a body."""

    label: ShortText
    scopes: Annotated[tuple[Scope, ...], once(2, at_least=1)]
    """What it may change. It reads the body's offers too, whose versions it needs."""
    expires_at: datetime
    """A year from now at most."""


class CredentialAnswer(NewCredential, frozen=True, kw_only=True):
    """A programme that acts for a body, or did. Its id is the client id."""

    id: UUID
    revoked_at: datetime | None


class CredentialMade(CredentialAnswer, frozen=True, kw_only=True):
    """The same with its secret, which nobody can show again."""

    secret: str


class CredentialPage(msgspec.Struct, frozen=True, kw_only=True):
    """All credentials of a body, in the order of their ids."""

    items: tuple[CredentialAnswer, ...]
    total: int
    next: None = None
    """There is no other page: a body has a few."""


class AccessToken(msgspec.Struct, frozen=True, kw_only=True):
    """As OAuth 2 answers it (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the kind, not a secret
    expires_in: int
    """Seconds."""
    scope: str
    """What it may change, with blanks between."""
