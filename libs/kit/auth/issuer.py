"""A development issuer: gives anybody on this machine the token of any role."""

import ipaddress
import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

import msgspec
from joserfc import jwt
from joserfc.jwk import ECKey
from litestar import Controller, Litestar, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency

from kit import clock
from kit.app import make_app
from kit.auth.principal import AgeBand, Role
from kit.bodies import Body
from kit.settings import Process

LIFETIME = timedelta(hours=12)
"""A working day, so that a token that was printed in the morning still works in the evening."""


class Settings(Process, frozen=True, kw_only=True):
    """What the development issuer must be told."""

    key_folder: Path
    """Where its private key is kept, readable by its owner only."""
    audience: str = "wishmi"
    """The `aud` of its tokens."""

    @property
    def issuer(self) -> str:
        """The `iss` of its tokens."""
        return f"http://{self.host}:{self.port}"


class TokenRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Who the token is for."""

    role: Role
    provider: UUID | None = None
    hub: UUID | None = None
    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | None = None
    """A pseudonym; a new one where absent."""
    age_band: AgeBand | None = None


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """An access token, as OAuth 2 answers it."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the kind, not a secret
    expires_in: int = int(LIFETIME.total_seconds())


class IssuerController(Controller):
    """The part of OpenID Connect that our services use, and a way to get tokens."""

    path = "/"
    tags = ("issuer",)

    @get("/jwks.json", operation_id="getKeys", summary="Public keys")
    async def keys(self, state: State) -> dict[str, Any]:
        return {"keys": [{**state.key.as_dict(private=False), "alg": "ES256", "use": "sig"}]}

    @get("/.well-known/openid-configuration", operation_id="getConfiguration", summary="Discovery")
    async def configuration(self, state: State) -> dict[str, Any]:
        issuer = state.settings.issuer
        return {
            "issuer": issuer,
            "jwks_uri": f"{issuer}/jwks.json",
            "token_endpoint": f"{issuer}/token",
            "id_token_signing_alg_values_supported": ["ES256"],
        }

    @post(
        "/token",
        operation_id="makeToken",
        summary="A token for any role",
        status_code=200,
        dependencies={"asked": Body(TokenRequest)},
    )
    async def token(self, asked: NamedDependency[TokenRequest], state: State) -> Token:
        return Token(access_token=signed(state.key, asked, settings=state.settings))


def create_app(settings: Settings) -> Litestar:
    """Refuses to be reachable from another machine."""
    if not _loopback(settings.host):
        raise ValueError(f"the development issuer serves this machine only, not {settings.host}")
    app = make_app(
        name="issuer",
        title="wishmi: issuer for development",
        description="Gives anybody on this machine a token of any role.",
        controllers=[IssuerController],
        settings=settings,
    )
    app.state.key = key_in(settings.key_folder)
    return app


def signed(key: ECKey, asked: TokenRequest, *, settings: Settings) -> str:
    """An access token."""
    now = clock.now()
    claims: dict[str, Any] = {
        "iss": settings.issuer,
        "aud": settings.audience,
        "sub": asked.subject or f"dev-{uuid4().hex[:12]}",
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "roles": [asked.role],
    }
    if asked.provider:
        claims["provider_id"] = str(asked.provider)
    if asked.hub:
        claims["hub_id"] = str(asked.hub)
    if asked.age_band:
        claims["age_band"] = asked.age_band
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


def key_in(folder: Path) -> ECKey:
    """The key kept in a folder, made at first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "issuer.pem"
    if not file.exists():
        made = ECKey.generate_key("P-256").as_pem(private=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            kept.write(made)
    key = ECKey.import_key(file.read_bytes())
    key.ensure_kid()
    return key


def _loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback
