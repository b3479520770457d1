"""A family's request to bodies: whose it is, its own states, and how its answers move together."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from kit.languages import Language
from kit.problems import Fault
from providers.domain.answers import Answer
from providers.domain.problems import WrongMove
from providers.domain.quotes import LONGEST
from providers.schemas.mandates import OnBehalf
from providers.schemas.requests import FamilyContacts, RequestState, Side

Move = Literal["accept", "expire", "cancel"]

MOVES: dict[tuple[Move, RequestState], RequestState] = {
    ("accept", "open"): "accepted",
    ("expire", "open"): "expired",
    ("cancel", "open"): "cancelled",
}
"""Every move that there is. The family accepts and cancels, the clock lets expire."""

IN_ITALIAN: dict[RequestState, str] = {
    "open": "aperta",
    "accepted": "accettata",
    "expired": "scaduta",
    "cancelled": "annullata",
}

OPEN = LONGEST
"""How long answers are waited for: as long as a quote given on the first day may be valid."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a family asks, and all that is answered; it changes as one thing, under one lock."""

    id: UUID
    citizen: str | None
    """Pseudonym of who asks; nobody where a hub asks for a family that is present."""
    on_behalf: OnBehalf | None = None
    message: str | None = None
    persons: int = 1
    ages: tuple[int, ...] = ()
    privacy_notice: str | None = None
    """The version that was shown; none: forms did not say it then."""
    language: Language = "it"
    """In which it was asked, and its family is written to."""
    sent_at: datetime
    expires_at: datetime
    state: RequestState = "open"
    answers: tuple[Answer, ...]
    version: int = 1

    def answer(self, answer_id: UUID) -> Answer:
        return next(answer for answer in self.answers if answer.id == answer_id)

    def is_of(self, subject: str | None, hub: UUID | None) -> bool:
        """Whether it is this citizen's, or was asked at this hub."""
        if self.on_behalf is not None:
            return self.on_behalf.hub == hub
        return self.citizen == subject

    def side(
        self, answer: Answer, *, subject: str, citizen: bool, hub: UUID | None, body: UUID | None
    ) -> Side | None:
        """On which side of an answer somebody stands; none: for them it does not exist.

        Who asks is on that side only, whatever roles they have: nobody answers themselves, nor
        confirms for both sides.
        """
        if self.is_of(subject if citizen else None, hub):
            return "family"
        if self.citizen == subject:
            return None
        return "provider" if body is not None and body == answer.provider_id else None

    @property
    def due(self) -> datetime:
        """When the clock has something to do with it, while it is open."""
        if not any(answer.ongoing for answer in self.answers):
            return self.sent_at
        quotes = (one.quote for one in self.answers if one.state == "quoted")
        return min([self.expires_at, *(quote.valid_until for quote in quotes if quote)])

    def with_answer(self, after: Answer) -> "Request":
        """With this one changed; it stays open for as long as a quote is valid."""
        until = after.quote.valid_until if after.quote else self.expires_at
        changed = self._each(lambda one: after if one.id == after.id else one)
        return msgspec.structs.replace(changed, expires_at=max(self.expires_at, until))

    def accepted(self, accepted: Answer) -> "Request":
        """One answer accepted: its siblings are closed."""
        after = self._moved("accept")
        return after._each(
            lambda one: accepted if one.id == accepted.id else one.closed() if one.ongoing else one
        )

    def cancelled(self) -> "Request":
        return self._moved("cancel")._each(lambda one: one.closed() if one.ongoing else one)

    def swept(self, at: datetime) -> "Request":
        """With what is over by then: quotes, and the request itself if nothing more can come."""
        after = self._each(lambda one: one.expired() if one.over_at(at) else one)
        if self.expires_at > at and any(answer.ongoing for answer in after.answers):
            return after
        return after._moved("expire")._each(lambda one: one.closed() if one.ongoing else one)

    def _each(self, change: Callable[[Answer], Answer]) -> "Request":
        answers = tuple(map(change, self.answers))
        return msgspec.structs.replace(self, answers=answers, version=self.version + 1)

    def _moved(self, move: Move) -> "Request":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"La richiesta è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to)


def ages_faults(persons: int, ages: tuple[int, ...]) -> list[Fault]:
    """Not all need say their age, but a body must not count on fewer than will come."""
    if len(ages) <= persons:
        return []
    detail = "Le età sono più delle persone: indica in persons quante partecipano."
    return [Fault("/ages", "too_many", detail)]


def contacts_faults(contacts: FamilyContacts | None) -> list[Fault]:
    if contacts is None or contacts.email or contacts.phone:
        return []
    return [Fault("/contacts", "missing", "Indica un'e-mail o un telefono.")]
