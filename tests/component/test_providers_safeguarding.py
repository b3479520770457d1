"""What tells of danger: never bounced, read by few, seen to within a day, and nowhere else."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from kit.clock import now
from tests.asking import Market
from tests.city import eventually
from tests.register import Register

JSON = "application/json"
CRY = "Mio padre mi picchia, Zeno Dodici"
OUTCOME = {"outcome": "handed_over", "notes": "Chiamato il 114.", "answer": "Ti abbiamo letto."}
MOVES: dict[str, Any] = {"take": None, "suspend": {"reason": "Verifica."}, "close": OUTCOME}


def guardian(here: Register) -> dict[str, str]:
    return here.signer.headers("safeguarding", subject="guardian-1")


def about(kind: str = "entry", thing: str = "") -> dict[str, str]:
    return {"kind": kind, "id": thing or str(uuid4())}


async def cry(here: Register, **given: Any) -> str:
    """Somebody tells of danger in a report; its receipt."""
    report = {"about": about(), "kind": "unsafe", "text": CRY, **given}
    answer = await here.http.post("/v1/reports", json=report)
    assert answer.status_code == 201, answer.text
    assert [line["number"] for line in answer.json()["help"]] == ["112", "114", "19696"]
    return str(answer.json()["receipt"])


async def concerns(here: Register, query: str = "") -> list[dict[str, Any]]:
    page = await here.get(f"/v1/concerns?limit=100&{query}", **guardian(here))
    return list(page["items"])


async def has_concern(here: Register, *moves: str, **given: Any) -> str:
    """Moved so; its id."""
    await cry(here, **given)
    found: str = (await concerns(here))[-1]["id"]
    for move in moves:
        assert (await moved(here, found, move)).status_code == 200
    return found


async def moved(here: Register, concern: str, move: str) -> httpx.Response:
    who, path = guardian(here), f"/v1/concerns/{concern}"
    tag = (await here.ask("GET", path, **who)).headers["ETag"]
    return await here.ask("POST", f"{path}/{move}", MOVES[move], If_Match=tag, **who)


async def test_danger_shows_the_numbers_and_goes_where_few_read(here: Register) -> None:
    thing = about()
    receipt = await cry(here, about=thing)

    *_, concern = await concerns(here)

    assert (concern["text"], concern["about"], concern["source"]) == (CRY, thing, "report")
    received, due = (datetime.fromisoformat(concern[at]) for at in ("received_at", "due_at"))
    assert due - received == timedelta(hours=24)
    assert (concern["state"], concern["overdue"]) == ("open", False)
    reports = await here.get("/v1/reports?limit=100")
    assert thing["id"] not in str(reports)
    told = await here.http.post("/v1/reports/outcome", json={"receipt": receipt})
    assert told.json() == {"state": "received", "outcome": None, "answer": None, "closed_at": None}


@pytest.mark.parametrize(
    "sent",
    [
        b'{"text": "mi picchiano", "kind": "pericolo"}',
        b'{"about": {"kind": "entry"}, "kind": "unsafe", "text": "mi picchiano", "x": 1}',
        b'{"text": "mi picchiano" "about"',
        b"mi picchiano",
        b'{"text": "\\u0000\\ud800 mi picchiano"}',
        b'[["mi picchiano sempre"]]',
        b'{"a casa mi picchiano": 1}',
        b'{"text": "mi picchiano ' + b"a" * 6_000 + b'"}',
        b"\xff\xfe mi picchiano",
    ],
    ids=lambda sent: str(sent)[:30],
)
@pytest.mark.parametrize("form", ["reports", "suggestions"])
async def test_danger_is_never_bounced_as_a_form_error(
    here: Register, form: str, sent: bytes
) -> None:
    before = len(await concerns(here))

    answer = await here.http.post(f"/v1/{form}", content=sent, headers={"Content-Type": JSON})

    assert answer.status_code == 201, answer.text
    assert [line["number"] for line in answer.json()["help"]] == ["112", "114", "19696"]
    raised = (await concerns(here))[before:]
    assert [(one["source"], "mi picchiano" in one["text"]) for one in raised] == [
        (form.removesuffix("s"), True)
    ]


async def test_a_form_that_tells_of_no_danger_is_told_its_faults(here: Register) -> None:
    answer = await here.http.post("/v1/reports", json={"text": 7, "kind": "abusive"})

    fields = {fault["field"] for fault in answer.json()["errors"]}
    assert (answer.status_code, fields) == (400, {"/about", "/text"})


async def test_a_suggestion_that_tells_of_danger_is_seen_by_nobody_else(here: Register) -> None:
    answer = await here.http.post("/v1/suggestions", json={"name": "Chi mi picchia: Zeno Tredici"})

    assert len(answer.json()["help"]) == 3
    assert (await concerns(here))[-1]["source"] == "suggestion"
    assert "Tredici" not in str(await here.get("/v1/suggestions/queue?limit=100"))


async def test_what_it_is_about_is_suspended_at_once(here: Register) -> None:
    body = await here.has_provider()
    concern = await has_concern(here, "suspend", about=about("provider", body))

    told = await here.told("provider", body)

    assert told is not None
    assert told[0] == "provider.suspended.v1"
    assert (await here.get(f"/v1/concerns/{concern}", **guardian(here)))["state"] == "taken"
    market = await Market.open(here)
    review = await market.has_review("publish")
    await has_concern(here, "suspend", about=about("review", review))
    assert (await here.get(f"/v1/reviews/{review}"))["state"] == "submitted"
    nothing = await has_concern(here, about=None)
    refused = await moved(here, nothing, "suspend")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_suspendable")


async def test_who_told_of_it_learns_that_it_was_seen_to_and_no_more(here: Register) -> None:
    receipt = await cry(here)
    concern = (await concerns(here))[-1]["id"]
    for move in ("take", "close"):
        assert (await moved(here, concern, move)).status_code == 200

    told = (await here.http.post("/v1/reports/outcome", json={"receipt": receipt})).json()

    assert told.pop("closed_at")
    assert told == {"state": "closed", "outcome": None, "answer": "Ti abbiamo letto."}


async def test_only_who_answers_for_the_safety_of_minors_reads_it(here: Register) -> None:
    concern = await has_concern(here)
    path = f"/v1/concerns/{concern}"
    for role in ("officer", "citizen", "minor", "provider", "auditor", "hub_operator"):
        who = here.signer.headers(role)
        for method, where, content in (
            ("GET", "/v1/concerns", None),
            ("GET", path, None),
            *(("POST", f"{path}/{move}", content) for move, content in MOVES.items()),
        ):
            answer = await here.ask(method, where, content, If_Match="*", **who)
            assert answer.status_code == 403, (role, where)
    assert (await here.http.get(path)).status_code == 401
    assert (await here.ask("GET", f"/v1/reports/{concern}")).status_code == 404
    who = guardian(here)
    for move, content in MOVES.items():
        unknown = f"/v1/concerns/{uuid4()}/{move}"
        assert (await here.ask("POST", unknown, content, If_Match="*", **who)).status_code == 404
        stale = await here.ask("POST", f"{path}/{move}", content, If_Match='"9"', **who)
        unsaid = await here.ask("POST", f"{path}/{move}", content, **who)
        assert (stale.status_code, unsaid.status_code) == (412, 428)


async def test_what_is_not_seen_to_in_time_stands_out(here: Register) -> None:
    late, closed = await has_concern(here), await has_concern(here, "take", "close")
    async with here.database() as db, db.transaction() as tx:
        ago = now() - timedelta(minutes=1)
        await tx.execute("update concern set due_at = $2 where id = any($1)", [late, closed], ago)

    overdue = await concerns(here, "overdue=true")

    assert [(one["id"], one["overdue"]) for one in overdue] == [(late, True)]
    async with here.working() as worker:

        async def counted() -> bool:
            return bool(worker.state.registry.get_sample_value("concerns_overdue") == 1)

        await eventually(counted)
    assert closed in {one["id"] for one in await concerns(here, "state=closed&source=report")}
