"""Whoever tries whatever move, a listing becomes the offer of a body only as a model says."""

from typing import Any, ClassVar
from uuid import UUID

import httpx

from contracts.values import Source
from tests import builders as a
from tests.component.test_providers_claims import REASON, a_row, has_listing, tax_code
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

CLAIMED: Refusal = (409, "already_claimed")


class Listing(Model):
    """Nobody's, then a body's draft that families do not see yet, then its offer."""

    state = "nobody-s"
    found = True
    waiting = False
    """Whether its body's draft waits for an officer."""
    written = False
    """Whether somebody of the body wrote the draft since it was last published."""
    title = "Campo Minzoni"
    brought = 0

    def to(self, move: str) -> str | None:
        is_listing = self.state != "offer"
        match move:
            case "bring":
                return self.state
            case "claim":
                return "mine" if self.state == "nobody-s" and self.found else None
            case "assign":
                return "mine" if is_listing else None
            case "assign-elsewhere":
                return "elsewhere" if is_listing else None
            case "finish":
                return self.state if self.state in {"mine", "offer"} else None
            case "publish":
                return "offer" if self.waiting else None
            case _:
                return self.state if self.found else None

    def refusal(self, move: str) -> Refusal:
        if move == "claim" and self.state == "offer":
            return WRONG_STATE
        if move == "claim":
            read = self.found if self.state == "elsewhere" else self.state == "mine"
            return CLAIMED if read else UNKNOWN
        return UNKNOWN if move == "finish" else WRONG_STATE

    def move(self, move: str) -> None:
        self.version += {"finish": 2, "bring": self.state != "offer"}.get(move, 1)
        if move == "bring":
            self.brought += 1
            if self.state != "offer":
                self.title = f"Campo {self.brought}"
        self.state = str(self.to(move))
        if move in {"claim", "assign", "assign-elsewhere", "publish"}:
            self.waiting = self.written = False
        if move == "finish":
            self.waiting = self.written = True
        if move == "publish":
            self.found, self.title = True, "La bozza"
        self.found &= move != "withdraw"

    @property
    def over(self) -> bool:
        return self.state == "offer" and not self.found

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.found, self.waiting, self.written


class Claiming(Walk):
    """A listing with the tax code of a body, another body, and the officers."""

    moves: ClassVar[Moves] = {
        "claim": ("provider",),
        "assign": ("officer",),
        "assign-elsewhere": ("officer",),
        "finish": ("officer", "provider"),
        "publish": ("officer",),
        "withdraw": ("officer",),
        "bring": ("officer",),
    }
    often: ClassVar[Weights] = {"claim": 3, "finish": 3, "publish": 2}
    untagged = frozenset({"claim", "bring"})
    body: ClassVar[str]
    other: ClassVar[str]
    tax_code: ClassVar[str]
    source: Source

    async def begin(self) -> None:
        self.model: Any = Listing()
        self.source = a.a_source("milano-sport")
        listing = await has_listing(self.here, self.source, tax_code=self.tax_code)
        self.path = f"/v1/offers/{listing}"

    def old(self, move: str) -> str:
        return '"0"'  # what was read before the draft was written: not all moves touch it

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.provider(self.body) if move in {"claim", "finish"} else self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        here, model = self.here, self.model
        mine = model.state in {"mine", "offer"}
        of_body = here.signer.headers("officer", subject="both", provider=UUID(self.body))
        if move == "claim":
            elsewhere = UNKNOWN if not model.found or model.state == "offer" else CLAIMED
            not_its = model.state == "nobody-s" and model.found
            refusal = (403, "not_its_manager") if not_its else elsewhere
            if model.state == "elsewhere":
                refusal = CLAIMED  # it is there that it reads it
            return [("another body", here.provider(self.other), refusal)]
        if move == "finish":
            other = here.provider(self.other)
            return [] if model.state == "elsewhere" else [("another body", other, UNKNOWN)]
        if move == "assign":
            return [("an officer of the body", of_body, FORBIDDEN)]
        wrong: list[tuple[str, dict[str, str], Refusal]] = []
        if mine and move != "bring":
            wrong.append(("an officer of the body", of_body, FORBIDDEN))
        if move == "publish" and model.written:
            author = here.signer.headers("officer", subject="provider-1")
            wrong.append(("who wrote it", author, (403, "own_draft")))
        return wrong

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        seen = {"If_Match": tag, **who}
        match move:
            case "claim":
                return await self.here.ask("POST", f"{self.path}/claim", **who)
            case "assign" | "assign-elsewhere":
                body = self.body if move == "assign" else self.other
                said = {"provider_id": body, "reason": REASON}
                return await self.here.ask("POST", f"{self.path}/assign", said, **seen)
            case "finish":
                card = a.an_offer_card(title="La bozza")
                done = await self.here.ask("PUT", f"{self.path}/draft", card, **seen)
                if done.status_code != 200:
                    return done
                seen["If_Match"] = done.headers["ETag"]
                return await self.here.ask("POST", f"{self.path}/submit", **seen)
            case "bring":
                title = f"Campo {self.model.brought + 1}"
                row = a_row(self.source, title=title, tax_code=self.tax_code)
                return await self.here.ask("POST", "/v1/imports/listings", {"rows": [row]}, **who)
            case _:
                reason = {"reason": "Per prova."} if move == "withdraw" else None
                return await self.here.ask("POST", f"{self.path}/{move}", reason, **seen)

    async def is_as_the_model_says(self) -> None:
        model = self.model
        read = await self.here.ask("GET", self.path)
        seen = read.json()
        owners = {"nobody-s": None, "elsewhere": self.other}
        assert seen["provider_id"] == owners.get(model.state, self.body)
        assert (seen["kind"] == "offer") == (model.state == "offer")
        assert (seen["state"] == "published") == model.found
        assert (seen["draft_state"] == "submitted") == model.waiting
        assert (seen["published"]["title"], read.headers["ETag"]) == (model.title, self.tag)
        for body in (self.body, self.other):
            status = 200 if body == seen["provider_id"] else 404
            answer = await self.here.ask("GET", self.path, **self.here.provider(body))
            assert answer.status_code == status


async def test_no_path_leads_a_listing_where_the_model_does_not(here: Register) -> None:
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    Claiming.body, Claiming.other = await here.has_provider(), await here.has_provider()
    Claiming.tax_code = await tax_code(here, Claiming.body)
    states = {"nobody-s", "mine", "elsewhere", "offer"}
    await walk(Claiming, here, through=states, lives=3, steps=16)
