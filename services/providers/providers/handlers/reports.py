"""What is done with a report: take, look into, suspend what it is about, close, tell."""

from datetime import datetime
from uuid import UUID, uuid4

from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain.history import Action, of_move
from providers.domain.receipts import digest, new_receipt
from providers.domain.reports import Report
from providers.handlers import concerns, urgent
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.schemas.reports import NewReport, ReportOutcome, Verdict
from providers.store import concerns as concern_rows
from providers.store import history, reports

UNKNOWN = "Non c'è una segnalazione con questo id."
NO_SUCH_RECEIPT = "Non c'è una segnalazione con questa ricevuta."


async def take(new: NewReport | None, danger: str, *, desk: Desk) -> str:
    """The receipt. What tells of `danger` goes to who answers for the safety of minors alone, also
    where it was not said as a report should be.
    """
    receipt = new_receipt()
    async with desk.db.transaction() as tx:
        if new is None or danger:
            text, about = (new.text or danger, new.about) if new else (danger, None)
            await concerns.raise_one(
                tx, "report", text, about=about, receipt=digest(receipt), desk=desk
            )
        else:
            await reports.add(tx, uuid4(), new, digest(receipt), desk.now())
    return receipt


async def outcome(receipt: str, *, desk: Desk) -> ReportOutcome:
    """What became of a report, whichever queue it went to."""
    async with desk.db.transaction() as tx:
        found = await reports.of_receipt(tx, digest(receipt)) or await concern_rows.of_receipt(
            tx, digest(receipt)
        )
    if found is None:
        raise NotFound(NO_SUCH_RECEIPT)
    return found.told


async def suspend(
    report_id: UUID, reason: str, *, expected: Expected, who: Principal, desk: Desk
) -> Report:
    """Have families find no more what it is about, while it is looked into."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, report_id, expected)
        after = before.suspended()
        await urgent.suspend(tx, before.about, reason, who=who, at=at, public_url=desk.public_url)
        return await moved(tx, before, after, "report_suspended", who, at)


async def close(
    report_id: UUID, verdict: Verdict, *, expected: Expected, who: Principal, desk: Desk
) -> Report:
    """With what becomes of the thing, where it was suspended from here."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, report_id, expected)
        after = before.closed(verdict, at)
        about = before.about if before.state == "suspended" else None
        await urgent.settle(
            tx, about, verdict.suspension, who=who, at=at, public_url=desk.public_url
        )
        return await moved(tx, before, after, "report_closed", who, at)


async def read(report_id: UUID, *, desk: Desk) -> Report:
    async with desk.db.transaction() as tx:
        found = await reports.one(tx, report_id)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


async def page(
    chosen: reports.Filter, *, after: int | None, limit: int, desk: Desk
) -> tuple[list[Report], int]:
    async with desk.db.transaction() as tx:
        return await reports.page(tx, chosen, after=after, limit=limit)


async def to_change(tx: Tx, report_id: UUID, expected: Expected) -> Report:
    report = await reports.to_change(tx, report_id)
    if report is None:
        raise NotFound(UNKNOWN)
    expected.check(report.version)
    return report


async def moved(
    tx: Tx, before: Report, after: Report, action: Action, who: Principal, at: datetime
) -> Report:
    await reports.save(tx, after)
    await history.keep(tx, of_move(before, after, action, actor(who), at))
    return after
