"""An application to the register: its states, who may move it, and from where to where."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from contracts.providers import Decision
from providers.domain.forms import lacking, missing
from providers.domain.problems import ApplicationIncomplete, TermRunning, WrongMove
from providers.domain.terms import day, deadlines, integration_due, nothing_due, reply_due
from providers.schemas.applications import (
    AdmissionOrder,
    ApplicationForm,
    Deadlines,
    Integration,
    RejectionNotice,
    RejectionOrder,
    State,
)
from providers.schemas.calls import Notice, Terms
from providers.schemas.documents import Document

Side = Literal["applicant", "officer"]
Move = Literal[
    "edit", "submit", "reply", "withdraw", "ask_integration", "notify_rejection", "admit", "reject"
]

WHO: dict[Move, Side] = {
    "edit": "applicant",
    "submit": "applicant",
    "reply": "applicant",
    "withdraw": "applicant",
    "ask_integration": "officer",
    "notify_rejection": "officer",
    "admit": "officer",
    "reject": "officer",
}
MOVES: dict[tuple[Move, State], State] = {
    ("edit", "draft"): "draft",
    ("edit", "integration_asked"): "integration_asked",
    ("submit", "draft"): "submitted",
    ("submit", "integration_asked"): "submitted",
    ("ask_integration", "submitted"): "integration_asked",
    ("notify_rejection", "submitted"): "submitted",
    ("notify_rejection", "integration_asked"): "submitted",
    ("reply", "submitted"): "submitted",
    ("admit", "submitted"): "admitted",
    ("reject", "submitted"): "rejected",
    ("withdraw", "draft"): "withdrawn",
    ("withdraw", "submitted"): "withdrawn",
    ("withdraw", "integration_asked"): "withdrawn",
}
"""Every move that there is: from what is not here nothing leads anywhere."""

OVER: frozenset[State] = frozenset({"admitted", "rejected", "withdrawn"})

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
    rejection_notice: RejectionNotice | None = None
    """Given once, before a rejection."""
    terms: Terms = Terms()
    """Those that its call had when it was first submitted."""
    decision: Decision | None = None
    responsible: str | None = None
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

    def submitted(self, *, at: datetime, receipt: int, call: Notice) -> "Application":
        """For the first time, or again with what was asked for; the call asks for documents."""
        after = self._moved("submit")
        kinds = {document.kind for document in self.documents}
        if faults := missing(self.form) + lacking(
            kind for kind in call.documents if kind not in kinds
        ):
            raise ApplicationIncomplete(faults)
        if self.integration is not None:
            answered = msgspec.structs.replace(self.integration, answered_at=at)
            return msgspec.structs.replace(after, integration=answered)
        return msgspec.structs.replace(after, submitted_at=at, receipt=receipt, terms=call.terms)

    def integration_asked(self, request: str, *, at: datetime) -> "Application":
        integration = Integration(request=request, asked_at=at)
        after = self._moved("ask_integration", integration=integration)
        if self.integration is not None or self.rejection_notice is not None:
            raise WrongMove("Le integrazioni si chiedono una volta sola, prima del preavviso.")
        return after

    def rejection_notified(self, reasons: str, *, at: datetime) -> "Application":
        """Before a rejection; where integrations were asked in vain, once their term is over."""
        notice = RejectionNotice(reasons=reasons, given_at=at)
        after = self._moved("notify_rejection", rejection_notice=notice)
        if self.rejection_notice is not None:
            raise WrongMove("Il preavviso di rigetto si dà una volta sola.")
        if self.state == "integration_asked" and self.integration is not None:
            still_running(integration_due(self.terms, self.integration), at)
        return after

    def replied(self, reply: str, *, at: datetime) -> "Application":
        notice = self.rejection_notice
        after = self._moved("reply")
        if notice is None or notice.reply is not None:
            raise WrongMove("Non c'è un preavviso di rigetto a cui rispondere.")
        answered = msgspec.structs.replace(notice, reply=reply, replied_at=at)
        return msgspec.structs.replace(after, rejection_notice=answered)

    def admitted(self, order: AdmissionOrder, provider_id: UUID, *, at: datetime) -> "Application":
        return self._decided("admit", order, at, provider_id=provider_id)

    def rejected(self, order: RejectionOrder, *, at: datetime) -> "Application":
        """Once the body was warned, and has replied or let its term pass."""
        after = self._decided("reject", order, at, reason=order.reason)
        notice = self.rejection_notice
        if notice is None:
            raise TermRunning("Prima si dà il preavviso di rigetto (L. 241/1990, art. 10-bis).")
        if notice.reply is None:
            still_running(reply_due(self.terms, notice), at)
        return after

    @property
    def deadlines(self) -> Deadlines | None:
        if self.submitted_at is None:
            return None
        if self.state in OVER:
            return nothing_due(self.terms)
        return deadlines(self.terms, self.submitted_at, self.integration, self.rejection_notice)

    def withdrawn(self) -> "Application":
        return self._moved("withdraw")

    def filed(self, protocol: str) -> "Application":
        return msgspec.structs.replace(self, protocol=protocol, version=self.version + 1)

    def delivered(self, act: str, at: datetime) -> "Application":
        """An act came to the certified mailbox; of two receipts the first counts."""
        changed: dict[str, Any] = {}
        if act == "integration_asked" and self.integration and not self.integration.delivered_at:
            changed["integration"] = msgspec.structs.replace(self.integration, delivered_at=at)
        if (
            act == "rejection_notified"
            and self.rejection_notice
            and not self.rejection_notice.delivered_at
        ):
            notice = msgspec.structs.replace(self.rejection_notice, delivered_at=at)
            changed["rejection_notice"] = notice
        if not changed:
            return self
        return msgspec.structs.replace(self, version=self.version + 1, **changed)

    def _decided(
        self, move: Move, order: AdmissionOrder, at: datetime, **changed: Any
    ) -> "Application":
        decided = {"decision": order.decision, "responsible": order.responsible, "decided_at": at}
        return self._moved(move, **decided, **changed)

    def _moved(self, move: Move, **changed: Any) -> "Application":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"La domanda è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to, version=self.version + 1, **changed)


def still_running(due: date, at: datetime) -> None:
    if day(at) <= due:
        raise TermRunning(f"L'ente ha tempo fino al {due:%d/%m/%Y}.")
