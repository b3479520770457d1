"""Rules of the catalogue: what a session costs, when it takes place, how full a card is."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from math import asin, cos, radians, sin, sqrt
from statistics import fmean

from contracts.offers import OfferCard, Price
from contracts.values import Ages, Period, Place, Point, Session
from contracts.vocabularies import WEEKDAYS

DAYS = {code: number for number, code in enumerate(WEEKDAYS.codes)}
"""Monday is 0, as in `date.weekday()`."""

DAY = 24 * 60
"""Minutes."""

NOON, EVENING = time(12), time(18)
"""Where afternoon and evening begin (design, search.md)."""

BANDS = ((1_000, "under_10"), (2_000, "10_to_20"), (4_001, "20_to_40"))
"""Cents a session below which a band ends; 40 euro itself is still `20_to_40`."""

EARTH = 6_371_008.8
"""Mean radius in metres (IUGG): the one that the engine computes with."""


def part_of_day(start: time) -> str:
    if start < NOON:
        return "morning"
    return "afternoon" if start < EVENING else "evening"


def minute_of_week(session: Session) -> int | None:
    """When it begins, from Monday at midnight on."""
    if session.start is None:
        return None
    return DAYS[session.weekday] * DAY + session.start.hour * 60 + session.start.minute


def price_band(price: Price, per_session: int | None) -> str | None:
    if price.kind == "free":
        return "free"
    if per_session is None:
        return None
    return next((band for limit, band in BANDS if per_session < limit), "over_40")


def stated_amount(price: Price | None) -> int | None:
    """Cents as stated: what `price_max` compares. Free is 0, whatever the amount says."""
    if price is None:
        return None
    return 0 if price.kind == "free" else price.amount_cents


def per_session_cents(
    price: Price | None, schedule: Sequence[Session], period: Period | None
) -> int | None:
    """What one session costs, where what is stated allows to tell."""
    amount = stated_amount(price)
    if price is None or not amount:
        return amount
    sessions = sessions_for(price.unit, schedule, period)
    return round(amount / sessions) if sessions else None


def sessions_for(
    unit: str | None, schedule: Sequence[Session], period: Period | None
) -> float | None:
    """How many sessions one unit of a price pays for."""
    match unit:
        case "session":
            return 1.0
        case "hour":
            hours = [length for session in schedule if (length := hours_of(session))]
            return 1 / fmean(hours) if hours else None
        case "week":
            return float(len(schedule))
        case "month":
            return len(schedule) * 52 / 12
        case "course" | "year":
            return float(sessions_in(schedule, period))
        case _:
            return None


def hours_of(session: Session) -> float | None:
    if session.start is None or session.end is None or session.end <= session.start:
        return None
    minutes = (session.end.hour - session.start.hour) * 60 + session.end.minute
    return (minutes - session.start.minute) / 60


def sessions_in(schedule: Sequence[Session], period: Period | None) -> int:
    """How many weekly appointments fall into a period; 0 where it has no beginning or end."""
    if period is None or period.start is None or period.end is None:
        return 0
    length = (period.end - period.start).days + 1
    first = period.start.weekday()
    return sum(
        max(0, (length - (DAYS[session.weekday] - first) % 7 + 6) // 7) for session in schedule
    )


def next_dates(
    schedule: Sequence[Session], period: Period | None, today: date, *, most: int = 3
) -> tuple[date, ...]:
    """Days of the next sessions, from today on."""
    start, end = (period.start, period.end) if period else (None, None)
    first = max(today, start) if start else today
    waits = sorted({(DAYS[session.weekday] - first.weekday()) % 7 for session in schedule})
    dates = [first + timedelta(wait + week) for week in range(0, 7 * most, 7) for wait in waits]
    return tuple(day for day in dates[:most] if end is None or day <= end)


def middle(ages: Ages) -> tuple[float, float | None]:
    """The ages that are well inside a range: without its outer quarters, or its first year."""
    if ages.max is None:
        return ages.min + 1, None
    quarter = max(0.0, ages.max - ages.min) / 4
    return ages.min + quarter, max(ages.min, ages.max) - quarter


def metres(one: Point, other: Point) -> int:
    """As the crow flies."""
    south, north = radians(one.lat), radians(other.lat)
    width = radians(other.lon - one.lon)
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(width / 2) ** 2
    return round(2 * EARTH * asin(sqrt(chord)))


def municipi(card: OfferCard) -> tuple[int, ...]:
    """Municipi served; that of the venue is always among them."""
    own = card.place.municipio if card.place else None
    return tuple(sorted({*card.municipi, *((own,) if own else ())}))


def nil(place: Place | None) -> str | None:
    return place.nil.upper() if place and place.nil else None


def venue(place: Place | None) -> str | None:
    """Name and address: many have one name ("Impianto Sportivo"), and no two in one street."""
    if place is None or place.name is None:
        return None
    return ", ".join(filter(None, (place.name, place.address)))


def completeness(card: OfferCard) -> int:
    """How much of what families ask is stated, in hundredths."""
    stated = (
        card.summary,
        card.description,
        card.activities or card.keywords,
        card.ages,
        card.price,
        card.schedule,
        card.period,
        card.place or card.delivery in {"online", "home"},
        card.wellbeing,
        card.activation,
        card.contacts,
    )
    return round(100 * sum(map(bool, stated)) / len(stated))
