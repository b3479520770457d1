"""Data in a service's own database: handlers, and the position in the handlers' transaction."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from kit.db import Database, Tx, outage, unquoting
from kit.events import Fact
from kit.problems import Unavailable
from kit.reader.sink import Heard, Moved, Refused

Handler = Callable[..., Awaitable[None]]
"""`async def handler(heard: Heard[ThatFact], *, tx: Tx) -> None`"""


class PostgresSink:
    """Calls the handler of each fact; facts without one are of no interest here."""

    def __init__(self, db: Database, reader: str, handlers: Mapping[type[Fact], Handler]) -> None:
        self._db = db
        self._reader = reader
        self._handlers = handlers
        self._position = 0

    async def position(self) -> int:
        async with self._db.transaction() as tx:
            await tx.execute(
                "insert into reader_position (reader, position) values ($1, 0) "
                "on conflict do nothing",
                self._reader,
            )
            self._position = await self._kept(tx)
        return self._position

    async def take(self, batch: list[Heard[Any]]) -> list[Refused]:
        """One transaction for the batch, a savepoint for each message."""
        async with self._db.transaction() as tx:
            await self._check(tx)
            answers = [await self._handle(heard, tx) for heard in batch]
            refused = [answer for answer in answers if answer]
            position = refused[0].sequence - 1 if refused else batch[-1].sequence
            await self._keep(position, tx)
        self._position = position
        return refused

    async def settle(self, sequence: int) -> None:
        if sequence == self._position:
            return
        async with self._db.transaction() as tx:
            await self._check(tx)
            await self._keep(sequence, tx)
        self._position = sequence

    async def _handle(self, heard: Heard[Any], tx: Tx) -> Refused | None:
        handler = self._handlers.get(type(heard.fact))
        if handler is None:
            return None
        try:
            async with tx.transaction():
                await handler(heard, tx=tx)
        except Exception as error:
            if isinstance(error, Unavailable) or outage(error):
                raise
            return Refused(heard.sequence, unquoting(error))
        return None

    async def _check(self, tx: Tx) -> None:
        """Another reader of this name, or a database put back, must not make a gap."""
        if await self._kept(tx) != self._position:
            raise Moved

    async def _kept(self, tx: Tx) -> int:
        position: int = await tx.fetchval(
            "select position from reader_position where reader = $1 for update", self._reader
        )
        return position

    async def _keep(self, position: int, tx: Tx) -> None:
        await tx.execute(
            "update reader_position set position = $2 where reader = $1", self._reader, position
        )
