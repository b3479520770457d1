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


def marked(text: str, wanted: frozenset[str]) -> str | None:
    """HTML with the words in <mark>; None where there is none of them."""
    if wanted.isdisjoint(map(stem, WORD.findall(text))):
        return None
    parts: list[str] = []
    at = 0
    for found in WORD.finditer(text):
        if stem(found[0]) in wanted:
            parts += (escape(text[at : found.start()]), f"<mark>{escape(found[0])}</mark>")
            at = found.end()
    return "".join((*parts, escape(text[at:])))
