"""Whoever tries whatever move, an application goes only where a model says."""

from typing import Any, ClassVar, get_args
from uuid import uuid4

import httpx

from providers.schemas.applications import State
from tests import builders as a
from tests.documents import PDF
from tests.register import APPLICATION_MOVES, OFFICERS_MOVES, Register, application_move
from tests.walks import (
    FORBIDDEN,
    UNKNOWN,
    WRONG_STATE,
    Model,
    Moves,
    Refusal,
    Walk,
    Weights,
    WhoMayNot,
    walk,
)

WRITING = ("edit", "bring")
MOVES = (*WRITING, *APPLICATION_MOVES)
ENDS = {"withdraw", "admit", "reject"}
TERM_RUNNING: Refusal = (409, "term_running")


class Application(Model):
    """It is written, submitted, and decided; before a rejection its body is heard."""

    state = "draft"
    submitted = False
    asked = False
    warned = False
    heard = False

    def to(self, move: str) -> str | None:
        if self.state in {"admitted", "rejected", "withdrawn"}:
            return None
        if move == "withdraw":
            return "withdrawn"
        writing = self.state in {"draft", "integration_asked"}
        if move in WRITING:
            return self.state if writing else None
        if move == "submit":
            return "submitted" if writing else None
        if writing:  # integrations may be awaited for thirty days, and no test takes so long
            return None
        if move == "ask-integration":
            return None if self.asked or self.warned else "integration_asked"
        if move == "notify-rejection":
            return None if self.warned else "submitted"
        if move == "reply":
            return "submitted" if self.warned and not self.heard else None
        if move == "reject":
            return "rejected" if self.heard else None
        return "admitted"

    def refusal(self, move: str) -> Refusal:
        """Of an application that was never submitted not even an officer learns that it is."""
        if move in OFFICERS_MOVES and not self.submitted:
            return UNKNOWN
        waiting = {"submitted": "reject", "integration_asked": "notify-rejection"}
        return TERM_RUNNING if move == waiting.get(self.state) else WRONG_STATE

    def move(self, move: str) -> None:
        super().move(move)
        self.submitted |= move == "submit"
        self.asked |= move == "ask-integration"
        self.warned |= move == "notify-rejection"
        self.heard |= move == "reply"

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.submitted, self.asked, self.warned, self.heard


class Applying(Walk):
    """Who applies for a body, others who do, and the officers who decide."""

    call: ClassVar[str]
    moves: ClassVar[Moves] = {
        move: ("officer",) if move in OFFICERS_MOVES else ("citizen", "provider") for move in MOVES
    }
    often: ClassVar[Weights] = {move: 3 for move in MOVES if move not in ENDS} | {"reject": 3}

    async def begin(self) -> None:
        self.model: Any = Application()
        self.form = a.a_form()
        self.by = f"maria-{uuid4()}"  # who is admitted acts for that body from then on
        made = await self.here.apply(self.form, call=self.call, by=self.by)
        assert made.status_code == 201, made.text
        self.path = f"/v1/applications/{made.json()['id']}"

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.officer if move in OFFICERS_MOVES else self.here.citizen(self.by)

    def who_may_not(self, move: str) -> WhoMayNot:
        signer = self.here.signer
        if move in OFFICERS_MOVES:
            own = signer.headers("officer", subject=self.by)
            return [("an officer who applied", own, FORBIDDEN)]
        return [
            ("a citizen", self.here.citizen("luca"), UNKNOWN),
            ("a body", self.other(), UNKNOWN),
        ]

    def other(self) -> dict[str, str]:
        return self.here.signer.headers("provider", provider=uuid4(), subject="provider-1")

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        if move == "edit":
            return await self.here.ask("PUT", f"{self.path}/form", self.form, If_Match=tag, **who)
        if move == "bring":
            path, kind = f"{self.path}/documents/identity", {"Content_Type": "application/pdf"}
            return await self.here.ask("PUT", path, PDF, If_Match=tag, **kind, **who)
        said = application_move(move)
        return await self.here.ask("POST", f"{self.path}/{move}", said, If_Match=tag, **who)

    async def is_as_the_model_says(self) -> None:
        model = self.model
        answer = await self.here.ask("GET", self.path, **self.here.citizen(self.by))
        seen = answer.json()
        assert (seen["state"], answer.headers["ETag"]) == (model.state, self.tag)
        assert (seen["receipt"] is not None) == model.submitted
        assert (seen["provider_id"] is not None) == (model.state == "admitted")
        assert (seen["reason"] is not None) == (model.state == "rejected")
        for stranger in (self.here.citizen("luca"), self.other()):
            assert (await self.here.ask("GET", self.path, **stranger)).status_code == 404


async def test_no_path_leads_an_application_where_the_model_does_not(here: Register) -> None:
    Applying.call = await here.has_call()
    await walk(Applying, here, through=set(get_args(State)), lives=6, steps=14)
