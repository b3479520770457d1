"""How well an entry fits the wishes, told as parameters or read out of the words."""

from collections.abc import Sequence
from datetime import date

from catalog_search.domain import DAY, DAYS
from catalog_search.facets import SLOT
from catalog_search.query import CatalogQuery
from catalog_search.query.wishes import Season, Wishes, sole
from catalog_search.search.factor import Function
from catalog_search.search.narrowing import (
    Clause,
    all_of,
    any_of,
    at_least,
    coordinates,
    covered,
    exists,
    has,
    overlapping,
    slots,
    walked,
)
from contracts.values import Point

CITY_SCALE = "2km"
"""Where nearness is worth half: a quarter of an hour by bus; Milan is some 12 km across."""

PARTLY = 0.5
"""What half a fit is worth: the day where the part of the day is another one, a price that the
credit pays in part."""

GROUPS = frozenset({"classi", "insegnanti"})
"""Recipients for whom a school signs up."""


def near(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """From where it is wished, else from where one searches, else from the place in the words."""
    point = query.prefer_near or query.near or sole(query.wishes.near)
    if not isinstance(point, Point):
        stops = query.wishes.near
        return [Function(name="distance", when=around(stops), weight=weight)] if stops else []
    gauss = {"point": {"origin": coordinates(point), "scale": CITY_SCALE, "decay": 0.5}}
    return [Function(name="distance", when=exists("point"), weight=weight, value={"gauss": gauss})]


def around(stops: Sequence[Point]) -> Clause:
    """Near any of them. The nearest decides by yes or no: a gauss for each would add up where stops
    are close to each other."""
    return any_of([walked(stop) for stop in stops])


def wellbeing(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """The dot product of the weights wished and the levels stated, brought to 0 to 1."""
    weights = query.prefer_wellbeing or query.wishes.wellbeing
    wished = sum(weights.values())
    return [
        Function(
            name=f"wellbeing:{name}",
            when=exists(f"wellbeing.{name}"),
            weight=weight * share / wished,
            value={"field_value_factor": {"field": f"wellbeing.{name}", "factor": 1 / 5}},
        )
        for name, share in weights.items()
    ]


STATED, MIDDLE = 0.05, 0.05
"""Of the age's weight: for stating one that fits, and for its being well inside."""


def age(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """An age that was chosen hides what does not fit: what is left is stated or not, inside or at
    the edge. One read out of the words hides nothing, so that to fit is worth most."""
    chosen = query.age is not None
    asked = (query.age,) if query.age is not None else query.wishes.ages
    if not asked:
        return []
    fits = any_of([overlapping("ages", one) for one in asked])
    inside = any_of([overlapping("middle_ages", one) for one in asked])
    stated = STATED if chosen else weight - MIDDLE
    return [
        Function(name="age:stated", when=fits, weight=stated),
        Function(name="age:middle", when=inside, weight=MIDDLE),
    ]


def municipio(query: CatalogQuery, today: date) -> Clause | None:
    wished = query.prefer_municipio or query.wishes.municipi
    return has("facets.municipio", *wished) if wished else None


def budget(query: CatalogQuery, today: date) -> Clause | None:
    if query.prefer_budget is not None:
        return {"range": {"per_session": {"lte": query.prefer_budget}}}
    wishes = query.wishes
    if wishes.free:
        return has("facets.free", "true")
    if wishes.cost is None:
        return None
    most = {"lte": wishes.cost.cents}
    if wishes.cost.unit == "session":
        return {"range": {"per_session": most}}
    within: Clause = {"range": {"amount": most}}
    if wishes.cost.unit is None:
        return within
    fits = all_of([within, has("facets.price_unit", wishes.cost.unit)])
    return any_of([fits, has("facets.free", "true")])


def voucher(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """What the credit pays whole counts twice what it pays in part; free costs none of it."""
    if query.credit is None:
        return []
    return [
        Function(name=f"voucher:{how}", when=covered(how, query.credit), weight=weight * share)
        for how, share in (("wholly", 1.0), ("partly", PARTLY))
    ]


def time(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """A session on such a day, at such a time of it; day alone, or time alone, counts whole."""
    wishes = query.wishes
    days, at = wishes.days, time_of_day(wishes)
    if not days:
        return [Function(name="time:at", when=at, weight=weight)] if at else []
    on = has("facets.weekday", *days)
    if not at:
        return [Function(name="time:day", when=on, weight=weight)]
    return [
        Function(name="time:day", when=on, weight=weight * PARTLY),
        Function(name="time:slot", when=at, weight=weight * (1 - PARTLY)),
    ]


def time_of_day(wishes: Wishes) -> Clause | None:
    """Of a session on a day that was said, if any was: hours say more than parts of the day."""
    if wishes.hours is not None:
        return any_of(
            [
                {
                    "range": {
                        "begins": {"gte": day + wishes.hours.low, "lt": day + wishes.hours.high}
                    }
                }
                for code, number in DAYS.items()
                if code in (wishes.days or DAYS)
                for day in (number * DAY,)
            ]
        )
    if wishes.parts and wishes.days:
        return has(SLOT, *slots(wishes.days, wishes.parts))
    return has("facets.part_of_day", *wishes.parts) if wishes.parts else None


def season(query: CatalogQuery, today: date) -> Clause | None:
    return None if query.wishes.season is None else held_in(query.wishes.season)


def held_in(season: Season) -> Clause:
    """Held in those days and made for them: a course of the whole year also touches Christmas."""

    def period(relation: str, first: date, last: date) -> Clause:
        days = {"gte": first.isoformat(), "lte": last.isoformat(), "relation": relation}
        return {"range": {"period": days}}

    return all_of(
        [
            period("intersects", season.first, season.last),
            period("within", season.earliest, season.latest),
        ]
    )


STRONG = 4
"""Level of a descriptor from which it is what an entry is good for: of 390 example
offers 196 are so strong in relationships, 110 in creativity."""


def meant(query: CatalogQuery) -> list[Clause]:
    """Entries that are found for what their fields say, though their texts may not say the word:
    for "dislessia" what is fit for it, for "natale" what is held at Christmas, for "farsi amici"
    what is strong in relationships, for "sport" all of the category."""
    wishes = query.wishes
    fields = {
        "facets.category": wishes.categories,
        "facets.need": wishes.needs,
        "facets.accessibility": wishes.accessibility,
        "facets.recipient": tuple(one for one in wishes.recipients if one in GROUPS),
        "facets.wellbeing": [
            level for name in wishes.wellbeing for level in at_least(f"{name}:{STRONG}")
        ],
    }
    if wishes.categories and not query.words_wanted:
        return [has("facets.category", *wishes.categories)]
    found = [has(field, *values) for field, values in fields.items() if values]
    return [*found, held_in(wishes.season)] if wishes.season else found


def need(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    """Each need that it says to be fit for counts the same."""
    wished = [
        *(("need", code) for code in query.wishes.needs),
        *(("accessibility", code) for code in query.wishes.accessibility),
    ]
    return [
        Function(
            name=f"need:{code}", when=has(f"facets.{facet}", code), weight=weight / len(wished)
        )
        for facet, code in wished
    ]


def language(query: CatalogQuery, today: date) -> Clause | None:
    wished = query.wishes.languages
    return has("facets.language", *wished) if wished else None


def recipient(query: CatalogQuery, today: date) -> Clause | None:
    wished = query.wishes.recipients
    return has("facets.recipient", *wished) if wished else None


def delivery(query: CatalogQuery, today: date) -> Clause | None:
    wished = query.wishes.delivery
    return has("facets.delivery", *wished) if wished else None
