"""Mark in a text the words that were searched: a hint for the eye, made without asking the engine.

The engine would have to load and analyse a hundred stored texts to mark twenty.
"""

import re
from functools import lru_cache
from html import escape

from catalog_search.letters import unaccented

WORD = re.compile(r"\w+")

SHORTEST = 4
"""Shorter words are marked only where they stand as searched (DSA, L2): most say nothing."""


def stems(q: str) -> frozenset[str]:
    """What to look for, of the words of a query."""
    return frozenset(stem(word) for word in WORD.findall(q) if len(word) >= SHORTEST) | {
        word for word in WORD.findall(q) if len(word) < SHORTEST and word != word.lower()
    }


@lru_cache(maxsize=20_000)  # the words of the catalogue: without it, a third of a page's time
def stem(word: str) -> str:
    """A word without accents and the endings of gender and number."""
    letters = unaccented(word.casefold())
    if len(letters) < SHORTEST:
        return word
    return letters.rstrip("aeiou").rstrip("h") or letters


@lru_cache(maxsize=4_000)  # title and summary of the entries that `presenter.as_shown` keeps
def places(text: str) -> dict[str, list[tuple[int, int]]]:
    """Where each of its words stands, by their stems: from and to which character."""
    found: dict[str, list[tuple[int, int]]] = {}
    for word in WORD.finditer(text):
        found.setdefault(stem(word[0]), []).append(word.span())
    return found


def marked(text: str, wanted: frozenset[str]) -> str | None:
    """HTML with the words in <mark>; None where there is none of them."""
    there = places(text)
    spans = sorted(span for word in wanted if word in there for span in there[word])
    if not spans:
        return None
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (escape(text[at:start]), "<mark>", text[start:end], "</mark>")
        at = end
    return "".join((*parts, escape(text[at:])))
