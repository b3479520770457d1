"""Whoever tries whatever move, what waits in the city's queues goes only where a model says."""

from typing import Any, ClassVar, get_args
from uuid import UUID, uuid4

import httpx

from providers.schemas import concerns, reports, suggestions
from tests.component.test_providers_reports import MOVES as REPORT_MOVES
from tests.component.test_providers_reports import a_report, outcome, reported
from tests.component.test_providers_safeguarding import MOVES as CONCERN_MOVES
from tests.component.test_providers_safeguarding import about, cry, guardian
from tests.component.test_providers_safeguarding import concerns as concerns_of
from tests.component.test_providers_suggestions import has_suggestion, seen
from tests.register import Register
from tests.walks import (
    FORBIDDEN,
    WRONG_STATE,
    Model,
    Moves,
    Refusal,
    Walk,
    Weights,
    WhoMayNot,
    walk,
)

UNDECIDED: Refusal = (409, "suspension_undecided")
ENDS = {"close": None, "close-lifting": "lifted", "close-keeping": "kept"}
"""What becomes of a suspension, as each way to close says."""


class Looking(Model):
    """A thing in a queue, and the offer that it is about, which others suspend as well."""

    suspended = False
    """Whether the offer is."""
    urgent = False
    """Whether it was from here."""
    leads: ClassVar[dict[str, dict[str, str]]]

    def to(self, move: str) -> str | None:
        if move in ENDS:
            fits = (self.urgent and self.suspended) == (ENDS[move] is not None)
            return self.leads["close"].get(self.state) if fits else None
        if move == "reinstate":
            return self.state if self.suspended else None
        if move == "suspend-otherwise" or (move == "suspend" and self.suspended):
            return None if self.suspended else self.state
        return self.leads[move].get(self.state)

    def refusal(self, move: str) -> Refusal:
        closable = self.leads["close"].get(self.state) is not None
        return UNDECIDED if move == "close" and closable else WRONG_STATE

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.version += move in self.leads or move in ENDS
        self.urgent |= move == "suspend"
        ended = move in {"reinstate", "close-lifting"}
        self.suspended = (self.suspended or "suspend" in move) and not ended

    @property
    def over(self) -> bool:
        return self.state == "closed"

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.suspended, self.urgent


class Report(Looking):
    """Somebody says that something is wrong: it is looked into, and closed with an outcome."""

    state = "received"
    leads: ClassVar[dict[str, dict[str, str]]] = {
        "suspend": {"received": "suspended"},
        "close": {"received": "closed", "suspended": "closed"},
    }


class Concern(Looking):
    """Somebody tells of danger: nobody closes what nobody sees to, or sees to it twice."""

    state = "open"
    leads: ClassVar[dict[str, dict[str, str]]] = {
        "take": {"open": "taken"},
        "suspend": {"open": "taken", "taken": "taken"},
        "close": {"taken": "closed"},
    }


class Reporting(Walk):
    """An offer, what somebody reports of it, and the officers who look into it."""

    body: ClassVar[str]
    offer: ClassVar[str]
    moves: ClassVar[Moves] = {
        "suspend": ("officer",),
        **dict.fromkeys(ENDS, ("officer",)),
        "reinstate": ("officer",),
        "suspend-otherwise": ("officer",),
    }
    untagged = frozenset({"reinstate", "suspend-otherwise"})
    said: ClassVar[dict[str, Any]] = REPORT_MOVES

    async def begin(self) -> None:
        await self.of_offer("reinstate", self.here.officer)
        self.model: Any = Report()
        self.receipt = await reported(self.here, a_report(self.offer))
        waiting = await self.here.get("/v1/reports?state=received&limit=100")
        self.path = f"/v1/reports/{waiting['items'][-1]['id']}"

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        """No officer on the side of the body, and no body hears that it was reported."""
        body = UUID(self.body)
        both = self.here.signer.headers("officer", subject="both", provider=body)
        return [
            ("an officer of the body", both, FORBIDDEN),
            ("the body", self.here.provider(self.body), FORBIDDEN),
        ]

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        if move in self.untagged:
            return await self.of_offer(move.removesuffix("-otherwise"), who)
        if move in ENDS:
            said = self.said["close"]
            if ENDS[move] is not None:
                said = said | {"suspension": {"then": ENDS[move], "reason": "Verificato."}}
            return await self.here.ask("POST", f"{self.path}/close", said, If_Match=tag, **who)
        said = self.said[move]
        return await self.here.ask("POST", f"{self.path}/{move}", said, If_Match=tag, **who)

    async def of_offer(self, move: str, who: dict[str, str]) -> httpx.Response:
        path, why = f"/v1/offers/{self.offer}/{move}", {"reason": "Per prova."}
        return await self.here.ask("POST", path, why, If_Match="*", **who)

    def reader(self) -> dict[str, str]:
        return self.here.officer

    async def is_as_the_model_says(self) -> None:
        model = self.model
        read = await self.here.ask("GET", self.path, **self.reader())
        assert (read.json()["state"], read.headers["ETag"]) == (model.state, self.tag)
        told = (await outcome(self.here, self.receipt)).json()
        answered = told["answer"] is not None
        assert (told["state"] == "closed", answered) == (model.over, model.over)
        offer = await self.here.get(f"/v1/offers/{self.offer}")
        assert (offer["state"] == "suspended") == model.suspended
        for _, who, _ in self.who_may_not("read"):
            assert (await self.here.ask("GET", self.path, **who)).status_code == 403


class Guarding(Reporting):
    """The same of what tells of danger, for who answers for the safety of minors alone."""

    moves: ClassVar[Moves] = {
        "take": ("safeguarding",),
        "suspend": ("safeguarding",),
        **dict.fromkeys(ENDS, ("safeguarding",)),
        "reinstate": ("officer",),
        "suspend-otherwise": ("officer",),
    }
    said: ClassVar[dict[str, Any]] = CONCERN_MOVES

    async def begin(self) -> None:
        await self.of_offer("reinstate", self.here.officer)
        self.model = Concern()
        words = f"Mio zio mi picchia, {uuid4()}"  # the same again would be the same case
        self.receipt = await cry(self.here, about=about("entry", self.offer), text=words)
        self.path = f"/v1/concerns/{(await concerns_of(self.here, 'state=open'))[-1]['id']}"

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.officer if move in self.untagged else guardian(self.here)

    def reader(self) -> dict[str, str]:
        return guardian(self.here)

    def who_may_not(self, move: str) -> WhoMayNot:
        body = UUID(self.body)
        both = self.here.signer.headers("safeguarding", subject="both", provider=body)
        return [("a guardian of the body", both, FORBIDDEN), *super().who_may_not(move)]

    async def is_as_the_model_says(self) -> None:
        await super().is_as_the_model_says()
        seen = await self.here.get(self.path, **guardian(self.here))
        assert seen["taken_by"] == (None if self.model.state == "open" else "guardian-1")


class Suggestion(Model):
    """A body that somebody would like to find: seen by all once it is accepted, until it is not."""

    state = "received"

    def to(self, move: str) -> str | None:
        if move == "accept":
            return "accepted" if self.state == "received" else None
        return "rejected" if self.state != "rejected" else None


class Suggesting(Walk):
    """A suggestion, and the officers who read it."""

    moves: ClassVar[Moves] = {"accept": ("officer",), "reject": ("officer",)}
    often: ClassVar[Weights] = {"accept": 3}

    async def begin(self) -> None:
        self.model = Suggestion()
        self.path = f"/v1/suggestions/{await has_suggestion(self.here)}"
        self.name = (await self.here.get(self.path))["suggestion"]["name"]

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        return ()  # beyond the roles there is no side

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        return await self.here.ask("POST", f"{self.path}/{move}", If_Match=tag, **who)

    async def is_as_the_model_says(self) -> None:
        read = await self.here.ask("GET", self.path)
        assert (read.json()["state"], read.headers["ETag"]) == (self.model.state, self.tag)
        assert (self.name in await seen(self.here)) == (self.model.state == "accepted")


async def test_no_path_leads_a_report_where_the_model_does_not(here: Register) -> None:
    Reporting.body = await here.has_provider()
    Reporting.offer = await here.has_offer(Reporting.body)
    await walk(Reporting, here, through=set(get_args(reports.State)), lives=3, steps=12)


async def test_no_path_leads_a_concern_where_the_model_does_not(here: Register) -> None:
    Guarding.body = await here.has_provider()
    Guarding.offer = await here.has_offer(Guarding.body)
    await walk(Guarding, here, through=set(get_args(concerns.State)), lives=3, steps=16)


async def test_no_path_leads_a_suggestion_where_the_model_does_not(here: Register) -> None:
    await walk(Suggesting, here, through=set(get_args(suggestions.State)), lives=3, steps=12)
