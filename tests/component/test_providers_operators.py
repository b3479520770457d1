"""Who acts for a body: its operators, with what they may do, and until when."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import httpx
import pytest

from kit.clock import now
from kit.events import imported_id
from providers.domain.operators import LONGEST_MANDATE
from tests import builders as a
from tests.register import Register


def a_mandate(*duties: str, until: datetime | None = None) -> dict[str, Any]:
    until = until or datetime.now(UTC) + timedelta(days=300)
    return {"label": "Gina Segreta", "duties": duties, "expires_at": until}


def acting(here: Register, body: str, subject: str) -> dict[str, str]:
    return here.signer.headers("provider", provider=body, subject=subject)


async def given(
    here: Register, body: str, subject: str, *duties: str, **who: str
) -> httpx.Response:
    new = {"subject": subject, **a_mandate(*duties)}
    return await here.ask("POST", f"/v1/providers/{body}/operators", new, **who)


async def has_operators(here: Register, **duties: str) -> str:
    """A body with a representative, `ada`, and others; its id."""
    body = await here.has_provider()
    for subject, duty in {"ada": "represent", **duties}.items():
        answer = await given(here, body, subject, duty)
        assert answer.status_code == 201, answer.text
    return body


async def path_of(here: Register, body: str, subject: str) -> str:
    listed = await here.get(f"/v1/providers/{body}/operators")
    (found,) = (one["id"] for one in listed["items"] if one["subject"] == subject)
    return f"providers/{body}/operators/{found}"


async def withdraw(here: Register, path: str, **who: str) -> httpx.Response:
    return await here.change("POST", f"/v1/{path}/withdraw", of=path, **who)


async def expire(here: Register, body: str, subject: str) -> None:
    """As if a mandate that was given had ended by now."""
    async with here.database() as db, db.transaction() as tx:
        await tx.execute(
            "update operator set expires_at = $3 where provider_id = $1 and subject = $2",
            body,
            subject,
            now() - timedelta(seconds=1),
        )


async def test_until_somebody_is_appointed_the_token_alone_speaks_for_a_body(
    here: Register,
) -> None:
    body = await here.has_provider()
    bruno = acting(here, body, "bruno")

    assert (await given(here, body, "ada", "card", **bruno)).json()["code"] == (
        "representative_first"
    )
    assert (await given(here, body, "ada", "represent", **bruno)).status_code == 201

    refused = await here.ask("GET", f"/v1/providers/{body}", **bruno)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_an_operator")
    assert (await here.ask("GET", f"/v1/providers/{body}", **acting(here, body, "ada"))).is_success


async def test_who_applied_represents_the_body_once_it_is_admitted(here: Register) -> None:
    application = await here.has_application("submit", "admit", by="olga")
    read = await here.ask("GET", f"/v1/applications/{application}", **here.citizen("olga"))
    body = read.json()["provider_id"]

    listed = await here.get(f"/v1/providers/{body}/operators", **acting(here, body, "olga"))

    assert [(one["subject"], one["duties"]) for one in listed["items"]] == [("olga", ["represent"])]
    stranger = await here.ask("GET", f"/v1/providers/{body}", **acting(here, body, "luca"))
    assert stranger.json()["code"] == "not_an_operator"


CALLS: dict[str, tuple[str, str, Any]] = {
    "read": ("GET", "providers/{body}", None),
    "reserved": ("GET", "providers/{body}/reserved", None),
    "draft": ("POST", "offers", {"provider_id": "{body}", "draft": a.an_offer_card()}),
    "propose": ("PUT", "providers/{body}/proposal", a.a_provider_card()),
    "operators": ("GET", "providers/{body}/operators", None),
    "credentials": ("GET", "providers/{body}/credentials", None),
}
MAY = {
    "represent": set(CALLS),
    "card": {"read", "reserved", "draft", "propose"},
    "answer": {"read"},
    "read": {"read"},
}


async def call(here: Register, body: str, name: str, who: dict[str, str]) -> httpx.Response:
    method, path, content = CALLS[name]
    if isinstance(content, dict):
        content = content | {"provider_id": body}
    path = f"/v1/{path.format(body=body)}"
    return await here.ask(method, path, content, If_Match="*", **who)


@pytest.mark.parametrize("duty", MAY)
async def test_an_operator_does_what_the_duty_says_and_nothing_else(
    here: Register, duty: str
) -> None:
    body = await has_operators(here, bea=duty)
    bea = acting(here, body, "bea")

    answers = {name: (await call(here, body, name, bea)).status_code for name in CALLS}

    assert {name for name, status in answers.items() if status < 300} == MAY[duty]
    assert {status for name, status in answers.items() if name not in MAY[duty]} <= {403}


@pytest.mark.parametrize("how", ["expired", "withdrawn", "never given"])
async def test_who_acts_no_more_is_refused_at_once_everywhere(here: Register, how: str) -> None:
    body = await has_operators(here, bea="represent")
    bea = acting(here, body, "bea" if how != "never given" else "nobody-1")
    if how == "expired":
        await expire(here, body, "bea")
    if how == "withdrawn":
        assert (await withdraw(here, await path_of(here, body, "bea"))).status_code == 200

    officer = here.signer.headers("officer", provider=body, subject="nobody-1")
    for name, who in product(CALLS, (bea, officer)):
        refused = await call(here, body, name, who)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_an_operator"), name


async def test_more_time_lets_them_act_again_and_a_withdrawal_is_for_good(here: Register) -> None:
    body = await has_operators(here, bea="card")
    path = await path_of(here, body, "bea")
    bea, ada = acting(here, body, "bea"), acting(here, body, "ada")
    await expire(here, body, "bea")

    renewed = await here.change("PUT", f"/v1/{path}", a_mandate("read", "answer"), of=path, **ada)

    assert renewed.status_code == 200, renewed.text
    assert (await call(here, body, "read", bea)).status_code == 200
    assert (await call(here, body, "draft", bea)).status_code == 403
    assert (await withdraw(here, path, **ada)).status_code == 200
    for answer in (
        await withdraw(here, path, **ada),
        await here.change("PUT", f"/v1/{path}", a_mandate("read"), of=path, **ada),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    again = await given(here, body, "bea", "read", **ada)
    assert again.status_code == 201
    assert (await call(here, body, "read", bea)).status_code == 200


async def test_nobody_has_two_mandates_of_a_body(here: Register) -> None:
    body = await has_operators(here, bea="card")

    answer = await given(here, body, "bea", "represent")

    assert (answer.status_code, answer.json()["code"]) == (409, "already_an_operator")


async def test_a_mandate_ends_within_three_years(here: Register) -> None:
    body = await has_operators(here)
    for until in (now() - timedelta(minutes=1), now() + LONGEST_MANDATE + timedelta(minutes=1)):
        new = {"subject": "bea", **a_mandate("read", until=until)}
        answer = await here.ask("POST", f"/v1/providers/{body}/operators", new)
        (fault,) = answer.json()["errors"]
        assert (fault["field"], fault["code"]) == ("/expires_at", "out_of_range")


async def test_the_operators_of_a_body_do_not_exist_for_others(here: Register) -> None:
    body = await has_operators(here, bea="card")
    path = await path_of(here, body, "bea")
    other_body = await has_operators(here)
    other = acting(here, other_body, "ada")
    elsewhere = path.replace(body, other_body)
    tag = await here.tag(path)

    answers = [
        await here.ask("GET", f"/v1/providers/{body}/operators", **other),
        await given(here, body, "eva", "represent", **other),
        await here.ask("GET", f"/v1/{path}", **other),
        await here.ask("PUT", f"/v1/{path}", a_mandate("read"), If_Match=tag, **other),
        await here.ask("POST", f"/v1/{path}/withdraw", If_Match=tag, **other),
        await here.ask("POST", f"/v1/{elsewhere}/withdraw", If_Match=tag, **other),
        await here.ask("GET", f"/v1/providers/{uuid4()}/operators"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 7
    for role in ("citizen", "minor", "software", "hub_operator"):
        who = here.signer.headers(role, provider=body, subject="ada")
        assert (await given(here, body, "eva", "represent", **who)).status_code == 403
    assert (await here.http.get(f"/v1/{path}")).status_code == 401
    stale = await here.ask("POST", f"/v1/{path}/withdraw", If_Match='"9"')
    unsaid = await here.ask("POST", f"/v1/{path}/withdraw")
    assert (stale.status_code, unsaid.status_code) == (412, 428)


async def test_history_has_who_was_given_what_and_not_their_name(here: Register) -> None:
    body = await has_operators(here, bea="card")
    path = await path_of(here, body, "bea")
    operator = f"operators/{path.rpartition('/')[2]}"
    await withdraw(here, path, **acting(here, body, "ada"))

    history = await here.get(f"/v1/providers/{body}/history")

    withdrawn, gave, *_ = history["items"]
    assert (withdrawn["action"], withdrawn["subject"]) == ("operator_withdrawn", "ada")
    assert withdrawn["changes"] == {f"{operator}/state": ["given", "withdrawn"]}
    assert (gave["action"], gave["subject"]) == ("operator_given", "officer-1")
    assert gave["changes"][f"{operator}/duties"] == [None, ["card"]]
    assert "Segreta" not in str(history)


async def test_no_token_lets_an_officer_decide_about_the_body_that_they_act_for(
    here: Register,
) -> None:
    body = await has_operators(here, nives="represent", rita="card")
    rita, path = acting(here, body, "rita"), f"providers/{body}"
    new = {"provider_id": body, "draft": a.an_offer_card()}
    offer = (await here.ask("POST", "/v1/offers", new, **rita)).json()["id"]
    await here.submit(offer, **rita)
    card = a.a_provider_card(name="Altro nome")
    await here.change("PUT", f"/v1/{path}/proposal", card, of=path, **rita)
    nives = here.signer.headers("officer", subject="nives")
    safeguarding = here.signer.headers("safeguarding", subject="nives")

    for refused in (
        await here.publish(offer, **nives),
        await here.change("POST", f"/v1/{path}/proposal/publish", of=path, **nives),
        await here.change("POST", f"/v1/{path}/suspend", {"reason": "Mia."}, of=path, **nives),
        await here.ask("GET", "/v1/reports", **nives),
        await here.ask("GET", "/v1/concerns", **safeguarding),
    ):
        assert refused.status_code == 403, refused.text
    other = await here.has_submitted(await here.has_provider())
    assert (await here.publish(other, **nives)).status_code == 200

    second = await here.has_provider()
    assert (await given(here, second, "nives", "represent")).status_code == 201
    torn = await here.ask("GET", "/v1/offers", **nives)
    assert (torn.status_code, torn.json()["code"]) == (403, "acts_for_several")
    assert (await here.ask("GET", "/v1/me/data", **nives)).status_code == 200
    await withdraw(here, await path_of(here, second, "nives"))
    await withdraw(here, await path_of(here, body, "nives"))
    assert (await here.publish(offer, **nives)).status_code == 200


async def test_a_token_without_a_body_lets_nobody_act_for_one(here: Register) -> None:
    body = await has_operators(here, zita="read")
    zita = here.signer.headers("officer", "provider", subject="zita")

    assert (await here.ask("GET", "/v1/answers", **zita)).status_code == 403
    assert (await here.ask("GET", f"/v1/providers/{body}", **zita)).status_code == 200


async def test_a_token_that_names_another_body_lets_no_officer_decide_about_their_own(
    here: Register,
) -> None:
    body = await here.has_provider()
    path, offer = f"providers/{body}", await here.has_submitted(body)
    assert (await given(here, body, "neve", "represent")).status_code == 201
    neve = here.signer.headers("officer", subject="neve", provider=await here.has_provider())

    for refused in (
        await here.publish(offer, **neve),
        await here.change("POST", f"/v1/{path}/suspend", {"reason": "Mia."}, of=path, **neve),
    ):
        assert refused.status_code == 403, refused.text
        assert refused.json()["code"] == "acts_for_several"


async def test_an_officer_imports_nothing_while_they_act_for_a_body(here: Register) -> None:
    source = a.a_source()
    row = {"card": a.a_provider_card(), "tax_code": a.a_tax_code(), "decision": a.a_decision()}
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    await here.bring("providers", {"source": source, "row": row})
    body = str(imported_id(source.name, source.id))
    assert (await given(here, body, "ines", "represent")).status_code == 201
    ines = here.signer.headers("officer", subject="ines")
    offer = {"source": a.a_source(), "row": {"provider": source, "card": a.an_offer_card()}}

    refused = await here.ask("POST", "/v1/imports/offers", {"rows": [offer]}, **ines)

    assert refused.status_code == 403, refused.text
    assert (await here.bring("offers", offer))[0]["result"] == "new"
