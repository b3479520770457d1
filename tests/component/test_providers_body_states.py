"""Whoever tries whatever move, a body, its card and its offers go only where a model says."""

from typing import Any, ClassVar, get_args
from uuid import UUID, uuid4

import httpx

from providers.domain.providers import Standing
from tests import builders as a
from tests.component.test_providers_cards import MOVES as CARD_MOVES
from tests.register import Register, application_move
from tests.walks import (
    FORBIDDEN,
    UNKNOWN,
    Model,
    Moves,
    Refusal,
    Walk,
    Weights,
    WhoMayNot,
    walk,
)

STANDINGS = ("suspend", "reinstate", "remove", "admit")


class Body(Model):
    """In the register or not; and a card that it would have families see."""

    state = "admitted"
    proposal = "none"
    asks = False
    """Whether an application of it waits."""
    asked = False
    """Whether one was taken already, without which an act alone has put it there."""

    def to(self, move: str) -> str | None:
        standings: dict[str, dict[str, str]] = {
            "suspend": {"admitted": "suspended"},
            "reinstate": {"suspended": "admitted"},
            "remove": {"admitted": "removed", "suspended": "removed"},
            "admit": {"admitted": "admitted", "removed": "admitted"} if self.asks else {},
        }
        if move == "apply":
            stands_in_the_way = self.asks or (self.asked and self.state != "removed")
            return None if stands_in_the_way else self.state
        if move in standings:
            return standings[move].get(self.state)
        possible = self.state != "removed" if move == "propose" else self.proposal == "proposed"
        return self.state if possible else None

    def refusal(self, move: str) -> Refusal:
        if move == "admit" and not (self.asks or self.asked):
            return UNKNOWN
        codes = {"propose": "provider_not_admitted", "apply": "already_applied"}
        return 409, codes.get(move, "wrong_state")

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.version += move != "apply"
        self.asks = move == "apply" or (self.asks and move != "admit")
        self.asked |= move == "admit"
        becomes = {"propose": "proposed", "publish": "none", "send_back": "sent_back"}
        self.proposal = becomes.get(move, self.proposal)

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.proposal, self.asks, self.asked


class Standings(Walk):
    """A body with an offer, its operators, and the officers who judge it."""

    moves: ClassVar[Moves] = {
        **dict.fromkeys(STANDINGS, ("officer",)),
        "apply": ("citizen", "provider"),
        "propose": ("provider",),
        "publish": ("officer",),
        "send_back": ("officer",),
    }
    often: ClassVar[Weights] = {"propose": 4, "admit": 3, "apply": 2, "reinstate": 2}
    untagged = frozenset({"apply"})
    call: ClassVar[str]

    async def begin(self) -> None:
        self.model: Any = Body()
        self.tax_code = a.a_tax_code()
        act = {"card": a.a_provider_card(), "tax_code": self.tax_code, "decision": a.a_decision()}
        self.body = (await self.here.ask("POST", "/v1/providers", act)).json()["id"]
        self.one = f"one-{uuid4()}"  # who applied acts for the body once it is admitted
        self.path = f"/v1/providers/{self.body}"
        self.application = str(uuid4())
        self.offer = await self.here.has_offer(self.body)

    def up_to(self, move: str) -> dict[str, str]:
        if move == "apply":
            return self.here.citizen(self.one)
        if move == "propose":
            return self.here.signer.headers("provider", provider=UUID(self.body), subject=self.one)
        return self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        """Four eyes: who proposed a card, or is of the body, decides nothing about it."""
        signer, body = self.here.signer, UUID(self.body)
        another = signer.headers("provider", provider=uuid4(), subject="provider-2")
        if move == "apply":
            young = signer.headers("citizen", subject=self.one, age_band="14_17")
            return [("who is not of age", young, FORBIDDEN)]
        if move == "propose":
            return [("another body", another, UNKNOWN)]
        both = signer.headers("officer", subject=self.one, provider=body)
        own = signer.headers("officer", subject=self.one)
        if move == "admit":
            there = self.model.asks or self.model.asked
            refusal = FORBIDDEN if there else UNKNOWN
            return [("an officer of the body", both, refusal), ("who applied", own, refusal)]
        wrong = [("an officer of the body", both, FORBIDDEN)]
        if move == "publish" and self.model.proposal != "none":
            refusal = FORBIDDEN if self.model.asked else (403, "own_draft")
            wrong.append(("who proposed it", own, refusal))
        return wrong

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        if move == "apply":
            return await self.applied(who)
        if move == "admit":
            order, path = application_move("admit"), f"/v1/applications/{self.application}/admit"
            seen = "*" if tag == self.tag else '"0"'
            return await self.here.ask("POST", path, order, If_Match=seen, **who)
        if move in STANDINGS:
            reason = {"reason": "Per prova."}
            return await self.here.ask("POST", f"{self.path}/{move}", reason, If_Match=tag, **who)
        method, path, said = CARD_MOVES[move]
        return await self.here.ask(method, f"{self.path}/{path}", said, If_Match=tag, **who)

    async def applied(self, who: dict[str, str]) -> httpx.Response:
        """As far as it comes."""
        new = {"call_id": self.call, "form": a.a_form(tax_code=self.tax_code)}
        key = {"Idempotency_Key": str(uuid4())}
        begun = await self.here.ask("POST", "/v1/applications", new, **key, **who)
        if begun.status_code != 201:
            return begun
        path = f"/v1/applications/{begun.json()['id']}"
        done = await self.here.ask("POST", f"{path}/submit", If_Match="*", **who)
        if done.status_code == 200:
            self.application = begun.json()["id"]
        return done

    async def is_as_the_model_says(self) -> None:
        model, here = self.model, self.here
        read = await here.ask("GET", self.path)
        seen = read.json()
        assert (seen["state"], read.headers["ETag"]) == (model.state, self.tag)
        proposal = seen["proposal"]["state"] if seen["proposal"] else "none"
        assert proposal == model.proposal
        public = await here.http.get(f"/v1/register/{self.body}")
        assert public.status_code == (200 if model.state == "admitted" else 404)
        async with self.db.transaction() as tx:
            told = await tx.fetchval(
                "select type from told where data ->> 'id' = $1 and subject like '%.offer.%'",
                self.offer,
            )
        found = "published" if model.state == "admitted" else "withdrawn"
        assert told == f"it.milano.wishmi.offer.{found}.v1"


async def test_no_path_leads_a_body_where_the_model_does_not(here: Register) -> None:
    Standings.call = await here.has_call()
    await walk(Standings, here, through=set(get_args(Standing)), lives=3, steps=25)
