"""A report of an entry, a review or a body: from where to where an officer moves it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from providers.domain.problems import WrongMove
from providers.schemas.reports import About, Kind, ReportOutcome, State, Verdict

Move = Literal["suspend", "close"]

MOVES: dict[tuple[Move, State], State] = {
    ("suspend", "received"): "suspended",
    ("close", "received"): "closed",
    ("close", "suspended"): "closed",
}
"""Every move that there is, all of officers: from what is not here nothing leads anywhere."""

IN_ITALIAN: dict[State, str] = {
    "received": "da esaminare",
    "suspended": "in esame, con una sospensione urgente",
    "closed": "chiusa",
}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody found wrong, unsafe or abusive."""

    id: UUID
    number: int
    about: About
    kind: Kind
    text: str | None
    received_at: datetime
    state: State = "received"
    verdict: Verdict | None = None
    closed_at: datetime | None = None
    version: int = 1

    def suspended(self) -> "Report":
        """What it is about was suspended while it is looked into."""
        return self._moved("suspend")

    def closed(self, verdict: Verdict, at: datetime) -> "Report":
        return self._moved("close", verdict=verdict, closed_at=at)

    @property
    def told(self) -> ReportOutcome:
        """What who has the receipt learns."""
        return ReportOutcome(
            state=self.state,
            outcome=self.verdict.outcome if self.verdict else None,
            answer=self.verdict.answer if self.verdict else None,
            closed_at=self.closed_at,
        )

    def _moved(self, move: Move, **changed: Any) -> "Report":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"La segnalazione è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to, version=self.version + 1, **changed)
