"""How long a suggestion takes while somebody types."""

from urllib.parse import quote, urlsplit

import msgspec

from wishmi.bench.engine import Engine
from wishmi.bench.figures import Times, times
from wishmi.bench.ground import Ground
from wishmi.console import Talk

ROUNDS = 10
"""Of every word; the whole takes some ten seconds."""

WARM = 3
"""Rounds before, that the engine has compiled and loaded what it will use."""

TYPED = (
    "nuoto", "musica", "laboratorio di ceramica", "pallavolo", "psicomotricità", "lambrate",
    "cooperativa", "associazione", "inglese", "swim", "lane swim", "family skate", "arts",
    "monday", "municipio 3", "giambellino",
)  # fmt: skip
"""Activities, places, bodies and titles that many, some and few entries have."""

SHORTEST = 2
"""Letters from which there is an answer."""


class Suggest(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds, over every beginning of what is typed."""

    entries: int
    api: Times
    slowest: dict[str, float]
    """For each text, p50 of its slowest beginning."""


def suggest(ground: Ground, entries: int, talk: Talk) -> Suggest:
    """Blocks: nothing else of this process must run meanwhile."""
    begun = {text: [text[:end] for end in range(SHORTEST, len(text) + 1)] for text in TYPED}
    letters = sum(map(len, begun.values()))
    talk.say(f"{letters} beginnings of {len(TYPED)} texts over {entries} entries, {ROUNDS} rounds")
    took: dict[str, list[float]] = {start: [] for starts in begun.values() for start in starts}
    with Engine(urlsplit(ground.stack.url("catalog_search"))) as api:
        for turn in range(-WARM, ROUNDS):
            for start, seconds in took.items():
                path = f"/v1/catalog/suggest?q={quote(start)}"
                one = api.timed("GET", path)
                if turn >= 0:
                    seconds.append(one)
    return Suggest(
        entries=entries,
        api=times([one for seconds in took.values() for one in seconds]),
        slowest={
            text: max(times(took[start]).p50 for start in starts) for text, starts in begun.items()
        },
    )
