"""Whoever tries whatever move, an application goes only where a model says."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import msgspec
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests import builders as a
from tests.register import APPLICATION_MOVES, OFFICERS_MOVES, Register
from tests.rounds import CHANCE, rounds

MOVES = ("edit", *APPLICATION_MOVES)
ENDS = {"withdraw", "admit", "reject"}
FORBIDDEN = {
    "applicant": dict.fromkeys(OFFICERS_MOVES, 403),
    "officer": dict.fromkeys(set(MOVES) - OFFICERS_MOVES, 403),
    "officer_who_applied": dict.fromkeys(MOVES, 403),
    "citizen": dict.fromkeys(OFFICERS_MOVES, 403) | dict.fromkeys(set(MOVES) - OFFICERS_MOVES, 404),
    "other_body": dict.fromkeys(OFFICERS_MOVES, 403)
    | dict.fromkeys(set(MOVES) - OFFICERS_MOVES, 404),
    "minor": dict.fromkeys(MOVES, 403),
    "nobody": dict.fromkeys(MOVES, 401),
}
"""What who may not is answered, whatever the state."""


def up_to(move: str) -> str:
    return "officer" if move in OFFICERS_MOVES else "applicant"


class Model:
    """What becomes of an application, told as a story and not as the service's table."""

    def __init__(self) -> None:
        self.state = "draft"
        self.version = 1
        self.submitted = False
        self.asked = False
        self.warned = False
        self.heard = False

    def to(self, move: str) -> str | None:
        """Where a move leads; none: it is forbidden now."""
        if self.state in {"admitted", "rejected", "withdrawn"}:
            return None
        if move == "withdraw":
            return "withdrawn"
        writing = self.state in {"draft", "integration_asked"}
        if move == "edit":
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

    def refusal(self, move: str) -> str:
        """How it is said that a move is forbidden now."""
        waiting = {"submitted": "reject", "integration_asked": "notify-rejection"}
        return "term_running" if move == waiting.get(self.state) else "wrong_state"

    def move(self, move: str, to: str) -> None:
        self.state = to
        self.version += 1
        self.submitted |= move == "submit"
        self.asked |= move == "ask-integration"
        self.warned |= move == "notify-rejection"
        self.heard |= move == "reply"

    @property
    def situation(self) -> tuple[object, ...]:
        """All that decides what is possible now."""
        return self.state, self.submitted, self.asked, self.warned, self.heard


class Application(RuleBasedStateMachine):
    """One application, and everybody who may try something with it."""

    here: Register
    call: str
    tried_out: set[tuple[object, ...]]
    """Situations in which all that is forbidden has been tried, by whichever path they came."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.form = a.a_form()
        self.http = httpx.Client(base_url=str(self.here.http.base_url), trust_env=False)
        signer = self.here.signer
        self.callers = {
            "applicant": self.here.citizen("maria"),
            "officer": self.here.officer,
            "officer_who_applied": signer.headers("officer", subject="maria"),
            "citizen": self.here.citizen("luca"),
            "other_body": signer.headers("provider", provider=uuid4(), subject="provider-1"),
            "minor": signer.headers("minor", subject="maria"),
            "nobody": {},
        }
        new = {"call_id": self.call, "form": self.form}
        headers = {"Idempotency-Key": str(uuid4()), **self.callers["applicant"]}
        made = self.asked("POST", "/v1/applications", new, headers)
        assert made.status_code == 201, made.text
        self.path = f"/v1/applications/{made.json()['id']}"

    @rule(data=st.data())
    def who_may_does_what_they_may(self, data: Any) -> None:
        """Of what is over nothing more becomes, which the invariants then try once more."""
        possible = [move for move in MOVES if self.model.to(move)]
        if possible:
            ongoing = [move for move in possible if move not in ENDS]  # else most lives are short
            move = data.draw(st.sampled_from(4 * ongoing + possible))
            answer = self.tried(move, up_to(move))
            assert answer.status_code == 200, answer.text
            self.model.move(move, str(self.model.to(move)))

    @invariant()
    def it_is_where_the_model_says(self) -> None:
        answer = self.asked("GET", self.path, None, self.callers["applicant"])
        seen = answer.json()
        assert (seen["state"], answer.headers["ETag"]) == (
            self.model.state,
            f'"{self.model.version}"',
        )
        assert (seen["receipt"] is not None) == self.model.submitted
        assert (seen["provider_id"] is not None) == (self.model.state == "admitted")
        assert (seen["reason"] is not None) == (self.model.state == "rejected")
        for stranger in ("citizen", "other_body"):
            assert self.asked("GET", self.path, None, self.callers[stranger]).status_code == 404

    @invariant()
    def nothing_else_is_possible_now(self) -> None:
        if self.model.situation not in self.tried_out:
            self.tried_out.add(self.model.situation)
            self.no_other_move_is_possible_now()
            self.who_may_not_moves_nothing()
            self.who_read_it_before_moves_nothing()
            self.it_is_where_the_model_says()

    def no_other_move_is_possible_now(self) -> None:
        for move in MOVES:
            if self.model.to(move) is None:
                answer = self.tried(move, up_to(move))
                assert (answer.status_code, answer.json()["code"]) == self.refusal(move, 409), move

    def who_may_not_moves_nothing(self) -> None:
        for caller, refusals in FORBIDDEN.items():
            for move, refusal in refusals.items():
                assert self.tried(move, caller).status_code == refusal, (caller, move)

    def who_read_it_before_moves_nothing(self) -> None:
        for move in MOVES:
            answer = self.tried(move, up_to(move), version=self.model.version - 1)
            assert (answer.status_code, answer.json()["code"]) == self.refusal(move, 412), move

    def refusal(self, move: str, status: int) -> tuple[int, str]:
        """Of an application that was never submitted not even an officer learns that it is."""
        if move in OFFICERS_MOVES and not self.model.submitted:
            status = 404
        return status, {404: "not_found", 409: self.model.refusal(move), 412: "stale"}[status]

    def tried(self, move: str, caller: str, version: int | None = None) -> httpx.Response:
        tag = {"If-Match": f'"{self.model.version if version is None else version}"'}
        headers = tag | self.callers[caller]
        if move == "edit":
            return self.asked("PUT", f"{self.path}/form", self.form, headers)
        return self.asked("POST", f"{self.path}/{move}", APPLICATION_MOVES[move], headers)

    def asked(self, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx.Response:
        content = None if body is None else msgspec.json.encode(body)
        kind = {} if body is None else {"Content-Type": "application/json"}
        return self.http.request(method, path, content=content, headers={**headers, **kind})

    def teardown(self) -> None:
        self.http.close()


async def test_no_path_leads_where_the_model_does_not(here: Register) -> None:
    class Tried(Application):
        """With the service that this test has."""

    Tried.here, Tried.call, Tried.tried_out = here, await here.has_call(), set()
    often = settings(
        max_examples=rounds(8),
        stateful_step_count=7,  # submitted, asked, edited, submitted, warned, heard, decided
        phases=[Phase.generate],  # a path of seven needs no shrinking, which takes minutes here
        deadline=None,
        database=None,
        derandomize=not CHANCE,
    )

    # in a thread: Hypothesis waits, and what it asks is answered by this loop
    await asyncio.to_thread(run_state_machine_as_test, Tried, settings=often)
