"""Bring a service's database to the state that its code needs, with dbmate."""

import asyncio
import sysconfig
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg

KIT_MIGRATIONS = Path(__file__).parent / "migrations"
KIT_TABLE = "kit_migrations"
SERVICE_TABLE = "schema_migrations"
"""dbmate's default."""

CONNECT_SECONDS = 10.0
STATEMENT_LOCK = "5s"
"""A migration gives up on a lock after this rather than make the running release wait behind it."""
OTHERS_DONE = "60s"
"""How long to wait for another migration of the same database: two pods may start at once."""


class MigrationFailed(Exception):
    """The database is as it was before the migration that failed."""


class DataNewerThanCode(MigrationFailed):
    """A later release has been here: this one does not know what it finds."""


async def migrate(url: str, folder: Path) -> None:
    """Make the database if it is missing, then apply kit's migrations and the service's own."""
    await _make(url)
    for table, migrations in ((KIT_TABLE, KIT_MIGRATIONS), (SERVICE_TABLE, folder)):
        await _refuse_newer(url, table, migrations)
        await _dbmate(url, table, migrations)


async def _make(url: str) -> None:
    name = database_name(url)
    server = await _connect(url, database="postgres")
    try:
        if not await server.fetchval("select 1 from pg_database where datname = $1", name):
            quoted = '"' + name.replace('"', '""') + '"'
            await server.execute(f"create database {quoted}")
    except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
        pass  # another migration made it meanwhile
    finally:
        await server.close()


async def _refuse_newer(url: str, table: str, folder: Path) -> None:
    database = await _connect(url)
    try:
        applied = await database.fetch(f"select version from {table}")  # noqa: S608 (ours)
    except asyncpg.UndefinedTableError:
        return
    finally:
        await database.close()
    known = versions(folder)
    unknown = sorted({row["version"] for row in applied} - known)
    if unknown:
        raise DataNewerThanCode(
            f"the database {database_name(url)} was migrated by a later release (to {unknown[-1]}, "
            f"this one knows {max(known, default='none')}): install that release, or put back "
            "a copy of the database from before it"
        )


async def _dbmate(url: str, table: str, folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        Path(sysconfig.get_path("scripts")) / "dbmate",
        "--migrations-dir",
        ".",
        "--migrations-table",
        table,
        "--no-dump-schema",
        "--migration-lock",
        "--migration-lock-timeout",
        OTHERS_DONE,
        "migrate",
        "--strict",
        env={"DATABASE_URL": for_dbmate(url)},  # not an argument: `ps` shows those to everybody
        cwd=folder,  # also because dbmate reads a `.env` where it is started
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise MigrationFailed(f"{folder}: {output.decode(errors='replace').strip()}")


async def _connect(url: str, database: str | None = None) -> "asyncpg.Connection[asyncpg.Record]":
    try:
        return await asyncpg.connect(url, database=database, timeout=CONNECT_SECONDS)
    except (OSError, asyncpg.PostgresError) as error:
        raise MigrationFailed(f"cannot connect to PostgreSQL: {error!r}") from error


def versions(folder: Path) -> set[str]:
    """The migrations in a folder: what is before the first underscore of each name."""
    return {path.name.split("_", 1)[0] for path in folder.glob("*.sql")}


def database_name(url: str) -> str:
    return urlsplit(url).path.lstrip("/") or "postgres"


def for_dbmate(url: str) -> str:
    """The same address, with a limit on waiting for locks, and TLS where the server has it.

    The last is what asyncpg does by itself; dbmate would refuse a server without TLS.
    """
    parts = urlsplit(url)
    query = {"sslmode": "prefer", **dict(parse_qsl(parts.query)), "lock_timeout": STATEMENT_LOCK}
    return urlunsplit(parts._replace(query=urlencode(query)))
