"""A call that is sent again has its effect once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from kit.db import Database
from kit.idempotency import Answer, Call, InFlight, KeyReused, key, once, sweep
from kit.migrate import migrate
from kit.problems import Conflict, Invalid
from tests.conftest import MakeDatabase
from tests.things import MIGRATIONS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Till:
    """Takes money, and gives each sale a number."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.sales = 0

    async def pay(
        self, *, key: str = "k", body: bytes = b"{}", caller: str = "anna", at: datetime = NOON
    ) -> Answer:
        call = Call(caller=caller, route="POST /v1/purchases", key=key, body=body)
        async with self.db.transaction() as tx:
            return await once(tx, call, self._sell, at=at)

    async def _sell(self) -> Answer:
        self.sales += 1
        return Answer(status=201, body=b'{"sale": %d}' % self.sales, headers={"ETag": '"1"'})


@pytest.fixture
async def till(make_database: MakeDatabase) -> AsyncIterator[Till]:
    url = await make_database("idempotency")
    await migrate(url, MIGRATIONS)
    db = await Database.connect(url)
    yield Till(db)
    await db.close()


async def test_the_same_call_again_gets_the_same_answer_and_no_second_effect(till: Till) -> None:
    first = await till.pay()
    again = await till.pay()

    assert again == first == Answer(status=201, body=b'{"sale": 1}', headers={"ETag": '"1"'})
    assert till.sales == 1


async def test_another_key_or_another_caller_is_another_call(till: Till) -> None:
    await till.pay()
    await till.pay(key="other")
    await till.pay(caller="bruno")

    assert till.sales == 3


async def test_the_key_with_another_body_is_refused(till: Till) -> None:
    await till.pay(body=b'{"cents": 1}')

    with pytest.raises(KeyReused) as refused:
        await till.pay(body=b'{"cents": 2}')

    assert refused.value.status == 422


async def test_while_a_call_is_at_work_the_same_one_is_told_so_at_once(till: Till) -> None:
    at_work, finish = asyncio.Event(), asyncio.Event()

    async def slowly() -> Answer:
        at_work.set()
        await finish.wait()
        return Answer(status=201, body=b"slow", headers={})

    async def pay_slowly() -> Answer:
        call = Call(caller="anna", route="POST /v1/purchases", key="k", body=b"{}")
        async with till.db.transaction() as tx:
            return await once(tx, call, slowly, at=NOON)

    paying = asyncio.create_task(pay_slowly())
    await at_work.wait()
    with pytest.raises(InFlight) as refused:
        await till.pay()
    finish.set()
    await paying

    assert refused.value.status == 409
    assert (await till.pay()).body == b"slow"


@pytest.mark.parametrize("refused", [False, True])
async def test_a_call_that_ends_just_before_ours_is_not_done_twice(
    till: Till, *, refused: bool
) -> None:
    """Its answer is stored after we looked for it, its lock let go before we took it; what it did
    may be why ours would be refused."""

    async def overtaken() -> Answer:
        async with till.db.transaction() as other:
            await other.execute(
                "insert into idempotency (caller, route, key, fingerprint, status, headers, body, "
                "at) values ('anna', 'POST /v1/purchases', 'k', sha256('{}'), 201, '{}', 'his', "
                "$1)",
                NOON,
            )
        if refused:
            raise Conflict("È già pagato.")
        return Answer(status=201, body=b"ours")

    call = Call(caller="anna", route="POST /v1/purchases", key="k", body=b"{}")
    with pytest.raises(InFlight):
        async with till.db.transaction() as tx:
            await once(tx, call, overtaken, at=NOON)

    assert (await till.pay()).body == b"his"


async def test_what_was_refused_is_not_stored_and_may_be_tried_again(till: Till) -> None:
    async def refuse() -> Answer:
        raise Conflict("Non ci sono posti.")

    call = Call(caller="anna", route="POST /v1/purchases", key="k", body=b"{}")
    with pytest.raises(Conflict):
        async with till.db.transaction() as tx:
            await once(tx, call, refuse, at=NOON)

    assert (await till.pay()).status == 201


async def test_a_key_is_kept_for_a_day(till: Till) -> None:
    await till.pay(at=NOON)
    await till.pay(at=NOON + timedelta(hours=23))
    assert till.sales == 1
    await till.pay(at=NOON + timedelta(hours=24))
    assert till.sales == 2

    async with till.db.transaction() as tx:
        assert await sweep(tx, at=NOON + timedelta(hours=47)) == 0
        assert await sweep(tx, at=NOON + timedelta(hours=48)) == 1


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}, {"Idempotency-Key": "é"}])
def test_without_a_usable_key_the_call_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        key(headers)

    assert [fault.field for fault in refused.value.faults] == ["Idempotency-Key"]
