"""Reviews over HTTP: what families say of offers that they have used."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.offers import Rating
from contracts.vocabularies.danger import Helpline
from providers.schemas.mandates import Acting
from providers.schemas.privacy import NoticeId
from providers.schemas.requests import Text

ReviewState = Literal["submitted", "published", "rejected"]
Score = Annotated[int, msgspec.Meta(ge=1, le=5)]


class Said(Acting, frozen=True, kw_only=True):
    """What a family says: 1 to 5, and in words if it likes."""

    overall: Score
    speed: Score
    courtesy: Score
    punctuality: Score
    text: Text | None = None


class NewReview(Said, frozen=True, kw_only=True):
    """The same, by who was shown what becomes of it."""

    privacy_notice: NoticeId


class ReviewRejection(msgspec.Struct, frozen=True, kw_only=True):
    """Why a review is not shown: told to who wrote it, who may write it anew."""

    reason: Text


class ReviewReply(msgspec.Struct, frozen=True, kw_only=True):
    """What the body says to it, once."""

    text: Text


class ReviewItem(msgspec.Struct, frozen=True, kw_only=True):
    """A published review, as everybody reads it."""

    id: UUID
    overall: int
    speed: int
    courtesy: int
    punctuality: int
    text: str | None
    published_at: datetime | None
    reply: str | None
    """Of the body."""
    replied_at: datetime | None


class PublicReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """The reviews of an offer, in the order of their ids, and what they come to."""

    rating: Rating | None
    items: tuple[ReviewItem, ...]
    total: int
    next: str | None
    """Address of the next page."""


class ReviewSeen(ReviewItem, frozen=True, kw_only=True):
    """A review, as who wrote it, officers and its body see it."""

    answer_id: UUID | None
    """For who wrote it alone: it leads to what they asked."""
    offer_id: UUID
    provider_id: UUID
    state: ReviewState
    submitted_at: datetime
    reason: str | None
    """Why it was rejected."""


class ReviewTaken(msgspec.Struct, frozen=True, kw_only=True):
    """It was taken."""

    review: ReviewSeen | None
    """None where the words tell of danger: who answers for the safety of minors reads them."""
    help: tuple[Helpline, ...]
    """Whom to call then."""


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """Reviews, in the order of their ids."""

    items: tuple[ReviewSeen, ...]
    total: int
    next: str | None
    """Address of the next page."""
