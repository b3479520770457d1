"""Reports of what is wrong, unsafe or abusive: a queue for officers, an outcome for who reports."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from kit.clock import now
from providers import app
from providers.store import history
from tests.asking import Market
from tests.ports import free_port
from tests.register import Register, served

VERDICT = {"outcome": "corrected", "answer": "Grazie: l'orario è stato corretto."}
MOVES: dict[str, Any] = {"suspend": {"reason": "Segnalazione in esame."}, "close": VERDICT}


def a_report(thing: str = "", **given: Any) -> dict[str, Any]:
    return {"about": {"kind": "entry", "id": thing or str(uuid4())}, "kind": "wrong", **given}


def about_review(review: str, **given: Any) -> dict[str, Any]:
    return a_report(about={"kind": "review", "id": review}, **given)


async def reported(here: Register, report: Any) -> str:
    """By nobody in particular; its receipt."""
    answer = await here.http.post("/v1/reports", json=report)
    assert answer.status_code == 201, answer.text
    assert bool(answer.json()["help"]) == (report["kind"] == "unsafe")
    return str(answer.json()["receipt"])


async def has_report(here: Register, report: Any, *moves: str) -> str:
    """Moved so; its id."""
    await reported(here, report)
    listed = (await here.get("/v1/reports?limit=100"))["items"]
    found: str = next(one["id"] for one in reversed(listed) if one["about"] == report["about"])
    for move in moves:
        assert (await moved(here, found, move)).status_code == 200
    return found


async def moved(here: Register, report: str, move: str, **who: str) -> httpx.Response:
    of = f"reports/{report}"
    return await here.change("POST", f"/v1/{of}/{move}", MOVES[move], of=of, **who)


async def outcome(here: Register, receipt: str) -> httpx.Response:
    return await here.http.post("/v1/reports/outcome", json={"receipt": receipt})


async def test_who_reports_learns_the_outcome_by_a_code_and_without_an_account(
    here: Register,
) -> None:
    offer = await here.has_offer(await here.has_provider())
    receipt = await reported(here, a_report(offer, text="Il sabato è chiuso."))
    waiting = (await outcome(here, receipt)).json()
    assert (waiting["state"], waiting["answer"]) == ("received", None)
    (one,) = [
        one for one in (await here.get("/v1/reports"))["items"] if one["about"]["id"] == offer
    ]
    assert (one["text"], one["kind"], one["waiting_days"]) == ("Il sabato è chiuso.", "wrong", 0)

    assert (await moved(here, one["id"], "close")).status_code == 200

    told = (await outcome(here, receipt.lower().replace("-", " "))).json()
    assert told.pop("closed_at")
    assert told == {"state": "closed", **VERDICT}


async def test_an_invented_receipt_tells_nothing_and_codes_are_kept_nowhere(
    here: Register,
) -> None:
    receipt = await reported(here, a_report(text="Rotto."))

    invented = await outcome(here, "AAAA-BBBB-CCCC-DDDD")
    async with here.database() as db, db.transaction() as tx:
        rows = str(await tx.fetch("select * from report"))

    assert invented.status_code == 404
    assert receipt not in rows
    assert receipt.replace("-", "") not in rows


async def test_who_reports_what_is_unsafe_is_shown_whom_to_call(here: Register) -> None:
    """Whatever its words: nobody has to find the right ones."""
    unsafe = a_report(str(uuid4()), kind="unsafe", text="Il cancello non si chiude.")

    taken = await here.ask("POST", "/v1/reports", unsafe, Authorization="")
    wrong = await here.ask("POST", "/v1/reports", unsafe | {"kind": "wrong"}, Authorization="")

    assert [line["number"] for line in taken.json()["help"]] == ["112", "114", "19696"]
    assert wrong.json()["help"] == []
    waiting = await here.get("/v1/reports?kind=unsafe")
    assert "Il cancello non si chiude." in [one["text"] for one in waiting["items"]]


async def test_what_is_reported_is_suspended_at_once_if_need_be(here: Register) -> None:
    body = await here.has_provider()
    offer, other = await here.has_offer(body), await here.has_offer(body)
    about_offer = await has_report(here, a_report(offer, kind="unsafe"))

    assert (await moved(here, about_offer, "suspend")).status_code == 200

    told = await here.told("offer", offer)
    assert told is not None
    assert told[0] == "offer.withdrawn.v1"
    history = await here.get(f"/v1/offers/{offer}/history")
    assert history["items"][0]["action"] == "suspended"
    assert history["items"][0]["reason"] == "Segnalazione in esame."
    about_body = await has_report(here, a_report(about={"kind": "provider", "id": body}))
    assert (await moved(here, about_body, "suspend")).status_code == 200
    for thing, name in ((body, "provider"), (other, "offer")):
        told = await here.told(name, thing)
        assert told is not None
        assert told[0] in {"provider.suspended.v1", "offer.withdrawn.v1"}


async def test_a_review_is_read_and_counted_no_more_while_it_is_looked_into(here: Register) -> None:
    market = await Market.open(here)
    other, review = [await market.has_review("publish", overall=stars) for stars in (4, 1)]
    report = await has_report(here, about_review(review))

    suspended = await moved(here, report, "suspend")

    assert (suspended.status_code, suspended.json()["state"]) == (200, "suspended")
    page = (await here.http.get(f"/v1/offers/{market.offers[0]}/reviews")).json()
    assert [one["id"] for one in page["items"]] == [other]
    told = await here.told("offer", market.offers[0])
    assert told is not None
    assert told[1]["rating"] == page["rating"]
    assert (page["rating"]["mean"], page["rating"]["count"]) == (4.0, 1)
    waiting = await here.get(f"/v1/reviews?state=submitted&offer={market.offers[0]}")
    assert [one["id"] for one in waiting["items"]] == [review]
    async with here.database() as db, db.transaction() as tx:
        ((_, kept),), _ = await history.page(tx, UUID(review), before=None, limit=1)
    assert (kept.action, kept.reason) == ("suspended", "Segnalazione in esame.")
    assert (await market.judge(review, "publish")).status_code == 200
    told = await here.told("offer", market.offers[0])
    assert told is not None
    assert told[1]["rating"]["count"] == 2


def verdict(then: str) -> dict[str, Any]:
    suspension = {"then": then, "reason": "Sentito l'ente, il cancello si chiude."}
    return {"outcome": "unfounded", "answer": "Abbiamo verificato.", "suspension": suspension}


async def closed(here: Register, report: str, said: dict[str, Any]) -> httpx.Response:
    of = f"reports/{report}"
    return await here.change("POST", f"/v1/{of}/close", said, of=of)


@pytest.mark.parametrize("kind", ["entry", "review", "provider"])
async def test_the_outcome_says_what_becomes_of_what_was_suspended(
    here: Register, kind: str
) -> None:
    market = await Market.open(here)
    review = await market.has_review("publish")
    things = {"entry": market.offers[0], "review": review, "provider": market.bodies[0]}
    path = {"entry": "offers", "review": "reviews", "provider": "providers"}[kind]
    path, about = f"/v1/{path}/{things[kind]}", {"kind": kind, "id": things[kind]}
    before = (await here.get(path))["state"]
    told = await here.told("offer", market.offers[0])
    report = await has_report(here, a_report(about=about), "suspend")
    suspended = (await here.get(path))["state"]

    silent = await moved(here, report, "close")

    assert (silent.status_code, silent.json()["code"]) == (409, "suspension_undecided")
    assert [fault["field"] for fault in silent.json()["errors"]] == ["/suspension"]
    assert (await here.get(path))["state"] == suspended != before
    done = await closed(here, report, verdict("lifted"))
    assert done.json()["verdict"] == verdict("lifted")
    assert (await here.get(path))["state"] == before
    assert await here.told("offer", market.offers[0]) == told
    async with here.database() as db, db.transaction() as tx:
        ((_, kept),), _ = await history.page(tx, UUID(things[kind]), before=None, limit=1)
    assert (kept.action, kept.reason) == ("reinstated", "Sentito l'ente, il cancello si chiude.")
    again = await has_report(here, a_report(about=about), "suspend")
    assert (await closed(here, again, verdict("kept"))).status_code == 200
    assert (await here.get(path))["state"] == suspended


async def test_who_reported_reads_the_answer_and_not_why_a_suspension_stays(
    here: Register,
) -> None:
    offer = await here.has_offer(await here.has_provider())
    receipt = await reported(here, a_report(offer))
    listed = (await here.get("/v1/reports?limit=100"))["items"]
    report = next(one["id"] for one in listed if one["about"]["id"] == offer)
    await moved(here, report, "suspend")

    await closed(here, report, verdict("kept"))

    told = (await outcome(here, receipt)).json()
    assert (told["outcome"], told["answer"]) == ("unfounded", "Abbiamo verificato.")
    assert "cancello" not in str(told)


async def test_what_ended_otherwise_is_not_decided_again(here: Register) -> None:
    market = await Market.open(here)
    review, offer = await market.has_review("publish"), market.offers[0]
    about_offer = await has_report(here, a_report(offer), "suspend")
    about_rewritten = await has_report(here, about_review(review), "suspend")
    await here.move(f"offers/{offer}", "reinstate")
    for move in ("reject", "rewrite"):  # what waits now are other words
        assert (await market.judge(review, move)).status_code == 200

    for report in (about_offer, about_rewritten):
        refused = await closed(here, report, verdict("lifted"))
        assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
        assert (await moved(here, report, "close")).status_code == 200
    assert (await here.get(f"/v1/reviews/{review}"))["state"] == "submitted"


async def test_a_body_that_is_suspended_from_a_report_hears_it_by_an_act(here: Register) -> None:
    application = await here.has_application("submit", "admit", by="rita")
    body = (await here.get(f"/v1/applications/{application}"))["provider_id"]

    report = await has_report(here, a_report(about={"kind": "provider", "id": body}), "suspend")
    await closed(here, report, verdict("lifted"))

    acts = (await here.get(f"/v1/notices?about={body}&channel=pec"))["items"]
    assert sorted(act["kind"] for act in acts) == ["provider_reinstated", "provider_suspended"]


async def test_a_review_is_suspended_only_while_it_is_public_and_by_who_may_moderate_it(
    here: Register,
) -> None:
    market = await Market.open(here)
    hidden = [await market.has_review(*moves) for moves in ((), ("reject",))]
    public = await market.has_review("publish")
    body = UUID(market.bodies[0])
    own = here.signer.headers("officer", provider=body, subject="officer-of-it")
    author = here.signer.headers("officer", subject="maria")
    cases = [
        *((review, here.officer, (409, "wrong_state")) for review in hidden),
        (public, own, (403, "forbidden")),
        (public, author, (403, "own_review")),
    ]
    for review, who, refusal in cases:
        report = await has_report(here, about_review(review))
        answer = await moved(here, report, "suspend", **who)
        assert (answer.status_code, answer.json()["code"]) == refusal
        assert (await here.get(f"/v1/reports/{report}"))["state"] == "received"
    assert (await here.get(f"/v1/reviews/{public}"))["state"] == "published"


async def test_who_acts_for_a_body_reads_and_closes_no_reports(here: Register) -> None:
    body = await here.has_provider()
    report = await has_report(here, a_report(about={"kind": "provider", "id": body}))
    own, safe = (
        here.signer.headers(role, provider=UUID(body), subject="officer-2")
        for role in ("officer", "safeguarding")
    )

    for path in ("/v1/reports", f"/v1/reports/{report}"):
        assert (await here.ask("GET", path, **own)).status_code == 403, path
    assert (await here.ask("GET", "/v1/concerns", **safe)).status_code == 403
    for move in MOVES:
        assert (await moved(here, report, move, **own)).status_code == 403, move
    assert (await here.get(f"/v1/reports/{report}"))["state"] == "received"


async def test_what_cannot_be_suspended_leaves_its_report_as_it_was(here: Register) -> None:
    body = await here.has_provider()
    draft = await here.has_draft(body)
    cases = {
        await has_report(here, a_report(draft)): (409, "wrong_state"),
        await has_report(here, a_report()): (404, "not_found"),
        await has_report(here, a_report(about={"kind": "provider", "id": str(uuid4())})): (
            404,
            "not_found",
        ),
        await has_report(here, a_report(about={"kind": "review", "id": str(uuid4())})): (
            404,
            "not_found",
        ),
    }
    for report, refusal in cases.items():
        answer = await moved(here, report, "suspend")
        assert (answer.status_code, answer.json()["code"]) == refusal
        assert (await here.get(f"/v1/reports/{report}"))["state"] == "received"


async def test_only_officers_read_reports_and_move_them(here: Register) -> None:
    report = await has_report(here, a_report())
    path = f"/v1/reports/{report}"
    for role in ("citizen", "minor", "provider", "software", "hub_operator", "safeguarding"):
        who = here.signer.headers(role)
        for method, where, content in (
            ("GET", "/v1/reports", None),
            ("GET", path, None),
            *(("POST", f"{path}/{move}", content) for move, content in MOVES.items()),
        ):
            answer = await here.ask(method, where, content, If_Match="*", **who)
            assert answer.status_code == 403, (role, where)
    assert (await here.http.get("/v1/reports")).status_code == 401
    assert (await here.ask("POST", f"{path}/close", VERDICT, If_Match='"9"')).status_code == 412
    assert (await here.ask("POST", f"{path}/close", VERDICT)).status_code == 428
    unknown = f"/v1/reports/{uuid4()}"
    for move, content in MOVES.items():
        answer = await here.ask("POST", f"{unknown}/{move}", content, If_Match="*")
        assert answer.status_code == 404


async def test_the_queue_is_narrowed_and_the_oldest_comes_first(here: Register) -> None:
    old = await has_report(here, a_report(kind="abusive"))
    new = await has_report(here, a_report(kind="abusive"))
    async with here.database() as db, db.transaction() as tx:
        ago = now() - timedelta(days=3, hours=1)
        await tx.execute("update report set received_at = $2 where id = $1", old, ago)

    listed = (await here.get("/v1/reports?kind=abusive&about=entry&state=received"))["items"]
    waiting = await here.get("/v1/reports?kind=abusive&waiting_days=3")

    assert [(one["id"], one["waiting_days"]) for one in listed] == [(old, 3), (new, 0)]
    assert [one["id"] for one in waiting["items"]] == [old]
    assert (await here.get("/v1/reports?kind=abusive&about=review"))["total"] == 0
    first = await here.get("/v1/reports?kind=abusive&limit=1")
    second = await here.get(first["next"])
    assert [page["items"][0]["id"] for page in (first, second)] == [old, new]


async def test_who_sends_too_many_waits_unless_it_tells_of_danger(here: Register) -> None:
    port = free_port()
    settings = msgspec.structs.replace(here.settings, port=port, submissions_per_minute=1)
    async with (
        served(app.create_app(settings), port) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        answers = [await http.post("/v1/reports", json=a_report()) for _ in range(4)]
        danger = [
            await http.post("/v1/reports", json=a_report(text="Mio padre mi picchia"))
            for _ in range(3)
        ]

    assert {answer.status_code for answer in answers} == {201, 429}
    refused = answers[-1]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert [answer.status_code for answer in danger] == [201] * 3
