"""Applications to the register: what a body sends, and who may see and move it."""

import asyncio
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from providers.schemas.applications import ApplicationForm, ContactPerson, Declarations
from tests import builders as a
from tests.register import OFFICERS_MOVES, REJECTED, Register, application_move


async def test_a_submitted_application_gets_a_receipt_and_officers_see_it(here: Register) -> None:
    application = await here.has_application(by="maria")
    path = f"/v1/applications/{application}"
    assert (await here.ask("GET", path)).status_code == 404

    answer = await here.move_application(application, "submit", by="maria")

    assert answer.status_code == 200
    seen = await here.get(path)
    assert seen == answer.json()
    assert (seen["state"], seen["legal_form"]) == ("submitted", "cooperativa_sociale")
    assert seen["submitted_at"]
    later = await here.has_application("submit", by="luca")
    assert (await here.get(f"/v1/applications/{later}"))["receipt"] > seen["receipt"]


async def test_nobody_under_age_applies_for_a_body(here: Register) -> None:
    young = here.signer.headers("citizen", subject="luca", age_band="14_17")
    new = {"call_id": await here.has_call(), "form": a.a_form()}

    answer = await here.ask("POST", "/v1/applications", new, Idempotency_Key="k", **young)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_an_unfinished_draft_is_kept_and_refused_for_submission(here: Register) -> None:
    bare = ApplicationForm(card=a.a_provider_card(legal_form="aps"), tax_code=a.a_tax_code())
    begun = await here.apply(bare, call=await here.has_call(), by="maria")
    assert begun.status_code == 201
    application = begun.json()["id"]

    refused = await here.move_application(application, "submit", by="maria")

    assert (refused.status_code, refused.json()["code"]) == (409, "application_incomplete")
    fields = {fault["field"] for fault in refused.json()["errors"]}
    declarations = {f"/declarations/{name}" for name in Declarations.__struct_fields__}
    assert fields >= declarations | {"/enrolment", "/pec", "/representative", "/capacity/years"}
    assert "/vat_number" not in fields


async def test_all_that_is_wrong_with_a_form_is_told_where_it_is(here: Register) -> None:
    form = to_builtins(a.a_form(tax_code="12345678901", vat_number="12345678901"))
    form["representative"]["tax_code"] = "RSSMRA80A01F205A"
    form["enrolment"] = {"registry": "rasd", "number": "12"}

    answer = await here.apply(form, call=await here.has_call(), by="maria")

    assert answer.status_code == 400
    faults = {fault["field"]: fault for fault in answer.json()["errors"]}
    assert set(faults) == {
        "/form/tax_code",
        "/form/vat_number",
        "/form/representative/tax_code",
        "/form/enrolment/registry",
    }
    assert faults["/form/enrolment/registry"]["allowed"] == ["rea", "runts"]


async def test_outside_a_window_one_is_told_when_the_next_opens(here: Register) -> None:
    following = a.a_window(5, 9)
    future = await here.has_call(a.a_window(-9, -5), following)
    closed = await here.has_call(a.a_window(-9, -5))

    early = await here.apply(a.a_form(), call=future, by="maria")
    late = await here.apply(a.a_form(), call=closed, by="maria")

    assert (early.status_code, early.json()["code"]) == (409, "call_not_open")
    assert early.json()["next_window"] == to_builtins(following)
    assert f"{following.opens:%d/%m/%Y}" in early.json()["detail"]
    assert (late.status_code, late.json()["code"]) == (409, "call_not_open")
    assert "next_window" not in late.json()


async def test_a_draft_left_after_the_window_is_not_taken_but_integrations_are(
    here: Register,
) -> None:
    call = await here.has_call()
    draft = await here.has_application(call=call, by="maria")
    asked = await here.has_application("submit", "ask-integration", call=call, by="luca")
    closed = a.a_notice(a.a_window(-9, -5))
    await here.ask("PUT", f"/v1/calls/{call}", closed, If_Match="*")

    refused = await here.move_application(draft, "submit", by="maria")
    taken = await here.move_application(asked, "submit", by="luca")

    assert (refused.status_code, refused.json()["code"]) == (409, "call_not_open")
    assert taken.status_code == 200
    assert taken.json()["integration"]["answered_at"]


async def test_one_body_has_one_application_and_the_second_is_shown_the_first(
    here: Register,
) -> None:
    form, call = a.a_form(), await here.has_call()
    first = (await here.apply(form, call=call, by="maria")).json()["id"]
    own = await here.apply(form, call=call, by="maria")
    other = await here.apply(form, call=call, by="luca")
    assert other.status_code == 201, "a draft of another hand is no obstacle"

    assert (await here.move_application(first, "submit", by="maria")).status_code == 200
    late = await here.move_application(other.json()["id"], "submit", by="luca")
    again = await here.apply(form, call=call, by="anna")

    for refused in (own, late, again):
        assert (refused.status_code, refused.json()["code"]) == (409, "already_applied")
        assert refused.json()["first"] == f"/v1/applications/{first}"
    assert (await here.move_application(first, "admit", by="maria")).status_code == 200
    late = await here.move_application(other.json()["id"], "submit", by="luca")
    assert (late.status_code, late.json()["first"]) == (409, f"/v1/applications/{first}")


@pytest.mark.parametrize("end", [("submit", "withdraw"), REJECTED])
async def test_a_body_that_was_turned_away_or_thought_again_may_apply_again(
    here: Register, end: tuple[str, ...]
) -> None:
    form, call = a.a_form(), await here.has_call()
    given = {name: getattr(form, name) for name in form.__struct_fields__}
    await here.has_application(*end, call=call, by="maria", **given)

    again = await here.has_application("submit", call=call, by="luca", **given)

    assert (await here.get(f"/v1/applications/{again}"))["state"] == "submitted"


async def test_of_many_hands_at_once_one_submits_for_a_body(here: Register) -> None:
    form, call = a.a_form(), await here.has_call()
    hands = [f"hand-{number}" for number in range(8)]
    drafts = [(await here.apply(form, call=call, by=hand)).json()["id"] for hand in hands]

    answers = await asyncio.gather(
        *(
            here.move_application(draft, "submit", by=hand)
            for draft, hand in zip(drafts, hands, strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7


async def test_fifty_at_one_form_lose_no_change(here: Register) -> None:
    application = await here.has_application(by="maria")
    path, me = f"/v1/applications/{application}", here.citizen("maria")
    form = ApplicationForm(card=a.a_provider_card(), tax_code=a.a_tax_code())

    async def write(number: int) -> bool:
        """As somebody does who reads, writes, and tries once."""
        tag = (await here.ask("GET", path, **me)).headers["ETag"]
        mine = replace(form, organisation=f"versione {number}")
        answer = await here.ask("PUT", f"{path}/form", mine, If_Match=tag, **me)
        assert answer.status_code in {200, 412}
        return answer.status_code == 200

    written = sum(await asyncio.gather(*map(write, range(50))))

    entries = (await here.get(f"{path}/history?limit=100", **me))["items"]
    kept = [entry["changes"]["organisation"] for entry in entries if entry["action"] == "edited"]
    assert len(kept) == written
    for newer, older in pairwise(kept):
        assert newer[0] == older[1]


async def test_the_same_key_begins_one_application(here: Register) -> None:
    form, call, key = a.a_form(), await here.has_call(), str(uuid4())

    once = await here.apply(form, call=call, by="maria", key=key)
    twice = await here.apply(form, call=call, by="maria", key=key)
    other = await here.apply(a.a_form(), call=call, by="maria", key=key)

    assert (once.status_code, twice.status_code, other.status_code) == (201, 201, 422)
    assert twice.json() == once.json()
    new = {"call_id": call, "form": a.a_form()}
    missing = await here.ask("POST", "/v1/applications", new, **here.citizen("maria"))
    assert missing.status_code == 400


async def test_what_is_not_yours_does_not_exist(here: Register) -> None:
    body = await here.has_provider()
    draft = await here.has_application(by="maria")
    submitted = await here.has_application("submit", by="maria")
    unknown = str(uuid4())
    strangers = (here.citizen("luca"), here.provider(body))
    for application in (draft, submitted, unknown):
        for who in strangers if application != unknown else (*strangers, here.officer):
            path = f"/v1/applications/{application}"
            asked = [
                await here.ask("GET", path, **who),
                await here.ask("GET", f"{path}/history", **who),
            ]
            if who is not here.officer:
                asked += [
                    await here.ask("PUT", f"{path}/form", a.a_form(), If_Match="*", **who),
                    await here.ask("POST", f"{path}/submit", If_Match="*", **who),
                    await here.ask("POST", f"{path}/withdraw", **who),
                    await here.ask("POST", f"{path}/reply", {"reply": "x"}, **who),
                ]
            assert {answer.status_code for answer in asked} == {404}
            assert {answer.json()["detail"] for answer in asked} == {
                "Non c'è una domanda con questo id."
            }
    for move in OFFICERS_MOVES:
        path, order = f"/v1/applications/{draft}/{move}", application_move(move)
        assert (await here.ask("POST", path, order, If_Match="*")).status_code == 404
    listed = await here.get("/v1/applications?limit=100", **here.citizen("luca"))
    assert not {draft, submitted} & {item["id"] for item in listed["items"]}
    seen = await here.get("/v1/applications?limit=100")
    assert submitted in {item["id"] for item in seen["items"]}
    assert draft not in {item["id"] for item in seen["items"]}


async def test_nobody_decides_what_they_asked_for_themselves(here: Register) -> None:
    application = await here.has_application("submit", by="maria")
    both = here.signer.headers("officer", subject="maria")

    for move in OFFICERS_MOVES:
        path, order = f"/v1/applications/{application}/{move}", application_move(move)
        assert (await here.ask("POST", path, order, If_Match="*", **both)).status_code == 403
    assert (await here.get(f"/v1/applications/{application}"))["state"] == "submitted"


@pytest.mark.parametrize("role", ["minor", "software", "hub_operator", "auditor"])
async def test_other_roles_have_no_part_in_it(here: Register, role: Any) -> None:
    application = await here.has_application("submit", by="maria")
    who = here.signer.headers(role, subject="maria")

    assert (await here.ask("GET", "/v1/applications", **who)).status_code == 403
    assert (await here.ask("GET", f"/v1/applications/{application}", **who)).status_code == 403
    new = {"call_id": str(uuid4()), "form": a.a_form()}
    refused = await here.ask("POST", "/v1/applications", new, Idempotency_Key="k", **who)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "field", ["state", "receipt", "decision", "provider_id", "submitted_at", "applicant", "reason"]
)
async def test_what_the_server_decides_cannot_be_named_in_the_body(
    here: Register, field: str
) -> None:
    application = await here.has_application(by="maria")
    form = to_builtins(a.a_form()) | {field: "admitted"}
    me = here.citizen("maria")

    begun = await here.apply(form, call=await here.has_call(), by="maria")
    path = f"/v1/applications/{application}/form"
    edited = await here.ask("PUT", path, form, If_Match="*", **me)

    for answer in (begun, edited):
        assert answer.status_code == 400
        assert [fault["code"] for fault in answer.json()["errors"]] == ["unknown_field"]
    assert (await here.get(f"/v1/applications/{application}", **me))["state"] == "draft"


async def test_an_application_is_changed_only_as_it_was_read(here: Register) -> None:
    application = await here.has_application(by="maria")
    path, me = f"/v1/applications/{application}", here.citizen("maria")
    form = a.a_form()

    assert (await here.ask("PUT", f"{path}/form", form, **me)).status_code == 428
    changed = await here.ask("PUT", f"{path}/form", form, If_Match='"1"', **me)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert changed.json()["form"]["tax_code"] == form.tax_code
    for stale in (
        await here.ask("PUT", f"{path}/form", form, If_Match='"1"', **me),
        await here.ask("POST", f"{path}/submit", If_Match='"1"', **me),
        await here.ask("POST", f"{path}/withdraw", If_Match='"1"', **me),
    ):
        assert stale.status_code == 412


async def test_history_says_that_persons_changed_and_not_who_they_are(here: Register) -> None:
    application = await here.has_application(by="maria")
    path, me = f"/v1/applications/{application}", here.citizen("maria")
    body = (await here.get(path, **me))["form"]
    other = ContactPerson(name="Diana Gialli", email="diana@aquilone.example.org")
    form = body | {"contact": to_builtins(other), "pec": "nuova@pec.example.org"}
    await here.ask("PUT", f"{path}/form", form, If_Match='"1"', **me)

    edited, drafted = (await here.get(f"{path}/history", **me))["items"]

    assert edited["changes"] == {
        "pec": ["aquilone@pec.example.org", "nuova@pec.example.org"],
        "contact": ["…", "…"],
    }
    assert drafted["changes"]["representative"] == [None, "…"]
    async with here.database() as db, db.transaction() as tx:
        kept = str(
            await tx.fetch("select changes::text from history where thing = $1", application)
        )
    for planted in ("Diana", "Bruno", "Ada Verdi", "RSSMRA80A01F205X", "carla@"):
        assert planted not in kept


async def test_pages_of_applications_neither_repeat_nor_skip(here: Register) -> None:
    call = await here.has_call()
    made = {await here.has_application("submit", call=call, by=f"p-{n}") for n in range(5)}
    seen: list[str] = []
    path = f"/v1/applications?call={call}&state=submitted&limit=2"
    while path:
        page = await here.get(path)
        assert (len(page["items"]) <= 2, page["total"]) == (True, 5)
        seen += [item["id"] for item in page["items"]]
        path = page["next"]

    assert len(seen) == 5
    assert set(seen) == made
