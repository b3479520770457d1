"""What the search by meaning adds to the time of an answer."""

from urllib.parse import urlsplit

import msgspec

from wishmi.bench.engine import Engine
from wishmi.bench.figures import Times, times
from wishmi.bench.ground import Ground
from wishmi.console import Talk

ROUNDS = 3
"""Of every question, with and without, one after the other."""

WITHOUT = "without=meaning"


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds, of questions that have words; every answer made anew."""

    entries: int
    questions: int
    first: Times
    """With meaning, the first time that the words come: they are encoded and compared."""
    again: Times
    """With meaning, words that came before."""
    without: Times
    first_adds: Times
    """The differences to `without`, pair by pair."""
    again_adds: Times
    api_mb: float
    """Memory of our API, encoder and vectors included."""


def meaning(ground: Ground, asked: list[str], entries: int, talk: Talk) -> Meant:
    """Blocks: nothing else of this process must run meanwhile."""
    questions = [one for one in asked if "q=" in one]
    first: list[float] = []
    again: list[float] = []
    without: list[float] = []
    talk.say(f"{len(questions)} questions over {entries} entries, {ROUNDS} rounds")
    with Engine(urlsplit(ground.stack.url("catalog_search"))) as api:
        for one in questions:  # that the engine has compiled and loaded what it will use
            api.ask("GET", f"/v1/catalog?{one}&{WITHOUT}")
        for turn in range(ROUNDS):
            for one in questions:
                (again if turn else first).append(api.timed("GET", f"/v1/catalog?{one}"))
                without.append(api.timed("GET", f"/v1/catalog?{one}&{WITHOUT}"))
    count = len(questions)
    return Meant(
        entries=entries,
        questions=count,
        first=times(first),
        again=times(again),
        without=times(without),
        first_adds=times([a - b for a, b in zip(first, without[:count], strict=True)]),
        api_mb=round(ground.api.memory_info().rss / 2**20, 1),
        again_adds=times([a - b for a, b in zip(again, without[count:], strict=True)]),
    )
