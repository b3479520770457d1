"""Credentials of a body's own software: secrets that are shown once, tokens that live shortly."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Literal
from uuid import UUID

import msgspec

from kit.auth import READ
from providers.domain.problems import WrongMove
from providers.schemas.credentials import NewCredential

LONGEST = timedelta(days=366)
"""A season: who still needs it then makes another one, with another secret."""
TOKEN_LIFE = timedelta(minutes=15)
"""A token that was stolen is soon worth nothing; asking again costs some 3 ms."""
TOKEN_PREFIX = "wishmi-"  # noqa: S105 - what ours begin with, which no JWT does
RANDOM_BYTES = 32
"""256 bits: nobody guesses them, so a fast hash keeps them as well as a slow one."""

State = Literal["valid", "revoked"]
Move = Literal["revoke"]

MOVES: dict[tuple[Move, State], State] = {("revoke", "valid"): "revoked"}
"""Every move that there is: a credential is not changed, another one is made."""


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """A programme that acts for a body."""

    id: UUID
    provider_id: UUID
    terms: NewCredential
    secret: bytes
    """Hash of it."""
    revoked_at: datetime | None = None
    version: int = 1

    def revoked(self, at: datetime) -> "Credential":
        return self._moved("revoke", revoked_at=at)

    def opens(self, secret: str, at: datetime) -> bool:
        """Whether the secret is the right one and still worth something."""
        right = compare_digest(self.secret, digest(secret))
        return right and self.revoked_at is None and at < self.terms.expires_at

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset({READ, *self.terms.scopes})

    def _moved(self, move: Move, **changed: Any) -> "Credential":
        if (move, "revoked" if self.revoked_at else "valid") not in MOVES:
            raise WrongMove("La credenziale è revocata.")
        return msgspec.structs.replace(self, version=self.version + 1, **changed)


def new_secret() -> str:
    return secrets.token_urlsafe(RANDOM_BYTES)


def new_token() -> str:
    return TOKEN_PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
