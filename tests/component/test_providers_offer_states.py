"""Whoever tries whatever move, an offer and its draft go only where a model says."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

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
from tests.register import OFFER_MOVES, Register
from tests.rounds import CHANCE, rounds

WRITING = {"edit", "submit"}
JUDGING = set(OFFER_MOVES) - WRITING
MOVES = ("edit", *OFFER_MOVES)
WRITERS = ("operator", "colleague", "writing_officer")
FORBIDDEN = {
    "operator": dict.fromkeys(JUDGING, 403),
    "operator_with_an_office": dict.fromkeys(JUDGING, 403),
    "software": dict.fromkeys(MOVES, 403),
    "other_body": dict.fromkeys(JUDGING, 403) | dict.fromkeys(WRITING, 404),
    "citizen": dict.fromkeys(MOVES, 403),
    "nobody": dict.fromkeys(MOVES, 401),
}
"""What who may not is answered, whatever the state."""


class Model:
    """What becomes of an offer, told as a story and not as the service's table."""

    def __init__(self) -> None:
        self.state = "draft"
        self.draft_state = "writing"
        self.draft, self.published = "Titolo 0", None
        self.notes = 0
        self.authors = {"operator"}
        self.version = self.state_version = self.draft_version = 1

    def may(self, move: str) -> bool:
        waiting = self.draft_state == "submitted"
        return {
            "edit": True,
            "submit": not waiting,
            "send-back": waiting,
            "publish": waiting and self.state != "suspended",
            "withdraw": self.state in {"published", "suspended"},
            "suspend": self.state == "published",
            "reinstate": self.state == "suspended",
        }[move]

    def changed_at(self, move: str) -> int:
        """The version at which what the move is about was last changed."""
        if move == "publish":
            return max(self.state_version, self.draft_version)
        of_draft = move in WRITING or move == "send-back"
        return self.draft_version if of_draft else self.state_version

    def move(self, move: str, caller: str) -> None:
        self.version += 1
        if move in WRITING or move in {"send-back", "publish"}:
            self.draft_version = self.version
        if move in JUDGING - {"send-back"}:
            self.state_version = self.version
        if move in WRITING:
            self.authors.add(caller)
        match move:
            case "edit":
                self.draft = f"Titolo {self.version}"
                if self.draft_state == "submitted":
                    self.draft_state = "writing"
            case "submit":
                self.draft_state = "submitted"
            case "send-back":
                self.draft_state, self.notes = "sent_back", 1
            case "publish":
                self.state, self.published = "published", self.draft
                self.draft_state, self.notes = "writing", 0
                self.authors = set()
            case "withdraw":
                self.state = "withdrawn"
            case "suspend":
                self.state = "suspended"
            case "reinstate":
                self.state = "published"


class Offer(RuleBasedStateMachine):
    """One offer, and everybody who may try something with it."""

    here: Register
    body: str

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.http = httpx.Client(base_url=str(self.here.http.base_url), trust_env=False)
        signer, body = self.here.signer, UUID(self.body)
        self.callers = {
            "operator": signer.headers("provider", provider=body, subject="operator"),
            "colleague": signer.headers("provider", provider=body, subject="colleague"),
            "writing_officer": signer.headers("officer", subject="writing_officer"),
            "officer": self.here.officer,
            "operator_with_an_office": signer.headers("officer", provider=body, subject="other"),
            "software": signer.headers("software", provider=body, subject="software"),
            "other_body": signer.headers("provider", provider=uuid4(), subject="provider-2"),
            "citizen": self.here.citizen("operator"),
            "nobody": {},
        }
        self.offices = {name: signer.headers("officer", subject=name) for name in WRITERS}
        new = {"provider_id": self.body, "draft": a.an_offer_card(title="Titolo 0")}
        made = self.asked("POST", "/v1/offers", new, self.callers["operator"])
        assert made.status_code == 201, made.text
        self.path = f"/v1/offers/{made.json()['id']}"

    @rule(data=st.data())
    def who_may_does_what_they_may(self, data: Any) -> None:
        move = data.draw(st.sampled_from([move for move in MOVES if self.model.may(move)]))
        caller = data.draw(st.sampled_from(WRITERS)) if move in WRITING else "officer"
        answer = self.tried(move, self.callers[caller])
        assert answer.status_code == 200, answer.text
        self.model.move(move, caller)

    @invariant()
    def it_is_where_the_model_says(self) -> None:
        model = self.model
        answer = self.asked("GET", self.path, None, self.callers["operator"])
        seen = answer.json()
        assert answer.headers["ETag"] == f'"{model.version}"'
        assert (seen["state"], seen["draft_state"]) == (model.state, model.draft_state)
        assert seen["draft"]["title"] == model.draft
        assert (seen["published"] or {}).get("title") == model.published
        assert len(seen["notes"]) == model.notes
        assert (seen["submitted_at"] is not None) == (model.draft_state == "submitted")

    @invariant()
    def no_other_move_is_possible_now(self) -> None:
        for move in MOVES:
            if not self.model.may(move):
                answer = self.tried(move, self.callers["officer"])
                assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state"), move

    @invariant()
    def who_may_not_moves_nothing(self) -> None:
        for caller, refusals in FORBIDDEN.items():
            for move, refusal in refusals.items():
                answer = self.tried(move, self.callers[caller])
                assert answer.status_code == refusal, (caller, move)

    @invariant()
    def who_wrote_a_draft_does_not_publish_it(self) -> None:
        for author in self.model.authors:
            answer = self.tried("publish", self.offices[author])
            assert (answer.status_code, answer.json()["code"]) == (403, "own_draft"), author

    @invariant()
    def who_read_it_before_moves_nothing(self) -> None:
        for move in MOVES:
            older = self.model.changed_at(move) - 1
            answer = self.tried(move, self.callers["officer"], version=older)
            assert (answer.status_code, answer.json()["code"]) == (412, "stale"), move

    def tried(
        self, move: str, caller: dict[str, str], version: int | None = None
    ) -> httpx.Response:
        headers = {"If-Match": f'"{self.model.version if version is None else version}"', **caller}
        if move == "edit":
            card = a.an_offer_card(title=f"Titolo {self.model.version + 1}")
            return self.asked("PUT", f"{self.path}/draft", card, headers)
        return self.asked("POST", f"{self.path}/{move}", OFFER_MOVES[move], headers)

    def asked(self, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx.Response:
        content = None if body is None else msgspec.json.encode(body)
        kind = {} if body is None else {"Content-Type": "application/json"}
        return self.http.request(method, path, content=content, headers={**headers, **kind})

    def teardown(self) -> None:
        self.http.close()


async def test_no_path_leads_where_the_model_does_not(here: Register) -> None:
    class Tried(Offer):
        """With the service that this test has."""

    Tried.here, Tried.body = here, await here.has_provider()
    often = settings(
        max_examples=rounds(4),
        stateful_step_count=10,  # sent back, mended, published, changed, suspended and back
        phases=[Phase.generate],  # a path of ten needs no shrinking, which takes minutes here
        deadline=None,
        database=None,
        derandomize=not CHANCE,
    )

    # in a thread: Hypothesis waits, and what it asks is answered by this loop
    await asyncio.to_thread(run_state_machine_as_test, Tried, settings=often)
