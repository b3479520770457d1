"""Let quotes and requests expire: swept at a time that is given, never when somebody reads."""

from datetime import datetime

from kit.db import Database
from providers.domain.history import Actor
from providers.handlers.requests import changed, entry
from providers.store import requests

SWEEP = Actor(role="worker", subject="expiry")


async def expire_one(*, db: Database, at: datetime) -> bool:
    """The request that is due for longest; false where none is."""
    async with db.transaction() as tx:
        before = await requests.to_sweep(tx, at)
        if before is None:
            return False
        after = before.swept(at)
        await changed(tx, before, after, entry(before, after, "expired", SWEEP, at))
    return True
