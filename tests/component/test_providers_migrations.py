"""Each migration can be taken back."""

import asyncio
import sysconfig
from pathlib import Path

import asyncpg

from kit.migrate import SERVICE_TABLE, for_dbmate, migrate
from tests.conftest import MakeDatabase
from tests.register import MIGRATIONS

TABLES = {
    "provider",
    "offer",
    "area",
    "history",
    "call",
    "application",
    "document",
    "operator",
    "credential",
    "suggestion",
    "report",
    "concern",
    "request",
    "answer",
    "message",
    "question",
    "review",
    "notice",
    "followed_offer",
    "follow",
    "follow_token",
    "receipt",
    "document_object",
    "stale_object",
    "access",
}


async def tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
    finally:
        await connection.close()
    return {row["tablename"] for row in rows}


async def test_each_migration_can_be_taken_back_and_made_again(make_database: MakeDatabase) -> None:
    url = await make_database("providers")
    await migrate(url, MIGRATIONS)
    assert await tables(url) >= TABLES

    dbmate = Path(sysconfig.get_path("scripts")) / "dbmate"
    for _ in MIGRATIONS.glob("*.sql"):
        process = await asyncio.create_subprocess_exec(
            dbmate,
            *("--migrations-dir", MIGRATIONS, "--migrations-table", SERVICE_TABLE),
            *("--no-dump-schema", "rollback"),
            env={"DATABASE_URL": for_dbmate(url)},
        )
        assert await process.wait() == 0
    assert not await tables(url) & TABLES

    await migrate(url, MIGRATIONS)
    assert await tables(url) >= TABLES
