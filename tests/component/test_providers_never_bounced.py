"""Words of danger are heard whatever else is wrong with what they come in, and once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import msgspec
import pytest

from providers import app
from tests.asking import Market, a_review
from tests.hearing import NUMBERS, Queue, numbers
from tests.ports import free_port
from tests.register import Register, served

JSON = {"Content-Type": "application/json"}
CRY = "Mio padre mi picchia"


class Form(NamedTuple):
    """Where somebody writes, and what is right there."""

    method: str
    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    source: str

    async def send(
        self, here: Register, body: dict[str, Any] | bytes, *, path: str = "", **headers: str | None
    ) -> httpx.Response:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {**JSON, **self.headers, **names}
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return await here.http.request(
            self.method,
            path or self.path,
            content=content,
            headers={name: value for name, value in sent.items() if value is not None},
        )

    def saying(self, words: str, **more: Any) -> dict[str, Any]:
        """The same with these words, where there is room for any, or else past its form."""
        room = {"request": "message", "suggestion": "name"}.get(self.source, "text")
        return self.body | {room: words} | more


async def every_form(market: Market) -> list[Form]:
    """All in which families, and who is 14 to 17, write words that somebody reads."""
    thread, used = await market.has_answer(), await market.has_used()
    review = await market.has_review("reject")
    family = {name.replace("_", "-"): value for name, value in market.family().items()}
    young = market.here.signer.headers("minor", subject="gaia")
    key = {"Idempotency-Key": str(uuid4())}
    about = {"kind": "entry", "id": market.offers[0]}
    question = {
        "offer_id": market.offers[0],
        "topics": ["trial"],
        "privacy_notice": "question-1",
    }
    asked = {"offers": market.offers, "privacy_notice": "request-1"}
    return [
        Form("POST", "/v1/questions", question, young | key, "question"),
        Form("POST", "/v1/requests", asked, family | key, "request"),
        Form("POST", f"/v1/answers/{thread}/messages", {"text": "Sì."}, family | key, "message"),
        Form("POST", f"/v1/answers/{used}/review", a_review(), family, "review"),
        Form("PUT", f"/v1/reviews/{review}", a_review(), family | {"If-Match": "*"}, "review"),
        Form("POST", "/v1/reports", {"about": about, "kind": "wrong"}, {}, "report"),
        Form("POST", "/v1/suggestions", {"name": "Judo Nord"}, {}, "suggestion"),
    ]


@pytest.fixture(scope="module")
async def market(here: Register) -> Market:
    return await Market.open(here)


@pytest.fixture(scope="module")
async def forms(market: Market) -> list[Form]:
    return await every_form(market)


@pytest.fixture
async def queue(here: Register) -> Queue:
    return await Queue.open(here)


async def test_whatever_is_wrong_with_a_form_its_words_of_danger_are_heard(
    here: Register, forms: list[Form], queue: Queue
) -> None:
    """And without them it is told what is wrong, and of no number to call."""
    sent = []
    for form in forms:
        faults: list[tuple[int, dict[str, Any]]] = [
            (400, {"path": f"{form.path}?from=app"}),
            (400, {"more": {"persons": "due", "overall": 9, "kind": 7, "municipio": 0}}),
            (400, {"broken": b"{"}),
            (413, {"broken": b" " * 33_000}),
            (415, {"Content_Type": "text/plain"}),
            (415, {"Content_Type": None}),
        ]
        if "Idempotency-Key" in form.headers:
            faults += [(400, {"Idempotency_Key": None}), (400, {"Idempotency_Key": "k" * 256})]
        if "If-Match" in form.headers:
            faults += [(400, {"If_Match": "3"})]
        for number, (status, fault) in enumerate(faults):
            more, broken = fault.pop("more", {}), fault.pop("broken", b"")
            for words in ("", f"{CRY}, {form.method} {number}"):
                body = form.saying(words, **more) if words else form.body | more
                content = msgspec.json.encode(body) + broken
                answer = await form.send(here, content, **fault)
                if words:
                    assert answer.is_success, (form.source, number, answer.text)
                    assert numbers(answer) == NUMBERS
                    sent.append((form.source, words))
                else:
                    assert answer.status_code == status, (form.source, number, answer.text)
                    assert "help" not in answer.json()

    heard = await queue.heard()
    assert len(heard) == len(sent)
    for one, (source, words) in zip(heard, sent, strict=True):
        assert one["source"] == source
        assert words in one["text"]
        assert one["times"] == 1


async def test_words_in_another_encoding_than_ours_are_heard(
    here: Register, forms: list[Form], queue: Queue
) -> None:
    for form in forms:
        for words, status in ((CRY, 0), ("Tutto bene", 400)):
            body = msgspec.json.encode(form.saying(f"{words}, perché?")).decode().encode("latin-1")
            answer = await form.send(here, body, Idempotency_Key=str(uuid4()))
            assert answer.is_success if not status else answer.status_code == status, answer.text

    assert all(CRY in one["text"] for one in await queue.heard())


async def test_no_state_in_which_nothing_can_be_said_bounces_a_review_that_tells_of_danger(
    market: Market, queue: Queue
) -> None:
    open_one, used = await market.has_answer(), await market.has_used()
    published = await market.has_review("publish", answer=used)
    again = {"by": market.family()}

    for number, answer in enumerate((open_one, used, str(uuid4()))):
        assert (await market.review(answer, **again)).status_code in {404, 409}
        told = await market.review(answer, text=f"{CRY}, {number}", **again)
        assert (told.status_code, numbers(told)) == (201, NUMBERS)
    path, headers = f"/v1/reviews/{published}", {"If_Match": '"1"', **market.family()}
    body = a_review(text=f"{CRY}, 3")
    told = await market.here.ask("PUT", path, body, **headers)

    assert (told.status_code, numbers(told)) == (200, NUMBERS)
    assert [one["text"][-1] for one in await queue.heard()] == ["0", "1", "2", "3"]
    assert (await market.here.get(path))["state"] == "published"


async def test_the_same_words_again_are_the_same_case_until_it_is_closed(
    here: Register, forms: list[Form], queue: Queue
) -> None:
    words = "Lo zio mi tocca, ogni venerdì"
    for form in forms:
        body = form.saying(words)
        answers = [await form.send(here, body, Idempotency_Key=str(uuid4())) for _ in "123"]
        assert [numbers(answer) for answer in answers] == [NUMBERS] * 3, form.source

    heard = {one["source"]: one for one in await queue.heard()}

    assert len(await queue.heard()) == len(heard) == len({form.source for form in forms})
    assert {one["times"] for one in heard.values()} == {3, 6}, "reviews by both of their calls"
    await queue.close(heard["question"]["id"])
    await forms[0].send(here, forms[0].saying(words))
    anew = (await queue.heard())[-1]
    assert (anew["source"], anew["times"], anew["state"]) == ("question", 1, "open")


async def test_each_who_reported_it_learns_what_became_of_it(here: Register, queue: Queue) -> None:
    report = {"about": {"kind": "entry", "id": str(uuid4())}, "kind": "unsafe", "text": CRY}
    sent = await asyncio.gather(*(here.http.post("/v1/reports", json=report) for _ in range(6)))
    receipts = {answer.json()["receipt"] for answer in sent}
    assert len(receipts) == 6

    (concern,) = await queue.heard()
    assert concern["times"] == 6
    await queue.close(concern["id"])

    for receipt in receipts:
        told = await here.http.post("/v1/reports/outcome", json={"receipt": receipt})
        assert (told.json()["state"], told.json()["answer"]) == ("closed", "Ti crediamo.")


async def test_who_sees_to_a_case_reads_that_it_was_said_again_before_closing_it(
    here: Register, queue: Queue
) -> None:
    report = {"about": {"kind": "entry", "id": str(uuid4())}, "kind": "unsafe", "text": CRY}
    await here.http.post("/v1/reports", json=report)
    (concern,) = await queue.heard()
    path = f"/v1/concerns/{concern['id']}"
    await here.ask("POST", f"{path}/take", If_Match="*", **queue.guardian)
    tag = (await here.ask("GET", path, **queue.guardian)).headers["ETag"]
    await here.http.post("/v1/reports", json=report)

    outcome = {"outcome": "helped", "notes": "Sentita la scuola."}
    late = await here.ask("POST", f"{path}/close", outcome, If_Match=tag, **queue.guardian)

    assert late.status_code == 412
    assert (await here.get(path, **queue.guardian))["times"] == 2


async def test_a_call_that_is_at_work_already_is_told_whom_to_call(
    here: Register, market: Market, queue: Queue
) -> None:
    key = str(uuid4())
    async with here.database() as db, db.transaction() as tx:
        lock = "\n".join(("maria", "POST /v1/requests", key))
        await tx.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", lock)
        waiting = await market.ask(message=CRY, key=key)

    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_in_flight")
    assert numbers(waiting) == NUMBERS
    (concern,) = await queue.heard()
    assert concern["text"] == CRY, "the call that is at work may say something else under that key"


@pytest.fixture
async def sparing(here: Register) -> AsyncIterator[Register]:
    """The same register, where a person may send two requests or questions in a minute."""
    settings = msgspec.structs.replace(here.settings, port=free_port(), inquiries_per_minute=2)
    async with (
        served(app.create_app(settings), settings.port) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        yield Register(settings, http, here.signer)


async def test_who_asks_too_often_waits_unless_it_tells_of_danger(
    sparing: Register, market: Market, forms: list[Form]
) -> None:
    for form in forms[:2]:
        sent = [await form.send(sparing, form.body, Idempotency_Key=str(uuid4())) for _ in range(5)]
        assert [one.status_code for one in sent[:2]] == [201, 201]
        refused = sent[-1]  # one in between may be the first of another minute
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert (refused.headers["Content-Type"], refused.json()["code"]) == (
            "application/problem+json",
            "too_many_requests",
        )
        told = await form.send(sparing, form.saying(CRY), Idempotency_Key=str(uuid4()))
        assert (told.status_code, numbers(told)) == (201, NUMBERS)

    other = Market(sparing, market.bodies, market.offers)
    assert (await other.ask(by=market.family("luca"))).status_code == 201, "each is counted apart"
