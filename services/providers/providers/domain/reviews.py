"""A review: its states, who may move it, and who sees it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from kit.problems import Forbidden
from providers.domain.problems import OwnReview, WrongMove
from providers.schemas.mandates import OnBehalf
from providers.schemas.reviews import NewReview, ReviewState, Said

Side = Literal["family", "body", "officer"]
Move = Literal["rewrite", "publish", "suspend", "reject", "reply"]

WHO: dict[Move, Side] = {
    "rewrite": "family",
    "publish": "officer",
    "suspend": "officer",
    "reject": "officer",
    "reply": "body",
}
MOVES: dict[tuple[Move, ReviewState], ReviewState] = {
    ("rewrite", "rejected"): "submitted",
    ("publish", "submitted"): "published",
    ("suspend", "published"): "submitted",
    ("reject", "submitted"): "rejected",
    ("reject", "published"): "rejected",
    ("reply", "published"): "published",
}
"""Every move that there is: from what is not here nothing leads anywhere. What is
suspended waits for an officer again, who publishes or rejects it."""

IN_ITALIAN: dict[ReviewState, str] = {
    "submitted": "in attesa di moderazione",
    "published": "pubblicato",
    "rejected": "respinto",
}


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks at reviews: a pseudonym, and what they act for."""

    subject: str
    hub: UUID | None
    body: UUID | None
    officer: bool


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a family says of an offer that it has used; of each answer one."""

    id: UUID
    answer_id: UUID
    offer_id: UUID
    provider_id: UUID
    author: str
    """Pseudonym of who wrote it."""
    said: Said
    privacy_notice: str | None = None
    """The version that was shown; none: forms did not say it then."""
    state: ReviewState = "submitted"
    submitted_at: datetime
    published_at: datetime | None = None
    reason: str | None = None
    reply: str | None = None
    replied_at: datetime | None = None
    version: int = 1

    @property
    def on_behalf(self) -> OnBehalf | None:
        return self.said.on_behalf

    def side(self, viewer: Viewer) -> Side | None:
        """On which side somebody stands; none: for them it does not exist.

        Who wrote it and who is reviewed stand on that side alone, officers or not.
        """
        own = self.author == viewer.subject
        if self.on_behalf.hub == viewer.hub if self.on_behalf else own:
            return "family"
        if viewer.body == self.provider_id:
            return "body" if self.state == "published" or viewer.officer else None
        return "officer" if viewer.officer else None

    def check_may(self, move: Move, side: Side | None, subject: str) -> None:
        if WHO[move] == "officer" and (side != "officer" or subject == self.author):
            raise OwnReview
        if side != WHO[move]:
            raise Forbidden

    def rewritten(self, said: NewReview, *, at: datetime) -> "Review":
        """What the body had replied was to other words: it may reply to these."""
        return self._moved(
            "rewrite",
            said=said,
            privacy_notice=said.privacy_notice,
            submitted_at=at,
            reason=None,
            reply=None,
            replied_at=None,
        )

    def published(self, *, at: datetime) -> "Review":
        return self._moved("publish", published_at=at)

    def suspended(self) -> "Review":
        """Nobody reads it while a report of it is looked into."""
        return self._moved("suspend", published_at=None)

    def rejected(self, reason: str) -> "Review":
        return self._moved("reject", reason=reason, published_at=None)

    def replied(self, text: str, *, at: datetime) -> "Review":
        after = self._moved("reply", reply=text, replied_at=at)
        if self.reply is not None:
            raise WrongMove("A un gradimento si risponde una volta sola.")
        return after

    def _moved(self, move: Move, **changed: Any) -> "Review":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"Il gradimento è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to, version=self.version + 1, **changed)
