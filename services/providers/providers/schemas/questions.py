"""Questions of people of 14 to 17 over HTTP: a fixed form, and what the body replies."""

from datetime import datetime
from typing import Annotated, Literal, get_args
from uuid import UUID

import msgspec

from contracts.vocabularies.danger import Helpline
from providers.schemas.privacy import NoticeId
from providers.schemas.requests import Text

Topic = Literal[
    "places_left",
    "how_to_begin",
    "trial",
    "cost",
    "when",
    "where",
    "what_to_bring",
    "level",
    "accessibility",
    "languages",
    "with_friends",
]
"""All that the form can ask: no words of their own, in which somebody could say who they are."""


class NewQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody would like to know about an offer."""

    offer_id: UUID
    topics: Annotated[
        tuple[Topic, ...], msgspec.Meta(min_length=1, max_length=len(get_args(Topic)))
    ]
    privacy_notice: NoticeId


class QuestionReply(msgspec.Struct, frozen=True, kw_only=True):
    """What the body says to it, once."""

    text: Text


class QuestionSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A question and its reply: for the body no person."""

    id: UUID
    offer_id: UUID
    provider_id: UUID
    topics: tuple[Topic, ...]
    asked_at: datetime
    reply: str | None
    replied_at: datetime | None
    asker: str | None
    """Pseudonym, for officers alone: they see whom a body writes to."""
    replied_by: str | None
    """Pseudonym of the operator, for officers alone."""


class QuestionTaken(msgspec.Struct, frozen=True, kw_only=True):
    """It was taken."""

    question: QuestionSeen | None
    """None where the words tell of danger: who answers for the safety of minors reads them."""
    help: tuple[Helpline, ...]
    """Whom to call then."""


class QuestionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Questions, in the order of their ids."""

    items: tuple[QuestionSeen, ...]
    total: int
    next: str | None
    """Address of the next page."""
