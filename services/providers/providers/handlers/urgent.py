"""Suspend at once what somebody reported, while it is looked into."""

from datetime import datetime

from kit.auth import Principal
from kit.clock import rome
from kit.db import Tx
from kit.problems import NotFound, Stale
from providers.domain.history import of_move
from providers.domain.problems import NotSuspendable
from providers.domain.reviews import Viewer
from providers.handlers import offers as offer_handlers
from providers.handlers import providers as provider_handlers
from providers.handlers import ratings
from providers.handlers.access import actor
from providers.handlers.families import hub_of
from providers.schemas.reports import About
from providers.store import offers, providers, reviews


async def suspend(
    tx: Tx, about: About | None, reason: str, *, who: Principal, at: datetime
) -> None:
    """In the transaction of the report. Raises WrongMove where it is not public now."""
    if about is None:
        raise NotSuspendable
    if about.kind == "review":
        await suspend_review(tx, about, reason, who=who, at=at)
        return
    if about.kind == "provider":
        body = await provider_handlers.to_change(tx, about.id, who)
        gone = body.suspended(rome(at).date())
        entry = of_move(body, gone, "suspended", actor(who), at, reason)
        await provider_handlers.changed(tx, body, gone, entry)
        return
    provider = await providers.to_tell_of_offer(tx, about.id)
    offer = await offers.to_change(tx, about.id)
    if offer is None:
        raise NotFound(offer_handlers.UNKNOWN)
    if offer.provider_id != (provider.id if provider is not None else None):
        raise Stale  # claimed by, or assigned to, another body meanwhile
    hidden = offer.suspended(seen=offer.version)
    entry = of_move(offer, hidden, "suspended", actor(who), at, reason)
    await offer_handlers.changed(tx, offer, hidden, provider, entry)


async def suspend_review(
    tx: Tx, about: About, reason: str, *, who: Principal, at: datetime
) -> None:
    """Raises OwnReview as all moderation does."""
    review = await reviews.to_change(tx, about.id)
    if review is None:
        raise NotFound(ratings.UNKNOWN)
    # the guards let nobody in but officers and `safeguarding`, who here does what they do
    viewer = Viewer(subject=who.subject, hub=hub_of(who), body=who.provider_id, officer=True)
    review.check_may("suspend", review.side(viewer), who.subject)
    hidden = review.suspended()
    entry = of_move(review, hidden, "suspended", actor(who), at, reason)
    await ratings.changed(tx, review, hidden, entry)
