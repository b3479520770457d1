"""Tokens are checked against what a real issuer publishes, forged and stale ones included."""

import base64
import json
import stat
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from kit.auth import Verifier
from kit.auth.issuer import key_in
from kit.auth.verifier import AGAIN, FRESH, STALE
from kit.clock import now
from kit.problems import Unauthorized, Unavailable
from tests.kit_processes import Running, running
from tests.ports import free_port

Sign = Callable[[dict[str, Any]], str]


class Watch:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kit-auth")


@pytest.fixture(scope="module")
async def issuer(folder: Path) -> AsyncIterator[Running]:
    async with running("issuer", folder, WISHMI_KEY_FOLDER=folder / "key") as process:
        yield process


@pytest.fixture
def verifier(issuer: Running) -> Verifier:
    return Verifier(f"{issuer.url}/jwks.json", issuer.url, "wishmi")


@pytest.fixture
def claims(issuer: Running) -> dict[str, Any]:
    return {
        "iss": issuer.url,
        "aud": "wishmi",
        "sub": "somebody",
        "exp": int((now() + timedelta(minutes=5)).timestamp()),
        "roles": ["provider", "astronaut"],
    }


@pytest.fixture
def sign(folder: Path) -> Sign:
    key = key_in(folder / "key")
    return lambda claims: jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


async def test_a_token_of_the_issuer_names_the_caller(
    verifier: Verifier, claims: dict[str, Any], sign: Sign
) -> None:
    provider, hub = uuid4(), uuid4()
    claims |= {"provider_id": str(provider), "hub_id": str(hub), "aud": ["other", "wishmi"]}

    principal = await verifier.principal(sign(claims))

    assert principal.subject == "somebody"
    assert principal.roles == {"provider"}
    assert (principal.provider_id, principal.hub_id) == (provider, hub)


async def test_a_role_or_an_age_band_says_who_is_under_18(
    verifier: Verifier, claims: dict[str, Any], sign: Sign
) -> None:
    async def said(**change: object) -> bool:
        return (await verifier.principal(sign(claims | {"roles": ["citizen"]} | change))).of_age

    assert not await said(age_band="14_17")
    assert not await said(roles=["minor"])
    assert not await said(roles=["minor", "citizen"])
    assert await said(age_band="18_plus")
    assert await said(roles=["citizen"])


def moment(minutes: int) -> int:
    return int((now() + timedelta(minutes=minutes)).timestamp())


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"iss": "https://elsewhere"}, "Il token non è valido."),
        ({"aud": "another"}, "Il token non è valido."),
        ({"exp": moment(-2)}, "Il token è scaduto."),
        ({"exp": None}, "Il token non è valido."),
        ({"nbf": moment(5)}, "Il token non è valido."),
        ({"sub": ""}, "Il token non è valido."),
        ({"provider_id": "7"}, "Il token non è valido."),
        ({"roles": "provider"}, "Il token non è valido."),
        ({"age_band": "10_13"}, "Il token non è valido."),
    ],
)
async def test_claims_that_are_not_for_us_are_refused(
    verifier: Verifier, claims: dict[str, Any], sign: Sign, change: dict[str, Any], detail: str
) -> None:
    with pytest.raises(Unauthorized) as caught:
        await verifier.principal(sign(claims | change))

    assert caught.value.detail == detail


async def test_forged_tokens_are_refused(
    verifier: Verifier, claims: dict[str, Any], folder: Path
) -> None:
    key = key_in(folder / "key")
    stranger = ECKey.generate_key("P-256")
    public = key.as_pem(private=False)
    unsigned = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in ({"alg": "none", "kid": key.kid}, claims)
    )
    forged = [
        jwt.encode({"alg": "ES256", "kid": key.kid}, claims, stranger),
        jwt.encode({"alg": "RS256", "kid": key.kid}, claims, RSAKey.generate_key(2048)),
        jwt.encode(
            {"alg": "HS256", "kid": key.kid},
            claims,
            OctKey.import_key(base64.urlsafe_b64encode(public)),
        ),
        f"{unsigned}.",
        "abc",
        "a.b.c",
        "è.è.è",
        "x" * 100_000,
    ]

    for token in forged:
        with pytest.raises(Unauthorized):
            await verifier.principal(token)


async def test_keys_are_asked_for_once_and_an_invented_one_seldom(
    issuer: Running, claims: dict[str, Any], folder: Path, sign: Sign
) -> None:
    watch = Watch()
    verifier = Verifier(f"{issuer.url}/jwks.json", issuer.url, "wishmi", monotonic=watch)
    stranger = ECKey.generate_key("P-256")
    stranger.ensure_kid()
    invented = jwt.encode({"alg": "ES256", "kid": stranger.kid}, claims, stranger)
    before = await asked(issuer)

    for _ in range(5):
        await verifier.principal(sign(claims))
        with pytest.raises(Unauthorized):
            await verifier.principal(invented)
    assert await asked(issuer) == before + 1

    watch.seconds += AGAIN
    with pytest.raises(Unauthorized):
        await verifier.principal(invented)
    assert await asked(issuer) == before + 2

    watch.seconds += FRESH
    await verifier.principal(sign(claims))
    assert await asked(issuer) == before + 3


async def asked(issuer: Running) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        figures = (await client.get(f"{issuer.url}/metrics")).text
    lines = [line for line in figures.splitlines() if line.startswith("http_requests_total")]
    keys = [line for line in lines if 'route="/jwks.json"' in line]
    return int(float(keys[0].split()[-1])) if keys else 0


async def test_a_new_key_is_found_and_an_outage_is_survived_for_a_while(tmp_path: Path) -> None:
    watch = Watch()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    verifier = Verifier(f"{url}/jwks.json", url, "wishmi", monotonic=watch)

    with pytest.raises(Unavailable):
        await verifier.principal(await token_of(tmp_path / "first", url))

    async with running("issuer", tmp_path, WISHMI_PORT=port, WISHMI_KEY_FOLDER=tmp_path / "first"):
        watch.seconds += AGAIN
        await verifier.principal(await token_of(tmp_path / "first", url))
    async with running("issuer", tmp_path, WISHMI_PORT=port, WISHMI_KEY_FOLDER=tmp_path / "second"):
        watch.seconds += AGAIN
        await verifier.principal(await token_of(tmp_path / "second", url))
    watch.seconds += FRESH
    await verifier.principal(await token_of(tmp_path / "second", url))
    with pytest.raises(Unavailable):
        await verifier.principal(await token_of(tmp_path / "third", url))
    watch.seconds += STALE
    with pytest.raises(Unavailable):
        await verifier.principal(await token_of(tmp_path / "second", url))


async def test_a_token_that_was_good_is_refused_once_it_has_expired(
    issuer: Running, claims: dict[str, Any], sign: Sign
) -> None:
    later = timedelta(0)
    verifier = Verifier(f"{issuer.url}/jwks.json", issuer.url, "wishmi", now=lambda: now() + later)
    token = sign(claims)
    await verifier.principal(token)

    later = timedelta(minutes=6)
    with pytest.raises(Unauthorized) as caught:
        await verifier.principal(token)

    assert caught.value.detail == "Il token è scaduto."


async def test_a_token_that_was_good_is_refused_once_its_key_is_withdrawn(tmp_path: Path) -> None:
    watch = Watch()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    verifier = Verifier(f"{url}/jwks.json", url, "wishmi", monotonic=watch)
    token = await token_of(tmp_path / "first", url)
    async with running("issuer", tmp_path, WISHMI_PORT=port, WISHMI_KEY_FOLDER=tmp_path / "first"):
        await verifier.principal(token)
    async with running("issuer", tmp_path, WISHMI_PORT=port, WISHMI_KEY_FOLDER=tmp_path / "second"):
        await verifier.principal(token)  # its keys are still fresh
        watch.seconds += FRESH
        with pytest.raises(Unauthorized):
            await verifier.principal(token)


async def token_of(folder: Path, issuer: str) -> str:
    key = key_in(folder)
    claims = {"iss": issuer, "aud": "wishmi", "sub": "a", "exp": moment(5), "roles": []}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


def test_the_private_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = key_in(tmp_path / "key")

    assert key_in(tmp_path / "key").kid == first.kid
    assert stat.S_IMODE((tmp_path / "key" / "issuer.pem").stat().st_mode) == 0o600


async def test_the_issuer_publishes_nothing_private_and_is_found_by_discovery(
    issuer: Running,
) -> None:
    async with httpx.AsyncClient(base_url=issuer.url, trust_env=False) as client:
        (key,) = (await client.get("/jwks.json")).json()["keys"]
        configuration = (await client.get("/.well-known/openid-configuration")).json()
        refused = await client.post("/token", json={"role": "king", "hub": "7"})

    assert "d" not in key
    assert key["alg"] == "ES256"
    assert configuration["issuer"] == issuer.url
    assert configuration["jwks_uri"] == f"{issuer.url}/jwks.json"
    assert {fault["field"] for fault in refused.json()["errors"]} == {"/role", "/hub"}


def test_a_verifier_needs_an_issuer() -> None:
    with pytest.raises(ValueError, match="jwks_url"):
        Verifier("", "", "wishmi")
