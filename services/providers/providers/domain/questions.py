"""A question of somebody of 14 to 17: who sees it, and that it is replied to once."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from kit.problems import Fault, Forbidden
from providers.domain.problems import WrongMove
from providers.schemas.questions import NewQuestion, Topic

Side = Literal["asker", "body", "officer"]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """It is asked, and then replied to: the body says nothing before, and nothing after."""

    id: UUID
    asker: str
    offer_id: UUID
    provider_id: UUID
    topics: tuple[Topic, ...]
    asked_at: datetime
    privacy_notice: str | None = None
    """The version that was shown; none: forms did not say it then."""
    reply: str | None = None
    replied_at: datetime | None = None
    replied_by: str | None = None
    version: int = 1

    def side(self, *, minor: str | None, body: UUID | None, officer: bool) -> Side | None:
        """On which side somebody stands; none: for them it does not exist."""
        if minor == self.asker:
            return "asker"
        if officer:
            return "officer"
        return "body" if body == self.provider_id else None

    def replied(self, text: str, *, side: Side, by: str, at: datetime) -> "Question":
        if side != "body":
            raise Forbidden
        if self.reply is not None:
            raise WrongMove("A un quesito si risponde una volta sola.")
        return msgspec.structs.replace(
            self, reply=text, replied_at=at, replied_by=by, version=self.version + 1
        )


def question_faults(new: NewQuestion) -> list[Fault]:
    return [
        Fault(f"/topics/{place}", "repeated", "Questo argomento compare due volte.")
        for place, topic in enumerate(new.topics)
        if topic in new.topics[:place]
    ]
