"""What goes over HTTP: entries of the catalogue, pages of them, counts, vocabularies."""

from datetime import date, datetime
from typing import Generic, Literal, TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from contracts.offers import (
    Edition,
    Extra,
    Places,
    PriceList,
    Rating,
    Staff,
    Wellbeing,
)
from contracts.values import (
    Ages,
    CardImage,
    CategoryCode,
    ChallengeCode,
    Code,
    Contacts,
    ContactSlot,
    DeliveryCode,
    Period,
    Place,
    ProviderName,
    Session,
    SharingCode,
    Source,
    UnitCode,
)
from contracts.vocabularies.danger import Helpline

Kind = Literal["offer", "listing", "hub", "wemi_space", "school_desk", "hub_activity", "mission"]


class EntryPrice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person pays, as stated and for one session."""

    kind: Literal["free", "paid"]
    amount_cents: int | None = None
    """Absent where it is paid and the amount is not stated."""
    currency: Literal["EUR"] = "EUR"
    unit: UnitCode | None = None
    shared_cents: int | None = None
    """The lowest for each of two or more who take part together."""
    total_cents: int | None = None
    """The least that one person spends in all, compulsory extras included."""
    per_session_cents: int | None = None
    """Worked out where schedule and period allow."""


class Item(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An entry of the catalogue, as lists show it. What is not known is absent."""

    id: UUID
    kind: Kind | UnsetType = UNSET
    source: Source | None = None
    """What it is called where it was imported from."""
    title: str | UnsetType = UNSET
    """As the kind, always there unless the search left it out (`fields`)."""
    summary: str | None = None
    image: CardImage | None = None
    """At `/v1/images/{id}` of the register's API."""
    category: CategoryCode | None = None
    activities: tuple[Code, ...] = ()
    provider: ProviderName | None = None
    place: Place | None = None
    municipi: tuple[int, ...] = ()
    """Municipi served, that of the venue included."""
    ages: Ages | None = None
    delivery: DeliveryCode | None = None
    price: EntryPrice | None = None
    takes_vouchers: bool | None = None
    wellbeing: Wellbeing | None = None
    schedule: tuple[Session, ...] = ()
    period: Period | None = None
    places: Places | None = None
    rating: Rating | None = None
    published_at: datetime | None = None
    url: str = ""
    """Where the whole entry is, relative to this API."""


class Entry(Item, kw_only=True, omit_defaults=True):
    """An entry of the catalogue, whole."""

    description: str | None = None
    keywords: tuple[str, ...] = ()
    """Names of activities in the body's own words."""
    recipients: tuple[Code, ...] = ()
    sharing: SharingCode | None = None
    signup: Period | None = None
    accessibility: tuple[Code, ...] = ()
    needs: tuple[Code, ...] = ()
    languages: tuple[Code, ...] = ()
    challenges: tuple[ChallengeCode, ...] = ()
    staff: Staff | None = None
    activation: str | None = None
    max_wait_days: int | None = None
    contacts: Contacts | None = None
    images: tuple[CardImage, ...] = ()
    price_list: PriceList | None = None
    extras: tuple[Extra, ...] = ()
    free_trial: bool | None = None
    cancellation: str | None = None
    first_contact: tuple[ContactSlot, ...] = ()
    medical_certificate: bool | None = None
    meals: str | None = None
    transport: str | None = None
    what_to_bring: str | None = None
    editions: tuple[Edition, ...] = ()
    next_dates: tuple[date, ...] = ()
    """Days of the next sessions."""


class Part(msgspec.Struct, kw_only=True):
    """One reason for a place in the order."""

    factor: str
    """Name of the factor, as `without` takes it."""
    value: float
    """What it adds to the multiplier; for `text`, what is multiplied."""
    sentence: str


class Explanation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Why an entry stands where it stands."""

    score: float
    formula: str
    value: float
    """What the formula gives with these parts."""
    parts: tuple[Part, ...]
    moved_down: str | None = None
    """Said where others were let pass, so that no provider fills the first page."""


class Found(Item, kw_only=True, omit_defaults=True):
    """An entry that a search found."""

    distance_m: int | None = None
    """Metres from `near` or `prefer_near`, as the crow flies."""
    you_pay: int | None = None
    """Cents left to pay of the stated amount when `credit` is spent on it."""
    next_dates: tuple[date, ...] = ()
    """Days of the next sessions."""
    highlights: dict[str, str] = {}
    """Title and summary as HTML, with the words that were searched in <mark>."""
    note: str | None = None
    """Said where the words searched do not stand in it, and it was found for what it means."""
    explanation: Explanation | None = None


class Value(msgspec.Struct, gc=False):
    """One value of a facet; hundreds on a page, so by place, and none can be part of a cycle."""

    value: str
    label: str
    count: int
    chosen: bool


class FacetCounts(msgspec.Struct, kw_only=True):
    """A facet with its counts, taken as if its own choice were not made."""

    name: str
    label: str
    values: list[Value]
    not_stated: int


class Step(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Entries whose stated price lies in a range."""

    from_cents: int
    to_cents: int | None = None
    """Not included; absent: no upper end."""
    count: int


class PriceRange(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stated prices of what was found; free ones count as 0."""

    min: int | None = None
    """Cents."""
    max: int | None = None
    histogram: list[Step]


class Next(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What to ask for besides the same fields, to read on after a POST."""

    offset: int | None = None
    day: date | None = None
    cursor: str | None = None
    vectors: int | None = None


class Respelled(msgspec.Struct, frozen=True, kw_only=True):
    """A word that the catalogue does not know, and the one that was searched instead."""

    typed: str
    searched: str


class AsTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask for besides the same fields, to search the words as they came, after a POST."""

    exact: bool


class Spelling(msgspec.Struct, kw_only=True):
    """What was searched instead of the words that came."""

    q: str
    words: list[Respelled]
    as_typed: str | AsTyped
    """Where the words are searched as they came: an address relative to this API; after a POST the
    fields to change."""


class Relaxation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A choice that keeps entries away, where few were found."""

    parameter: str
    """The one to leave out."""
    label: str
    total: int
    """How many there are without it."""
    url: str | None = None
    """Where they are, relative to this API; absent after a POST."""


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the words say besides what is looked for: it ranks and hides nothing."""

    id: str
    """The same for the same reading: what `not_understood` takes."""
    kind: str
    value: str
    words: str
    """As they were typed."""


One = TypeVar("One")


class PageOf(msgspec.Struct, Generic[One], kw_only=True, omit_defaults=True):
    """What a search found, with entries as objects or as the JSON that they are stored as."""

    help: tuple[Helpline, ...] = ()
    """Helplines, where the words tell of danger: to be shown above everything."""
    items: list[One]
    total: int
    understood: tuple[Understood, ...] = ()
    """What was read out of the words; each can be refused (`not_understood`)."""
    facets: list[FacetCounts] | None = None
    price: PriceRange | None = None
    spelling: Spelling | None = None
    relax: list[Relaxation] = []
    """Where there are few: the choices without which there are more, the most first."""
    next: str | Next | None = None
    """Where the page that follows is: an address relative to this API; after a POST, which keeps
    addresses free of what was asked, the fields to change."""


class Page(PageOf[Found], kw_only=True):
    """What a search found."""


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A choice that a search can take: the parameter, its value and how many entries have it."""

    parameter: Literal["activity", "provider", "nil", "municipio", "near"]
    value: str
    radius: int | None = None
    """Metres, beside `near`: a venue, where what has another name and is as near is found too; or
    a metro stop, with what is ten minutes from it on foot."""
    label: str
    count: int


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """An entry whose title goes on as it was begun."""

    id: UUID
    kind: Kind
    title: str
    url: str


class Suggestions(msgspec.Struct, kw_only=True):
    """What words that are being typed may become, the likeliest of each group first."""

    activities: list[Choice] = []
    entries: list[Suggested] = []
    providers: list[Choice] = []
    places: list[Choice] = []
