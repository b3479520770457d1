"""Phrases that mean something, found word by word; the longest wins, and may mean two things."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Literal

import msgspec

from contracts.values import Point
from kit.letters import single, words

LONG = 8
"""Letters from which a word is compared without its double letters: `pomerigio` is clear, while
`sera` and `serra` are two things."""


Use = Literal["spent", "aside", "asked"]
"""`spent`: they say only that, and are no longer searched. `aside`: they are searched beside
others, yet alone they ask for nothing ("elementari"). `asked`: they ask for something."""


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase says."""

    kind: str
    value: str
    words: Use = "asked"
    """What becomes of its words."""
    points: tuple[Point, ...] = ()
    """Of a place: where it is; of a metro line: where it stops."""

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.value}"


class Found(msgspec.Struct, frozen=True):
    """A phrase in a text: its words from the first to the one after the last."""

    first: int
    after: int
    meaning: Meaning


Entry = tuple[tuple[str, ...], Meaning]


def forgiving(word: str) -> str:
    """Who writes by ear doubles a letter, or does not."""
    return single(word) if len(word) >= LONG else word


class Lexicon:
    """Phrases by their first word. `key`: what two words have in common that count as one."""

    def __init__(
        self, phrases: Iterable[tuple[str, Meaning]], key: Callable[[str], str] = forgiving
    ) -> None:
        self._key = key
        self._by_first: dict[str, list[Entry]] = {}
        for phrase, meaning in phrases:
            first, *rest = map(key, words(phrase))
            self._by_first.setdefault(first, []).append((tuple(rest), meaning))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, said: Sequence[str]) -> Iterator[Found]:
        keys = [self._key(word) for word in said]
        for first, word in enumerate(keys):
            longest = 0
            for rest, meaning in self._by_first.get(word, ()):
                after = first + 1 + len(rest)
                if after < longest:
                    break
                if tuple(keys[first + 1 : after]) == rest:
                    longest = after
                    yield Found(first, after, meaning)


def apart(found: list[Found]) -> list[Found]:
    """Without those that lie within or across a longer one; one phrase may mean two things."""
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for one in sorted(found, key=lambda one: (one.first - one.after, one.first)):
        span = (one.first, one.after)
        if all(taken.get(word, span) == span for word in range(*span)):
            taken |= dict.fromkeys(range(*span), span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def phrases(
    kind: str, said: Mapping[str, str], *, use: Use = "asked"
) -> Iterator[tuple[str, Meaning]]:
    """From a table of values, each with its phrases between commas."""
    for value, listed in said.items():
        meaning = Meaning(kind=kind, value=value, words=use)
        for phrase in listed.split(","):
            yield from ((form, meaning) for form in forms(phrase))


def forms(phrase: str) -> Iterator[str]:
    """`timido/a/i` is timido, timida, timidi: an ending stands for the last letter."""
    choices = []
    for word in phrase.split():
        base, *endings = word.split("/")
        choices.append([base, *(base[:-1] + ending for ending in endings)])
    yield from (" ".join(chosen) for chosen in product(*choices))
