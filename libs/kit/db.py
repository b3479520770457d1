"""The one door to PostgreSQL: a pool, and transactions that say when the database is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg
import msgspec
from asyncpg.pool import PoolConnectionProxy

from kit.problems import Unavailable

Tx: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
"""An open transaction: what `Database.transaction` hands over."""

Row: TypeAlias = asyncpg.Record
UniqueViolation = asyncpg.UniqueViolationError
"""For services, which may not import asyncpg: another row has this key already."""

CONNECTIONS = 10
"""Most of one process. Four services with two processes each stay under PostgreSQL's default of
100, and a process in one thread has no use for more: a transaction takes some 3 ms."""
IDLE_SECONDS = 300.0
"""After which a connection that nobody uses is closed (asyncpg's default)."""
CONNECT_SECONDS = 5.0
"""To get a connection, made or waited for. Callers are better served by a 503 than by waiting."""
STATEMENT_SECONDS = 15
"""One statement; `republish` of 100,000 subjects, the longest, takes about 3 s."""
LOCK_SECONDS = 5
"""Waiting for a row that another transaction holds: those take milliseconds, so 5 s is a fault."""
IDLE_IN_TRANSACTION_SECONDS = 30
"""A handler that hangs must not keep its row locks for ever."""
ANSWER_SECONDS = STATEMENT_SECONDS + 5.0
"""Our own limit for one statement, for a server that does not even say that it gave up."""

AWAY = "La base di dati non risponde: riprova tra poco."

TRY_AGAIN = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shutting down, starting, statement_timeout
    asyncpg.InsufficientResourcesError,  # too many connections, disk full
    asyncpg.TransactionRollbackError,  # deadlock, serialization
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,  # connected to what was the primary a moment ago
    asyncpg.InvalidCachedStatementError,  # the first use of a statement after a migration
    asyncpg.InternalClientError,  # a connection whose server died while nobody used it
    ConnectionError,
    TimeoutError,
)


class Database:
    """One service's database."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    @classmethod
    async def connect(cls, url: str, *, name: str = "wishmi") -> "Database":
        """Ready at once: connections are made when asked for, so the server may come later.

        `name` is what `pg_stat_activity` shows.
        """
        return cls(
            await asyncpg.create_pool(
                url,
                min_size=0,
                max_size=CONNECTIONS,
                max_inactive_connection_lifetime=IDLE_SECONDS,
                timeout=CONNECT_SECONDS,
                command_timeout=ANSWER_SECONDS,
                init=_speak_json,
                reset=_nothing,
                server_settings={
                    "application_name": name,
                    "statement_timeout": f"{STATEMENT_SECONDS}s",
                    "lock_timeout": f"{LOCK_SECONDS}s",
                    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
                },
            )
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Commit what is done inside, or nothing. `Unavailable`: the same may work later."""
        async with self.statement() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def statement(self) -> AsyncIterator[Tx]:
        """For one statement, which is a transaction by itself: it spares the round trips of `begin`
        and `commit`. `Unavailable`: the same may work later.
        """
        try:
            async with self._connection() as connection:
                yield connection
        except Exception as error:
            if not outage(error):
                raise
            raise Unavailable(AWAY) from error

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Tx]:
        try:
            connection = await self._pool.acquire(timeout=CONNECT_SECONDS)
        except OSError as error:  # no socket file, name not found, refused, timed out
            raise Unavailable(AWAY) from error
        try:
            yield connection
        finally:
            await self._pool.release(connection, timeout=CONNECT_SECONDS)

    async def ready(self) -> None:
        """For the readiness check: raises `Unavailable`."""
        async with self.transaction() as tx:
            await tx.execute("select 1")

    async def close(self) -> None:
        """Wait for what is going on, then close."""
        await self._pool.close()


def outage(error: Exception) -> bool:
    """Whether the same may work later."""
    # The base class itself says that the connection is closed; DataError and such are ours.
    return isinstance(error, TRY_AGAIN) or type(error) is asyncpg.InterfaceError


def unquoting(error: Exception) -> str:
    """What an error says, where others may read it: of a database's only the class and the rule
    that was broken, as its own words quote rows (`Failing row contains (…, maria@example.org)`).
    """
    name = type(error).__name__
    if isinstance(error, asyncpg.InterfaceError):
        return name
    if isinstance(error, asyncpg.PostgresError):
        return " ".join(filter(None, (name, getattr(error, "constraint_name", None))))
    return f"{name}: {error}"


async def _nothing(_connection: object) -> None:
    """Between two uses: all that we set ends with its transaction, and asyncpg's own statement for
    it would be one round trip more for each (an eighth of a change of places)."""


async def _speak_json(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=_json, decoder=msgspec.json.decode
        )


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
