"""Bodies of the register: what officers do with them, and what a body sees of itself."""

from typing import Any
from uuid import UUID, uuid4

import msgspec

from contracts.values import Contacts
from tests import builders as a
from tests.register import Register


async def test_an_admitted_body_is_told_without_its_tax_code(here: Register) -> None:
    tax_code = a.a_tax_code()
    admission = {
        "card": a.a_provider_card(name="Polisportiva D'Angelo"),
        "tax_code": tax_code,
        "decision": a.a_decision(number="DD 1/2026"),
    }

    answer = await here.ask("POST", "/v1/providers", admission)

    assert answer.status_code == 201
    body = answer.json()
    assert (body["state"], body["tax_code"]) == ("admitted", tax_code)
    assert body["periods"] == [{"start": "2022-10-18"}]
    told = await here.told("provider", body["id"])
    assert told is not None
    kind, data = told
    assert kind == "provider.admitted.v1"
    assert data["card"]["name"] == "Polisportiva D'Angelo"
    assert data["decision"] == {"number": "DD 1/2026", "date": "2022-10-18"}
    assert tax_code not in str(data)


async def test_one_body_has_one_registration(here: Register) -> None:
    admission = {
        "card": a.a_provider_card(),
        "tax_code": a.a_tax_code(),
        "decision": a.a_decision(),
    }
    assert (await here.ask("POST", "/v1/providers", admission)).status_code == 201

    again = await here.ask("POST", "/v1/providers", admission)

    assert again.status_code == 409
    assert again.json()["code"] == "already_registered"


async def test_all_that_is_wrong_with_an_admission_is_told_together(here: Register) -> None:
    answer = await here.ask(
        "POST",
        "/v1/providers",
        {
            "card": a.a_provider_card(legal_form="gang"),
            "tax_code": "12345678901",
            "decision": a.a_decision(),
        },
    )

    assert answer.status_code == 400
    faults = {fault["field"]: fault for fault in answer.json()["errors"]}
    assert set(faults) == {"/card/legal_form", "/tax_code"}
    assert "aps" in faults["/card/legal_form"]["allowed"]


async def test_the_state_cannot_be_named_in_the_body(here: Register) -> None:
    answer = await here.ask(
        "POST",
        "/v1/providers",
        {
            "card": a.a_provider_card(),
            "tax_code": a.a_tax_code(),
            "decision": a.a_decision(),
            "state": "suspended",
        },
    )

    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["errors"]] == ["unknown_field"]


async def test_a_new_name_is_told_with_each_published_offer(here: Register) -> None:
    body = await here.has_provider()
    published, draft = await here.has_offer(body), await here.has_draft(body)

    answer = await here.change(
        "PUT",
        f"/v1/providers/{body}/card",
        a.a_provider_card(name="Cooperativa Nuova", legal_form="impresa_sociale"),
        of=f"providers/{body}",
    )

    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"2"'
    told = await here.told("offer", published)
    assert told is not None
    assert told[1]["provider"]["name"] == "Cooperativa Nuova"
    assert told[1]["provider"]["legal_form"] == "impresa_sociale"
    assert await here.told("offer", draft) is None


async def test_what_does_not_change_is_not_told_again(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)
    before = await here.versions()

    contacts = Contacts(email="nuova@example.org")
    for _ in range(2):
        answer = await here.change(
            "PUT",
            f"/v1/providers/{body}/card",
            a.a_provider_card(contacts=contacts),
            of=f"providers/{body}",
        )
        assert answer.status_code == 200

    after = await here.versions()
    subject = f"wishmi.providers.provider.{body}"
    assert after[subject] == before[subject] + 1
    assert after[f"wishmi.providers.offer.{offer}"] == before[f"wishmi.providers.offer.{offer}"]


async def test_a_card_is_changed_only_as_it_was_read(here: Register) -> None:
    body = await here.has_provider()
    path = f"/v1/providers/{body}/card"

    assert (await here.ask("PUT", path, a.a_provider_card())).status_code == 428
    stale = await here.ask("PUT", path, a.a_provider_card(), If_Match='"9"')
    assert stale.status_code == 412
    assert (await here.ask("PUT", path, a.a_provider_card(), If_Match="*")).status_code == 200


async def test_offers_leave_with_a_suspended_body_and_come_back_whole(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body, title="Scherma")
    withdrawn = await here.has_offer(body)
    assert (await here.move(f"offers/{withdrawn}", "withdraw")).status_code == 200
    whole = await here.told("offer", offer)

    suspended = await here.move(f"providers/{body}", "suspend", "Segnalazione n. 5")

    assert suspended.status_code == 200
    assert suspended.json()["periods"][0]["end"]
    told = await here.told("provider", body)
    assert told is not None
    assert told[0] == "provider.suspended.v1"
    assert "Segnalazione" not in str(told)
    gone = await here.told("offer", offer)
    assert gone is not None
    assert gone[0] == "offer.withdrawn.v1"

    assert (await here.move(f"providers/{body}", "reinstate")).status_code == 200
    assert await here.told("offer", offer) == whole
    still_gone = await here.told("offer", withdrawn)
    assert still_gone is not None
    assert still_gone[0] == "offer.withdrawn.v1"
    assert len((await here.get(f"/v1/providers/{body}"))["periods"]) == 2


async def test_a_removed_body_stays_removed(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)

    assert (await here.move(f"providers/{body}", "remove")).status_code == 200

    told = await here.told("provider", body)
    assert told is not None
    assert told[0] == "provider.removed.v1"
    gone = await here.told("offer", offer)
    assert gone is not None
    assert gone[0] == "offer.withdrawn.v1"
    for verb in ("suspend", "reinstate", "remove"):
        refused = await here.move(f"providers/{body}", verb)
        assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    draft = {"provider_id": body, "draft": a.an_offer_card()}
    refused = await here.ask("POST", "/v1/offers", draft)
    assert (refused.status_code, refused.json()["code"]) == (409, "provider_not_admitted")


async def test_a_reason_is_for_officers_only(here: Register) -> None:
    body = await here.has_provider()
    await here.move(f"providers/{body}", "suspend", "Verifica in corso")

    (entry, *_) = (await here.get(f"/v1/providers/{body}/history"))["items"]
    assert (entry["action"], entry["reason"]) == ("suspended", "Verifica in corso")
    assert entry["subject"] == "officer-1"
    assert entry["changes"] == {"state": ["admitted", "suspended"]}

    both = here.signer.headers("officer", provider=UUID(body), subject="officer-2")
    for who in (here.provider(body), both):
        own = await here.get(f"/v1/providers/{body}/history", **who)
        assert [entry["action"] for entry in own["items"]] == ["suspended", "admitted"]
        assert {entry["subject"] for entry in own["items"]} == {None}
        assert {entry["reason"] for entry in own["items"]} == {None}


async def test_a_body_sees_itself_and_not_that_others_exist(here: Register) -> None:
    mine, other = await here.has_provider(), await here.has_provider()
    me = here.provider(mine)

    assert (await here.get(f"/v1/providers/{mine}", **me))["id"] == mine
    listed = await here.get("/v1/providers", **me)
    assert ([body["id"] for body in listed["items"]], listed["total"]) == ([mine], 1)
    unknown = await here.ask("GET", f"/v1/providers/{uuid4()}", **me)
    hidden = await here.ask("GET", f"/v1/providers/{other}", **me)
    assert (hidden.status_code, hidden.json()["detail"]) == (404, unknown.json()["detail"])
    assert (await here.ask("GET", f"/v1/providers/{other}/history", **me)).status_code == 404


async def test_only_officers_change_the_register(here: Register) -> None:
    body = await here.has_provider()
    calls = (
        ("POST", "/v1/providers", {}),
        ("PUT", f"/v1/providers/{body}/card", a.a_provider_card()),
        *((("POST", f"/v1/providers/{body}/{verb}", {"reason": "x"})) for verb in VERBS),
    )
    for method, path, content in calls:
        mine = await here.ask(method, path, content, If_Match="*", **here.provider(body))
        assert mine.status_code == 403, path
        nobody = await here.http.request(method, path, json=msgspec.to_builtins(content))
        assert nobody.status_code == 401, path
    citizen = await here.ask("GET", "/v1/providers", **here.signer.headers("citizen"))
    assert citizen.status_code == 403


VERBS = ("suspend", "reinstate", "remove")


async def test_an_officer_of_the_body_decides_nothing_about_it(here: Register) -> None:
    body = await here.has_provider()
    both = here.signer.headers("officer", provider=UUID(body), subject="officer-2")
    card = f"/v1/providers/{body}/card"
    suspend, reinstate, remove = (f"/v1/providers/{body}/{verb}" for verb in VERBS)

    edited = await here.ask("PUT", card, a.a_provider_card(), If_Match="*", **both)
    suspended = await here.ask("POST", suspend, {"reason": "x"}, If_Match="*", **both)
    await here.move(f"providers/{body}", "suspend", "Verifica in corso")
    moved = [
        await here.ask("POST", path, {"reason": "x"}, If_Match="*", **both)
        for path in (reinstate, remove)
    ]

    assert {answer.json()["code"] for answer in (edited, suspended, *moved)} == {"forbidden"}
    assert (await here.get(f"/v1/providers/{body}"))["state"] == "suspended"


async def test_a_body_without_its_id_in_the_token_sees_nothing(here: Register) -> None:
    answer = await here.ask("GET", "/v1/providers", **here.signer.headers("provider"))

    assert answer.status_code == 404


async def test_pages_of_bodies_neither_repeat_nor_skip(here: Register) -> None:
    made = {await here.has_provider() for _ in range(5)}
    seen: list[str] = []
    page: dict[str, Any] = {}
    path = "/v1/providers?limit=2&state=admitted"
    while path:
        page = await here.get(path)
        assert len(page["items"]) <= 2
        seen += [body["id"] for body in page["items"]]
        path = page["next"]

    assert len(seen) == len(set(seen)) == page["total"]
    assert made <= set(seen)


async def test_what_was_read_already_is_not_sent_again(here: Register) -> None:
    body = await here.has_provider()
    tag = await here.tag(f"providers/{body}")

    again = await here.ask("GET", f"/v1/providers/{body}", If_None_Match=tag)

    assert (again.status_code, again.content) == (304, b"")
