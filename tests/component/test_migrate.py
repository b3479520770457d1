"""What `wishmi migrate SERVICE` promises."""

import asyncio
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

import kit.migrate
from kit.migrate import DataNewerThanCode, MigrationFailed, migrate
from tests.conftest import MakeDatabase


def write(folder: Path, name: str, up: str) -> None:
    (folder / name).write_text(f"-- migrate:up\n{up};\n-- migrate:down\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "0001_thing.sql", "create table thing (id int)")
    return tmp_path


async def tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
    finally:
        await connection.close()
    return {row["tablename"] for row in rows}


async def test_a_missing_database_is_made_with_kits_tables_and_the_services_own(
    postgres_url: str, folder: Path
) -> None:
    url = postgres_url.replace("/postgres?", f"/made-{uuid4().hex[:10]}?")

    await migrate(url, folder)

    assert {"told", "reader_position", "idempotency", "thing"} <= await tables(url)


async def test_migrating_again_changes_nothing_and_a_new_file_is_applied(
    make_database: MakeDatabase, folder: Path
) -> None:
    url = await make_database("migrate")
    await migrate(url, folder)
    before = await tables(url)
    await migrate(url, folder)
    assert await tables(url) == before

    write(folder, "0002_more.sql", "create table more (id int)")
    await migrate(url, folder)

    assert await tables(url) == before | {"more"}


async def test_several_may_migrate_at_once(postgres_url: str, folder: Path) -> None:
    url = postgres_url.replace("/postgres?", f"/made_{uuid4().hex[:10]}?")

    await asyncio.gather(*(migrate(url, folder) for _ in range(4)))

    assert "thing" in await tables(url)


async def test_data_of_a_later_release_are_refused_with_a_sentence(
    make_database: MakeDatabase, folder: Path
) -> None:
    url = await make_database("migrate")
    write(folder, "0002_later.sql", "create table later (id int)")
    await migrate(url, folder)
    (folder / "0002_later.sql").unlink()

    with pytest.raises(DataNewerThanCode, match=r"later release \(to 0002, this one knows 0001\)"):
        await migrate(url, folder)


async def test_a_migration_that_fails_leaves_nothing_behind(
    make_database: MakeDatabase, folder: Path
) -> None:
    url = await make_database("migrate")
    write(folder, "0002_bad.sql", "create table half (id int); alter table missing add x int")

    with pytest.raises(MigrationFailed, match='relation "missing" does not exist'):
        await migrate(url, folder)

    assert "half" not in await tables(url)


async def test_a_migration_gives_up_on_a_lock_after_seconds(
    make_database: MakeDatabase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit.migrate, "STATEMENT_LOCK", "200ms")
    url = await make_database("migrate")
    await migrate(url, folder)
    write(folder, "0002_column.sql", "alter table thing add column more int")
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute("select * from thing")
        with pytest.raises(MigrationFailed, match="lock timeout"):
            await migrate(url, folder)
    await connection.close()

    await migrate(url, folder)


async def test_without_a_server_the_sentence_says_so(folder: Path) -> None:
    with pytest.raises(MigrationFailed, match="cannot connect to PostgreSQL"):
        await migrate("postgresql://nobody@127.0.0.1:1/nothing", folder)
