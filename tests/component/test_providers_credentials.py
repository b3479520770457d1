"""A body's own software: id and secret, exchanged for a token that may little and lasts shortly."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest

from kit.clock import now
from providers import app
from providers.domain.credentials import LONGEST, TOKEN_LIFE
from tests import builders as a
from tests.city import eventually
from tests.ports import free_port
from tests.register import Register, served

GRANT = {"grant_type": "client_credentials"}


def a_credential(**given: Any) -> dict[str, Any]:
    until = now() + timedelta(days=300)
    return {"label": "Gestionale", "scopes": ["places"], "expires_at": until} | given


async def made(here: Register, body: str, **given: Any) -> dict[str, Any]:
    path = f"/v1/providers/{body}/credentials"
    answer = await here.ask("POST", path, a_credential(**given), **here.provider(body))
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def exchange(here: Register, client: str, secret: str) -> httpx.Response:
    return await here.http.post("/v1/token", data=GRANT, auth=(client, secret))


async def bearer(here: Register, credential: dict[str, Any]) -> dict[str, str]:
    answer = await exchange(here, credential["id"], credential["secret"])
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def revoke(here: Register, body: str, credential: str, **who: str) -> httpx.Response:
    path = f"providers/{body}/credentials/{credential}"
    return await here.change("POST", f"/v1/{path}/revoke", of=path, **who)


async def over(here: Register, table: str) -> None:
    """As if what was given had ended by now."""
    async with here.database() as db, db.transaction() as tx:
        query = {
            "credential": "update credential set expires_at = $1",
            "access_token": "update access_token set expires_at = $1",
        }[table]
        await tx.execute(query, now() - timedelta(seconds=1))


async def test_a_programme_states_places_by_its_token_and_nothing_else(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)
    credential = await made(here, body)
    answer = await exchange(here, credential["id"], credential["secret"])
    token = answer.json()
    assert (token["token_type"], token["scope"]) == ("Bearer", "places")
    assert token["expires_in"] == TOKEN_LIFE.total_seconds()
    assert answer.headers["Cache-Control"] == "no-store"
    software = {"Authorization": f"Bearer {token['access_token']}"}

    tag = (await here.ask("GET", f"/v1/offers/{offer}", **software)).headers["ETag"]
    stated = await here.places(offer, {"left": 3}, tag, **software)

    assert stated.status_code == 200, stated.text
    (entry, *_) = (await here.get(f"/v1/offers/{offer}/history"))["items"]
    assert (entry["role"], entry["subject"]) == ("software", f"software-{credential['id']}")
    providers = f"/v1/providers/{body}"
    for method, path, content in (
        ("PUT", f"/v1/offers/{offer}/draft", a.an_offer_card()),
        ("POST", "/v1/offers", {"provider_id": body, "draft": a.an_offer_card()}),
        ("POST", f"/v1/offers/{offer}/publish", None),
        ("GET", providers, None),
        ("GET", f"{providers}/reserved", None),
        ("PUT", f"{providers}/proposal", a.a_provider_card()),
        ("GET", f"{providers}/operators", None),
        ("POST", f"{providers}/credentials", a_credential()),
        ("GET", f"{providers}/history", None),
    ):
        refused = await here.ask(method, path, content, If_Match="*", **software)
        assert refused.status_code == 403, path
    others = await here.has_offer(await here.has_provider())
    assert (await here.places(others, {"left": 0}, "*", **software)).status_code == 404


async def test_what_a_credential_was_not_made_for_it_does_not_open(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)
    software = await bearer(here, await made(here, body, scopes=["editions"]))

    refused = await here.places(offer, {"left": 3}, "*", **software)
    many = {"stated": [{"offer_id": offer, "places": {"left": 3}}]}
    opened = [
        await here.ask(
            "POST",
            f"/v1/offers/{offer}/editions",
            {"start": "2027-01-11", "end": "2027-03-15"},
            Idempotency_Key=str(uuid4()),
            **who,
        )
        for who in (software, await bearer(here, await made(here, body, scopes=["places"])))
    ]

    assert refused.status_code == 403
    other = await here.ask("PUT", "/v1/offers/places", many, Idempotency_Key="k", **software)
    assert other.status_code == 403
    assert [answer.status_code for answer in opened] == [201, 403]


async def test_the_secret_is_shown_once_and_kept_nowhere(here: Register) -> None:
    body = await here.has_provider()
    credential = await made(here, body)
    path = f"/v1/providers/{body}/credentials"

    shown = [
        (await here.ask("GET", path)).text,
        (await here.ask("GET", f"{path}/{credential['id']}", **here.provider(body))).text,
        (await here.ask("GET", f"/v1/providers/{body}/history")).text,
    ]
    async with here.database() as db, db.transaction() as tx:
        shown.append(str(await tx.fetch("select * from credential")))

    assert all(credential["id"].replace("-", "")[:8] in text for text in shown[:2])
    for text in shown:
        assert credential["secret"] not in text


async def test_a_wrong_or_ended_credential_gets_no_token_and_no_reason(here: Register) -> None:
    body = await here.has_provider()
    good, revoked, ended = [await made(here, body) for _ in range(3)]
    assert (await revoke(here, body, revoked["id"])).status_code == 200
    asked = [
        (good["id"], good["secret"] + "x"),
        (good["id"], ""),
        (str(uuid4()), good["secret"]),
        ("D'Angelo", good["secret"]),
        (revoked["id"], revoked["secret"]),
    ]

    answers = [await exchange(here, *pair) for pair in asked]
    assert (await exchange(here, ended["id"], ended["secret"])).status_code == 200
    await over(here, "credential")
    answers.append(await exchange(here, ended["id"], ended["secret"]))
    answers.append(await here.http.post("/v1/token", data=GRANT))
    answers.append(await here.http.post("/v1/token", data=GRANT, headers=here.officer))

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert {answer.json()["error"] for answer in answers} == {"invalid_client"}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Basic realm="wishmi"'}


@pytest.mark.parametrize("how", ["revoked", "credential", "access_token", "invented"])
async def test_a_token_ends_at_once_with_what_it_was_given_for(here: Register, how: str) -> None:
    body = await here.has_provider()
    credential = await made(here, body)
    software = await bearer(here, credential)
    assert (await here.ask("GET", "/v1/offers", **software)).status_code == 200
    if how == "revoked":
        assert (await revoke(here, body, credential["id"], **here.provider(body))).is_success
    elif how == "invented":
        software = {"Authorization": "Bearer wishmi-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
    else:
        await over(here, how)

    refused = await here.ask("GET", "/v1/offers", **software)

    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
    assert "invalid_token" in refused.headers["WWW-Authenticate"]


async def test_only_who_represents_a_body_makes_its_credentials(here: Register) -> None:
    body = await here.has_provider()
    credential = await made(here, body)
    path = f"/v1/providers/{body}/credentials"
    other = here.provider(await here.has_provider())
    citizen = here.signer.headers("citizen")

    for who, status in ((here.officer, 403), (other, 404), (citizen, 403)):
        assert (await here.ask("POST", path, a_credential(), **who)).status_code == status
    one = f"{path}/{credential['id']}"
    for method, where in (("GET", path), ("GET", one), ("POST", f"{one}/revoke")):
        hidden = await here.ask(method, where, If_Match="*", **other)
        assert hidden.status_code == 404, where
    far = a_credential(expires_at=now() + LONGEST + timedelta(minutes=1))
    (fault,) = (await here.ask("POST", path, far, **here.provider(body))).json()["errors"]
    assert (fault["field"], fault["code"]) == ("/expires_at", "out_of_range")
    assert (await revoke(here, body, credential["id"])).status_code == 200
    again = await revoke(here, body, credential["id"])
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize(
    ("form", "error", "field"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type", "grant_type"),
        ({"scope": "places"}, "invalid_request", "grant_type"),
        ({"grant_type": ""}, "invalid_request", "grant_type"),
        ({"grant_type": ["client_credentials"] * 2}, "invalid_request", "grant_type"),
        ({**GRANT, "scope": ["places", "read"]}, "invalid_request", "scope"),
        ({**GRANT, "client_secret": "x"}, "invalid_request", "client_secret"),
        ({**GRANT, "scope": "places editions"}, "invalid_scope", "scope"),
        ({**GRANT, "scope": "operators"}, "invalid_scope", "scope"),
    ],
)
async def test_a_token_is_refused_by_the_codes_of_oauth(
    here: Register, form: dict[str, Any], error: str, field: str
) -> None:
    credential = await made(here, await here.has_provider())

    answer = await here.http.post(
        "/v1/token", data=form, auth=(credential["id"], credential["secret"])
    )

    assert answer.headers["Content-Type"] == "application/problem+json"
    refused = answer.json()
    assert (answer.status_code, refused["code"], refused["error"]) == (400, error, error)
    assert [fault["field"] for fault in refused["errors"]] == [field]


async def test_what_is_no_form_asks_for_no_token(here: Register) -> None:
    assert (await here.http.post("/v1/token", json=GRANT)).status_code == 415


@pytest.mark.parametrize(
    "besides", [{"scope": "places"}, {"scope": "places read"}, {"scope": ""}, {"audience": "x"}]
)
async def test_what_standard_clients_send_besides_is_taken(
    here: Register, besides: dict[str, str]
) -> None:
    credential = await made(here, await here.has_provider())
    named = GRANT | besides | {"client_id": credential["id"]}

    answer = await here.http.post(
        "/v1/token", data=named, auth=(credential["id"], credential["secret"])
    )

    assert (answer.status_code, answer.json().get("scope")) == (200, "places"), answer.text


async def test_tokens_that_are_over_are_forgotten(here: Register) -> None:
    await bearer(here, await made(here, await here.has_provider()))
    await over(here, "access_token")

    async def forgotten() -> bool:
        async with here.database() as db, db.transaction() as tx:
            left: int = await tx.fetchval("select count(*) from access_token")
        return left == 0

    async with here.working():
        await eventually(forgotten)


async def test_who_asks_for_tokens_too_often_waits(here: Register) -> None:
    port = free_port()
    settings = msgspec.structs.replace(here.settings, port=port, tokens_per_minute=2)
    async with (
        served(app.create_app(settings), port) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        answers = [
            await http.post("/v1/token", data=GRANT, auth=(str(uuid4()), "guess")) for _ in range(5)
        ]

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(401) in {2, 4}  # a minute may end between two of them
    assert set(statuses) == {401, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


async def test_who_sends_id_and_secret_in_the_form_is_told_where_they_go(here: Register) -> None:
    given = await made(here, await here.has_provider())
    client = {"client_id": given["id"], "client_secret": given["secret"]}

    answer = await here.http.post("/v1/token", data=GRANT | client)

    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert fault["field"] == "client_secret"
    assert "Authorization: Basic" in fault["detail"]
    assert given["secret"] not in answer.text
