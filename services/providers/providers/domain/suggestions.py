"""A body that somebody would like to find: from where to where an officer moves it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from providers.domain.problems import WrongMove
from providers.schemas.suggestions import NewSuggestion, State

Move = Literal["accept", "reject"]

MOVES: dict[tuple[Move, State], State] = {
    ("accept", "received"): "accepted",
    ("reject", "received"): "rejected",
    ("reject", "accepted"): "rejected",
}
"""Every move that there is, all of officers: from what is not here nothing leads anywhere."""

IN_ITALIAN: dict[State, str] = {
    "received": "da leggere",
    "accepted": "accolto",
    "rejected": "respinto",
}


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Seen by officers alone until one accepts it."""

    id: UUID
    number: int
    body: NewSuggestion
    received_at: datetime
    state: State = "received"
    version: int = 1

    def moved(self, move: Move) -> "Suggestion":
        to = MOVES.get((move, self.state))
        if to is None:
            raise WrongMove(f"Il suggerimento è {IN_ITALIAN[self.state]}.")
        return msgspec.structs.replace(self, state=to, version=self.version + 1)
