"""What the facets of an entry are, worked out from the fact and the design alone: slow, and by
another way than the index, so that both can be compared."""

from collections.abc import Iterable
from datetime import date, timedelta
from math import acos, cos, radians, sin
from typing import Any

from contracts.offers import OfferCard, OfferPublished

NONE = "_none"
DESCRIPTORS = ("body", "relationships", "knowledge", "creativity", "autonomy")
ALL_WANTED = {"accessibility", "need"}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def facets(fact: OfferPublished) -> dict[str, set[str]]:
    card = fact.card
    municipi = {str(number) for number in card.municipi}
    if card.place and card.place.municipio:
        municipi.add(str(card.place.municipio))
    left = fact.places.left if fact.places else None
    free = None if card.price is None else card.price.kind == "free"
    provider = fact.provider
    found: dict[str, set[str]] = {
        "kind": {fact.kind},
        "category": one(card.category),
        "activity": set(card.activities),
        "municipio": municipi,
        "nil": one(card.place.nil.upper() if card.place and card.place.nil else None),
        "delivery": one(card.delivery),
        "weekday": {day for day, _ in slots(card)} - {NONE},
        "part_of_day": {part for _, part in slots(card)},
        "price_band": one(band(card)),
        "price_unit": one(card.price.unit if card.price else None),
        "free": one(yes_no(free)),
        "accessibility": set(card.accessibility),
        "need": set(card.needs),
        "language": set(card.languages),
        "recipient": set(card.recipients),
        "challenge": set(card.challenges),
        "provider": one(str(provider.id) if provider and provider.id else None),
        "legal_form": one(provider.legal_form if provider else None),
        "wellbeing": wellbeing(card),
        "voucher": one(yes_no(card.takes_vouchers)),
        "available": {"false"} if left == 0 else {"true"},
    }
    if left is None:
        found["available"].add(NONE)
    told = card.wellbeing and any(getattr(card.wellbeing, name) is not None for name in DESCRIPTORS)
    return {
        name: value or (set() if name == "wellbeing" and told else {NONE})
        for name, value in found.items()
    }


def one(value: str | None) -> set[str]:
    return set() if value is None else {value}


def yes_no(value: bool | None) -> str | None:
    return {None: None, True: "true", False: "false"}[value]


def wellbeing(card: OfferCard) -> set[str]:
    levels = {name: getattr(card.wellbeing, name, None) or 0 for name in DESCRIPTORS}
    return {f"{name}:{n}" for name, level in levels.items() for n in range(1, level + 1)}


def slots(card: OfferCard) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for session in card.schedule:
        if session.start is None:
            part = NONE
        elif session.start.hour < 12:
            part = "morning"
        else:
            part = "afternoon" if session.start.hour < 18 else "evening"
        found.add((session.weekday, part))
    return found or {(NONE, NONE)}


def per_session(card: OfferCard) -> int | None:
    price = card.price
    if price is None:
        return None
    if price.kind == "free":
        return 0
    if price.amount_cents is None:
        return None
    weekly = len(card.schedule)
    sessions: float
    match price.unit:
        case "session":
            sessions = 1
        case "hour":
            lengths = [
                (s.end.hour * 60 + s.end.minute - s.start.hour * 60 - s.start.minute) / 60
                for s in card.schedule
                if s.start and s.end
            ]
            if not lengths:
                return None
            return round(price.amount_cents * sum(lengths) / len(lengths))
        case "week":
            sessions = weekly
        case "month":
            sessions = weekly * 52 / 12
        case "course" | "year":
            sessions = sum(1 for day in days(card) for s in card.schedule if s.weekday == day)
        case _:
            return None
    return round(price.amount_cents / sessions) if sessions else None


def days(card: OfferCard) -> Iterable[str]:
    """The weekday of each day of the period."""
    if not card.period or not card.period.start or not card.period.end:
        return
    day = card.period.start
    while day <= card.period.end:
        yield DAYS[day.weekday()]
        day += timedelta(days=1)


def band(card: OfferCard) -> str | None:
    if card.price and card.price.kind == "free":
        return "free"
    cents = per_session(card)
    if cents is None:
        return None
    if cents < 1000:
        return "under_10"
    if cents < 2000:
        return "10_to_20"
    return "20_to_40" if cents <= 4000 else "over_40"


def covered(fact: OfferPublished, credit: int) -> str:
    price, takes = fact.card.price, fact.card.takes_vouchers
    if price is None:
        return NONE
    if price.kind == "free":
        return "wholly"
    if takes is None:
        return NONE
    if not takes:
        return "not_at_all"
    if price.amount_cents is None:
        return NONE
    if credit >= price.amount_cents:
        return "wholly"
    return "partly" if credit else "not_at_all"


def fits(facts: dict[str, set[str]], card: OfferCard, name: str, wanted: list[str]) -> bool:
    """One choice, but for sessions, which `fits_all` looks at together."""
    if name in ALL_WANTED:
        return set(wanted) <= facts[name]
    return bool(set(wanted) & facts[name])


def fits_all(facts: dict[str, set[str]], card: OfferCard, chosen: dict[str, list[str]]) -> bool:
    if "weekday" in chosen and "part_of_day" in chosen:
        both = {(day, part) for day in chosen["weekday"] for part in chosen["part_of_day"]}
        if not both & slots(card):
            return False
    return all(fits(facts, card, name, wanted) for name, wanted in chosen.items())


def in_ranges(fact: OfferPublished, ranges: dict[str, Any]) -> bool:
    card = fact.card
    if (ages := ranges.get("age")) and card.ages:
        low, high = ages
        last = card.ages.max if card.ages.max is not None else 999
        if last < low or card.ages.min > high:
            return False
    if (most := ranges.get("price_max")) is not None:
        if card.price is None:
            return False
        amount = 0 if card.price.kind == "free" else card.price.amount_cents
        if amount is None or amount > most:
            return False
    start = card.period.start if card.period else None
    after = ranges.get("start_after")
    if after and (start is None or start < date.fromisoformat(after)):
        return False
    if radius := ranges.get("radius"):
        point = card.place.point if card.place else None
        if point is None or metres(ranges["near"], (point.lat, point.lon)) > radius:
            return False
    return True


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By the law of cosines, which is good for a few kilometres and more."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    return 6_371_008.8 * acos(min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(d - b)))
