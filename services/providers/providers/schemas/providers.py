"""Bodies of the register over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from contracts.providers import Decision, ProviderCard, Registration
from contracts.values import LicenceCode, Source

TaxCode = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d{11}$",
        description="Codice fiscale of a body: the last digit is a check.",
        examples=["01199250158"],
    ),
]


class Admission(msgspec.Struct, frozen=True, kw_only=True):
    """A body that an act admits to the register."""

    card: ProviderCard
    tax_code: TaxCode
    decision: Decision


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why it is done. Kept in the history, for officers only; a body that is suspended, reinstated
    or removed is told it too, so it never says who spoke, nor what they said.
    """

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """What the body must put right in its card."""

    notes: Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]


ProposalState = Literal["proposed", "sent_back"]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """The card as the body would have it; families see the published one meanwhile."""

    card: ProviderCard
    state: ProposalState
    """`proposed`: it waits for an officer; `sent_back`: with notes, for the body."""
    proposed_at: datetime
    notes: str | None = None


class CardDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the body would have otherwise than families see it."""

    field: str
    """JSON Pointer into the card."""
    before: Any
    """As published; none where nothing is said."""
    after: Any
    """As proposed; none where nothing is said."""


class CardComparison(msgspec.Struct, frozen=True, kw_only=True):
    """The proposed card beside the published one; nothing differs where none is proposed."""

    differences: tuple[CardDifference, ...]


class ProviderAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A body, as officers and the body itself see it."""

    id: UUID
    source: Source | None
    state: Literal["admitted", "suspended", "removed"]
    card: ProviderCard
    licence: LicenceCode
    """Under which anybody may use the texts of the card."""
    proposal: Proposal | None
    tax_code: str
    decision: Decision
    periods: tuple[Registration, ...]


class ProviderPage(msgspec.Struct, frozen=True, kw_only=True):
    """Bodies, in the order of their ids."""

    items: tuple[ProviderAnswer, ...]
    total: int
    next: str | None
    """Address of the next page."""
