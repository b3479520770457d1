"""What our search costs over the bare engine, and what our way of asking saves it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec
import psutil

from catalog_search import spelling
from catalog_search.areas import Areas
from catalog_search.query import PARAMETERS, CatalogQuery, checked
from catalog_search.search import builder
from catalog_search.search.relaxing import FEW
from catalog_search.spelling import Speller, dictionary
from catalog_search.understanding import Names, read
from kit.clock import now, rome
from kit.parameters import parsed
from wishmi.bench.engine import Engine
from wishmi.bench.figures import Cost, Times, ratio, times
from wishmi.bench.ground import Ground
from wishmi.bench.textbook import facets, textbook
from wishmi.console import Talk

ROUNDS = 2
"""Of every question, each asked in every way, one way after the other: 500 of them make 1,000 pairs
in some four minutes at 100,000 entries."""

SLOWEST = 10
"""Questions that are told one by one."""

TABLE = {parameter.name: parameter for parameter in PARAMETERS}


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds, over all questions."""

    entries: int
    questions: int
    facets: int
    api: Times
    """Every answer made anew (`Cache-Control: no-cache`), `without=meaning`."""
    raw: Times
    """The very same body, sent straight to the engine."""
    overhead: Times
    """The differences, pair by pair, of questions that one round trip answers."""
    second_trips: float
    """Share of the others: few were found, or a word was mended, so the engine is asked again."""
    second_trips_overhead: Times
    textbook: Times
    textbook_ratio: float
    """Our body over the textbook's, with what the engine keeps of earlier answers."""
    textbook_ratio_cold: float
    """The same where the engine may keep nothing of earlier answers."""
    costs: dict[str, Cost]
    """Of each way, asked for itself, one question after the other."""
    slowest: dict[str, list[float]]
    """The slowest by our API: p50 of API, raw, textbook, raw cold, textbook cold."""


class Told(msgspec.Struct):
    """What an answer of ours says of its making."""

    total: int
    spelling: Any = None


class Reading(msgspec.Struct, frozen=True):
    """What the API knows when it reads words."""

    speller: Speller
    names: Names
    today: date


class Question:
    """One question in every way that it is asked."""

    def __init__(self, address: str, ground: Ground, reading: Reading, index: str) -> None:
        address = "&".join(filter(None, (address, "without=meaning")))
        query: CatalogQuery = checked(**parsed(TABLE, address.encode()))
        today = reading.today
        if query.q:
            understood = read(query.q, reading.names, today)
            query = msgspec.structs.replace(query, reading=understood)
        self.path = f"/v1/catalog?{address}"
        self.index = index
        self.body = builder.request(
            query,
            index=index,
            today=today,
            within=ground.settings.answer_within,
            more=spelling.question(reading.speller.doubted(query)),
        )
        self.textbook = msgspec.json.encode(textbook(query, today))
        self.in_one_trip = True
        self.api: list[float] = []
        self.raw: list[float] = []
        self.plain: list[float] = []
        self.raw_cold: list[float] = []
        self.plain_cold: list[float] = []

    def overheads(self) -> list[float]:
        return [api - raw for api, raw in zip(self.api, self.raw, strict=True)]

    def row(self) -> list[float]:
        ways = (self.api, self.raw, self.plain, self.raw_cold, self.plain_cold)
        return [times(way).p50 for way in ways]


class Asking:
    """The engine and our API, one question at a time."""

    def __init__(self, engine: Engine, api: Engine, index: str) -> None:
        self._engine = engine
        self._api = api
        self._index = index

    def api(self, question: Question) -> float:
        return self._api.timed("GET", question.path)

    def in_one_trip(self, question: Question) -> bool:
        answer = msgspec.json.decode(self._api.ask("GET", question.path), type=Told)
        return not answer.spelling and answer.total >= FEW

    def raw(self, question: Question) -> float:
        return self._engine.timed("POST", "/_msearch", question.body)

    def plain(self, question: Question) -> float:
        return self._engine.timed("POST", f"/{self._index}/_search", question.textbook)

    def forget(self) -> None:
        """Let the engine keep nothing of earlier answers."""
        self._engine.ask("POST", f"/{self._index}/_cache/clear?request=true")

    def once(self, question: Question, *, api_first: bool) -> None:
        """In every way, beside each other."""
        self.forget()
        question.plain_cold.append(self.plain(question))
        question.plain.append(self.plain(question))
        self.forget()
        question.raw_cold.append(self.raw(question))
        # from here on the engine has the counts: who asks second must not find more than the first
        if api_first:
            question.api.append(self.api(question))
        question.raw.append(self.raw(question))
        if not api_first:
            question.api.append(self.api(question))


async def questions_of(
    ground: Ground, asked: list[str], *, index: str | None = None
) -> list[Question]:
    """As the API reads them: neighbourhoods are those of the entries, for no map is loaded. They
    are for the catalogue's index, or for another one that is made like it."""
    names = await Areas(ground.client, ground.alias).names()
    reading = Reading(Speller(dictionary()), names, rome(now()).date())
    return [Question(one, ground, reading, index or ground.alias) for one in asked]


def search(ground: Ground, questions: list[Question], entries: int, talk: Talk) -> Search:
    """Blocks: nothing else of this process must run meanwhile."""
    there, ours = (
        urlsplit(url)
        for url in (ground.settings.opensearch_url, ground.stack.url("catalog_search"))
    )
    with Engine(there) as engine, Engine(ours) as api:
        asking = Asking(engine, api, ground.alias)
        with talk.bar(f"{len(questions)} questions over {entries} entries") as progress:
            done, steps = 0, (ROUNDS + 1) * len(questions)
            for turn in range(-1, ROUNDS):
                for place, question in enumerate(questions):
                    if turn < 0:  # that the engine has compiled and loaded what it will use
                        asking.raw(question)
                        asking.plain(question)
                        question.in_one_trip = asking.in_one_trip(question)
                    else:
                        asking.once(question, api_first=(turn + place) % 2 == 0)
                    done += 1
                    progress(done, steps)
        costs = {}
        for name, way in (("api", asking.api), ("raw", asking.raw), ("textbook", asking.plain)):
            asking.forget()
            costs[name] = cost(ground, way, questions)
    return summed(questions, entries, costs)


def cost(ground: Ground, way: Callable[[Question], float], questions: list[Question]) -> Cost:
    """Of questions that nobody asked just before."""
    before = spent(ground.engine), spent(ground.api)
    seconds = sum(way(question) for question in questions)
    after = spent(ground.engine), spent(ground.api)
    engine, api = (
        round((later - sooner) / len(questions) * 1_000, 2)
        for later, sooner in zip(after, before, strict=True)
    )
    return Cost(per_second=round(len(questions) / seconds, 1), engine_ms=engine, api_ms=api)


def spent(process: psutil.Process) -> float:
    """Seconds of processor time so far."""
    used = process.cpu_times()
    return used.user + used.system


def summed(questions: list[Question], entries: int, costs: dict[str, Cost]) -> Search:
    api = [one for question in questions for one in question.api]
    raw = [one for question in questions for one in question.raw]
    plain = [one for question in questions for one in question.plain]
    rows = {question.path: question.row() for question in questions}
    _, warm, book, cold, book_cold = (sum(column) for column in zip(*rows.values(), strict=True))
    once = [question for question in questions if question.in_one_trip]
    twice = [question for question in questions if not question.in_one_trip]
    slowest = sorted(rows, key=lambda path: rows[path][0], reverse=True)[:SLOWEST]
    return Search(
        entries=entries,
        questions=len(questions),
        facets=facets(),
        api=times(api),
        raw=times(raw),
        overhead=times([one for question in once for one in question.overheads()]),
        second_trips=ratio(len(twice), len(questions)),
        second_trips_overhead=times([one for question in twice for one in question.overheads()]),
        textbook=times(plain),
        textbook_ratio=ratio(warm, book),
        textbook_ratio_cold=ratio(cold, book_cold),
        costs=costs,
        slowest={path: rows[path] for path in slowest},
    )
