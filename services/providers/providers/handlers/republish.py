"""Have things told again: these, or all, or what a database that was put back no longer has."""

from collections.abc import Sequence

from contracts.streams import PRIVATE, PROVIDERS, TOMBSTONES
from kit import outbox
from providers.handlers.desk import Desk


async def republish(subjects: Sequence[str] | None, *, after_restore: bool, desk: Desk) -> int:
    """How many things will be told again. No subjects: all.

    Two transactions, each of which may be repeated: the first reads the streams whole, and what the
    second locks nobody could change meanwhile.
    """
    gone = 0
    if after_restore:
        async with desk.db.transaction() as tx:
            for stream in (PRIVATE, PROVIDERS):  # in the order of their subjects, as `record` locks
                gone += await outbox.tombstones(
                    tx, desk.bus, stream, TOMBSTONES, of="providers", at=desk.now()
                )
    async with desk.db.transaction() as tx:
        again = await outbox.republish(tx, subjects)
    return again if subjects is None else again + gone
