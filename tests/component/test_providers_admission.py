"""What officers decide about applications, and what the register and the others then know."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from kit.clock import now, rome
from providers.domain.holidays import working
from providers.schemas.calls import Terms
from tests import builders as a
from tests.register import REJECTED, Register, application_move


async def test_an_admitted_application_makes_a_body_that_others_are_told_of(here: Register) -> None:
    name = "Officina D'Angelo & <b>figli</b>"
    application = await here.has_application(
        "submit", by="provider-1", card=a.a_provider_card(name=name)
    )

    answer = await here.move_application(application, "admit", by="provider-1")

    assert answer.status_code == 200
    admitted = answer.json()
    assert admitted["state"] == "admitted"
    assert admitted["decision"]["number"] == "DD 44/2026"
    body = await here.get(f"/v1/providers/{admitted['provider_id']}")
    assert (body["state"], body["card"]["name"]) == ("admitted", name)
    assert body["decision"] == admitted["decision"]
    assert body["periods"] == [{"start": admitted["decision"]["date"]}]
    told = await here.told("provider", body["id"])
    assert told is not None
    kind, fact = told
    assert (kind, fact["card"]["name"]) == ("provider.admitted.v1", name)
    for private in (body["tax_code"], "RSSMRA80A01F205X", "Ada Verdi", "bruno@", "pec.example"):
        assert private not in str(fact)
    done = (await here.get(f"/v1/providers/{body['id']}/history"))["items"]
    assert [entry["action"] for entry in done] == ["operator_given", "admitted"]
    assert {entry["subject"] for entry in done} == {"officer-1"}
    offer = await here.has_offer(body["id"])
    assert await here.told("offer", offer) is not None


async def test_a_body_that_an_act_alone_had_admitted_keeps_its_id_and_its_offers(
    here: Register,
) -> None:
    tax_code = a.a_tax_code()
    card = a.a_provider_card(name="Come l'atto la chiamava")
    act = {"card": card, "tax_code": tax_code, "decision": a.a_decision()}
    known = (await here.ask("POST", "/v1/providers", act)).json()["id"]
    offer = await here.has_offer(known)

    application = await here.has_application(
        "submit", "admit", tax_code=tax_code, card=a.a_provider_card(name="Come si chiama")
    )

    admitted = await here.get(f"/v1/applications/{application}")
    assert admitted["provider_id"] == known
    body = await here.get(f"/v1/providers/{known}")
    assert body["decision"]["number"] == "DD 44/2026"
    assert body["periods"] == [{"start": "2022-10-18"}]
    told = await here.told("offer", offer)
    assert told is not None
    assert told[1]["provider"]["name"] == "Come si chiama"


async def test_no_officer_of_a_body_admits_it(here: Register) -> None:
    body = await here.has_provider()
    tax_code = (await here.get(f"/v1/providers/{body}"))["tax_code"]
    application = await here.has_application("submit", by="maria", tax_code=tax_code)
    both = here.signer.headers("officer", provider=UUID(body), subject="officer-2")
    path, order = f"/v1/applications/{application}/admit", application_move("admit")

    assert (await here.ask("POST", path, order, If_Match="*", **both)).status_code == 403
    assert (await here.get(f"/v1/applications/{application}"))["state"] == "submitted"


async def test_a_removed_body_may_apply_and_be_admitted_again(here: Register) -> None:
    form = {"tax_code": a.a_tax_code()}
    first = await here.has_application("submit", "admit", by="provider-1", **form)
    body = (await here.get(f"/v1/applications/{first}"))["provider_id"]
    offer = await here.has_offer(body)
    assert (await here.move(f"providers/{body}", "remove")).status_code == 200

    again = await here.has_application("submit", "admit", by="luca", **form)

    assert (await here.get(f"/v1/applications/{again}"))["provider_id"] == body
    seen = await here.get(f"/v1/providers/{body}")
    assert (seen["state"], len(seen["periods"])) == ("admitted", 2)
    told = await here.told("offer", offer)
    assert told is not None
    assert told[0] == "offer.published.v1"


async def test_a_suspended_body_is_reinstated_not_admitted(here: Register) -> None:
    tax_code = a.a_tax_code()
    act = {"card": a.a_provider_card(), "tax_code": tax_code, "decision": a.a_decision()}
    body = (await here.ask("POST", "/v1/providers", act)).json()["id"]
    application = await here.has_application("submit", by="maria", tax_code=tax_code)
    await here.move(f"providers/{body}", "suspend")

    refused = await here.move_application(application, "admit", by="maria")

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    assert (await here.get(f"/v1/applications/{application}"))["state"] == "submitted"
    assert (await here.get(f"/v1/providers/{body}"))["state"] == "suspended"


async def test_reasons_of_rejection_are_told_to_the_body_alone(here: Register) -> None:
    before = await here.versions()
    application = await here.has_application(*REJECTED, by="maria")
    path = f"/v1/applications/{application}"

    own = await here.get(path, **here.citizen("maria"))

    assert (own["state"], own["reason"]) == ("rejected", "Requisiti non provati.")
    assert (own["decision"]["number"], own["responsible"]) == ("DD 45/2026", "Area Giovani")
    assert "TAR" in own["deadlines"].pop("appeal")
    assert set(own["deadlines"].values()) == {None}
    assert own["provider_id"] is None
    (entry, *_) = (await here.get(f"{path}/history", **here.citizen("maria")))["items"]
    assert (entry["action"], entry["subject"], entry["reason"]) == ("rejected", None, None)
    (entry, *_) = (await here.get(f"{path}/history"))["items"]
    assert (entry["subject"], entry["reason"]) == ("officer-1", "Requisiti non provati.")
    assert await here.versions() == before


async def test_integrations_are_asked_once_and_answered_by_submitting_again(here: Register) -> None:
    application = await here.has_application("submit", "ask-integration", by="maria")
    path, me = f"/v1/applications/{application}", here.citizen("maria")
    asked = await here.get(path, **me)
    assert asked["state"] == "integration_asked"
    assert asked["integration"]["request"] == "Manca il bilancio."
    assert asked["integration"]["answered_at"] is None
    form = asked["form"] | {"organisation": "Con il bilancio."}
    edited = await here.ask("PUT", f"{path}/form", form, If_Match='"3"', **me)
    assert edited.status_code == 200

    answered = (await here.move_application(application, "submit", by="maria")).json()

    assert (answered["state"], answered["receipt"]) == ("submitted", asked["receipt"])
    assert answered["submitted_at"] == asked["submitted_at"]
    assert answered["integration"]["answered_at"]
    again = await here.move_application(application, "ask-integration", by="maria")
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


async def test_nobody_is_rejected_unheard(here: Register) -> None:
    application = await here.has_application("submit", by="maria")
    unwarned = await here.move_application(application, "reject", by="maria")
    await here.move_application(application, "notify-rejection", by="maria")
    unheard = await here.move_application(application, "reject", by="maria")

    path, me = f"/v1/applications/{application}", here.citizen("maria")
    warned = await here.get(path, **me)

    for refused in (unwarned, unheard):
        assert (refused.status_code, refused.json()["code"]) == (409, "term_running")
    assert warned["rejection_notice"]["reasons"] == "Requisiti non provati."
    due = date.fromisoformat(warned["deadlines"]["reply_due"])
    assert f"{due:%d/%m/%Y}" in unheard.json()["detail"]
    today = rome(now()).date()
    terms = {working(today + timedelta(days=days)) for days in (9, 10)}  # midnight may pass
    assert due in terms
    replied = await here.move_application(application, "reply", by="maria")
    assert replied.json()["rejection_notice"]["reply"] == "Il bilancio era allegato."
    history = str(await here.get(f"{path}/history", **me))
    assert "bilancio" not in history
    assert (await here.move_application(application, "reject", by="maria")).status_code == 200


async def test_terms_are_those_that_the_call_had_when_it_was_submitted(here: Register) -> None:
    terms = Terms(decision_days=60, appeal="Ricorso al TAR")
    call = (await here.ask("POST", "/v1/calls", a.a_notice(terms=terms))).json()["id"]
    application = await here.has_application("submit", call=call, by="maria")
    before = (await here.get(f"/v1/applications/{application}"))["deadlines"]
    await here.ask("PUT", f"/v1/calls/{call}", a.a_notice(), If_Match="*")

    seen = await here.get(f"/v1/applications/{application}")

    assert seen["deadlines"] == before
    assert before["appeal"] == "Ricorso al TAR"
    days = date.fromisoformat(before["decision_due"]) - rome(now()).date()
    assert days.days in {59, 60}


async def test_an_admission_is_of_what_the_officer_has_read(here: Register) -> None:
    application = await here.has_application("submit", "ask-integration", "submit", by="maria")
    order = application_move("admit")
    path = f"/v1/applications/{application}/admit"

    assert (await here.ask("POST", path, order)).status_code == 428
    assert (await here.ask("POST", path, order, If_Match='"2"')).status_code == 412
    assert (await here.ask("POST", path, order, If_Match='"4"')).status_code == 200


async def test_no_admission_without_its_act(here: Register) -> None:
    application = await here.has_application("submit", by="maria")

    for order in ({}, {"decision": {"number": ""}}, {"decision": a.a_decision(), "state": "x"}):
        path = f"/v1/applications/{application}/admit"
        assert (await here.ask("POST", path, order, If_Match="*")).status_code == 400


@pytest.mark.parametrize("moves", [("submit",), REJECTED[:-1]])
async def test_no_act_is_older_than_the_application_that_it_decides(
    here: Register, moves: tuple[str, ...]
) -> None:
    application = await here.has_application(*moves, by="enea")
    path = f"/v1/applications/{application}"
    move = "admit" if len(moves) == 1 else "reject"
    seen = await here.get(path)
    submitted = rome(datetime.fromisoformat(seen["submitted_at"])).date()
    of_before = {"decision": a.an_act(date=submitted - timedelta(days=1))}

    answer = await here.ask(
        "POST", f"{path}/{move}", application_move(move) | of_before, If_Match="*"
    )

    (fault,) = answer.json()["errors"]
    named = (answer.status_code, fault["field"], fault["code"])
    assert named == (400, "/decision/date", "out_of_range")
    assert f"{submitted:%d/%m/%Y}" in fault["detail"]
    assert await here.get(path) == seen
    of_its_day = {"decision": a.an_act(date=submitted)}
    decided = application_move(move) | of_its_day
    assert (await here.ask("POST", f"{path}/{move}", decided, If_Match="*")).status_code == 200


@pytest.mark.parametrize("move", ["admit", "reject"])
async def test_no_act_is_of_a_day_to_come(here: Register, move: str) -> None:
    application = await here.has_application("submit", by="enea")
    today = rome(now()).date()
    path = f"/v1/applications/{application}/{move}"
    decided = application_move(move)
    coming = {"decision": a.a_decision(date=today + timedelta(days=1))}
    admission = {"card": a.a_provider_card(), "tax_code": a.a_tax_code(), **coming}

    refused = await here.ask("POST", path, decided | coming, If_Match="*")
    alone = await here.ask("POST", "/v1/providers", admission)

    for answer in (refused, alone):
        (fault,) = answer.json()["errors"]
        named = (answer.status_code, fault["field"], fault["code"])
        assert named == (400, "/decision/date", "out_of_range")
    of_today = {"card": a.a_provider_card(), "tax_code": a.a_tax_code()}
    of_today["decision"] = a.a_decision(date=today)
    assert (await here.ask("POST", "/v1/providers", of_today)).status_code == 201
