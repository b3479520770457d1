"""What `providers` tells about offers and listings."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

import msgspec

from contracts.values import (
    Ages,
    CardImage,
    CategoryCode,
    Cents,
    ChallengeCode,
    Contacts,
    ContactSlot,
    DeliveryCode,
    Level,
    LongText,
    Municipio,
    Period,
    Place,
    ProviderName,
    Session,
    SharingCode,
    ShortText,
    Source,
    UnitCode,
    once,
)
from contracts.vocabularies.codes import (
    AccessibilityCode,
    ActivityCode,
    LanguageCode,
    NeedCode,
    RecipientCode,
)
from kit.events import Fact

Paragraph = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


class Wellbeing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How much an offer gives of each of the five descriptors, 0 to 5; absent where not stated."""

    body: Level | None = None
    relationships: Level | None = None
    knowledge: Level | None = None
    creativity: Level | None = None
    autonomy: Level | None = None


class WellbeingReasons(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why an offer gives as much of a descriptor as it says, in its body's words."""

    body: Paragraph | None = None
    relationships: Paragraph | None = None
    knowledge: Paragraph | None = None
    creativity: Paragraph | None = None
    autonomy: Paragraph | None = None


class HowMany(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """From so many to so many, both included."""

    min: Annotated[int, msgspec.Meta(ge=1, le=1_000)]
    max: Annotated[int, msgspec.Meta(ge=1, le=1_000)] | None = None
    """Absent: no upper limit."""


class PriceLine(msgspec.Struct, frozen=True, kw_only=True):
    """What each person pays for one unit, where so many persons take so many units."""

    persons: HowMany
    """For whom it is bought together."""
    units: HowMany
    """Bought at once, by each."""
    amount_cents: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]


class PriceList(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All prices of an offer. No two lines are about the same persons and units."""

    unit: UnitCode
    currency: Literal["EUR"] = "EUR"
    valid: Period | None = None
    """Days on which one can buy at these prices; without an end until there are others."""
    lines: Annotated[tuple[PriceLine, ...], msgspec.Meta(min_length=1, max_length=50)]


class Price(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person pays for one unit. No price at all: not stated, which is not free.

    Where there is a price list, all of this is worked out from it.
    """

    kind: Literal["free", "paid"]
    amount_cents: Cents | None = None
    """The lowest for one person alone. Absent where it is paid and the amount is not stated; 0 or
    absent where it is free."""
    currency: Literal["EUR"] = "EUR"
    unit: UnitCode | None = None
    shared_cents: Cents | None = None
    """The lowest for each of two or more who take part together; absent where not stated."""
    total_cents: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """The least that one person spends to take part: the fewest units that one can buy, and all
    compulsory extras. Absent where some of it is not stated."""


class Extra(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What each who takes part must also pay, once."""

    kind: Literal["membership", "insurance", "kit", "other"]
    name: ShortText | None = None
    amount_cents: Cents | None = None
    """Absent where not stated; 0 where it is given."""


class Places(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many can take part, and how many still can; absent where not stated."""

    total: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None
    left: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None


class Staff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who works there."""

    qualifications: Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=30)] = ()
    years: Annotated[int, msgspec.Meta(ge=0, le=200)] | None = None
    """Minimum years of experience."""
    references: bool | None = None
    """Whether families can ask for references."""
    on_request: Paragraph | None = None
    """What else may be asked of the staff."""


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What families said, 1 to 5."""

    mean: float
    count: int
    bayesian: float
    """The mean, drawn to the middle of the scale where few have spoken."""


class OfferCard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The card of an offer or a listing, as its body writes it and families read it.

    What is not known is absent, never zero.
    """

    title: ShortText
    summary: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    description: LongText | None = None
    images: Annotated[tuple[CardImage, ...], msgspec.Meta(max_length=10)] = ()
    """The first is the one that lists show."""
    category: CategoryCode | None = None
    activities: Annotated[tuple[ActivityCode, ...], once(30)] = ()
    keywords: Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=30)] = ()
    """Names of activities in the body's own words."""
    recipients: Annotated[tuple[RecipientCode, ...], once(20)] = ()
    ages: Ages | None = None
    wellbeing: Wellbeing | None = None
    wellbeing_reasons: WellbeingReasons | None = None
    delivery: DeliveryCode | None = None
    place: Place | None = None
    municipi: Annotated[tuple[Municipio, ...], once(9)] = ()
    """Municipi served."""
    schedule: Annotated[tuple[Session, ...], msgspec.Meta(max_length=50)] = ()
    period: Period | None = None
    signup: Period | None = None
    """Days on which one can sign up."""
    price: Price | None = None
    price_list: PriceList | None = None
    extras: Annotated[tuple[Extra, ...], msgspec.Meta(max_length=10)] = ()
    """Compulsory ones."""
    free_trial: bool | None = None
    cancellation: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)] | None = None
    """Until when one can cancel, and what is given back."""
    sharing: SharingCode | None = None
    takes_vouchers: bool | None = None
    accessibility: Annotated[tuple[AccessibilityCode, ...], once(20)] = ()
    needs: Annotated[tuple[NeedCode, ...], once(20)] = ()
    """Needs that it is fit for."""
    languages: Annotated[tuple[LanguageCode, ...], once(20)] = ()
    challenges: Annotated[tuple[ChallengeCode, ...], once(6)] = ()
    staff: Staff | None = None
    activation: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None
    """What to do to begin."""
    max_wait_days: Annotated[int, msgspec.Meta(ge=0, le=1_000)] | None = None
    """Longest wait for a first answer, in working days."""
    contacts: Contacts | None = None
    first_contact: Annotated[tuple[ContactSlot, ...], msgspec.Meta(max_length=28)] = ()
    """Two a day are usual; four are as many as opening hours ever have."""
    medical_certificate: bool | None = None
    """Whether one is asked for."""
    meals: Paragraph | None = None
    transport: Paragraph | None = None
    what_to_bring: Paragraph | None = None


EditionState = Literal["open", "cancelled"]


class Edition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One running of an offer, with days and places of its own."""

    id: UUID
    name: ShortText | None = None
    start: date
    end: date
    """Its last day."""
    signup: Period | None = None
    places: Places | None = None
    state: EditionState
    """A cancelled one stays so."""


class OfferPublished(Fact, frozen=True, kw_only=True):
    """An offer or a listing can be found as this card says.

    Told again, whole, on each change of what is public about it: its published card, its places,
    its rating, its body's public fields, and the price on the day on which another list begins or
    none lasts any more.
    """

    TYPE: ClassVar[str] = "it.milano.wishmi.offer.published.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.offer"

    kind: Literal["offer", "listing"]
    source: Source | None = None
    provider: ProviderName | None = None
    card: OfferCard
    places: Places | None = None
    editions: tuple[Edition, ...] = ()
    """In the order in which they were opened; those that are over too."""
    rating: Rating | None = None
    published_at: datetime
    """When the card that families see was last published; a change of places leaves it."""


class OfferWithdrawn(Fact, frozen=True, kw_only=True):
    """An offer or a listing must no longer be found."""

    TYPE: ClassVar[str] = "it.milano.wishmi.offer.withdrawn.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.offer"
