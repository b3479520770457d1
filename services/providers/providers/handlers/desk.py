"""What every use case works with."""

from asyncio import Semaphore
from dataclasses import dataclass, field

from kit.bus import Bus
from kit.clock import Clock
from kit.db import Database
from providers.objects import Objects
from providers.store.areas import Reference


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Made once for each process, by its composition root."""

    db: Database
    bus: Bus
    now: Clock
    reference: Reference
    drawing: Semaphore = field(default_factory=lambda: Semaphore(1))
    """Images are drawn one at a time, since each may take 200 MB."""
    safeguarding_hours: int
    """Within which somebody sees to what tells of danger."""
    safeguarding_mail: str = ""
    """Where they are told that something waits; empty: nowhere."""
    objects: Objects | None
    """Where documents are kept; none: in the database."""
    public_url: str
    """Where this API answers for who reads mails; without a slash at its end."""
