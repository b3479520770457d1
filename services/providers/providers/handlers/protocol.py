"""Get the city's protocol number for what was submitted."""

from datetime import datetime

from kit.db import Database
from providers.domain.applications import Application
from providers.domain.history import Actor, Entry
from providers.protocol import Filing, ProtocolSystem
from providers.store import applications, history

WORKER = Actor(role="worker", subject="protocol")


async def file_one(*, db: Database, system: ProtocolSystem, at: datetime) -> bool:
    """The application that has waited longest; false where none waits."""
    async with db.transaction() as tx:
        before = await applications.to_file(tx)
        if before is None or before.submitted_at is None:
            return False
        number = await system.file(filing(before, before.submitted_at))
        after = before.filed(number)
        await applications.save(tx, after)
        differs = {"protocol": (None, number)}
        await history.keep(
            tx, Entry(thing=after.id, at=at, by=WORKER, action="filed", changes=differs)
        )
    return True


def filing(application: Application, submitted_at: datetime) -> Filing:
    return Filing(
        key=application.id,
        sender=application.form.card.name,
        tax_code=application.form.tax_code,
        subject=f"Domanda di adesione all'Elenco Milano 0-18, ricevuta {application.receipt}",
        received_at=submitted_at,
    )
