"""Requests of families and what bodies answer, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.values import Mail, ShortText
from contracts.vocabularies.danger import Helpline
from kit.kinds import ONE_LINE
from providers.schemas.mandates import Acting, OnBehalf
from providers.schemas.privacy import NoticeId
from providers.schemas.quotes import Quote

RequestState = Literal["open", "accepted", "expired", "cancelled"]
AnswerState = Literal[
    "sent",
    "talking",
    "quoted",
    "refused",
    "accepted",
    "expired",
    "withdrawn",
    "used",
    "cancelled",
    "closed",
]
PurchaseState = Literal["registered", "captured", "cancelled"]
Side = Literal["family", "provider"]

MOST_OFFERS = 10
"""Of one request: as many as a first page of search sets side by side."""

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
Age = Annotated[int, msgspec.Meta(ge=0, le=17)]


class NewRequest(Acting, frozen=True, kw_only=True):
    """A family asks about offers of one or more bodies. Neither names nor contacts are asked."""

    offers: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=MOST_OFFERS)]
    editions: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=MOST_OFFERS)] = ()
    """Of those offers, the editions that are meant: of each offer one at most."""
    privacy_notice: NoticeId
    message: Text | None = None
    persons: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    """How many would take part."""
    ages: Annotated[tuple[Age, ...], msgspec.Meta(max_length=50)] = ()
    """In whole years: no birth date is needed for a price."""


class FamilyContacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a body may reach a family: given only when the family accepts or shares them."""

    name: ShortText | None = None
    email: Mail | None = None
    phone: Annotated[str, msgspec.Meta(min_length=5, max_length=50, extra=ONE_LINE)] | None = None


class Sharing(Acting, frozen=True, kw_only=True):
    """A family lets one body know how to reach it."""

    contacts: FamilyContacts


class Acceptance(Acting, frozen=True, kw_only=True):
    """A family accepts the quote that it has read; its price is the one that was read."""

    contacts: FamilyContacts | None = None
    """For this body, if it has none yet."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a body does not want to, or can no longer."""

    reason: Text


class AnswerCancellation(Acting, frozen=True, kw_only=True):
    """Why what was accepted will not be."""

    reason: Text


class NewMessage(Acting, frozen=True, kw_only=True):
    """A word of one side to the other."""

    text: Text


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a thread; of who wrote it only the side."""

    at: datetime
    side: Side
    text: str


class MessageTaken(msgspec.Struct, frozen=True, kw_only=True):
    """It was taken."""

    message: Message | None
    """As the other side reads it. None where it could not be sent and tells of danger: who answers
    for the safety of minors reads it alone."""
    help: tuple[Helpline, ...]
    """Whom to call, where the words tell of danger."""


class MessagePage(msgspec.Struct, frozen=True, kw_only=True):
    """A thread, newest first."""

    items: tuple[Message, ...]
    total: int
    next: str | None
    """Address of the next page."""


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """When each side confirmed that the offer was used, without a voucher."""

    family_at: datetime | None = None
    provider_at: datetime | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the family asked, as a body may read it: a question and no person."""

    message: str | None
    persons: int
    ages: tuple[int, ...]
    sent_at: datetime


class AnswerSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What a body answers to a request about one offer, as each side may see it."""

    id: UUID
    """Also of its quote."""
    request_id: UUID | None
    """For the family alone: it would tell bodies that they were asked together."""
    offer_id: UUID
    edition_id: UUID | None
    """The edition that the family asked about; a quote says its own."""
    provider_id: UUID
    state: AnswerState
    asked: Asked
    quote: Quote | None
    reason: str | None
    """Why it was refused, withdrawn or cancelled."""
    contacts: FamilyContacts | None
    """Of the family, once it has accepted or shared them."""
    family_token: str | None
    """For the family alone, once it has accepted: it hands this on when buying."""
    purchase: PurchaseState | None
    edition_cancelled_at: datetime | None
    """When the edition that the family had accepted was cancelled: what a voucher pays for stays
    accepted until the money is given back."""
    use: Use


class AnswerCancelled(AnswerSeen, frozen=True, kw_only=True):
    """What was accepted is called off."""

    help: tuple[Helpline, ...]
    """Whom to call, where the reason tells of danger."""


class AnswerPage(msgspec.Struct, frozen=True, kw_only=True):
    """What a body was asked, in the order of ids."""

    items: tuple[AnswerSeen, ...]
    total: int
    next: str | None
    """Address of the next page."""


class RequestSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A request with all its answers, as the family sees it."""

    id: UUID
    state: RequestState
    asked: Asked
    on_behalf: OnBehalf | None
    expires_at: datetime
    """Unless a quote is valid for longer."""
    answers: tuple[AnswerSeen, ...]


class RequestTaken(msgspec.Struct, frozen=True, kw_only=True):
    """It was taken."""

    request: RequestSeen | None
    """As it was sent. None where it could not be and tells of danger: who answers for the safety of
    minors reads it alone."""
    help: tuple[Helpline, ...]
    """Whom to call, where the words tell of danger."""


class RequestPage(msgspec.Struct, frozen=True, kw_only=True):
    """Requests, in the order of their ids."""

    items: tuple[RequestSeen, ...]
    total: int
    next: str | None
    """Address of the next page."""
