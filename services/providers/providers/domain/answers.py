"""What a body answers about one offer of a request: its states, who may move it, what is told."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from contracts.quotes import QuoteAccepted, QuoteClosed
from kit.events import Fact
from kit.problems import Forbidden
from providers.domain.problems import PurchaseUnderWay, QuoteOver, WrongMove
from providers.schemas.quotes import Quote
from providers.schemas.requests import AnswerState, FamilyContacts, PurchaseState, Side, Use

Mover = Literal["family", "provider", "clock", "vouchers"]
Move = Literal[
    "write",
    "reply",
    "share",
    "quote",
    "refuse",
    "withdraw",
    "accept",
    "close",
    "expire",
    "cancel",
    "call_off",
    "ask_back",
    "confirm_use",
    "use",
    "register",
    "capture",
    "give_back",
]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Who makes a move, and where it leads from where."""

    by: tuple[Mover, ...]
    to: dict[AnswerState, AnswerState]


ONGOING: tuple[AnswerState, ...] = ("sent", "talking", "quoted")
"""Something may still come of it."""
HELD: tuple[AnswerState, ...] = (*ONGOING, "accepted")

MOVES: dict[Move, Step] = {
    "write": Step(by=("family",), to={state: state for state in HELD}),
    "reply": Step(by=("provider",), to={state: state for state in HELD} | {"sent": "talking"}),
    "share": Step(by=("family",), to={state: state for state in HELD}),
    "quote": Step(by=("provider",), to={"sent": "quoted", "talking": "quoted"}),
    "refuse": Step(by=("provider",), to={"sent": "refused", "talking": "refused"}),
    "withdraw": Step(by=("provider",), to={"quoted": "withdrawn"}),
    "accept": Step(by=("family",), to={"quoted": "accepted"}),
    # of the siblings of an accepted one, or when the family calls its request off
    "close": Step(by=("family", "clock"), to=dict.fromkeys(ONGOING, "closed")),
    "expire": Step(by=("clock",), to={"quoted": "expired"}),
    "cancel": Step(by=("family", "provider"), to={"accepted": "cancelled"}),
    # its edition was cancelled: unpaid it is over, paid for it waits for the money to be given back
    "call_off": Step(by=("provider",), to={"accepted": "cancelled"}),
    "ask_back": Step(by=("provider",), to={"accepted": "accepted"}),
    "confirm_use": Step(by=("family", "provider"), to={"accepted": "accepted"}),
    # what the confirmation of the second side is
    "use": Step(by=("family", "provider"), to={"accepted": "used"}),
    # a quote may be cancelled here while it is being paid there: then the money is what is true
    "register": Step(by=("vouchers",), to={"accepted": "accepted", "cancelled": "cancelled"}),
    "capture": Step(by=("vouchers",), to={"accepted": "used", "cancelled": "used"}),
    "give_back": Step(by=("vouchers",), to={"accepted": "cancelled", "cancelled": "cancelled"}),
}
"""Every move that there is: from what is not here nothing leads anywhere."""

PURCHASES: dict[Move, PurchaseState] = {
    "register": "registered",
    "capture": "captured",
    "give_back": "cancelled",
}
PAID_ON: dict[PurchaseState | None, tuple[PurchaseState, ...]] = {
    None: ("registered", "captured", "cancelled"),
    "registered": ("captured", "cancelled"),
    "captured": (),
    "cancelled": (),
}
"""What may be heard after what: a stream that keeps last states alone skips some."""

IN_ITALIAN: dict[AnswerState, str] = {
    "sent": "inviata",
    "talking": "in conversazione",
    "quoted": "in attesa della famiglia, che ha il preventivo",
    "refused": "rifiutata",
    "accepted": "accettata",
    "expired": "scaduta",
    "withdrawn": "ritirata",
    "used": "conclusa",
    "cancelled": "annullata",
    "closed": "chiusa",
}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A body's answer about one of its offers. Its id is also that of its only quote."""

    id: UUID
    offer_id: UUID
    edition_id: UUID | None = None
    """The one that is asked about."""
    provider_id: UUID
    state: AnswerState = "sent"
    quote: Quote | None = None
    reason: str | None = None
    """Why it was refused, withdrawn or cancelled; told to both sides."""
    contacts: FamilyContacts | None = None
    """Of the family, for this body alone; forgotten where nothing comes of it."""
    family_token: str | None = None
    accepted_at: datetime | None = None
    purchase: PurchaseState | None = None
    """What vouchers has told of it."""
    edition_cancelled_at: datetime | None = None
    """Of what was accepted for that edition."""
    use: Use = Use()
    version: int = 1

    @property
    def agreed_edition(self) -> UUID | None:
        """The quote's; the one that is asked about, as long as there is no quote."""
        return self.quote.edition_id if self.quote else self.edition_id

    @property
    def ongoing(self) -> bool:
        return self.state in ONGOING

    def written(self, side: Side) -> "Answer":
        return self._moved("write" if side == "family" else "reply")

    def shared(self, contacts: FamilyContacts) -> "Answer":
        return self._moved("share", contacts=contacts)

    def quoted(self, quote: Quote) -> "Answer":
        return self._moved("quote", quote=quote)

    def refused(self, reason: str) -> "Answer":
        return self._moved("refuse", reason=reason)

    def withdrawn(self, reason: str) -> "Answer":
        return self._moved("withdraw", reason=reason)

    def accepted(self, *, token: str, contacts: FamilyContacts | None, at: datetime) -> "Answer":
        """The quote as it was given, until it expires, swept or not."""
        after = self._moved(
            "accept", family_token=token, accepted_at=at, contacts=contacts or self.contacts
        )
        if self.over_at(at):
            raise QuoteOver("Chiedi all'ente un nuovo preventivo.")
        return after

    def closed(self) -> "Answer":
        return self._moved("close")

    def expired(self) -> "Answer":
        return self._moved("expire")

    def cancelled(self, reason: str) -> "Answer":
        after = self._moved("cancel", reason=reason)
        self._unpaid()
        return after

    def called_off(self, reason: str | None, *, at: datetime) -> "Answer":
        """The edition that it is for was cancelled. What is being paid for is vouchers' to cancel:
        it is asked to, and told why.
        """
        move: Move = "call_off" if self.purchase is None else "ask_back"
        return self._moved(move, reason=reason, edition_cancelled_at=at)

    def use_confirmed(self, side: Side, *, at: datetime) -> "Answer":
        """By one side, once; when both have, it is used."""
        mine, other = f"{side}_at", "provider_at" if side == "family" else "family_at"
        use = msgspec.structs.replace(self.use, **{mine: at})
        after = self._moved("use" if getattr(self.use, other) else "confirm_use", use=use)
        self._unpaid()
        if getattr(self.use, mine):
            raise WrongMove("L'utilizzo è già confermato: manca la conferma dell'altra parte.")
        return after

    def paid(self, move: Move) -> "Answer":
        """As vouchers tells it; the same where that is nothing new, or comes too late."""
        purchase = PURCHASES[move]
        if purchase not in PAID_ON[self.purchase] or self.state not in MOVES[move].to:
            return self
        return self._moved(move, purchase=purchase)

    def over_at(self, at: datetime) -> bool:
        """Whether it has a quote that is not valid any more then."""
        return self.state == "quoted" and self.quote is not None and self.quote.valid_until <= at

    def _unpaid(self) -> None:
        if self.purchase is not None:
            raise PurchaseUnderWay("Si paga con un voucher: prosegui dal voucher.")

    def _moved(self, move: Move, **changed: Any) -> "Answer":
        to = MOVES[move].to.get(self.state)
        if to is None:
            raise WrongMove(f"La risposta è {IN_ITALIAN[self.state]}.")
        if to not in {*HELD, "used"}:
            changed["contacts"] = None  # nothing comes of it: the body needs them no more
        return msgspec.structs.replace(self, state=to, version=self.version + 1, **changed)


def check_may(move: Move, side: Side) -> None:
    if side not in MOVES[move].by:
        raise Forbidden


def told(answer: Answer) -> Fact | None:
    """What vouchers may know of it now; nothing of what no family could pay."""
    if answer.quote is None or answer.state not in {"accepted", "used", "cancelled", "closed"}:
        return None
    cancelled = answer.edition_cancelled_at is not None
    if answer.state == "accepted" and answer.accepted_at and answer.family_token and not cancelled:
        return QuoteAccepted(
            id=answer.id,
            offer_id=answer.offer_id,
            provider_id=answer.provider_id,
            total_cents=answer.quote.total_cents,
            accepted_at=answer.accepted_at,
            family_token=answer.family_token,
            edition_id=answer.quote.edition_id,
        )
    return QuoteClosed(id=answer.id, reason="edition_cancelled" if cancelled else None)
