"""The values of an offer's facets, by which it is chosen and counted."""

from collections.abc import Iterable, Sequence

import msgspec

from catalog_search import domain
from catalog_search.facets import BY_NAME, NONE, STORED
from catalog_search.schemas import Entry
from contracts.offers import OfferPublished, Wellbeing
from contracts.values import Session
from contracts.vocabularies import ACTIVITIES

LABELS = {term.code: term.it for term in ACTIVITIES.terms}

STEPS = (0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Where the bars of the price histogram begin, in cents: fine where most prices are."""


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
