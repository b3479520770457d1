"""Receipts of certified mail: kept with their act, whose term they begin, and read with it."""

from datetime import datetime
from uuid import UUID

from kit.auth import Principal
from kit.db import Database, Tx
from kit.problems import NotFound
from providers.domain.history import Actor, Entry
from providers.handlers import accesses
from providers.handlers.applications import seen
from providers.handlers.desk import Desk
from providers.receipts import ReceiptBox, read
from providers.schemas.acts import ActItem
from providers.store import acts, applications, history, notices

WORKER = Actor(role="worker", subject="pec")


async def take_one(*, db: Database, box: ReceiptBox, at: datetime) -> bool:
    """The next message of the mailbox; false where there is none. Read twice, it counts once."""
    received = await box.next()
    if received is None:
        return False
    async with db.transaction() as tx:
        known = await keep(tx, received.content, at)
    await box.settle(received.name, known=known)
    return True


async def keep(tx: Tx, content: bytes, at: datetime) -> bool:
    """Whether it belongs to an act of ours."""
    receipt = read(content)
    act = await notices.to_change(tx, receipt.notice_id) if receipt else None
    if receipt is None or act is None or act.channel != "pec":
        return False
    when = min(receipt.at or at, at)  # no term begins tomorrow, whatever a clock says
    if not await acts.keep(tx, act.id, receipt.kind, at=when, content=content):
        return True
    if receipt.kind != "delayed":
        await notices.save(tx, act.receipted(receipt.kind, at))
    if receipt.kind == "delivered" and act.about is not None:
        before = await applications.to_change(tx, act.about)
        after = before.delivered(act.kind, when) if before else None
        if before is not None and after is not None and after is not before:
            await applications.save(tx, after)
            changes = {f"delivered/{act.kind}": (None, when)}
            await history.keep(
                tx,
                Entry(thing=after.id, at=at, by=WORKER, action="delivered", changes=changes),
            )
    return True


async def acts_of(application_id: UUID, *, who: Principal, desk: Desk) -> list[ActItem]:
    """Those about an application, and about the body that it has become."""
    async with desk.db.transaction() as tx:
        application = seen(await applications.one(tx, application_id), who)
        await accesses.of_application(tx, application, who, "acts", at=desk.now())
        return await acts.about(tx, application.id, application.provider_id)


async def receipt(application_id: UUID, receipt_id: UUID, *, who: Principal, desk: Desk) -> bytes:
    """As it came."""
    async with desk.db.transaction() as tx:
        application = seen(await applications.one(tx, application_id), who)
        await accesses.of_application(tx, application, who, "receipt", at=desk.now())
        content = await acts.receipt(tx, receipt_id, application.id, application.provider_id)
    if content is None:
        raise NotFound("Non c'è una ricevuta con questo id.")
    return content
