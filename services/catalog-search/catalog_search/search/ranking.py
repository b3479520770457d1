"""What lifts an entry above another that fits the words as well, and why."""

from datetime import date, timedelta

import msgspec

from catalog_search.query import CatalogQuery
from catalog_search.search import wished
from catalog_search.search.factor import Factor, Function, where
from catalog_search.search.narrowing import Clause, any_of, exists, has, none_of

CEILING = 3.8
"""Most that all factors together may make of a text's score. The weights stay within it (a test
adds them up), so nothing is ever cut off and every wish counts. Two thirds can only be earned by
wishes read out of the words, for who types an age and a day asks for them as much as for what is
done there. With half the weights of `age`, `time` and `recipient` the judgements score 0.01 less
(nDCG@10), with twice as much no more."""

FRESH_DAYS = 365
"""A card that nobody touched for a school year may speak of the last one."""


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the order that is no multiplier; `search.text` and `search.fairness` act on it."""

    name: str
    why: str


def named(function: Function) -> Clause:
    """Its condition, under a name that the engine's explanation repeats."""
    return {"bool": {"filter": [function.when], "_name": function.name}}


def rating(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    value = {"field_value_factor": {"field": "rating", "factor": 1 / 5_000}}
    return [Function(name="rating", when=exists("rating"), weight=weight, value=value)]


def completeness(query: CatalogQuery, today: date, weight: float) -> list[Function]:
    value = {"field_value_factor": {"field": "completeness", "factor": 1 / 100}}
    return [Function(name="completeness", when=exists("completeness"), weight=weight, value=value)]


def open_now(query: CatalogQuery, today: date) -> Clause:
    """Some day of sign-up is stated, and today lies within."""
    day = today.isoformat()
    return {
        "bool": {
            "filter": [any_of([exists("signup_from"), exists("signup_to")])],
            "must_not": [
                {"range": {"signup_from": {"gt": day}}},
                {"range": {"signup_to": {"lt": day}}},
            ],
        }
    }


def fresh(query: CatalogQuery, today: date) -> Clause:
    since = (today - timedelta(days=FRESH_DAYS)).isoformat()
    return {"range": {"published_at": {"gte": since}}}


FACTORS = (
    Factor(
        name="distance",
        weight=0.25,
        why="Under 11 a child is brought: half an hour more each way is what families give up on.",
        sentence="Vicino a dove hai detto",
        make=wished.near,
    ),
    Factor(
        name="municipio",
        weight=0.15,
        why="City and families think in municipi; less than distance, for borders are near.",
        sentence="Nel tuo municipio",
        make=where("municipio", wished.municipio),
    ),
    Factor(
        name="budget",
        weight=0.15,
        why="A price stated for a session is the one that compares; not stated is not cheap.",
        sentence="Costa meno del tuo budget",
        make=where("budget", wished.budget),
    ),
    Factor(
        name="voucher",
        weight=0.05,
        why="With a voucher in hand, what it pays comes first; `covered` hides the rest.",
        sentence="Lo paga il tuo voucher",
        make=wished.voucher,
    ),
    Factor(
        name="wellbeing",
        weight=0.15,
        why="The five descriptors are the city's own words for what an offer gives.",
        sentence="Forte su ciò che cerchi",
        make=wished.wellbeing,
    ),
    Factor(
        name="age",
        weight=0.70,
        why="At the edge of a range a child is the smallest or the biggest of the group; what "
        "states no age fits every age and must stand below what states one. What a child is too "
        "young for is no answer at all, so that an age in the words weighs most.",
        sentence="Adatto a questa età",
        make=wished.age,
    ),
    Factor(
        name="time",
        weight=0.40,
        why="A day on which a child cannot come is of no use; read out of the words.",
        sentence="Nel giorno che hai detto",
        make=wished.time,
    ),
    Factor(
        name="season",
        weight=0.15,
        why="Who names Christmas or the summer wants what is held in those days; titles name the "
        "season too.",
        sentence="Nel periodo che hai detto",
        make=where("season", wished.season),
    ),
    Factor(
        name="need",
        weight=0.20,
        why="What a card says it is fit for, a family need not ask.",
        sentence="Pensato anche per questo bisogno",
        make=wished.need,
    ),
    Factor(
        name="language",
        weight=0.05,
        why="To be understood from the first day.",
        sentence="Si parla la lingua che hai detto",
        make=where("language", wished.language),
    ),
    Factor(
        name="recipient",
        weight=0.25,
        why="Who names parents, a class or teenagers says for whom it should be made.",
        sentence="Pensato per chi hai detto",
        make=where("recipient", wished.recipient),
    ),
    Factor(
        name="delivery",
        weight=0.10,
        why="Online, at home or in the open is how, and so a wish; its words are not searched, for "
        "open is also a door.",
        sentence="Si svolge dove hai detto",
        make=where("delivery", wished.delivery),
    ),
    Factor(
        name="places",
        weight=0.04,
        why="A family cannot use what is full: 32 of the 390 example offers are. No more, for a "
        "place may become free.",
        sentence="Ci sono posti liberi",
        make=where("places", lambda query, today: {"range": {"places_left": {"gt": 0}}}),
    ),
    Factor(
        name="signup",
        weight=0.03,
        why="What one can sign up for today needs no note in the calendar.",
        sentence="Iscrizioni aperte",
        make=where("signup", open_now),
    ),
    Factor(
        name="completeness",
        weight=0.03,
        why="A full card answers the questions that otherwise cost a phone call.",
        sentence="Scheda completa",
        make=completeness,
    ),
    Factor(
        name="freshness",
        weight=0.02,
        why="A card not touched for a school year may speak of the last one.",
        sentence="Scheda aggiornata nell'ultimo anno",
        make=where("freshness", fresh),
    ),
    Factor(
        name="rating",
        weight=0.03,
        why="What families say, drawn to the middle where few have spoken.",
        sentence="Apprezzato dalle famiglie",
        make=rating,
    ),
    Factor(
        name="managed",
        weight=0.03,
        why="An admitted body answers for its card; nobody does for a listing. Where words were "
        "searched, a listing is also worth less to begin with (`search.text`).",
        sentence="Gestito da un ente dell'Elenco",
        make=where("managed", lambda query, today: none_of(has("facets.kind", "listing"))),
    ),
)

SWITCHED = (
    Switch(
        name="understanding",
        why="Ages, places, prices and days are wishes, and no words to search.",
    ),
    Switch(
        name="translation",
        why="Cards are in Italian and name what is offered: a word of another language, or a "
        "trouble in plain words, is searched as the words that they say, and beside them as typed.",
    ),
    Switch(
        name="synonyms",
        why="Families call things by other names.",
    ),
    Switch(
        name="exact",
        why="The form as typed is surer than its stem: danza is not danzante.",
    ),
    Switch(
        name="meaning",
        why="Families name a thing in other words, or in another language. Adds up to 24 times the "
        "square of a cosine to the words' score, and finds what is near in meaning alone.",
    ),
    Switch(name="phrase", why="Words that stand side by side were meant together."),
    Switch(
        name="spelling",
        why="A word that nobody has is searched as the one it was meant to be.",
    ),
    Switch(name="rotation", why="Nobody is always first: equals change places every day."),
    Switch(name="provider_limit", why="The first page shows the city's variety, not one body's."),
)

BY_NAME = {factor.name: factor for factor in FACTORS}


def functions(query: CatalogQuery, today: date) -> list[Function]:
    return [
        function
        for factor in FACTORS
        if factor.name not in query.without
        for function in factor.make(query, today, factor.weight)
    ]


def ranked(text: Clause, query: CatalogQuery, today: date) -> Clause:
    """Multiply what the words are worth by 1 and what the factors add."""
    return {
        "function_score": {
            "query": text,
            "functions": [{"weight": 1.0}]
            + [
                # a name only to explain: the engine would look for it in every hit of the window
                {"filter": named(one) if query.explain else one.when, "weight": one.weight}
                | one.value
                for one in functions(query, today)
            ],
            "score_mode": "sum",
            "boost_mode": "multiply",
            "max_boost": CEILING,
        }
    }
