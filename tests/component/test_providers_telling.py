"""What changes together stays true together, and reaches the stream."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from contracts.offers import OfferPublished, OfferWithdrawn
from contracts.providers import ProviderAdmitted
from kit import outbox
from tests import builders as a
from tests.city import eventually
from tests.conftest import MakeDatabase
from tests.register import Register, register, tells_what_is_true
from tests.rounds import rounds


@pytest.fixture
async def here(
    make_database: MakeDatabase, nats_url: str, namespace: str, tmp_path: Path
) -> AsyncIterator[Register]:
    async with register(await make_database("p"), nats_url, namespace, tmp_path) as opened:
        yield opened


async def test_of_fifty_clients_on_one_draft_none_loses_another_s_change(here: Register) -> None:
    offer = await here.has_draft(await here.has_provider(), description="")
    path = f"/v1/offers/{offer}"

    async def add(word: str) -> None:
        while True:
            read = await here.ask("GET", path)
            card = a.an_offer_card(description=read.json()["draft"]["description"] + word)
            done = await here.ask("PUT", f"{path}/draft", card, If_Match=read.headers["ETag"])
            if done.status_code == 200:
                return
            assert done.status_code == 412

    words = [f"parola {number} " for number in range(50)]
    await asyncio.gather(*map(add, words))

    description = (await here.get(path))["draft"]["description"]
    assert len(description) == sum(map(len, words))
    assert all(word in description for word in words)
    assert (await here.get(f"{path}/history"))["total"] == 1 + len(words)


async def test_publishing_and_suspending_at_once_end_in_agreement(here: Register) -> None:
    for _ in range(rounds(8)):
        body = await here.has_provider()
        offers = [await here.has_submitted(body) for _ in range(4)]

        answers = await asyncio.gather(
            *(
                here.ask("POST", f"/v1/offers/{offer}/publish", If_Match="*")
                for offer in offers[:2]
            ),
            here.ask("POST", f"/v1/providers/{body}/suspend", {"reason": "x"}, If_Match="*"),
            *(
                here.ask("POST", f"/v1/offers/{offer}/publish", If_Match="*")
                for offer in offers[2:]
            ),
        )

        assert {answer.status_code for answer in answers} <= {200, 409}
        for offer in offers:
            told = await here.told("offer", offer)
            assert told is None or told[0] == "offer.withdrawn.v1"
    await tells_what_is_true(here)


async def test_whatever_changes_at_once_what_is_told_is_what_is_kept(here: Register) -> None:
    bodies = [await here.has_provider() for _ in range(2)]
    body_of = {await here.has_offer(body): body for body in bodies for _ in range(4)}
    offers = list(body_of)
    chance = random.Random(7)  # noqa: S311 - to choose moves, not secrets

    async def something(number: int) -> int:
        body, offer = chance.choice(bodies), chance.choice(offers)
        operator = here.provider(body_of[offer])
        reason = {"reason": "x"}
        match chance.randrange(8):
            case 0:
                card = a.a_provider_card(name=f"Nome {number}")
                answer = await here.ask("PUT", f"/v1/providers/{body}/card", card, If_Match="*")
            case 1:
                verb = chance.choice(("suspend", "reinstate"))
                path = f"/v1/providers/{body}/{verb}"
                answer = await here.ask("POST", path, reason, If_Match="*")
            case 2:
                verb = chance.choice(("withdraw", "suspend", "reinstate"))
                path = f"/v1/offers/{offer}/{verb}"
                answer = await here.ask("POST", path, reason, If_Match="*")
            case 3:
                draft = a.an_offer_card(title=f"Titolo {number}")
                path = f"/v1/offers/{offer}/draft"
                answer = await here.ask("PUT", path, draft, If_Match="*", **operator)
            case 4:
                path = f"/v1/offers/{offer}/submit"
                answer = await here.ask("POST", path, If_Match="*", **operator)
            case 5:
                answer = await here.ask("POST", f"/v1/offers/{offer}/publish", If_Match="*")
            case _:
                answer = await here.places(offer, {"left": number}, "*")
        return answer.status_code

    async with here.working():
        for _ in range(rounds(6)):
            statuses = await asyncio.gather(*(something(number) for number in range(40)))
            assert set(statuses) <= {200, 409}
            await tells_what_is_true(here)

        async def stream_agrees() -> bool:
            told = {fact.subject: fact for fact in await here.stream()}
            async with here.database() as db, db.transaction() as tx:
                rows = await tx.fetch("select subject, data, version from told")
            assert {row["subject"] for row in rows} == set(told)
            for row in rows:
                fact = msgspec.json.decode(msgspec.json.encode(told[row["subject"]]))
                assert fact == row["data"] | {"version": row["version"]}
            return True

        await eventually(stream_agrees, within=20)


async def test_a_change_reaches_the_stream_and_a_republish_tells_it_again(here: Register) -> None:
    async with here.working():
        body = await here.has_provider()
        offer = await here.has_offer(body)

        async def told() -> bool:
            facts = {type(fact): fact for fact in await here.stream()}
            return set(facts) == {ProviderAdmitted, OfferPublished}

        await eventually(told, within=10)
        before = await here.sequences()
        subject = f"wishmi.providers.offer.{offer}"
        answer = await here.ask("POST", "/v1/republish", {"subjects": [subject]})
        assert (answer.status_code, answer.json()) == (202, {"count": 1})

        async def told_again() -> bool:
            after = await here.sequences()
            moved = {one for one, sequence in after.items() if sequence != before[one]}
            return moved == {subject}

        await eventually(told_again, within=10)
        answer = await here.ask("POST", "/v1/republish", {"all": True})
        assert answer.json() == {"count": 2}


async def test_after_a_restore_what_the_database_lacks_is_told_as_gone(here: Register) -> None:
    lost = uuid4()
    async with here.working():
        offer = await here.has_offer(await here.has_provider())
        async with here.database() as db, db.transaction() as tx:
            fact = a.an_offer_published(id=lost, version=5)
            await outbox.record(tx, fact, at=datetime(2026, 11, 20, tzinfo=UTC))
        await eventually(here.all_told, within=10)
        async with here.database() as db, db.transaction() as tx:
            await tx.execute("delete from told where data ->> 'id' = $1", str(lost))

        answer = await here.ask("POST", "/v1/republish", {"all": True, "after_restore": True})

        assert (answer.status_code, answer.json()) == (202, {"count": 3})

        async def gone() -> bool:
            facts = {fact.id: fact for fact in await here.stream()}
            assert str(offer) in map(str, facts)
            assert facts[lost].version > 5
            return isinstance(facts[lost], OfferWithdrawn)

        await eventually(gone, within=10)


async def test_only_officers_have_things_told_again(here: Register) -> None:
    body = await here.has_provider()

    answer = await here.ask("POST", "/v1/republish", {"all": True}, **here.provider(body))

    assert answer.status_code == 403
    nothing = await here.ask("POST", "/v1/republish", {})
    assert (nothing.status_code, nothing.json()) == (202, {"count": 0})
    odd = await here.ask("POST", "/v1/republish", {"subjects": ["wishmi.>"]})
    assert odd.status_code == 400


async def test_nothing_private_is_in_the_stream_or_in_a_log(
    here: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    tax_code, reason = a.a_tax_code(), "Motivo riservatissimo"
    admission = {
        "card": a.a_provider_card(),
        "tax_code": tax_code,
        "decision": a.a_decision(),
    }
    async with here.working():
        body = (await here.ask("POST", "/v1/providers", admission)).json()["id"]
        await here.ask("POST", "/v1/providers", admission)
        await here.ask("POST", "/v1/providers", admission | {"tax_code": tax_code[::-1]})
        await here.move(f"providers/{body}", "suspend", reason)
        await eventually(here.all_told, within=10)
        told = msgspec.json.encode(await here.stream()).decode()
    logged = "".join(capsys.readouterr())

    assert body in told
    assert "/v1/providers/{provider_id}/suspend" in logged
    for private in (tax_code, tax_code[::-1], reason, "officer-1"):
        assert private not in told
        assert private not in logged


async def test_the_worker_is_ready_once_it_can_tell(here: Register) -> None:
    async with here.working() as worker:

        async def ready() -> bool:
            for check in worker.state.checks.values():
                await check()
            return True

        await eventually(ready, within=10)


async def test_the_api_is_ready_and_says_what_it_is(here: Register) -> None:
    ready = await here.http.get("/health/ready")
    assert (ready.status_code, ready.json()["checks"]["postgres"]) == (200, "ok")
    assert (await here.http.get("/status")).status_code == 200
    metrics = await here.http.get("/metrics")
    assert "http_requests" in metrics.text
