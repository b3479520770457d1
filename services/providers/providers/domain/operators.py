"""Who acts for a body: what each duty may do, and from where to where an operator moves."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec

from kit.auth import READ, WRITE
from kit.problems import Fault
from providers.domain.problems import WrongMove
from providers.schemas.operators import Duty, Mandate

LONGEST_MANDATE = timedelta(days=3 * 366)
"""Directors are appointed for three years at most (Codice civile, art. 2383, c. 2)."""

ANSWER, OPERATORS, RESERVED = "answer", "operators", "reserved"
PLACES, EDITIONS, OWN = "places", "editions", "own"
"""Scopes of routes, besides those that only read or write."""

PERSON = frozenset({OWN})
"""What everybody may: their own data are theirs whatever a body lets them do, or no longer."""
CARD = PERSON | {READ, WRITE, RESERVED, PLACES, EDITIONS}
MAY: dict[Duty, frozenset[str]] = {
    "represent": CARD | {ANSWER, OPERATORS},
    "card": CARD,
    "answer": PERSON | {READ, ANSWER},
    "read": PERSON | {READ},
}

State = Literal["given", "withdrawn"]
Move = Literal["change", "withdraw"]

MOVES: dict[tuple[Move, State], State] = {
    ("change", "given"): "given",
    ("withdraw", "given"): "withdrawn",
}
"""Every move that there is. Who has expired is still `given`, and may be given more time."""


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts for a body."""

    id: UUID
    provider_id: UUID
    subject: str
    mandate: Mandate
    withdrawn_at: datetime | None = None
    version: int = 1

    def changed(self, mandate: Mandate) -> "Operator":
        return self._moved("change", mandate=mandate)

    def withdrawn(self, at: datetime) -> "Operator":
        return self._moved("withdraw", withdrawn_at=at)

    def _moved(self, move: Move, **changed: Any) -> "Operator":
        if (move, "withdrawn" if self.withdrawn_at else "given") not in MOVES:
            raise WrongMove("L'incarico è revocato.")
        return msgspec.structs.replace(self, version=self.version + 1, **changed)


def expiry_faults(expires_at: datetime, at: datetime, longest: timedelta) -> list[Fault]:
    if at < expires_at <= at + longest:
        return []
    detail = f"Scegli una scadenza nei prossimi {longest.days} giorni."
    return [Fault("/expires_at", "out_of_range", detail)]


def scopes(duties: tuple[Duty, ...]) -> frozenset[str]:
    return frozenset().union(*(MAY[duty] for duty in duties))
