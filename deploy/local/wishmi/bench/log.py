"""A log of varied questions, drawn from what there is and from what was judged."""

from collections.abc import Sequence
from random import Random
from urllib.parse import urlencode

from catalog_search.facets import BY_NAME
from contracts.vocabularies.activities import ACTIVITIES
from wishmi.bench.sample import Sampler

SEED = 1_500
"""Any number: the same one gives the same log, so that two runs ask the same."""

QUESTIONS = 500
"""As architecture.md says, "A day's traffic"."""

NARROWED = (
    "",
    "q=nuoto",
    "q=basket&category=sport",
    "q=skate&municipio=3&municipio=4",
    "category=arte&weekday=sat&weekday=sun",
    "q=aiuto+compiti&age=8&free=true",
    "price_band=free&price_band=under_10&municipio=7",
    "q=family+swim&near=45.48,9.22&radius=3000",
    "q=teatro&wellbeing=relationships:3&language=it&voucher=true",
    "need=disability&accessibility=wheelchair&prefer_municipio=2",
)
"""From none to four choices, and every kind of them: these are always among the questions."""

FILTERS = (0, 0, 0, 0, 0, 1, 1, 1, 2, 3)
"""How many choices a question has: half of them none."""

CHOSEN = (
    "category", "municipio", "weekday", "part_of_day", "price_band", "free", "delivery",
    "accessibility", "recipient", "language", "voucher", "available",
)  # fmt: skip
"""Facets that a family chooses from."""

Pair = tuple[str, str]


def log(sampler: Sampler, judged: Sequence[str], count: int = QUESTIONS) -> list[str]:
    """Different questions as query strings: `judged` are the words of judged queries."""
    draw = Random(SEED)  # noqa: S311 - a sample, not a secret
    questions = dict.fromkeys(NARROWED)
    while len(questions) < count:
        words = said(draw, sampler, judged)
        narrowed = chosen(draw)
        if words or narrowed:
            questions[urlencode([*([("q", words)] if words else []), *narrowed])] = None
    return list(questions)[:count]


def said(draw: Random, sampler: Sampler, judged: Sequence[str]) -> str:
    """Words: of a title, of a judged query, an activity, an activity in a place, or none."""
    activity = draw.choice(ACTIVITIES.terms).it.lower()
    match draw.randrange(10):
        case 0:
            return ""
        case 1 | 2:
            words = draw.choice(sampler.titles).partition(",")[0].split()
            return " ".join(words[: draw.randint(1, 3)])
        case 3 | 4 | 5:
            return draw.choice(judged)
        case 6 | 7:
            return f"{activity} {draw.choice(sampler.places)}"
        case _:
            return activity


def chosen(draw: Random) -> list[Pair]:
    names = draw.sample(CHOSEN, draw.choice(FILTERS))
    pairs = [(name, draw.choice(BY_NAME[name].terms).code) for name in names]
    return [*pairs, ("age", str(draw.randrange(18)))] if draw.random() < 0.2 else pairs
