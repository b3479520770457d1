"""Whoever tries whatever move, reviews and questions go only where a model says."""

from typing import Any, ClassVar, get_args
from uuid import UUID, uuid4

import httpx

from providers.schemas.reviews import ReviewState
from tests.asking import REVIEW_MOVES, Market, a_review
from tests.component.test_providers_questions import asked, young
from tests.component.test_providers_reports import VERDICT, about_review, reported
from tests.register import Register
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

NONE = "none"
OWN_REVIEW: Refusal = (403, "own_review")


class Review(Model):
    """It is written, read by an officer, shown or not, and replied to once."""

    state = NONE
    version = 0
    replied = False

    def to(self, move: str) -> str | None:
        leads: dict[str, dict[str, str]] = {
            "write": {NONE: "submitted"},
            "rewrite": {"rejected": "submitted"},
            "publish": {"submitted": "published"},
            "reject": {"submitted": "rejected", "published": "rejected"},
            "suspend": {"published": "submitted"},
            "reply": {} if self.replied else {"published": "published"},
        }
        return leads[move].get(self.state)

    def refusal(self, move: str) -> Refusal:
        if move == "write":
            return 409, "already_reviewed"
        if self.state == NONE or (move == "reply" and self.state != "published"):
            return UNKNOWN  # no body knows of what is not shown
        return WRONG_STATE

    def move(self, move: str) -> None:
        super().move(move)
        self.replied = move == "reply" or (self.replied and move != "rewrite")

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.replied


class Reviewing(Walk):
    """An offer that was used, what its family says of it, and who judges it."""

    market: ClassVar[Market]
    moves: ClassVar[Moves] = {
        "write": ("citizen", "hub_operator"),
        "rewrite": ("citizen", "hub_operator"),
        "publish": ("officer",),
        "reject": ("officer",),
        "suspend": ("officer",),
        "reply": ("provider",),
    }
    often: ClassVar[Weights] = {"publish": 3, "reply": 3}
    untagged = frozenset({"write"})

    async def begin(self) -> None:
        self.model = Review()
        self.answer = await self.market.has_used()
        self.review = str(uuid4())

    def up_to(self, move: str) -> dict[str, str]:
        if move in {"write", "rewrite"}:
            return self.market.family()
        return self.market.operator if move == "reply" else self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        signer, market = self.here.signer, self.market
        body = UUID(market.bodies[0])
        if move in {"write", "rewrite"}:
            young = signer.headers("citizen", subject="gaia", age_band="14_17")
            strangers = {"a family": market.family("luca"), "a hub": market.hub(), "gaia": young}
            return [(name, who, UNKNOWN) for name, who in strangers.items()]
        if move == "reply":
            return [
                ("another body", market.other_operator, UNKNOWN),
                ("no body", signer.headers("provider", subject="nobody-s"), UNKNOWN),
            ]
        of_body = signer.headers("officer", subject="both", provider=body)
        of_author = signer.headers("officer", subject="maria")
        mine = UNKNOWN if self.model.state == NONE else OWN_REVIEW
        if move == "suspend":
            return [("the body", of_body, FORBIDDEN), ("the author", of_author, mine)]
        return [("the body", of_body, mine), ("the author", of_author, mine)]

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        path = f"/v1/reviews/{self.review}"
        match move:
            case "write":
                written = await self.market.review(self.answer, by=who)
                if written.status_code == 201:
                    self.review = written.json()["review"]["id"]
                return written
            case "rewrite":
                return await self.here.ask("PUT", path, a_review(), If_Match=tag, **who)
            case "suspend":
                return await self.suspended(who, tag)
            case _:
                said = REVIEW_MOVES[move]
                return await self.here.ask("POST", f"{path}/{move}", said, If_Match=tag, **who)

    async def suspended(self, who: dict[str, str], tag: str) -> httpx.Response:
        """By a report of it, whose version is what must have been read."""
        await reported(self.here, about_review(self.review))
        waiting = await self.here.get("/v1/reports?state=received&about=review&limit=100")
        report = waiting["items"][-1]["id"]
        for older in waiting["items"][:-1]:  # of a suspension that was refused
            closed = f"/v1/reports/{older['id']}/close"
            assert (await self.here.ask("POST", closed, VERDICT, If_Match="*")).is_success
        tag = '"1"' if tag == self.tag else '"0"'
        path, reason = f"/v1/reports/{report}/suspend", {"reason": "Si verifica."}
        return await self.here.ask("POST", path, reason, If_Match=tag, **who)

    async def is_as_the_model_says(self) -> None:
        here, model = self.here, self.model
        offer = self.market.offers[0]
        shown = (await here.http.get(f"/v1/offers/{offer}/reviews")).json()
        public = {one["id"]: one.get("reply") for one in shown["items"]}
        assert (shown["rating"] or {"count": 0})["count"] == shown["total"]
        path = f"/v1/reviews/{self.review}"
        if model.state == NONE:
            assert (await here.ask("GET", path)).status_code == 404
            return
        read = await here.ask("GET", path, **self.market.family())
        seen = read.json()
        assert (seen["state"], read.headers["ETag"]) == (model.state, self.tag)
        assert (seen["reason"] is not None) == (model.state == "rejected")
        assert (seen["reply"] is not None) == model.replied
        assert (self.review in public) == (model.state == "published")
        for stranger in (self.market.family("luca"), self.market.other_operator, self.market.hub()):
            assert (await here.ask("GET", path, **stranger)).status_code == 404
        body = await here.ask("GET", path, **self.market.operator)
        assert body.status_code == (200 if model.state == "published" else 404)


class Question(Model):
    """Somebody of 14 to 17 asks; a body that is in the register replies once."""

    state = "waiting"
    suspended = False

    def to(self, move: str) -> str | None:
        if self.suspended == (move != "reinstate") or (move, self.state) == ("reply", "replied"):
            return None
        return "replied" if move == "reply" else self.state

    def refusal(self, move: str) -> Refusal:
        if move == "reply" and self.state == "waiting":
            return 409, "provider_not_admitted"
        return WRONG_STATE

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.version += move == "reply"
        self.suspended = move == "suspend"

    @property
    def over(self) -> bool:
        return self.state == "replied"

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.suspended


class Questioning(Walk):
    """A question, the body that is asked, and the city that may suspend it meanwhile."""

    market: ClassVar[Market]
    moves: ClassVar[Moves] = {
        "reply": ("provider",),
        "suspend": ("officer",),
        "reinstate": ("officer",),
    }
    often: ClassVar[Weights] = {"suspend": 2}
    untagged = frozenset({"suspend", "reinstate"})

    async def begin(self) -> None:
        await self.of_body("reinstate", self.here.officer)
        self.model = Question()
        asked_now = await asked(self.market)
        assert asked_now.status_code == 201, asked_now.text
        self.path = f"/v1/questions/{asked_now.json()['question']['id']}"

    def up_to(self, move: str) -> dict[str, str]:
        return self.market.operator if move == "reply" else self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        if move == "reply":
            return [("another body", self.market.other_operator, UNKNOWN)]
        body = UUID(self.market.bodies[0])
        mine = self.here.signer.headers("officer", subject="both", provider=body)
        return [("the body", mine, FORBIDDEN)]

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        if move != "reply":
            return await self.of_body(move, who)
        said = {"text": "La prima volta si prova gratis."}
        return await self.here.ask("POST", f"{self.path}/reply", said, If_Match=tag, **who)

    async def of_body(self, move: str, who: dict[str, str]) -> httpx.Response:
        path, why = f"/v1/providers/{self.market.bodies[0]}/{move}", {"reason": "Per prova."}
        return await self.here.ask("POST", path, why, If_Match="*", **who)

    async def is_as_the_model_says(self) -> None:
        for who in (young(self.here), self.here.officer, self.market.operator):
            read = await self.here.ask("GET", self.path, **who)
            replied = read.json()["reply"] is not None
            assert (replied, read.headers["ETag"]) == (self.model.over, self.tag)
        families = (young(self.here, "zoe"), self.market.family("gaia-s"))
        for stranger in (*families, self.market.other_operator):
            assert (await self.here.ask("GET", self.path, **stranger)).status_code == 404


async def test_no_path_leads_a_review_where_the_model_does_not(here: Register) -> None:
    Reviewing.market = await Market.open(here)
    await walk(Reviewing, here, through={NONE, *get_args(ReviewState)}, lives=3, steps=16)


async def test_no_path_leads_a_question_where_the_model_does_not(here: Register) -> None:
    Questioning.market = await Market.open(here)
    await walk(Questioning, here, through={"waiting", "replied"}, lives=3, steps=9)
