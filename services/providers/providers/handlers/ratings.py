"""Keep a changed review, and tell what the published ones of its offer come to."""

from datetime import datetime
from uuid import UUID

from kit import outbox
from kit.db import Tx
from kit.problems import NotFound
from providers.domain.history import Entry
from providers.domain.offer_facts import told
from providers.domain.reviews import Review
from providers.domain.terms import day
from providers.handlers.offers import UNKNOWN as OFFER_UNKNOWN
from providers.store import history, offers, providers, reviews

UNKNOWN = "Non c'è un gradimento con questo id."


async def changed(tx: Tx, before: Review, after: Review, kept: Entry) -> None:
    """Counted anew where it is published, or is so no more. Only after its row was locked."""
    await reviews.save(tx, after)
    await history.keep(tx, kept)
    if "published" in {before.state, after.state} and before.state != after.state:
        await count(tx, after.offer_id, at=kept.at)


async def count(tx: Tx, offer_id: UUID, *, at: datetime) -> None:
    """What the published reviews of an offer come to, told with the offer."""
    provider = await providers.to_tell_of_offer(tx, offer_id)
    before = await offers.to_change(tx, offer_id)
    if before is None:
        raise NotFound(OFFER_UNKNOWN)
    number, stars = await reviews.count(tx, offer_id)
    after = await offers.rated(tx, before, reviews=number, stars=stars)
    fact = told(after, provider, day(at))
    if fact != told(before, provider, day(at)):
        await outbox.record(tx, fact, at=at)
