"""What tells of danger: from where to where who answers for the safety of minors moves it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from providers.domain.problems import WrongMove
from providers.schemas.concerns import Outcome, Source, State
from providers.schemas.reports import About, ReportOutcome

Move = Literal["take", "suspend", "close"]

MOVES: dict[tuple[Move, State], State] = {
    ("take", "open"): "taken",
    ("suspend", "open"): "taken",
    ("suspend", "taken"): "taken",
    ("close", "taken"): "closed",
}
"""Every move that there is, all of the role `safeguarding`: what nobody has taken is not closed."""

IN_ITALIAN: dict[State, str] = {
    "open": "da prendere in carico",
    "taken": "già in carico",
    "closed": "chiuso",
}

LONGEST = 20_000
"""Characters that are kept: four times our longest form; what is longer was sent past it."""


class Concern(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, wherever they said it."""

    id: UUID
    number: int
    source: Source
    text: str
    about: About | None
    received_at: datetime
    due_at: datetime
    state: State = "open"
    taken_by: str | None = None
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    times: int = 1
    version: int = 1

    def taken(self, by: str) -> "Concern":
        return self._moved("take", taken_by=by)

    def suspended(self, by: str) -> "Concern":
        """What it is about was suspended, by who sees to it from now on."""
        return self._moved("suspend", taken_by=by)

    def closed(self, outcome: Outcome, at: datetime) -> "Concern":
        return self._moved("close", outcome=outcome, closed_at=at)

    @property
    def told(self) -> ReportOutcome:
        """What who has the receipt learns: that it is seen to, and what was written for them."""
        return ReportOutcome(
            state="closed" if self.state == "closed" else "received",
            outcome=None,
            answer=self.outcome.answer if self.outcome else None,
            closed_at=self.closed_at,
        )

    def _moved(self, move: Move, **changed: Any) -> "Concern":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"Il caso è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to, version=self.version + 1, **changed)
