"""What the words of a query were read to wish for: it ranks, and never hides anything."""

from datetime import date

import msgspec

from catalog_search.schemas import Understood
from contracts.values import Point


class Ages(msgspec.Struct, frozen=True):
    """The ages that a family asks for; None: no end on that side."""

    low: float | None
    high: float | None


class Cost(msgspec.Struct, frozen=True):
    """The most that a family wants to pay."""

    cents: int
    unit: str | None
    """What it pays for, where the words say so: a week, a month."""


class Hours(msgspec.Struct, frozen=True):
    """When a session begins, in minutes of the day: from the first on, and before the last."""

    low: int
    high: int


class Season(msgspec.Struct, frozen=True):
    """Days that a holiday offer touches, and between which it begins and ends."""

    first: date
    last: date
    earliest: date
    latest: date


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read, by what it is about."""

    ages: tuple[Ages, ...] = ()
    municipi: tuple[str, ...] = ()
    near: tuple[Point, ...] = ()
    """One place, or all stops of a metro line."""
    free: bool = False
    cost: Cost | None = None
    days: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    hours: Hours | None = None
    season: Season | None = None
    categories: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    wellbeing: dict[str, int] = {}
    recipients: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()


def sole(places: tuple[Point, ...]) -> Point | None:
    """The place, where it is one: from a metro line nobody measures a distance."""
    return places[0] if len(places) == 1 else None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A query's words, read."""

    understood: tuple[Understood, ...]
    wishes: Wishes
    wanted: str
    """The words that remain to be searched; none where all that was said are wishes."""
    asked: str
    """Of these, the ones that ask for something: of "doposcuola medie" the first."""
    abroad: str = ""
    """Of these, the ones of other languages as they were typed; `wanted` has them in Italian."""
