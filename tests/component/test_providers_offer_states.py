"""Whoever tries whatever move, an offer and its draft go only where a model says."""

from typing import Any, ClassVar, get_args
from uuid import UUID, uuid4

import httpx

from providers.schemas.offers import State
from tests import builders as a
from tests.register import OFFER_MOVES, Register
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

WRITING = ("edit", "submit")
JUDGING = tuple(move for move in OFFER_MOVES if move not in WRITING)
OWN_DRAFT: Refusal = (403, "own_draft")
NOTHING_CHANGED: Refusal = (409, "nothing_changed")


class Offer(Model):
    """A card that families see, and beside it a draft that its body and officers work at."""

    state = "draft"
    draft_state = "writing"
    draft = "Titolo 0"
    published: str | None = None
    notes = 0
    state_version = draft_version = 1

    def __init__(self) -> None:
        self.authors = {"operator"}

    def to(self, move: str) -> str | None:
        waiting = self.draft_state == "submitted"
        possible = {
            "edit": True,
            "submit": not waiting and not self.same,
            "send-back": waiting,
            "publish": waiting and self.state != "suspended",
            "withdraw": self.state in {"published", "suspended"},
            "suspend": self.state == "published",
            "reinstate": self.state == "suspended",
        }
        leads = {"publish": "published", "withdraw": "withdrawn", "suspend": "suspended"}
        leads |= {"reinstate": "published"}
        return leads.get(move, self.state) if possible[move] else None

    def refusal(self, move: str) -> Refusal:
        return NOTHING_CHANGED if move == "submit" and self.same else WRONG_STATE

    @property
    def same(self) -> bool:
        """Nothing would be other than families see it, or were shown before it was suspended."""
        return self.state in {"published", "suspended"} and self.draft == self.published

    @property
    def writer(self) -> str:
        """They take turns."""
        return ("operator", "colleague", "writing_officer")[self.version % 3]

    def changed_at(self, move: str) -> int:
        """The version at which what the move is about was last changed."""
        if move == "publish":
            return max(self.state_version, self.draft_version)
        of_draft = move in WRITING or move == "send-back"
        return self.draft_version if of_draft else self.state_version

    def move(self, move: str) -> None:
        if move in WRITING:
            self.authors = self.authors | {self.writer}
        super().move(move)
        if move in WRITING or move in {"send-back", "publish"}:
            self.draft_version = self.version
        if move in JUDGING and move != "send-back":
            self.state_version = self.version
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
                self.published = self.draft
                self.draft_state, self.notes = "writing", 0
                self.authors = set()

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.draft_state, bool(self.authors), self.draft == self.published


class Offering(Walk):
    """A body with its operators and programmes, and officers who write and judge."""

    body: ClassVar[str]
    moves: ClassVar[Moves] = {
        **dict.fromkeys(WRITING, ("officer", "provider")),
        **dict.fromkeys(JUDGING, ("officer",)),
    }
    often: ClassVar[Weights] = {"submit": 6, "publish": 2, "reinstate": 2}

    async def begin(self) -> None:
        self.model: Any = Offer()
        new = {"provider_id": self.body, "draft": a.an_offer_card(title="Titolo 0")}
        made = await self.here.ask("POST", "/v1/offers", new, **self.of_body("operator"))
        assert made.status_code == 201, made.text
        self.path = f"/v1/offers/{made.json()['id']}"

    def of_body(self, subject: str, role: Any = "provider") -> dict[str, str]:
        return self.here.signer.headers(role, provider=UUID(self.body), subject=subject)

    def old(self, move: str) -> str:
        return f'"{self.model.changed_at(move) - 1}"'

    def up_to(self, move: str) -> dict[str, str]:
        if move not in WRITING:
            return self.here.officer
        writer = self.model.writer
        officer = self.here.signer.headers("officer", subject=writer)
        return officer if writer == "writing_officer" else self.of_body(writer)

    def who_may_not(self, move: str) -> WhoMayNot:
        signer = self.here.signer
        other = signer.headers("provider", provider=uuid4(), subject="provider-2")
        wrong: list[tuple[str, dict[str, str], Refusal]] = [
            ("a programme of the body", self.of_body("software", "software"), FORBIDDEN),
            ("another body", other, UNKNOWN if move in WRITING else FORBIDDEN),
        ]
        if move in JUDGING:
            wrong.append(("its operator", self.of_body("operator"), FORBIDDEN))
            with_an_office = self.of_body("other", "officer")
            wrong.append(("an operator with an office", with_an_office, FORBIDDEN))
        if move == "publish":
            wrong += [
                (author, signer.headers("officer", subject=author), OWN_DRAFT)
                for author in self.model.authors
            ]
        return wrong

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        if move == "edit":
            card = a.an_offer_card(title=f"Titolo {self.model.version + 1}")
            return await self.here.ask("PUT", f"{self.path}/draft", card, If_Match=tag, **who)
        said = OFFER_MOVES[move]
        return await self.here.ask("POST", f"{self.path}/{move}", said, If_Match=tag, **who)

    async def is_as_the_model_says(self) -> None:
        model = self.model
        answer = await self.here.ask("GET", self.path, **self.of_body("operator"))
        seen = answer.json()
        assert answer.headers["ETag"] == self.tag
        assert (seen["state"], seen["draft_state"]) == (model.state, model.draft_state)
        assert seen["draft"]["title"] == model.draft
        assert (seen["published"] or {}).get("title") == model.published
        assert len(seen["notes"]) == model.notes
        assert (seen["submitted_at"] is not None) == (model.draft_state == "submitted")


async def test_no_path_leads_an_offer_where_the_model_does_not(here: Register) -> None:
    Offering.body = await here.has_provider()
    await walk(Offering, here, through=set(get_args(State)), lives=4, steps=14)
