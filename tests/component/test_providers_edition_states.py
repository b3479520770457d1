"""Whoever tries whatever move, the editions of an offer go only where a model says."""

from typing import Any, ClassVar
from uuid import uuid4

import httpx

from kit.auth import Role
from tests.component.test_providers_credentials import bearer, made
from tests.component.test_providers_editions import FLOODED
from tests.component.test_providers_operators import acting, given, has_operators, path_of, withdraw
from tests.register import Register
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

STATING: tuple[Role, ...] = ("officer", "provider", "software")
NOT_AN_OPERATOR: Refusal = (403, "not_an_operator")
SOON = {"name": "Estate", "start": "2031-06-14", "end": "2031-06-25"}
LAST_YEAR = {"name": "Estate", "start": "2021-06-14", "end": "2021-06-25"}
STATED: dict[str, dict[str, Any]] = {
    "fill": SOON | {"places": {"total": 20, "left": 0}},
    "free": SOON | {"places": {"total": 20, "left": 5}},
    "date-back": LAST_YEAR | {"places": {"total": 20, "left": 5}},
}
"""What is said of an edition by each change of it."""


class Edition(Model):
    """Open, with places or without, until its days are over; or cancelled, which is for good."""

    state = "open"
    stated = "free"
    others = 0
    """Editions that were opened after it."""
    hidden = False
    """Whether the offer is suspended: what is stated then is shown once it is back."""
    newest = 1
    """Version of the offer: what was read then is good for an edition that has not changed."""

    def to(self, move: str) -> str | None:
        if move == "open":
            return self.state
        if move in {"suspend", "reinstate"}:
            return self.state if self.hidden == (move == "reinstate") else None
        if self.state == "cancelled":
            return None
        if move == "cancel":
            return None if self.stated == "date-back" else "cancelled"
        return "open"

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.newest += 1
        self.others += move == "open"
        self.hidden = move == "suspend" or (self.hidden and move != "reinstate")
        if move in STATED or move == "cancel":
            self.version = self.newest
        self.stated = move if move in STATED else self.stated

    @property
    def over(self) -> bool:
        return self.state == "cancelled" and self.others > 1

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.stated, self.hidden


class Stating(Walk):
    """An offer with its editions, the operators of its body, and its programmes."""

    moves: ClassVar[Moves] = {
        **dict.fromkeys(("open", *STATED, "cancel"), STATING),
        "suspend": ("officer",),
        "reinstate": ("officer",),
    }
    often: ClassVar[Weights] = {"fill": 2, "date-back": 2, "reinstate": 2}
    untagged = frozenset({"open", "suspend", "reinstate"})
    body: ClassVar[str]
    software: ClassVar[dict[str, str]]
    strangers: ClassVar[WhoMayNot]

    async def begin(self) -> None:
        self.offer = await self.here.has_offer(self.body)
        self.model: Any = Edition()
        self.edition = ""
        opened = await self.tried("open", self.up_to("open"), "*")
        self.edition = opened.json()["id"]
        self.model.version = self.model.newest = opened.json()["version"]

    def up_to(self, move: str) -> dict[str, str]:
        if move in {"suspend", "reinstate"}:
            return self.here.officer
        return self.software if move in STATED else self.here.provider(self.body)

    def who_may_not(self, move: str) -> WhoMayNot:
        if move in {"suspend", "reinstate"}:
            both = self.here.provider(self.body, role="officer")
            return [("an officer of the body", both, FORBIDDEN)]
        return self.strangers

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        path, more = f"/v1/offers/{self.offer}", {"If_Match": tag, "Idempotency_Key": str(uuid4())}
        if move in {"suspend", "reinstate"}:
            reason = {"reason": "Per prova."}
            return await self.here.ask("POST", f"{path}/{move}", reason, **{**who, "If_Match": "*"})
        path = f"{path}/editions"
        if move == "open":
            return await self.here.ask("POST", path, STATED["free"], **more, **who)
        path = f"{path}/{self.edition}"
        if move == "cancel":
            return await self.here.ask("POST", f"{path}/cancel", FLOODED, **more, **who)
        return await self.here.ask("PUT", path, STATED[move], **more, **who)

    async def is_as_the_model_says(self) -> None:
        model = self.model
        offer = await self.here.get(f"/v1/offers/{self.offer}")
        (seen,) = (one for one in offer["editions"] if one["id"] == self.edition)
        assert len(offer["editions"]) == 1 + model.others
        assert (seen["state"], seen["version"]) == (model.state, model.version)
        assert ("reason" in seen) == (model.state == "cancelled")
        stated = STATED[model.stated]
        assert {name: seen[name] for name in stated} == stated
        async with self.db.transaction() as tx:
            (told,) = await tx.fetch(
                "select type, data from told where subject like $1", f"%.offer.{self.offer}"
            )
        assert told["type"].endswith("withdrawn.v1") == model.hidden
        if not model.hidden:
            (shown,) = (one for one in told["data"]["editions"] if one["id"] == self.edition)
            assert (shown["state"], shown["places"]) == (model.state, stated["places"])
            assert "reason" not in shown


async def test_no_path_leads_an_edition_where_the_model_does_not(here: Register) -> None:
    """Nor does anybody but the body, its programmes and the city move one."""
    body = await has_operators(here, bea="answer", zoe="card")
    assert (await given(here, body, "provider-1", "represent")).status_code == 201
    assert (await withdraw(here, await path_of(here, body, "zoe"))).status_code == 200
    another = await here.has_provider()
    strangers: list[tuple[str, dict[str, str], Refusal]] = [
        ("another body", here.provider(another), UNKNOWN),
        ("its programme", here.provider(another, role="software"), UNKNOWN),
        ("who only answers", acting(here, body, "bea"), FORBIDDEN),
        ("who acts no more", acting(here, body, "zoe"), NOT_AN_OPERATOR),
        ("a programme for places", await bearer(here, await made(here, body)), FORBIDDEN),
    ]
    Stating.body, Stating.strangers = body, strangers
    Stating.software = await bearer(here, await made(here, body, scopes=["editions"]))
    await walk(Stating, here, through={"open", "cancelled"}, lives=3, steps=16)
