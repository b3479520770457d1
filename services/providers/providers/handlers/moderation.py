"""What officers read of what was submitted, and decide about offers."""

from typing import Literal
from uuid import UUID

from kit.auth import Principal
from kit.etags import Expected
from providers.domain.history import Action, changes
from providers.domain.offers import Offer
from providers.handlers import body_mails
from providers.handlers.desk import Desk
from providers.handlers.offers import changed, entry, moves, to_change, to_change_and_tell
from providers.schemas.offers import Notes
from providers.schemas.submissions import Submission
from providers.store import history, offers, submissions

Move = Literal["withdraw", "suspend", "reinstate"]

DONE: dict[Move, Action] = {
    "withdraw": "withdrawn",
    "suspend": "suspended",
    "reinstate": "reinstated",
}


async def publish(offer_id: UUID, *, expected: Expected, who: Principal, desk: Desk) -> Offer:
    """Let families find the draft that was submitted."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before, provider = await to_change_and_tell(tx, offer_id, "publish", who)
        after = before.published_by(provider, seen=expected.seen(before.version), at=at)
        differs = changes(before.published, after.draft) | moves(before, after)
        await changed(tx, before, after, provider, entry(after, "published", differs, who, at))
    return after


async def send_back(
    offer_id: UUID, given: Notes, *, expected: Expected, who: Principal, desk: Desk
) -> Offer:
    """Families still see what they saw."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await to_change(tx, offer_id, "send_back", who)
        after = before.sent_back(given.notes, seen=expected.seen(before.version))
        await offers.save(tx, after)
        differs = moves(before, after) | {"notes": (before.notes, after.notes)}
        await history.keep(tx, entry(after, "sent_back", differs, who, at))
        await body_mails.of_offer(tx, "draft_sent_back", after, public_url=desk.public_url, at=at)
    return after


async def move(
    offer_id: UUID, move: Move, reason: str, *, expected: Expected, who: Principal, desk: Desk
) -> Offer:
    """Withdraw, suspend or reinstate an offer."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before, provider = await to_change_and_tell(tx, offer_id, move, who)
        after = {
            "withdraw": before.withdrawn,
            "suspend": before.suspended,
            "reinstate": before.reinstated,
        }[move](seen=expected.seen(before.version))
        kept = entry(after, DONE[move], moves(before, after), who, at, reason)
        await changed(tx, before, after, provider, kept)
        await body_mails.offer_moved(tx, after, DONE[move], public_url=desk.public_url, at=at)
    return after


async def queue(
    chosen: submissions.Filter, *, after: int | None, limit: int, desk: Desk
) -> tuple[list[Submission], int]:
    async with desk.db.transaction() as tx:
        return await submissions.page(tx, chosen, after=after, limit=limit)
