"""What is done with a review: write, moderate, reply; and what all of them come to."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import Forbidden, NotFound
from providers.domain.history import Action, Actor, Changes, Entry
from providers.domain.offer_facts import found
from providers.domain.offers import Offer
from providers.domain.privacy import notice_faults
from providers.domain.problems import AlreadyReviewed, NotUsed
from providers.domain.reviews import Move, Review, Side, Viewer
from providers.handlers import answers, concerns, ratings
from providers.handlers.access import is_officer
from providers.handlers.desk import Desk
from providers.handlers.families import check_acts, check_same, hub_of
from providers.handlers.offers import UNKNOWN as OFFER_UNKNOWN
from providers.handlers.providers import refuse
from providers.handlers.ratings import UNKNOWN
from providers.handlers.requests import actor
from providers.schemas.reports import About
from providers.schemas.reviews import NewReview, ReviewRejection, ReviewReply, ReviewState
from providers.store import history, offers, providers, requests, reviews

USE_FIRST = (
    "Si scrive un gradimento dopo l'acquisto concluso, o dopo che le due parti hanno confermato."
)


class Seen(NamedTuple):
    """A review, and the side from which somebody sees it."""

    review: Review
    side: Side


async def write(
    answer_id: UUID, said: NewReview | None, danger: str, *, who: Principal, desk: Desk
) -> Seen | None:
    """What a family says of what it has used; an officer reads it before everybody does. What tells
    of `danger` is no review, whoever says it of whatever: it is for who answers for the safety of
    minors.
    """
    at = desk.now()
    async with desk.db.transaction() as tx:
        if said is None or danger:
            request = await requests.of_answer(tx, answer_id)
            offer_id = request.answer(answer_id).offer_id if request else None
            await concern(tx, said, danger, offer_id, desk)
            return None
        refuse(notice_faults("review", said.privacy_notice))
        seen = answers.sees(await requests.to_change_of_answer(tx, answer_id), answer_id, who)
        if seen.side != "family":
            raise Forbidden
        answers.check_side(seen, said, who)
        if seen.answer.state != "used":
            raise NotUsed(USE_FIRST)
        first = await reviews.of_answer(tx, answer_id)
        if first is not None:
            raise AlreadyReviewed(first)
        review = Review(
            id=uuid4(),
            answer_id=answer_id,
            offer_id=seen.answer.offer_id,
            provider_id=seen.answer.provider_id,
            author=who.subject,
            said=said,
            privacy_notice=said.privacy_notice,
            submitted_at=at,
        )
        await reviews.add(tx, review)
        by = actor("family", who, said.on_behalf)
        await history.keep(tx, entry(None, review, "submitted", by, at))
    return Seen(review, "family")


async def rewrite(
    review_id: UUID,
    said: NewReview | None,
    danger: str,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Seen | None:
    """Anew, after an officer has said why it is not shown; what tells of `danger` as in `write`."""
    if said is None or danger:
        async with desk.db.transaction() as tx:
            review = await reviews.one(tx, review_id)
            await concern(tx, said, danger, review.offer_id if review else None, desk)
        return None
    refuse(notice_faults("review", said.privacy_notice))

    def change(review: Review, at: datetime) -> Review:
        check_acts(who, said.on_behalf)
        check_same(said.on_behalf, review.on_behalf)
        return review.rewritten(said, at=at)

    return await moved(review_id, "rewrite", "edited", change, expected, who, desk)


async def publish(review_id: UUID, *, expected: Expected, who: Principal, desk: Desk) -> Seen:
    """Let everybody read it, and count it."""
    return await moved(
        review_id,
        "publish",
        "published",
        lambda review, at: review.published(at=at),
        expected,
        who,
        desk,
    )


async def reject(
    review_id: UUID, why: ReviewRejection, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """Do not show it, or no longer."""
    return await moved(
        review_id,
        "reject",
        "rejected",
        lambda review, _: review.rejected(why.reason),
        expected,
        who,
        desk,
    )


async def reply(
    review_id: UUID, said: ReviewReply, *, expected: Expected, who: Principal, desk: Desk
) -> Seen:
    """What its body says to it, once."""
    return await moved(
        review_id,
        "reply",
        "replied",
        lambda review, at: review.replied(said.text, at=at),
        expected,
        who,
        desk,
    )


async def moved(
    review_id: UUID,
    move: Move,
    action: Action,
    change: Callable[[Review, datetime], Review],
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Seen:
    """A review that the caller sees, may move so, and has read as it is: changed and counted."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before, side = sees(await reviews.to_change(tx, review_id), who)
        before.check_may(move, side, who.subject)
        expected.check(before.version)
        after = change(before, at)
        by = (
            Actor(role="officer", subject=who.subject)
            if side == "officer"
            else actor("provider" if side == "body" else "family", who, after.on_behalf)
        )
        await ratings.changed(tx, before, after, entry(before, after, action, by, at))
    return Seen(after, side)


async def concern(
    tx: Tx, said: NewReview | None, danger: str, offer_id: UUID | None, desk: Desk
) -> None:
    about = About(kind="entry", id=offer_id) if offer_id else None
    text = said.text if said and said.text else danger
    await concerns.raise_one(tx, "review", text, about=about, desk=desk)


async def read(review_id: UUID, *, who: Principal, desk: Desk) -> Seen:
    async with desk.db.transaction() as tx:
        return sees(await reviews.one(tx, review_id), who)


async def page(
    *,
    offer_id: UUID | None,
    state: ReviewState | None,
    after: UUID | None,
    limit: int,
    who: Principal,
    desk: Desk,
) -> tuple[list[Seen], int]:
    async with desk.db.transaction() as tx:
        items, total = await reviews.page(
            tx, viewer(who), offer_id=offer_id, state=state, after=after, limit=limit
        )
    return [sees(review, who) for review in items], total


async def of_offer(
    offer_id: UUID, *, after: UUID | None, limit: int, desk: Desk
) -> tuple[Offer, list[Review], int]:
    """What everybody may read of an offer that can be found, and what it comes to."""
    async with desk.db.transaction() as tx:
        offer = await offers.one(tx, offer_id)
        body = await providers.one(tx, offer.provider_id) if offer and offer.provider_id else None
        if offer is None or not found(offer, body):
            raise NotFound(OFFER_UNKNOWN)
        return offer, *await reviews.published(tx, offer_id, after=after, limit=limit)


def sees(review: Review | None, who: Principal) -> Seen:
    if review is not None:
        side = review.side(viewer(who))
        if side is not None:
            return Seen(review, side)
    raise NotFound(UNKNOWN)


def viewer(who: Principal) -> Viewer:
    """The body that a token names counts whatever its role: no officer of it moderates."""
    return Viewer(
        subject=who.subject, hub=hub_of(who), body=who.provider_id, officer=is_officer(who)
    )


def entry(before: Review | None, after: Review, action: Action, by: Actor, at: datetime) -> Entry:
    """Which state it came to; nothing of what is said in it."""
    differs: Changes = {}
    if before is None or before.state != after.state:
        differs["state"] = (before.state if before else None, after.state)
    return Entry(thing=after.id, at=at, by=by, action=action, changes=differs)
