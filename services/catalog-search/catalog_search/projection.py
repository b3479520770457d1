"""Make the document of a thing from the last fact about it: pure, so that it can be made again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from catalog_search import domain
from catalog_search.facets import BY_NAME, NONE, STORED
from catalog_search.meaning.texts import key, texts
from catalog_search.schemas import Entry, EntryPrice, Item
from contracts.areas import AreaKnown
from contracts.offers import OfferPublished, Wellbeing
from contracts.providers import ProviderAdmitted
from contracts.streams import PROVIDERS
from contracts.values import Ages, Period, Point, Session
from contracts.vocabularies import ACTIVITIES
from kit.events import Fact

LABELS = {term.code: term.it for term in ACTIVITIES.terms}

SHUFFLES = 65_521
"""The largest prime below 2^16: multiplied by any day's number, the remainders are a new order."""

LOWER_BITS = 2**63 - 1
"""Of an id: 62 of them are random in every version of UUID that we use, so they tell it apart."""

STEPS = (0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Where the bars of the price histogram begin, in cents: fine where most prices are."""

_encode = msgspec.json.Encoder().encode


class Range(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A range as the engine stores it; without an end it goes on."""

    gte: float
    lte: float | None = None


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """A range of days as the engine stores it."""

    gte: date
    lte: date


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the index keeps of one thing; what is not known is absent."""

    id: UUID
    kind: str
    visible: bool
    """Whether families can find it; tombstones, areas and providers are there and hidden."""
    change: int
    """The stream's sequence: the version of the document, and its place in the change feed."""
    stream: str
    """Where it was told: what is counted against what."""
    entry: Entry | None = None
    """What `GET /v1/catalog/{id}` answers; its words are searched."""
    shown: bytes | None = None
    """What a list answers, as JSON in a column: 100 of them cost what 20 stored documents do."""
    names: tuple[str, ...] = ()
    """Activities in words: labels of the vocabulary and the body's own."""
    facets: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    tokens: list[str] = []
    """All facets in one column, `category=sport`: counted in one go. Only visible ones have any."""
    ages: Range | None = None
    middle_ages: Range | None = None
    amount: int | None = None
    per_session: int | None = None
    point: Point | None = None
    starts: date | None = None
    begins: list[int] = []
    """Minutes of the week at which sessions begin."""
    period: Days | None = None
    """From its first to its last day, where both are stated."""
    signup_from: date | None = None
    signup_to: date | None = None
    places_left: int | None = None
    wellbeing: Wellbeing | None = None
    completeness: int | None = None
    rating: int | None = None
    """Bayesian mean in thousandths: whole numbers survive the way through a cursor."""
    published_at: datetime | None = None
    body: str | None = None
    """Id and name of who is behind it: what keeps one body from filling the first page."""
    number: int | None = None
    """The id as a number, for the end of every order: to compare words costs a millisecond more."""
    shuffle: int | None = None
    meaning: str | None = None
    """Key of the vector of its texts, which is kept apart (`meaning.store`)."""
    venue: str | None = None
    """Name and address of where it is, to be suggested."""
    venue_at: str | None = None
    """The point and the venue: `45.4613,9.0915` and the rest after a tab."""
    area: dict[str, Any] | None = None
    """Of an area: what `near` needs to know."""


def document(fact: Fact, change: int) -> Document:
    """The document that shows the last state of a thing."""
    match fact:
        case OfferPublished():
            return of_offer(fact, change)
        case AreaKnown():
            area = {"kind": fact.area.kind, "name": fact.area.name, "centre": fact.area.centre}
            return hidden(fact, "area", change, area=area)
        case ProviderAdmitted():
            # Its name comes with its offers; the document is there so that none is missing.
            return hidden(fact, "provider", change)
        case _:
            raise TypeError(f"no document is made from {fact.TYPE}")


def hidden(fact: Fact, kind: str, change: int, *, area: dict[str, Any] | None = None) -> Document:
    """A thing that must not be found: the tombstone that the change feed shows."""
    return Document(
        id=fact.id, kind=kind, visible=False, change=change, stream=PROVIDERS.name, area=area
    )


def of_offer(fact: OfferPublished, change: int) -> Document:
    entry = entry_of(fact)
    card = fact.card
    facets = facet_values(fact, entry)
    labels = {
        "provider": [f"{fact.provider.id}\t{fact.provider.name}"]
        if fact.provider and fact.provider.id
        else [NONE]
    }
    amount = domain.stated_amount(card.price)
    called = names(fact)
    venue = domain.venue(card.place)
    point = card.place.point if card.place else None
    return Document(
        id=fact.id,
        kind=fact.kind,
        visible=True,
        change=change,
        stream=PROVIDERS.name,
        entry=entry,
        shown=_encode(shown(entry)),
        names=called,
        meaning=key(texts(card.title, card.keywords, called, card.summary, card.description)),
        facets=facets,
        labels=labels,
        tokens=tokens(facets | labels, amount),
        ages=age_range(card.ages),
        middle_ages=middle_range(card.ages),
        amount=amount,
        per_session=entry.price.per_session_cents if entry.price else None,
        point=point,
        venue=venue,
        venue_at=f"{point.lat},{point.lon}\t{venue}" if point and venue else None,
        starts=card.period.start if card.period else None,
        begins=[at for one in card.schedule if (at := domain.minute_of_week(one)) is not None],
        period=days(card.period),
        signup_from=card.signup.start if card.signup else None,
        signup_to=card.signup.end if card.signup else None,
        places_left=fact.places.left if fact.places else None,
        wellbeing=card.wellbeing,
        completeness=domain.completeness(card),
        rating=round(fact.rating.bayesian * 1_000) if fact.rating else None,
        published_at=fact.published_at,
        body=f"{fact.provider.id or ''}\t{fact.provider.name}" if fact.provider else None,
        number=fact.id.int & LOWER_BITS,
        shuffle=fact.id.int % SHUFFLES,
    )


def entry_of(fact: OfferPublished) -> Entry:
    card = fact.card
    return Entry(
        id=fact.id,
        kind=fact.kind,
        source=fact.source,
        title=card.title,
        summary=card.summary,
        image=card.images[0] if card.images else None,
        description=card.description,
        category=card.category,
        activities=card.activities,
        keywords=card.keywords,
        provider=fact.provider,
        place=card.place,
        municipi=domain.municipi(card),
        ages=card.ages,
        delivery=card.delivery,
        price=EntryPrice(
            kind=card.price.kind,
            amount_cents=card.price.amount_cents,
            unit=card.price.unit,
            shared_cents=card.price.shared_cents,
            total_cents=card.price.total_cents,
            per_session_cents=domain.per_session_cents(card.price, card.schedule, card.period),
        )
        if card.price
        else None,
        takes_vouchers=card.takes_vouchers,
        wellbeing=card.wellbeing,
        schedule=card.schedule,
        period=card.period,
        places=fact.places,
        rating=fact.rating,
        published_at=fact.published_at,
        url=f"/v1/catalog/{fact.id}",
        recipients=card.recipients,
        sharing=card.sharing,
        signup=card.signup,
        accessibility=card.accessibility,
        needs=card.needs,
        languages=card.languages,
        challenges=card.challenges,
        staff=card.staff,
        activation=card.activation,
        max_wait_days=card.max_wait_days,
        contacts=card.contacts,
        images=card.images,
        price_list=card.price_list,
        extras=card.extras,
        free_trial=card.free_trial,
        cancellation=card.cancellation,
        first_contact=card.first_contact,
        medical_certificate=card.medical_certificate,
        meals=card.meals,
        transport=card.transport,
        what_to_bring=card.what_to_bring,
        editions=fact.editions,
    )


def shown(entry: Entry) -> Item:
    return Item(**{name: getattr(entry, name) for name in Item.__struct_fields__})


def names(fact: OfferPublished) -> tuple[str, ...]:
    """Each once, those of the vocabulary first."""
    labels = (LABELS.get(code) for code in fact.card.activities)
    return tuple(dict.fromkeys(name for name in (*labels, *fact.card.keywords) if name))


def facet_values(fact: OfferPublished, entry: Entry) -> dict[str, list[str]]:
    """The value of every stored facet, `_none` where it is not stated; the slots beside them."""
    card = fact.card
    price = card.price
    days, parts, slots = sessions(card.schedule)
    values: dict[str, Iterable[str | None]] = {
        "kind": [fact.kind],
        "category": [card.category],
        "activity": card.activities,
        "municipio": map(str, entry.municipi),
        "nil": [domain.nil(card.place)],
        "delivery": [card.delivery],
        "weekday": days,
        "part_of_day": parts,
        "price_band": [
            domain.price_band(price, entry.price.per_session_cents)
            if price and entry.price
            else None
        ],
        "price_unit": [price.unit if price else None],
        "free": [yes_no(price.kind == "free" if price else None)],
        "accessibility": card.accessibility,
        "need": card.needs,
        "language": card.languages,
        "recipient": card.recipients,
        "challenge": card.challenges,
        "provider": [str(fact.provider.id) if fact.provider and fact.provider.id else None],
        "legal_form": [fact.provider.legal_form if fact.provider else None],
        "wellbeing": levels(card.wellbeing),
        "voucher": [yes_no(card.takes_vouchers)],
        "available": available(fact.places.left if fact.places else None),
    }
    stored = {facet.name: stated(values[facet.name]) for facet in STORED}
    return stored | {"slot": slots}


def stated(values: Iterable[str | None]) -> list[str]:
    """Each value once; `_none` where there is none."""
    return list(dict.fromkeys(value for value in values if value is not None)) or [NONE]


def yes_no(known: bool | None) -> str | None:
    return None if known is None else str(known).lower()


def available(left: int | None) -> list[str]:
    """Only a stated 0 is full; what does not say counts as available and as not stated."""
    if left is None:
        return ["true", NONE]
    return ["true"] if left else ["false"]


def sessions(schedule: Sequence[Session]) -> tuple[list[str], list[str], list[str]]:
    """Days, parts of the day, and slots that are both."""
    pairs: list[tuple[str, str]] = [
        (session.weekday, domain.part_of_day(session.start) if session.start else NONE)
        for session in schedule
    ] or [(NONE, NONE)]
    days, parts = zip(*pairs, strict=True)
    return list(days), list(parts), stated(f"{day}-{part}" for day, part in pairs)


def levels(wellbeing: Wellbeing | None) -> list[str | None]:
    """The level itself: "at least" is added up when asked and counted. 0 is stated, yet no value
    can be chosen for it, so it stands under its own name."""
    fields = msgspec.structs.asdict(wellbeing) if wellbeing else {}
    return [f"{name}:{level}" for name, level in fields.items() if level is not None]


def tokens(values: dict[str, list[str]], amount: int | None) -> list[str]:
    """Every facet's values in one list; the slots are counted apart."""
    step = [] if amount is None else [f"amount={max(s for s in STEPS if s <= amount)}"]
    return step + [f"{name}={value}" for name in BY_NAME for value in values.get(name, ())]


def days(period: Period | None) -> Days | None:
    """Of a period that has both ends; one that has them crossed says nothing."""
    if period is None or period.start is None or period.end is None or period.end < period.start:
        return None
    return Days(gte=period.start, lte=period.end)


def age_range(ages: Ages | None) -> Range | None:
    """From the first to the last age; a card that has them crossed counts as one age."""
    if ages is None:
        return None
    return Range(gte=ages.min, lte=None if ages.max is None else max(ages.min, ages.max))


def middle_range(ages: Ages | None) -> Range | None:
    if ages is None:
        return None
    low, high = domain.middle(ages)
    return Range(gte=low, lte=high)
