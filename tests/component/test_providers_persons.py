"""What is kept about persons: who read it is noted, its owner has it whole, or erased."""

from datetime import timedelta
from typing import Any

import msgspec

from kit.clock import now
from providers.handlers import accesses
from tests import builders as a
from tests.asking import Market, a_quote
from tests.documents import bring_identity
from tests.register import Register


async def readings(here: Register, application: str, **who: str) -> list[tuple[str, str]]:
    answer = await here.get(f"/v1/accesses?about={application}", **who)
    assert answer["total"] == len(answer["items"])
    return [(one["subject"], one["purpose"]) for one in reversed(answer["items"])]


async def erased(here: Register, by: str, **more: str) -> dict[str, Any]:
    answer = await here.ask("POST", "/v1/me/erase", **here.citizen(by), **more)
    assert answer.status_code == 200
    return {one.pop("part"): one for one in answer.json()["items"]}


async def test_each_reading_of_persons_by_others_is_noted(here: Register) -> None:
    application = await here.has_application(by="maria")
    await bring_identity(here, application, "maria")
    await here.move_application(application, "submit", by="maria")
    second = here.signer.headers("officer", subject="officer-2")
    path = f"/v1/applications/{application}"
    await here.get(path)
    await here.ask("GET", f"{path}/documents/identity", **second)
    await here.get(f"{path}/acts", **second)
    await here.move_application(application, "ask-integration", by="maria")
    refused = await here.ask("GET", path, **here.citizen("luca"))

    data_protection_officer = here.signer.headers("auditor", subject="dpo")
    noted = await readings(here, application, **data_protection_officer)

    assert refused.status_code == 404
    assert noted == [
        ("officer-1", "application"),
        ("officer-2", "document identity"),
        ("officer-2", "acts"),
        ("officer-1", "integration_asked"),
    ]
    page = await here.get(f"/v1/accesses?about={application}&limit=3")
    rest = await here.get(page["next"])
    assert [one["purpose"] for one in rest["items"]] == ["application"]
    for role in ("citizen", "provider", "software"):
        headers = here.signer.headers(role, subject="maria")
        assert (await here.ask("GET", "/v1/accesses", **headers)).status_code == 403


async def test_readings_are_kept_for_two_years(here: Register) -> None:
    application = await here.has_application("submit", by="maria")
    await here.get(f"/v1/applications/{application}")
    for later, kept in ((accesses.KEPT - timedelta(minutes=1), 1), (accesses.KEPT, 0)):
        async with here.database() as db, db.transaction() as tx:
            await accesses.sweep(tx, at=now() + later)
        assert len(await readings(here, application)) == kept


async def test_who_asks_has_all_that_is_kept_about_them_and_nothing_of_others(
    here: Register,
) -> None:
    mine = await here.has_application("submit", "ask-integration", by="anna")
    draft = await here.has_application(by="anna", organisation="Siamo D'Angelo.")
    await bring_identity(here, draft, "anna")
    other = await here.has_application("submit", by="carlo")
    await here.get(f"/v1/applications/{mine}")

    data = await here.get("/v1/me/data", **here.citizen("anna"))

    parts = data["parts"]
    assert data["subject"] == "anna"
    assert {one["id"] for one in parts["applications"]} == {mine, draft}
    by_id = {one["id"]: one for one in parts["applications"]}
    assert by_id[mine]["form"]["representative"]["name"] == "Ada Verdi"
    assert [act["kind"] for act in by_id[mine]["acts"]] == ["integration_asked"]
    assert by_id[draft]["form"]["organisation"] == "Siamo D'Angelo."
    assert [one["kind"] for one in by_id[draft]["documents"]] == ["identity"]
    assert {one["thing"] for one in parts["changes"]} == {mine, draft}
    assert {(one["role"], one["mine"]) for one in parts["accesses"]} == {("officer", False)}
    assert other not in str(data)
    assert "officer-1" not in str(parts["accesses"])
    assert (await here.ask("GET", "/v1/me/data", Authorization="")).status_code == 401


async def test_what_no_law_keeps_is_erased_and_the_rest_is_told_with_its_reason(
    here: Register,
) -> None:
    kept = await here.has_application("submit", by="bruna")
    draft = await here.has_application(by="bruna")
    await bring_identity(here, draft, "bruna")
    withdrawn = await here.has_application("withdraw", by="bruna")
    other = await here.has_application(by="carlo")

    italian = await erased(here, "bruna")
    english = await erased(here, "bruna", Accept_Language="en")

    applications = italian["applications"]
    assert (applications["erased"], applications["kept"]) == (2, 1)
    assert "D.Lgs. 42/2004" in applications["why"]
    assert english["applications"]["erased"] == 0
    assert english["applications"]["why"].startswith("Applications that were submitted")
    assert italian["answers"]["erased"] == 3  # one for each application that was begun
    bruna = here.citizen("bruna")
    assert (await here.ask("GET", f"/v1/applications/{kept}", **bruna)).status_code == 200
    for gone in (draft, withdrawn):
        assert (await here.ask("GET", f"/v1/applications/{gone}", **bruna)).status_code == 404
    carlo = here.citizen("carlo")
    assert (await here.ask("GET", f"/v1/applications/{other}", **carlo)).status_code == 200
    async with here.database() as db, db.transaction() as tx:
        for gone in (draft, withdrawn):
            count = await tx.fetchval("select count(*) from history where thing::text = $1", gone)
            assert count == 0
        assert (
            await tx.fetchval("select count(*) from document where application_id = $1", draft) == 0
        )
        objects = await tx.fetchval("select count(*) from pg_largeobject_metadata")
        assert objects == await tx.fetchval("select count(*) from document")


async def test_an_application_names_the_privacy_notice_that_is_in_force(here: Register) -> None:
    begun = await here.apply(
        a.a_form(privacy_notice="application-99"), call=await here.has_call(), by="elena"
    )

    refused = await here.move_application(begun.json()["id"], "submit", by="elena")

    assert refused.json()["code"] == "application_incomplete"
    (fault,) = refused.json()["errors"]
    assert (fault["field"], fault["allowed"]) == ("/privacy_notice", ["application-1"])


async def test_reading_what_bodies_and_children_say_to_few_is_noted_too(here: Register) -> None:
    body = await here.has_provider()
    officer = here.signer.headers("officer", subject="officer-3")
    await here.get(f"/v1/providers/{body}/reserved", **officer)
    await here.get(f"/v1/providers/{body}/operators", **officer)
    report = {
        "about": {"kind": "provider", "id": body},
        "kind": "unsafe",
        "text": "Un istruttore mi picchia.",
    }
    assert (await here.ask("POST", "/v1/reports", report, Authorization="")).is_success
    guardian = here.signer.headers("safeguarding", subject="guardian-1")
    (case,) = (await here.get("/v1/concerns", **guardian))["items"]
    await here.get(f"/v1/concerns/{case['id']}", **guardian)

    assert await readings(here, body) == [("officer-3", "reserved"), ("officer-3", "operators")]
    assert await readings(here, case["id"]) == [("guardian-1", "concern")] * 2


async def test_who_acts_for_a_body_has_their_mandates_too(here: Register) -> None:
    await here.has_application("submit", "admit", by="fulvia")

    data = await here.get("/v1/me/data", **here.citizen("fulvia"))

    assert [one["mandate"]["duties"] for one in data["parts"]["mandates"]] == [["represent"]]
    assert (await erased(here, "fulvia"))["mandates"]["kept"] == 1


async def test_what_a_family_asked_is_theirs_and_erased_where_it_came_to_nothing(
    here: Register,
) -> None:
    market = await Market.open(here)
    ilda = market.family("ilda")
    used = await market.has_used(by=ilda)
    assert (await market.review(used, by=ilda)).status_code == 201
    asked = await market.has_request(market.offers[0], by=ilda)
    thread = asked["answers"][0]["id"]
    assert (await market.say(thread, "Posto per due?", by=ilda)).is_success
    path = f"/v1/requests/{asked['id']}/cancel"
    cancelled = await here.ask("POST", path, {}, If_Match="*", **ilda)
    assert cancelled.status_code == 200, cancelled.text
    await market.has_request(market.offers[0], by=market.family("luca"))
    question = {
        "offer_id": market.offers[0],
        "topics": ["cost"],
        "privacy_notice": "question-1",
    }
    young = here.signer.headers("minor", subject="gaia")
    sent = await here.ask("POST", "/v1/questions", question, Idempotency_Key="q", **young)
    assert sent.status_code == 201

    parts = (await here.get("/v1/me/data", **ilda))["parts"]
    first = await erased(here, "ilda")
    gaia = (await here.ask("POST", "/v1/me/erase", **young)).json()["items"]

    assert len(parts["requests"]) == 2
    words = [m["text"] for r in parts["requests"] for one in r["answers"] for m in one["messages"]]
    assert words == ["Posto per due?"]
    assert len(parts["reviews"]) == 1
    shown = {one["privacy_notice"] for part in ("requests", "reviews") for one in parts[part]}
    assert shown == {"request-1", "review-1"}
    assert (first["requests"]["erased"], first["requests"]["kept"]) == (1, 1)
    assert first["reviews"]["kept"] == 1
    gone = await here.ask("GET", f"/v1/requests/{asked['id']}", **ilda)
    assert gone.status_code == 404
    assert (await here.ask("GET", f"/v1/answers/{used}", **ilda)).status_code == 200
    assert {one["part"]: one["erased"] for one in gaia}["questions"] == 1
    assert (await here.get("/v1/me/data", **young))["parts"]["questions"] == []


async def test_of_what_was_used_a_price_is_kept_and_neither_words_nor_how_to_reach_the_family(
    here: Register,
) -> None:
    market = await Market.open(here)
    lia = market.family("lia")
    request = await market.has_request(market.offers[0], by=lia, message="Lia ha 7 anni", ages=[7])
    answer = request["answers"][0]["id"]
    await market.say(answer, "Siamo in via Padova.", by=lia)
    quote = msgspec.to_builtins(a_quote(note="Per Lia, il martedì."))
    await market.move(answer, "quote", quote, by=market.operator)
    await market.move(answer, "accept", {"contacts": {"phone": "347 555 0123"}}, by=lia)
    going_on = await erased(here, "lia")
    reached = (await market.seen(answer, market.operator))["contacts"]
    for side in (lia, market.operator):
        assert (await market.move(answer, "confirm-use", by=side)).status_code == 200
    called_off = await market.has_answer("quote", "accept", "cancel", by=lia)
    told = (await market.seen(called_off, market.operator))["reason"]

    over = await erased(here, "lia")
    tags = [await tag(here, answer, lia) for answer in (answer, called_off)]
    await erased(here, "lia")

    assert (going_on["requests"]["kept"], reached) == (1, {"phone": "347 555 0123"})
    assert (over["requests"]["erased"], over["requests"]["kept"]) == (0, 2)
    assert (told, (await market.seen(called_off, market.operator))["reason"]) == (
        "Un impegno.",
        None,
    )
    assert tags == [await tag(here, answer, lia) for answer in (answer, called_off)]
    assert "parole, età e contatti sono cancellati" in over["requests"]["why"]
    for side in (lia, market.operator):
        seen = await market.seen(answer, side)
        assert (seen["contacts"], seen["asked"]["message"], seen["asked"]["ages"]) == (
            None,
            None,
            [],
        )
        assert seen["quote"]["total_cents"] > 0
        assert seen["quote"]["note"] is None
        thread = await here.get(f"/v1/answers/{answer}/messages", **side)
        assert thread["total"] == 0
    assert (await market.review(answer, by=lia)).status_code == 201


async def tag(here: Register, answer: str, by: dict[str, str]) -> str:
    return (await here.ask("GET", f"/v1/answers/{answer}", **by)).headers["ETag"]


async def test_what_is_given_out_has_no_pseudonym_of_an_operator(here: Register) -> None:
    market = await Market.open(here)
    mia = market.family("mia")
    answer = await market.has_answer("quote", by=mia)
    assert (await market.seen(answer, market.operator))["quote"]["operator"] == "operator-0"

    (request,) = (await here.get("/v1/me/data", **mia))["parts"]["requests"]

    assert request["answers"][0]["quote"]["total_cents"] > 0
    assert "operator-0" not in str(request)


async def test_whatever_is_kept_is_told_with_its_reason_and_its_term(here: Register) -> None:
    market = await Market.open(here)
    nora = market.family("nora")
    await here.has_application("submit", "admit", by="nora")
    used = await market.has_used(by=nora)
    assert (await market.review(used, by=nora)).status_code == 201

    kept = {name: one for name, one in (await erased(here, "nora")).items() if one["kept"]}

    assert set(kept) == {
        "applications",
        "changes",
        "accesses",
        "mandates",
        "requests",
        "reviews",
    }
    assert all(one["why"] and one["until"] for one in kept.values())
