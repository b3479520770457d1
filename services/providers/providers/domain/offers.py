"""An offer or a listing: its states, who may move it, and where to."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from contracts.offers import OfferCard, Places, Rating
from contracts.values import Source
from kit.problems import Forbidden, Stale
from providers.domain.completeness import missing, outdated, uneven, unexplained
from providers.domain.price_days import PriceDays, published, shown_on, turned
from providers.domain.problems import Incomplete, NotAdmitted, NothingChanged, OwnDraft, WrongMove
from providers.domain.providers import Provider
from providers.domain.terms import day
from providers.schemas.editions import KeptEdition
from providers.schemas.offers import DraftState, Kind, Note, State

Side = Literal["body", "officer"]
Move = Literal[
    "edit",
    "submit",
    "send_back",
    "publish",
    "withdraw",
    "suspend",
    "reinstate",
    "claim",
    "assign",
]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Who makes a move, and where it leads from where; a part that it does not name stays."""

    by: tuple[Side, ...] = ("officer",)
    state: dict[State, State] | None = None
    draft: dict[DraftState, DraftState] | None = None


BEGUN_ANEW: dict[DraftState, DraftState] = {
    "writing": "writing",
    "submitted": "writing",
    "sent_back": "writing",
}
MOVES: dict[Move, Step] = {
    "edit": Step(
        by=("body", "officer"),
        draft={"writing": "writing", "submitted": "writing", "sent_back": "sent_back"},
    ),
    "submit": Step(
        by=("body", "officer"), draft={"writing": "submitted", "sent_back": "submitted"}
    ),
    "send_back": Step(draft={"submitted": "sent_back"}),
    "publish": Step(
        state={"draft": "published", "published": "published", "withdrawn": "published"},
        draft={"submitted": "writing"},
    ),
    "withdraw": Step(state={"published": "withdrawn", "suspended": "withdrawn"}),
    "suspend": Step(state={"published": "suspended"}),
    "reinstate": Step(state={"suspended": "published"}),
    "claim": Step(by=("body",), draft=BEGUN_ANEW),
    "assign": Step(draft=BEGUN_ANEW),
}
"""Every move that there is: from what is not here nothing leads anywhere."""

IN_ITALIAN: dict[State, str] = {
    "draft": "in bozza",
    "published": "pubblicata",
    "withdrawn": "ritirata",
    "suspended": "sospesa",
}
DRAFT_IN_ITALIAN: dict[DraftState, str] = {
    "writing": "in lavorazione",
    "submitted": "presentata",
    "sent_back": "rimandata con note",
}

VANISHED = "vanished"
"""In the place of a row's digest, which is never this: its source names it no more."""

NOT_WAITING: dict[str, Any] = {"submitted_at": None, "submission": None}


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What families find, and what its body is writing in the meantime.

    One counter for the whole: each change raises `version`, and the part that it touched takes
    that number. So an ETag of any reading is good for a part that has not changed since.
    """

    id: UUID
    kind: Kind = "offer"
    source: Source | None = None
    provider_id: UUID | None = None
    """Absent for a listing that no body has claimed (yet)."""
    manager: str | None = None
    """Who runs a listing, as its source writes it."""
    tax_code: str | None = None
    """Of who runs a listing, where its source says it. Private."""
    claimed_at: datetime | None = None
    """When a listing was claimed; kept once it has become its body's offer."""
    state: State = "draft"
    draft: OfferCard
    draft_state: DraftState = "writing"
    authors: tuple[str, ...] = ()
    """Pseudonyms of who edited or submitted the draft since it was last published."""
    submitted_at: datetime | None = None
    """Since when the draft waits for an officer."""
    submission: int | None = None
    """Its number in their queue."""
    notes: tuple[Note, ...] = ()
    """Of the last time that the draft was sent back, until it is published."""
    published: OfferCard | None = None
    """The card as last published; kept when withdrawn."""
    published_at: datetime | None = None
    days: PriceDays = PriceDays()
    """On which days families read which prices of the published card."""
    places: Places = Places()
    editions: tuple[KeptEdition, ...] = ()
    rating: Rating | None = None
    """What its published reviews come to."""
    imported: str | None = None
    """Digest of the row as last imported: the same row again changes nothing."""
    version: int = 1
    state_version: int = 1
    draft_version: int = 1
    places_version: int = 1

    @property
    def shown(self) -> OfferCard:
        """As families know it; of one that they have never seen, as it is written."""
        return self.published or self.draft

    def check_may(self, move: Move, side: Side, subject: str) -> None:
        """Four eyes: who wrote a draft does not publish it, whatever roles they have."""
        if side not in MOVES[move].by:
            raise Forbidden
        if move == "publish" and subject in self.authors:
            raise OwnDraft

    def redrafted(self, card: OfferCard, *, by: str, seen: int) -> "Offer":
        """A draft that was submitted is not any more: an officer judges what does not change."""
        return self._moved("edit", seen, draft=card, authors=self._with_author(by), **NOT_WAITING)

    def submitted(
        self, provider: Provider | None, *, by: str, seen: int, at: datetime, number: int
    ) -> "Offer":
        """What is withdrawn, or a listing that was claimed, may come back as it was."""
        authors = self._with_author(by)
        after = self._moved("submit", seen, authors=authors, submitted_at=at, submission=number)
        in_the_register(provider)
        stays = self.kind == "offer" or self.provider_id is None
        if stays and self.state in {"published", "suspended"} and self.draft == self.published:
            raise NothingChanged
        card = self.draft
        faults = missing(card) + uneven(card, self.published)
        faults += unexplained(card, self.published) + outdated(card, day(at))
        if faults and self.provider_id is not None:
            raise Incomplete(faults)
        return after

    def sent_back(self, notes: tuple[Note, ...], *, seen: int) -> "Offer":
        return self._moved("send_back", seen, notes=notes, **NOT_WAITING)

    def published_by(self, provider: Provider | None, *, seen: int, at: datetime) -> "Offer":
        """Let families find the draft that the officer has read, and no later one. A listing that
        was claimed is its body's offer from now on.
        """
        today = day(at)
        days = published(self.draft, self.shown_on(today), today)
        card: dict[str, Any] = {"published": self.draft, "published_at": at, "days": days}
        if self.provider_id is not None:
            card |= {"kind": "offer", "manager": None}
        if self.imported == VANISHED:
            card["imported"] = None  # whoever withdraws it from now on is no import
        after = self._moved("publish", seen, **card, authors=(), notes=(), **NOT_WAITING)
        in_the_register(provider)
        faults = outdated(self.draft, today)
        if faults and self.provider_id is not None:
            raise Incomplete(faults)
        return after

    def turned(self, today: date) -> "Offer":
        """With the prices of that day, and those of the days to come."""
        days = turned(self.published, self.days, today) if self.published else PriceDays()
        return msgspec.structs.replace(self, days=days, version=self.version + 1)

    def shown_on(self, day: date) -> OfferCard | None:
        """The card as families read it on that day, once it is published."""
        return shown_on(self.published, self.days, day) if self.published else None

    def withdrawn(self, *, seen: int) -> "Offer":
        return self._moved("withdraw", seen)

    def vanished(self) -> "Offer":
        """Withdrawn because its source names it no more; back when the source names it again."""
        return msgspec.structs.replace(self.withdrawn(seen=self.version), imported=VANISHED)

    def suspended(self, *, seen: int) -> "Offer":
        return self._moved("suspend", seen)

    def reinstated(self, *, seen: int) -> "Offer":
        return self._moved("reinstate", seen)

    def claimed(
        self, move: Literal["claim", "assign"], provider: Provider, *, seen: int, at: datetime
    ) -> "Offer":
        """Its body writes from what families see, which stays until an officer publishes more;
        nothing stays of what another body stated before.
        """
        if self.kind != "listing" or self.published is None:
            raise WrongMove("Non è una segnalazione.")
        in_the_register(provider)
        return self._moved(
            move,
            seen,
            provider_id=provider.id,
            claimed_at=at,
            draft=self.published,
            authors=(),
            notes=(),
            places=Places(),
            places_version=self.version + 1,
            editions=(),
            **NOT_WAITING,
        )

    def imported_again(self, new: "Offer", today: date) -> "Offer":
        """With what its source says now; published, withdrawn or suspended as it was, and published
        again where it had vanished. What the body that claimed a listing writes is not the
        source's.
        """
        version = self.version + 1
        back = self.state == "withdrawn" and self.imported == VANISHED
        same = self.published == new.published and not back
        after = msgspec.structs.replace(
            self,
            manager=new.manager,
            tax_code=new.tax_code,
            published=new.published,
            published_at=self.published_at if same else new.published_at,
            days=self.days if same else published(new.draft, self.shown_on(today), today),
            imported=new.imported,
            version=version,
            state=new.state if back else self.state,
            state_version=version if back else self.state_version,
        )
        if self.claimed_at is not None:
            return after
        return msgspec.structs.replace(
            after,
            draft=new.draft,
            draft_state=new.draft_state,
            authors=new.authors,
            notes=new.notes,
            places=new.places,
            draft_version=version,
            places_version=version,
            **NOT_WAITING,
        )

    def _with_author(self, subject: str) -> tuple[str, ...]:
        return self.authors if subject in self.authors else (*self.authors, subject)

    def _moved(self, move: Move, seen: int, **changed: Any) -> "Offer":
        """Each part that the move is about as its table says, if unchanged since it was seen."""
        step = MOVES[move]
        version = self.version + 1
        part = 0
        if step.state is not None:
            part = self.state_version
            changed |= {"state": step.state.get(self.state), "state_version": version}
        if step.draft is not None:
            part = max(part, self.draft_version)
            changed |= {
                "draft_state": step.draft.get(self.draft_state),
                "draft_version": version,
            }
        if not part <= seen <= self.version:
            raise Stale("Nel frattempo è cambiata: rileggila.")
        if changed.get("state", self.state) is None:
            raise WrongMove(f"La proposta è {IN_ITALIAN[self.state]}.")
        if changed.get("draft_state", self.draft_state) is None:
            raise WrongMove(f"La bozza è {DRAFT_IN_ITALIAN[self.draft_state]}.")
        return msgspec.structs.replace(self, version=version, **changed)


def in_the_register(provider: Provider | None) -> None:
    """A listing, without a body, is in nobody's way."""
    if provider is not None and not provider.admitted:
        raise NotAdmitted("Le proposte di un ente sospeso o cancellato non si pubblicano.")
