"""The document of a thing: its columns, and how they are filled from the last fact about it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from catalog_search import domain
from catalog_search.facets import NONE
from catalog_search.meaning.texts import key, texts
from catalog_search.projection.entry import entry_of, shown
from catalog_search.projection.values import facet_values, names, tokens
from catalog_search.schemas import Entry
from contracts.areas import AreaKnown
from contracts.offers import OfferPublished, Wellbeing
from contracts.providers import ProviderAdmitted
from contracts.streams import PROVIDERS
from contracts.values import Ages, Period, Point
from kit.events import Fact

SHUFFLES = 65_521
"""The largest prime below 2^16: multiplied by any day's number, the remainders are a new order."""

LOWER_BITS = 2**63 - 1
"""Of an id: 62 of them are random in every version of UUID that we use, so they tell it apart."""

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
    """Of an area: what `near` and the names of places need to know."""


def document(fact: Fact, change: int) -> Document:
    """The document that shows the last state of a thing."""
    match fact:
        case OfferPublished():
            return of_offer(fact, change)
        case AreaKnown():
            known = fact.area
            area = {"kind": known.kind, "name": known.name, "centre": known.centre}
            if known.lines:
                area["lines"] = known.lines
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
