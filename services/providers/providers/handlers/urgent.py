"""Suspend at once what somebody reported, while it is looked into; then lift that, or leave it."""

from datetime import datetime

from kit.auth import Principal
from kit.clock import rome
from kit.db import Tx
from kit.problems import NotFound, Stale
from providers.domain.history import of_move
from providers.domain.offers import Offer
from providers.domain.problems import NotSuspendable, SuspensionUndecided, WrongMove
from providers.domain.providers import Provider
from providers.domain.reviews import Move, Review, Viewer
from providers.handlers import acts, ratings
from providers.handlers import offers as offer_handlers
from providers.handlers import providers as provider_handlers
from providers.handlers.access import actor
from providers.handlers.body_mails import offer_moved
from providers.handlers.families import hub_of
from providers.schemas.reports import About, Suspension
from providers.store import history, offers, providers, reviews


async def suspend(
    tx: Tx, about: About | None, reason: str, *, who: Principal, at: datetime, public_url: str
) -> None:
    """In the transaction of the report. Raises WrongMove where it is not public now."""
    if about is None:
        raise NotSuspendable
    match about.kind:
        case "review":
            review = await review_to_change(tx, about, "suspend", who)
            hidden = review.suspended()
            kept = of_move(review, hidden, "suspended", actor(who), at, reason)
            await ratings.changed(tx, review, hidden, kept)
        case "provider":
            body = await provider_handlers.to_change(tx, about.id, who)
            gone = body.suspended(rome(at).date())
            await acts.tell_body(tx, gone, "suspended", reason, at)
            kept = of_move(body, gone, "suspended", actor(who), at, reason)
            await provider_handlers.changed(tx, body, gone, kept)
        case "entry":
            offer, provider = await offer_to_change(tx, about)
            out = offer.suspended(seen=offer.version)
            kept = of_move(offer, out, "suspended", actor(who), at, reason)
            await offer_handlers.changed(tx, offer, out, provider, kept)
            await offer_moved(tx, out, "suspended", public_url=public_url, at=at)


async def settle(
    tx: Tx,
    about: About | None,
    said: Suspension | None,
    *,
    who: Principal,
    at: datetime,
    public_url: str,
) -> None:
    """End what `suspend` began, or leave it, as is said: in the transaction of the outcome, which
    must say it while the suspension lasts. Others may have ended it meanwhile.
    """
    if about is None:
        to_lift(said, lasting=False)
        return
    match about.kind:
        case "review":
            review = await review_to_change(tx, about, "publish", who)
            lasting = await history.newest(tx, review.id) == "suspended"
            if (reason := to_lift(said, lasting=lasting)) is not None:
                back = review.published(at=at)
                kept = of_move(review, back, "reinstated", actor(who), at, reason)
                await ratings.changed(tx, review, back, kept)
        case "provider":
            body = await provider_handlers.to_change(tx, about.id, who)
            if (reason := to_lift(said, lasting=body.state == "suspended")) is not None:
                again = body.reinstated(rome(at).date())
                await acts.tell_body(tx, again, "reinstated", reason, at)
                kept = of_move(body, again, "reinstated", actor(who), at, reason)
                await provider_handlers.changed(tx, body, again, kept)
        case "entry":
            offer, provider = await offer_to_change(tx, about)
            if (reason := to_lift(said, lasting=offer.state == "suspended")) is not None:
                found = offer.reinstated(seen=offer.version)
                kept = of_move(offer, found, "reinstated", actor(who), at, reason)
                await offer_handlers.changed(tx, offer, found, provider, kept)
                await offer_moved(tx, found, "reinstated", public_url=public_url, at=at)


def to_lift(said: Suspension | None, *, lasting: bool) -> str | None:
    """Why it is lifted; none where it stays. Raises where nothing is said of what lasts, or
    something of what does not.
    """
    if lasting and said is None:
        raise SuspensionUndecided
    if not lasting and said is not None:
        raise WrongMove("Qui non c'è una sospensione urgente ancora in corso.")
    return said.reason if said is not None and said.then == "lifted" else None


async def review_to_change(tx: Tx, about: About, move: Move, who: Principal) -> Review:
    """Raises OwnReview as all moderation does."""
    review = await reviews.to_change(tx, about.id)
    if review is None:
        raise NotFound(ratings.UNKNOWN)
    # the guards let nobody in but officers and `safeguarding`, who here does what they do
    viewer = Viewer(subject=who.subject, hub=hub_of(who), body=who.provider_id, officer=True)
    review.check_may(move, review.side(viewer), who.subject)
    return review


async def offer_to_change(tx: Tx, about: About) -> tuple[Offer, Provider | None]:
    provider = await providers.to_tell_of_offer(tx, about.id)
    offer = await offers.to_change(tx, about.id)
    if offer is None:
        raise NotFound(offer_handlers.UNKNOWN)
    if offer.provider_id != (provider.id if provider is not None else None):
        raise Stale  # claimed by, or assigned to, another body meanwhile
    return offer, provider
