"""An offer or a listing: draft beside published, places, and what is told of it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from contracts.offers import OfferCard, OfferPublished, OfferWithdrawn, Places
from contracts.values import ProviderName, Source
from kit.events import Fact
from kit.problems import Stale
from providers.domain.completeness import missing
from providers.domain.problems import Incomplete, NotAdmitted, WrongMove
from providers.domain.providers import Provider

Kind = Literal["offer", "listing"]
State = Literal["draft", "published", "withdrawn", "suspended"]

IN_ITALIAN: dict[State, str] = {
    "draft": "in bozza",
    "published": "pubblicata",
    "withdrawn": "ritirata",
    "suspended": "sospesa",
}


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What families find, and what its body is writing in the meantime.

    One counter for the whole: each change raises `version`, and the part that it touched takes
    that number. So an ETag of any reading is good for a part that has not changed since.
    """

    id: UUID
    kind: Kind = "offer"
    source: Source | None = None
    provider_id: UUID | None = None
    """Absent for a listing: no body manages it (yet)."""
    manager: str | None = None
    """Who runs a listing, as its source writes it."""
    state: State = "draft"
    draft: OfferCard
    published: OfferCard | None = None
    """The card as last published; kept when withdrawn."""
    published_at: datetime | None = None
    places: Places = Places()
    imported: str | None = None
    """Digest of the row as last imported: the same row again changes nothing."""
    version: int = 1
    state_version: int = 1
    draft_version: int = 1
    places_version: int = 1

    def redrafted(self, card: OfferCard, *, seen: int) -> "Offer":
        self._unchanged_since(seen, self.draft_version)
        version = self.version + 1
        return msgspec.structs.replace(self, draft=card, version=version, draft_version=version)

    def published_by(self, provider: Provider | None, *, seen: int, at: datetime) -> "Offer":
        """Let families find the draft that the officer has read, and no later one."""
        self._unchanged_since(seen, self.state_version, self.draft_version)
        self._only_from("draft", "published", "withdrawn")
        if provider is not None and not provider.admitted:
            raise NotAdmitted("Le proposte di un ente sospeso o cancellato non si pubblicano.")
        if faults := missing(self.draft) if self.kind == "offer" else []:
            raise Incomplete(faults)
        return msgspec.structs.replace(
            self._moved("published"), published=self.draft, published_at=at
        )

    def withdrawn(self, *, seen: int) -> "Offer":
        self._unchanged_since(seen, self.state_version)
        self._only_from("published", "suspended")
        return self._moved("withdrawn")

    def suspended(self, *, seen: int) -> "Offer":
        self._unchanged_since(seen, self.state_version)
        self._only_from("published")
        return self._moved("suspended")

    def reinstated(self, *, seen: int) -> "Offer":
        self._unchanged_since(seen, self.state_version)
        self._only_from("suspended")
        return self._moved("published")

    def imported_again(self, new: "Offer") -> "Offer":
        """With what its source says now; published, withdrawn or suspended as it was."""
        version = self.version + 1
        same = self.published == new.published
        return msgspec.structs.replace(
            self,
            manager=new.manager,
            draft=new.draft,
            published=new.published,
            published_at=self.published_at if same else new.published_at,
            places=new.places,
            imported=new.imported,
            version=version,
            draft_version=version,
            places_version=version,
        )

    def _unchanged_since(self, seen: int, *parts: int) -> None:
        if not max(parts) <= seen <= self.version:
            raise Stale("Nel frattempo è cambiata: rileggila.")

    def _only_from(self, *states: State) -> None:
        if self.state not in states:
            raise WrongMove(f"La proposta è {IN_ITALIAN[self.state]}.")

    def _moved(self, state: State) -> "Offer":
        version = self.version + 1
        return msgspec.structs.replace(self, state=state, version=version, state_version=version)


def found(offer: Offer, provider: Provider | None) -> bool:
    """Whether families can find it: published, and its body, if it has one, in the register."""
    return offer.state == "published" and (provider is None or provider.admitted)


def told(offer: Offer, provider: Provider | None) -> Fact:
    """What the others may know of it now."""
    if not found(offer, provider) or offer.published is None or offer.published_at is None:
        return OfferWithdrawn(id=offer.id)
    return OfferPublished(
        id=offer.id,
        kind=offer.kind,
        source=offer.source,
        provider=behind(offer, provider),
        card=offer.published,
        places=None if offer.places == Places() else offer.places,
        published_at=offer.published_at,
    )


def behind(offer: Offer, provider: Provider | None) -> ProviderName | None:
    """What an offer says of who is behind it."""
    if provider is not None:
        return ProviderName(
            id=provider.id,
            name=provider.card.name,
            legal_form=provider.card.legal_form,
            source=provider.source,
        )
    return ProviderName(name=offer.manager) if offer.manager else None
