"""Whoever tries whatever move, a request and its answers go only where a model says."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, get_args
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from contracts.purchases import PurchaseCancelled, PurchaseCaptured, PurchaseRegistered
from kit.db import Database
from kit.events import Decoder, Fact
from kit.reader import Heard
from providers.handlers.expiry import expire_one
from providers.handlers.purchases import HANDLERS
from providers.schemas.requests import AnswerState
from tests.asking import MOVES, Market, a_quote
from tests.register import Register
from tests.rounds import CHANCE, rounds
from tests.telling import message
from tests.walks import TURNS

TRIES = (
    ("say", "family"),
    ("say", "provider"),
    ("share-contacts", "family"),
    ("quote", "provider"),
    ("refuse", "provider"),
    ("withdraw", "provider"),
    ("accept", "family"),
    ("cancel", "family"),
    ("cancel", "provider"),
    ("confirm-use", "family"),
    ("confirm-use", "provider"),
)
OFTEN = {
    "quote": 6,
    "accept": 4,
    "confirm-use": 4,
    "refuse": 2,
    "withdraw": 3,
    "cancel": 2,
    "pay": 4,
}
"""Times as often as others these are tried: else most lives are talk."""
ONGOING = ("sent", "talking", "quoted")
SHORT, LONG = 2, 40
"""Days for which quotes are valid here; requests are open for 45."""
HEARD: dict[str, type[Fact]] = {
    "registered": PurchaseRegistered,
    "captured": PurchaseCaptured,
    "cancelled": PurchaseCancelled,
}


class Answer:
    """What becomes of one body's answer, told as a story and not as the service's table."""

    def __init__(self) -> None:
        self.state = "sent"
        self.days = 0
        self.was_accepted = False
        self.purchase: str | None = None
        self.confirmed: set[str] = set()

    def refusal(self, move: str, side: str) -> str | None:
        """Why a move is forbidden now; none: it is not."""
        states = {
            "say": (*ONGOING, "accepted"),
            "share-contacts": (*ONGOING, "accepted"),
            "quote": ("sent", "talking"),
            "refuse": ("sent", "talking"),
            "withdraw": ("quoted",),
            "accept": ("quoted",),
            "cancel": ("accepted",),
            "confirm-use": ("accepted",),
        }
        if self.state not in states[move]:
            return "wrong_state"
        if move in {"cancel", "confirm-use"} and self.purchase:
            return "purchase_under_way"
        return "wrong_state" if move == "confirm-use" and side in self.confirmed else None

    def move(self, move: str, side: str) -> None:
        if move == "say":
            self.state = "talking" if (side, self.state) == ("provider", "sent") else self.state
        elif move == "confirm-use":
            self.confirmed.add(side)
            self.state = "used" if len(self.confirmed) == 2 else "accepted"
        else:
            states = {"quote": "quoted", "refuse": "refused", "withdraw": "withdrawn"}
            states |= {"accept": "accepted", "cancel": "cancelled"}
            self.state = states.get(move, self.state)
        self.was_accepted |= move == "accept"

    def paid(self, what: str) -> None:
        """What was paid or given back stays so; who has used it without a voucher pays nothing."""
        over = self.purchase in {"captured", "cancelled"} or self.purchase == what
        if over or self.state == "used":
            return
        self.purchase = what
        self.state = {"captured": "used", "cancelled": "cancelled"}.get(what, self.state)

    @property
    def told(self) -> str | None:
        if self.state == "accepted":
            return "quote.accepted.v1"
        closed = self.state in {"used", "cancelled"} or (self.state == "closed" and self.days)
        return "quote.closed.v1" if closed else None


class Asking(RuleBasedStateMachine):
    """One request to two bodies, and everybody who may try something with it."""

    market: Market
    db: Database
    loop: asyncio.AbstractEventLoop
    looked_at: ClassVar[set[tuple[Any, ...]]]
    """Situations in which all that is forbidden was tried already."""

    def __init__(self) -> None:
        super().__init__()
        market = self.market
        url = str(market.here.http.base_url)
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self.family = market.family("maria")
        new = {"offers": market.offers, "privacy_notice": "request-1"}
        made = self.asked("POST", "/v1/requests", self.family, new)
        assert made.status_code == 201, made.text
        request = made.json()["request"]
        self.path = f"/v1/requests/{request['id']}"
        self.state = "open"
        self.model: dict[str, Answer] = {}
        self.sides: dict[str, dict[str, dict[str, str]]] = {}
        self.strangers: dict[str, dict[str, dict[str, str]]] = {}
        for answer in request["answers"]:
            place = market.bodies.index(answer["provider_id"])
            self.model[answer["id"]] = Answer()
            self.sides[answer["id"]] = {"family": self.family, "provider": market.body(place)}
            self.strangers[answer["id"]] = {
                "family": market.family("luca"),
                "provider": market.body(1 - place),
            }

    @rule(data=st.data())
    def something_happens(self, data: Any) -> None:
        """A side does what it may, the clock is looked at, or vouchers tells what it will."""
        possible = [
            (name, move, side)
            for name, one in self.model.items()
            for move, side in TRIES
            if one.refusal(move, side) is None
        ]
        if self.state == "open":
            possible += [("", "call-off", ""), ("", "sweep", "")]
        possible += [(name, "pay", "") for name, one in self.model.items() if one.was_accepted]
        weighed = [one for one in possible for _ in range(OFTEN.get(one[1], 1))]
        if not weighed:
            return
        name, move, side = data.draw(st.sampled_from(weighed))
        match move:
            case "call-off":
                assert self.call_off(self.family).status_code == 200
                self.over("cancelled")
            case "sweep":
                self.sweep(data.draw(st.sampled_from((1, SHORT + 1, LONG + 1, 46))))
            case "pay":
                what, again = data.draw(st.tuples(st.sampled_from(tuple(HEARD)), st.booleans()))
                for _ in range(1 + again):  # some things are told twice
                    self.awaited(self.hear(HEARD[what](id=UUID(name))))
                self.model[name].paid(what)
            case _:
                days = data.draw(st.sampled_from((SHORT, LONG))) if move == "quote" else 0
                done = self.tried(name, move, self.sides[name][side], days=days)
                assert done.status_code in {200, 201}, done.text
                self.model[name].move(move, side)
                self.model[name].days = days or self.model[name].days
                if move == "accept":
                    self.over("accepted")

    def sweep(self, days: int) -> None:
        """When so many days have passed."""
        at = datetime.now(UTC) + timedelta(days=days)

        async def swept() -> None:
            while await expire_one(db=self.db, at=at):
                pass

        self.awaited(swept())
        for one in self.model.values():
            if one.state == "quoted" and one.days < days:
                one.state = "expired"
        if days > 45 or not any(one.state in ONGOING for one in self.model.values()):
            self.over("expired")

    @invariant()
    def it_is_where_the_model_says(self) -> None:
        seen = self.asked("GET", self.path, self.family).json()
        answers = {answer["id"]: answer for answer in seen["answers"]}
        assert seen["state"] == self.state
        assert {name: (one["state"], one["purchase"]) for name, one in answers.items()} == {
            name: (one.state, one.purchase) for name, one in self.model.items()
        }
        told = self.awaited(self.told())
        for name, one in self.model.items():
            assert (answers[name]["quote"] is not None) == (one.days > 0)
            assert (answers[name]["family_token"] is not None) == one.was_accepted
            assert told.get(name) == one.told

    @invariant()
    def what_is_forbidden_now_moves_nothing(self) -> None:
        """Tried once in each situation."""
        for name, one in self.model.items():
            confirmed = tuple(sorted(one.confirmed))
            situation = (self.state, one.state, one.purchase, confirmed, one.was_accepted)
            if situation in self.looked_at:
                continue
            self.looked_at.add(situation)
            for move, side in TRIES:
                code = one.refusal(move, side)
                if code is not None:
                    answer = self.tried(name, move, self.sides[name][side])
                    assert (answer.status_code, answer.json()["code"]) == (409, code), move
                elif move != "say":
                    stale = self.tried(name, move, self.sides[name][side], tag='"0"')
                    assert (stale.status_code, stale.json()["code"]) == (412, "stale"), move
                unknown = self.tried(name, move, self.strangers[name][side])
                assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found"), move
                if len(self.looked_at) == 1:
                    self.who_never_may_does_not(name, move, side)
            if not one.was_accepted:
                with pytest.raises(LookupError, match="no family has accepted"):
                    self.awaited(self.hear(PurchaseCaptured(id=UUID(name))))
        if self.state != "open":
            late = self.call_off(self.family)
            assert (late.status_code, late.json()["code"]) == (409, "wrong_state")
        assert self.call_off(self.market.family("luca")).status_code == 404

    def who_never_may_does_not(self, name: str, move: str, side: str) -> None:
        """Whom their role alone keeps away, whatever the state; and a hub, whose it is not."""
        signer = self.market.here.signer
        for role in ("officer", "minor", "software", "school_staff"):
            caller = signer.headers(role, subject="maria", provider=self.market.bodies[0])
            assert self.tried(name, move, caller).status_code == 403, (move, role)
        assert self.tried(name, move, {}).status_code == 401
        hub = 404 if side == "family" else 403
        if move not in {"say", "cancel", "confirm-use"}:
            assert self.tried(name, move, self.market.hub()).status_code == hub
            other = self.sides[name]["provider" if side == "family" else "family"]
            assert self.tried(name, move, other).status_code == 403, move

    def over(self, state: str) -> None:
        self.state = state
        for one in self.model.values():
            if one.state in ONGOING:
                one.state = "closed"

    async def told(self) -> dict[str, str]:
        """The type of what the outbox says of each quote."""
        async with self.db.transaction() as tx:
            rows = await tx.fetch(
                "select data ->> 'id' as id, type from told where data ->> 'id' = any ($1)",
                list(self.model),
            )
        return {row["id"]: row["type"].removeprefix("it.milano.wishmi.") for row in rows}

    async def hear(self, fact: Fact) -> None:
        """As the reader of the worker hands it over."""
        event, fact = Decoder([type(fact)])(message(fact))
        async with self.db.transaction() as tx:
            await HANDLERS[type(fact)](Heard(event, fact, 1), tx=tx)

    def call_off(self, caller: dict[str, str]) -> httpx.Response:
        return self.asked("POST", f"{self.path}/cancel", {"If-Match": "*", **caller}, {})

    def tried(
        self, name: str, move: str, caller: dict[str, str], *, tag: str = "*", days: int = SHORT
    ) -> httpx.Response:
        if move == "say":
            return self.asked("POST", f"/v1/answers/{name}/messages", caller, {"text": "Ciao"})
        said = MOVES[move]()
        if move == "quote":
            until = datetime.now(UTC) + timedelta(days=days)
            said = msgspec.to_builtins(a_quote(valid_until=until))
        return self.asked("POST", f"/v1/answers/{name}/{move}", {"If-Match": tag, **caller}, said)

    def asked(
        self, method: str, path: str, headers: dict[str, str], body: Any = None
    ) -> httpx.Response:
        keyed = {"Idempotency-Key": str(uuid4()), **headers}
        return self.http.request(method, path, json=body, headers=keyed)

    def awaited(self, story: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(story, self.loop).result(timeout=30)

    def teardown(self) -> None:
        self.http.close()


async def test_no_path_leads_where_the_model_does_not(here: Register) -> None:
    async with here.database() as db:

        class Tried(Asking):
            """With the service that this test has."""

            looked_at: ClassVar[set[tuple[Any, ...]]] = set()

        Tried.market, Tried.db, Tried.loop = await Market.open(here), db, asyncio.get_event_loop()
        often = settings(
            max_examples=rounds(14),
            stateful_step_count=9,  # said, shared, quoted, accepted, confirmed by both, paid twice
            phases=[Phase.generate],  # a path of nine needs no shrinking, which takes minutes here
            deadline=None,
            database=None,
            derandomize=not CHANCE,
        )

        reached: set[str] = set()
        for turn in range(TURNS):
            lives = Tried if CHANCE else seed(turn)(Tried)
            # in a thread: Hypothesis waits, and what it asks is answered by this loop
            await asyncio.to_thread(run_state_machine_as_test, lives, settings=often)
            reached = {answer for _, answer, *_ in Tried.looked_at}
            if reached == set(get_args(AnswerState)):
                return
        pytest.fail(f"no life led further than {reached}")
