"""An application to the register: its states, who may move it, and from where to where."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from contracts.providers import Decision
from providers.domain.forms import lacking, missing
from providers.domain.problems import ApplicationIncomplete, WrongMove
from providers.schemas.applications import ApplicationForm, Integration, State
from providers.schemas.documents import Document, DocumentKind

Side = Literal["applicant", "officer"]
Move = Literal["edit", "submit", "withdraw", "ask_integration", "admit", "reject"]

WHO: dict[Move, Side] = {
    "edit": "applicant",
    "submit": "applicant",
    "withdraw": "applicant",
    "ask_integration": "officer",
    "admit": "officer",
    "reject": "officer",
}
MOVES: dict[tuple[Move, State], State] = {
    ("edit", "draft"): "draft",
    ("edit", "integration_asked"): "integration_asked",
    ("submit", "draft"): "submitted",
    ("submit", "integration_asked"): "submitted",
    ("ask_integration", "submitted"): "integration_asked",
    ("admit", "submitted"): "admitted",
    ("reject", "submitted"): "rejected",
    ("withdraw", "draft"): "withdrawn",
    ("withdraw", "submitted"): "withdrawn",
    ("withdraw", "integration_asked"): "withdrawn",
}
"""Every move that there is: from what is not here nothing leads anywhere."""

IN_ITALIAN: dict[State, str] = {
    "draft": "in bozza",
    "submitted": "presentata",
    "integration_asked": "in attesa di integrazioni",
    "admitted": "accolta",
    "rejected": "respinta",
    "withdrawn": "ritirata",
}


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """A body's request to be admitted, under a call."""

    id: UUID
    call_id: UUID
    applicant: str
    """Pseudonym of who makes it."""
    form: ApplicationForm
    state: State = "draft"
    documents: tuple[Document, ...] = ()
    """One of a kind."""
    submitted_at: datetime | None = None
    """When it was first submitted: from then on officers see it."""
    receipt: int | None = None
    """Our number, given when it is first submitted."""
    protocol: str | None = None
    """The city's number, which comes later."""
    integration: Integration | None = None
    """Asked once: the term is suspended once (L. 241/1990, art. 2, c. 7)."""
    decision: Decision | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    """Why it was rejected: told to the body, kept from everybody else."""
    provider_id: UUID | None = None
    """The body of the register that it has become."""
    version: int = 1

    def side(self, subject: str, *, officer: bool) -> Side | None:
        """On which side somebody stands; none: for them it does not exist.

        Who applies is on that side only: no officer decides what they asked for themselves.
        """
        if subject == self.applicant:
            return "applicant"
        return "officer" if officer and self.submitted_at is not None else None

    def edited(self, form: ApplicationForm) -> "Application":
        return self._moved("edit", form=form)

    def documented(self, document: Document) -> "Application":
        """With this one in the place of the one of its kind."""
        others = (one for one in self.documents if one.kind != document.kind)
        return self._moved("edit", documents=(*others, document))

    def submitted(
        self, *, at: datetime, receipt: int, asked: Iterable[DocumentKind] = ()
    ) -> "Application":
        """For the first time, or again with what was asked for; the call asks for documents."""
        after = self._moved("submit")
        kinds = {document.kind for document in self.documents}
        if faults := missing(self.form) + lacking(kind for kind in asked if kind not in kinds):
            raise ApplicationIncomplete(faults)
        if self.integration is not None:
            answered = msgspec.structs.replace(self.integration, answered_at=at)
            return msgspec.structs.replace(after, integration=answered)
        return msgspec.structs.replace(after, submitted_at=at, receipt=receipt)

    def integration_asked(self, request: str, *, at: datetime) -> "Application":
        after = self._moved(
            "ask_integration", integration=Integration(request=request, asked_at=at)
        )
        if self.integration is not None:
            raise WrongMove("Le integrazioni si chiedono una volta sola.")
        return after

    def admitted(self, decision: Decision, provider_id: UUID, *, at: datetime) -> "Application":
        return self._moved("admit", decision=decision, decided_at=at, provider_id=provider_id)

    def rejected(self, decision: Decision, reason: str, *, at: datetime) -> "Application":
        return self._moved("reject", decision=decision, decided_at=at, reason=reason)

    def withdrawn(self) -> "Application":
        return self._moved("withdraw")

    def filed(self, protocol: str) -> "Application":
        return msgspec.structs.replace(self, protocol=protocol, version=self.version + 1)

    def _moved(self, move: Move, **changed: Any) -> "Application":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"La domanda è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to, version=self.version + 1, **changed)
