"""What `kit.db` promises about transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import msgspec
import pytest

import kit.db
from kit.db import Database, Tx, UniqueViolation
from kit.problems import NotFound, Unavailable
from tests.conftest import MakeDatabase


class Note(msgspec.Struct):
    text: str


@pytest.fixture
async def db(make_database: MakeDatabase) -> AsyncIterator[Database]:
    db = await Database.connect(await make_database("db"), name="test")
    async with db.transaction() as tx:
        await tx.execute("create table note (id int primary key, text text, data jsonb)")
        await tx.execute("insert into note values (1, 'one'), (2, 'two')")
    yield db
    await db.close()


async def texts(db: Database) -> list[str]:
    async with db.transaction() as tx:
        return [row["text"] for row in await tx.fetch("select text from note order by id")]


async def rename(tx: Tx, note: int, text: str) -> None:
    await tx.execute("update note set text = $2 where id = $1", note, text)


async def test_a_problem_inside_a_transaction_undoes_all_of_it(db: Database) -> None:
    with suppress(NotFound):
        async with db.transaction() as tx:
            await rename(tx, 1, "uno")
            raise NotFound

    assert await texts(db) == ["one", "two"]


async def test_json_columns_take_and_give_values(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.execute("update note set data = $1 where id = 1", {"è": [1, 2.5, None]})
        await tx.execute("update note set data = $1 where id = 2", Note(text="ciao"))
        rows = await tx.fetch("select data from note order by id")

    assert [row["data"] for row in rows] == [{"è": [1, 2.5, None]}, {"text": "ciao"}]


async def test_of_two_transactions_that_wait_for_each_other_one_may_try_again(db: Database) -> None:
    both = asyncio.Barrier(2)

    async def rename_both(first: int, second: int) -> None:
        async with db.transaction() as tx:
            await rename(tx, first, "uno")
            await both.wait()
            await rename(tx, second, "due")

    ends = await asyncio.gather(rename_both(1, 2), rename_both(2, 1), return_exceptions=True)

    assert [type(end) for end in ends if end] == [Unavailable]


async def test_a_statement_that_takes_too_long_is_given_up(
    db: Database, make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit.db, "STATEMENT_SECONDS", 1)
    hasty = await Database.connect(await make_database("db"))
    with pytest.raises(Unavailable):
        async with hasty.transaction() as tx:
            await tx.execute("select pg_sleep(30)")
    await hasty.close()


async def test_when_all_connections_are_taken_the_next_caller_is_told_to_come_back(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit.db, "CONNECT_SECONDS", 0.2)
    done = asyncio.Event()

    async def hold() -> None:
        async with db.transaction():
            await done.wait()

    holders = [asyncio.create_task(hold()) for _ in range(kit.db.CONNECTIONS)]
    await asyncio.sleep(0)  # they ask first
    with pytest.raises(Unavailable):
        await db.ready()
    done.set()
    await asyncio.gather(*holders)

    await db.ready()


async def test_a_server_that_is_not_there_is_unavailable_and_not_an_error_of_start() -> None:
    db = await Database.connect("postgresql://nobody@127.0.0.1:1/nothing?sslmode=disable")

    with pytest.raises(Unavailable):
        await db.ready()
    await db.close()


async def test_our_own_mistakes_are_not_taken_for_an_outage(db: Database) -> None:
    with pytest.raises(UniqueViolation):
        async with db.transaction() as tx:
            await tx.execute("insert into note values (1, 'again')")
    with pytest.raises(asyncpg.DataError):
        async with db.transaction() as tx:
            await tx.execute("update note set text = 'x' where id = $1", "not a number")


async def test_a_statement_prepared_before_a_migration_may_be_tried_again(db: Database) -> None:
    query = "select * from note order by id"
    async with db.transaction() as tx:
        await tx.fetch(query)
    async with db.transaction() as tx:
        await tx.execute("alter table note add column more text default 'new'")

    with pytest.raises(Unavailable):
        async with db.transaction() as tx:
            await tx.fetch(query)
    async with db.transaction() as tx:
        assert (await tx.fetch(query))[0]["more"] == "new"
