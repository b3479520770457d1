"""What our search costs over the bare engine, and what our way of asking saves it."""

from datetime import date
from urllib.parse import urlsplit

import msgspec

from catalog_search import spelling
from catalog_search.query import PARAMETERS, CatalogQuery, checked
from catalog_search.search import builder
from catalog_search.spelling import Speller, dictionary
from catalog_search.understanding import Names, read
from kit.clock import now, rome
from kit.parameters import parsed
from wishmi.bench.engine import Engine
from wishmi.bench.figures import Times, ratio, times
from wishmi.bench.ground import Ground
from wishmi.bench.textbook import facets, textbook
from wishmi.console import Talk

ROUNDS = 40
"""Of every question, each asked in every way, one way after the other."""

WARM = 5
"""Rounds before, that the engine has compiled and loaded what it will use."""

QUESTIONS = (
    "",
    "q=nuoto",
    "q=swim",
    "q=corso+di+musica",
    "q=basket&category=sport",
    "q=skate&municipio=3&municipio=4",
    "category=arte&weekday=sat&weekday=sun",
    "q=aiuto+compiti&age=8&free=true",
    "price_band=free&price_band=under_10&municipio=7",
    "q=family+swim&near=45.48,9.22&radius=3000",
    "q=teatro&wellbeing=relationships:3&language=it&voucher=true",
    "need=disability&accessibility=wheelchair&prefer_municipio=2",
)
"""From none to four choices, as families narrow; words that many, some and few entries have."""

TABLE = {parameter.name: parameter for parameter in PARAMETERS}


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds, over all questions."""

    entries: int
    facets: int
    api: Times
    raw: Times
    """The very same body, sent straight to the engine."""
    overhead_p50: float
    """The middle of the differences, pair by pair."""
    textbook: Times
    textbook_ratio: float
    """Our body over the textbook's, with what the engine keeps of earlier answers."""
    textbook_ratio_cold: float
    """The same where the engine may keep nothing of earlier answers."""
    questions: dict[str, list[float]]
    """For each: p50 of API, raw, textbook, raw cold, textbook cold."""


class Question:
    """One question in every way that it is asked."""

    def __init__(
        self, address: str, index: str, today: date, within: float, speller: Speller
    ) -> None:
        address = "&".join(filter(None, (address, "without=meaning")))
        query: CatalogQuery = checked(**parsed(TABLE, address.encode()))
        # as the API reads them; no question names a place
        query = msgspec.structs.replace(query, reading=read(query.q, Names(), today))
        more = spelling.question(speller.doubted(query))
        self.path = f"/v1/catalog?{address}"
        self.body = builder.request(query, index=index, today=today, within=within, more=more)
        self.textbook = msgspec.json.encode(textbook(query, today))
        self.api: list[float] = []
        self.raw: list[float] = []
        self.plain: list[float] = []
        self.raw_cold: list[float] = []
        self.plain_cold: list[float] = []

    def row(self) -> list[float]:
        ways = (self.api, self.raw, self.plain, self.raw_cold, self.plain_cold)
        return [times(way).p50 for way in ways]


def search(ground: Ground, entries: int, talk: Talk) -> Search:
    """Blocks: nothing else of this process must run meanwhile."""
    talk.say(f"{len(QUESTIONS)} questions over {entries} entries, {ROUNDS} rounds")
    settings = ground.settings
    today = rome(now()).date()
    speller = Speller(dictionary())
    within = settings.answer_within
    questions = [Question(q, ground.alias, today, within, speller) for q in QUESTIONS]
    there, api = (
        urlsplit(url) for url in (settings.opensearch_url, ground.stack.url("catalog_search"))
    )
    with Engine(there) as engine, Engine(api) as ours:
        for turn in range(-WARM, ROUNDS):
            for question in questions:
                ask(question, ours, engine, ground.alias, api_first=turn % 2 == 0)
            if turn == -1:
                for question in questions:
                    forget(question)
    return summed(questions, entries)


def ask(question: Question, ours: Engine, engine: Engine, index: str, *, api_first: bool) -> None:
    plain = f"/{index}/_search"
    if api_first:
        question.api.append(ours.timed("GET", question.path))
    question.raw.append(engine.timed("POST", "/_msearch", question.body))
    if not api_first:
        question.api.append(ours.timed("GET", question.path))
    question.plain.append(engine.timed("POST", plain, question.textbook))
    engine.ask("POST", f"/{index}/_cache/clear?request=true")
    question.raw_cold.append(engine.timed("POST", "/_msearch", question.body))
    engine.ask("POST", f"/{index}/_cache/clear?request=true")
    question.plain_cold.append(engine.timed("POST", plain, question.textbook))
    # keep again what a busy catalogue would have kept
    engine.ask("POST", "/_msearch", question.body)


def forget(question: Question) -> None:
    """What was measured while warming up."""
    for way in (
        question.api, question.raw, question.plain, question.raw_cold, question.plain_cold,
    ):  # fmt: skip
        way.clear()


def summed(questions: list[Question], entries: int) -> Search:
    api = [one for question in questions for one in question.api]
    raw = [one for question in questions for one in question.raw]
    plain = [one for question in questions for one in question.plain]
    rows = {question.path: question.row() for question in questions}
    _, warm, book, cold, book_cold = (sum(column) for column in zip(*rows.values(), strict=True))
    differences = [a - b for a, b in zip(api, raw, strict=True)]
    return Search(
        entries=entries,
        facets=facets(),
        api=times(api),
        raw=times(raw),
        overhead_p50=times(differences).p50,
        textbook=times(plain),
        textbook_ratio=ratio(warm, book),
        textbook_ratio_cold=ratio(cold, book_cold),
        questions=rows,
    )
