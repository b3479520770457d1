"""Reviews over HTTP: families write, officers moderate, bodies reply, everybody reads."""

from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.vocabularies.danger import helplines
from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.answers import BODY, FAMILY
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.api.spoken import Spoken, SpokenBody
from providers.domain.reviews import Review
from providers.handlers import reviews
from providers.handlers.desk import Desk
from providers.handlers.reviews import Seen
from providers.schemas.reviews import (
    NewReview,
    PublicReviewPage,
    ReviewItem,
    ReviewPage,
    ReviewRejection,
    ReviewReply,
    ReviewSeen,
    ReviewState,
    ReviewTaken,
)

OFFICER = requires("officer")
READERS = requires("citizen", "hub_operator", "provider", "officer")

CHOICES = (
    Parameter(name="offer", kind=kinds.uuid(), description="Solo gradimenti di questa proposta."),
    Parameter(
        name="state",
        kind=kinds.choice(get_args(ReviewState)),
        description="Solo gradimenti in questo stato.",
    ),
    LIMIT,
    AFTER,
)
PUBLIC = (LIMIT, AFTER)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which reviews."""

    offer: UUID | None
    state: ReviewState | None
    limit: int
    after: UUID | None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of an offer's reviews."""

    limit: int
    after: UUID | None


class ReviewController(Controller):
    """What families say of offers that they have used."""

    path = "/v1"
    tags = ("reviews",)

    @get(
        "/offers/{offer_id:uuid}/reviews",
        operation_id="listOfferReviews",
        summary="I gradimenti pubblicati di una proposta, aperti a tutti",
        dependencies={"chosen": Query(PUBLIC, Part)},
    )
    async def of_offer(
        self,
        offer_id: FromPath[UUID],
        chosen: NamedDependency[Part],
        desk: NamedDependency[Desk],
    ) -> PublicReviewPage:
        offer, found, total = await reviews.of_offer(
            offer_id, after=chosen.after, limit=chosen.limit + 1, desk=desk
        )
        items, more = cut(found, chosen.limit)
        path = f"{self.path}/offers/{offer_id}/reviews"
        return PublicReviewPage(
            rating=offer.rating,
            items=tuple(map(item, items)),
            total=total,
            next=following(path, chosen, after=items[-1].id) if more else None,
        )

    @post(
        "/answers/{answer_id:uuid}/review",
        operation_id="writeReview",
        summary="Dice come è andata, dopo averla usata: la legge prima un ufficio",
        guards=[FAMILY],
        dependencies={"said": SpokenBody(NewReview)},
        opt=raises(Conflict),
    )
    async def write(
        self,
        answer_id: FromPath[UUID],
        said: NamedDependency[Spoken[NewReview]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReviewTaken]:
        seen = await reviews.write(answer_id, said.form, said.danger, who=principal, desk=desk)
        return taken(seen, said.danger)

    @get(
        "/reviews",
        operation_id="listReviews",
        summary="I gradimenti scritti, quelli pubblicati dell'ente, o per gli uffici tutti",
        guards=[READERS],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ReviewPage:
        found, total = await reviews.page(
            offer_id=chosen.offer,
            state=chosen.state,
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        items, more = cut(found, chosen.limit)
        link = following("/v1/reviews", chosen, after=items[-1].review.id) if more else None
        return ReviewPage(items=tuple(map(shown, items)), total=total, next=link)

    @get(
        "/reviews/{review_id:uuid}",
        operation_id="getReview",
        summary="Un gradimento",
        guards=[READERS],
    )
    async def read(
        self,
        review_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReviewSeen]:
        return tagged(await reviews.read(review_id, who=principal, desk=desk))

    @put(
        "/reviews/{review_id:uuid}",
        operation_id="rewriteReview",
        summary="Riscrive un gradimento respinto",
        guards=[FAMILY],
        dependencies={"said": SpokenBody(NewReview, expected=IfMatch())},
        opt=raises(Conflict),
    )
    async def rewrite(
        self,
        review_id: FromPath[UUID],
        said: NamedDependency[Spoken[NewReview]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReviewTaken]:
        seen = await reviews.rewrite(
            review_id, said.form, said.danger, expected=said.expected, who=principal, desk=desk
        )
        return taken(seen, said.danger)

    @post(
        "/reviews/{review_id:uuid}/publish",
        operation_id="publishReview",
        summary="Pubblica un gradimento, che da allora conta",
        guards=[OFFICER],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def publish(
        self,
        review_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReviewSeen]:
        return tagged(await reviews.publish(review_id, expected=expected, who=principal, desk=desk))

    @post(
        "/reviews/{review_id:uuid}/reject",
        operation_id="rejectReview",
        summary="Non pubblica un gradimento, o lo toglie, e dice perché a chi lo ha scritto",
        guards=[OFFICER],
        dependencies={"why": Body(ReviewRejection), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def reject(
        self,
        review_id: FromPath[UUID],
        why: NamedDependency[ReviewRejection],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReviewSeen]:
        return tagged(
            await reviews.reject(review_id, why, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/reviews/{review_id:uuid}/reply",
        operation_id="replyToReview",
        summary="Risponde a un gradimento pubblicato, una volta sola",
        guards=[BODY],
        dependencies={"said": Body(ReviewReply), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def reply(
        self,
        review_id: FromPath[UUID],
        said: NamedDependency[ReviewReply],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReviewSeen]:
        return tagged(
            await reviews.reply(review_id, said, expected=expected, who=principal, desk=desk)
        )


def taken(seen: Seen | None, danger: str) -> Tagged[ReviewTaken]:
    """None was kept of what tells of danger: it is no review."""
    told = ReviewTaken(review=seen and shown(seen), help=helplines(danger))
    if seen is None:
        return Tagged(told, version=None)
    at = f"{ReviewController.path}/reviews/{seen.review.id}"
    return Tagged(told, version=seen.review.version, at=at)


def tagged(seen: Seen) -> Tagged[ReviewSeen]:
    return Tagged(shown(seen), version=seen.review.version)


def item(review: Review) -> ReviewItem:
    return ReviewItem(
        id=review.id,
        overall=review.said.overall,
        speed=review.said.speed,
        courtesy=review.said.courtesy,
        punctuality=review.said.punctuality,
        text=review.said.text,
        published_at=review.published_at,
        reply=review.reply,
        replied_at=review.replied_at,
    )


def shown(seen: Seen) -> ReviewSeen:
    review, side = seen
    return ReviewSeen(
        **msgspec.structs.asdict(item(review)),
        answer_id=review.answer_id if side == "family" else None,
        offer_id=review.offer_id,
        provider_id=review.provider_id,
        state=review.state,
        submitted_at=review.submitted_at,
        reason=review.reason,
    )
