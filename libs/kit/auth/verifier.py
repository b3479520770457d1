"""Checks access tokens against the keys that the issuer publishes."""

import asyncio
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any, get_args
from uuid import UUID

import httpx
import msgspec
from cachetools import LRUCache
from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from kit import clock
from kit.auth.principal import AgeBand, Principal, Role
from kit.clock import Clock
from kit.problems import Unauthorized, Unavailable

ALGORITHMS = ("ES256", "RS256")
"""What OIDC issuers in Italy sign with (SPID/CIE federation profile); never `none` or HMAC."""

FRESH = 300.0
"""Seconds for which fetched keys are used without asking: a withdrawn key is gone in 5 minutes."""
STALE = 3_600.0
"""Seconds for which they are still used when the issuer does not answer: its outage is not ours."""
AGAIN = 10.0
"""Seconds between two fetches: tokens with invented key ids must not turn us against the issuer."""
PATIENCE = 2.0
"""Seconds for a fetch: a caller is waiting."""
REMEMBERED = 1_000
"""Tokens: more than there are people and software of bodies at work at once; 2 MB."""
LEEWAY = 30
"""Seconds that clocks may differ."""
LONGEST = 8_192
"""Characters of a token: the size at which proxies cut a header off."""


class Verifier:
    """Turns a token into a Principal, or says why not."""

    def __init__(
        self,
        jwks_url: str,
        issuer: str,
        audience: str,
        *,
        now: Clock = clock.now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not (jwks_url and issuer and audience):
            raise ValueError("a service with guarded routes needs jwks_url, issuer and audience")
        self._jwks_url = jwks_url
        self._now = now
        self._monotonic = monotonic
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        """When the keys were fetched."""
        self._asked = float("-inf")
        """When they were last asked for, in vain or not."""
        self._checked: LRUCache[bytes, dict[str, Any]] = LRUCache(REMEMBERED)
        """Claims of tokens whose signature was good by these keys, by the token's digest."""
        self._lock = asyncio.Lock()
        self._claims = JWTClaimsRegistry(
            now=lambda: int(self._now().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    async def principal(self, token: str) -> Principal:
        """Raises Unauthorized, or Unavailable where the issuer's keys cannot be had."""
        if len(token) > LONGEST:
            raise _invalid("Il token è troppo lungo.")
        try:
            claims = await self._signed(token)
            self._claims.validate(claims)
        except ExpiredTokenError:
            raise _invalid("Il token è scaduto.") from None
        except (JoseError, ValueError):
            raise _invalid("Il token non è valido.") from None
        return _principal(claims)

    async def _signed(self, token: str) -> dict[str, Any]:
        """What a token says, if its signature is good by the keys that are held now. Software that
        calls often shows the same one each time, and to check it was a tenth of a light call."""
        digest = sha256(token.encode()).digest()
        if self._fresh() and digest in self._checked:
            return self._checked[digest]
        kid = jws.extract_compact(token.encode()).headers().get("kid")
        key = await self._key(kid)
        claims = jwt.decode(token, key, algorithms=ALGORITHMS).claims
        self._checked[digest] = claims
        return claims

    async def _key(self, kid: Any) -> Any:
        keys = await self._current()
        try:
            return keys.get_by_kid(kid)
        except InvalidKeyIdError:
            keys = await self._current(unknown=True)
        try:
            return keys.get_by_kid(kid)
        except InvalidKeyIdError:
            if self._asked > self._fetched:  # it may be a new one, and the issuer does not answer
                raise _away() from None
            raise

    async def _current(self, *, unknown: bool = False) -> KeySet:
        """The keys; `unknown`: they lack one, so ask again if that was not just done."""
        if self._fresh() and not unknown:
            return self._held()
        async with self._lock:
            may_ask = self._monotonic() - self._asked >= AGAIN
            if may_ask and (unknown or not self._fresh()):
                self._asked = self._monotonic()
                await self._fetch()
            return self._held()

    def _fresh(self) -> bool:
        return self._monotonic() - self._fetched < FRESH

    def _held(self) -> KeySet:
        if self._keys is None or self._monotonic() - self._fetched > STALE:
            raise _away()
        return self._keys

    async def _fetch(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                response = await client.get(self._jwks_url)
                response.raise_for_status()
                keys = KeySet.import_key_set(msgspec.json.decode(response.content))
        except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError):
            return  # what is held serves on until it is stale
        self._keys = keys
        self._checked.clear()
        self._fetched = self._monotonic()


class _Claims(msgspec.Struct):
    sub: str
    roles: list[str] = []
    provider_id: UUID | None = None
    hub_id: UUID | None = None
    age_band: AgeBand | None = None


def _principal(claims: dict[str, Any]) -> Principal:
    try:
        said = msgspec.convert(claims, _Claims)
    except msgspec.ValidationError:
        raise _invalid("Il token non è valido.") from None
    known = (role for role in get_args(Role) if role in said.roles)  # others are not for us
    return Principal(
        subject=said.sub,
        roles=frozenset(known),
        provider_id=said.provider_id,
        hub_id=said.hub_id,
        age_band=said.age_band,
    )


def _away() -> Unavailable:
    return Unavailable("Non si può verificare l'accesso: riprova tra poco.")


def _invalid(detail: str) -> Unauthorized:
    return Unauthorized(detail, challenge='Bearer error="invalid_token"')
