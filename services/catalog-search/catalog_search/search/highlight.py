"""Mark in a text the words that were searched: a hint for the eye, made without asking the engine.

The engine would have to load and analyse a hundred stored texts to mark twenty.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from kit.letters import unaccented

WORD = re.compile(r"\w+")

ITALIAN = tuple(zip("àèéìòù", "aeeiou", strict=True))
OTHERS = str.maketrans(
    {letter: unaccented(letter) for letter in map(chr, range(0xDF, 0x180)) if letter.islower()}
)
"""Of the other Latin alphabets."""

SHORTEST = 4
"""Shorter words are marked only where they stand as searched (DSA, L2): most say nothing."""


Wanted = tuple[tuple[str, str], ...]
"""Stems to look for, and before each the letters that its words begin with."""


def stems(q: str) -> Wanted:
    """What to look for, of the words of a query."""
    said = WORD.findall(q)
    wanted = {stem(word) for word in said if len(word) >= SHORTEST} | {
        word for word in said if len(word) < SHORTEST and word != word.lower()
    }
    return tuple((plain(one), one) for one in sorted(wanted))


@lru_cache(maxsize=20_000)  # the words of the catalogue come again on every page
def stem(word: str) -> str:
    """A word without accents and the endings of gender and number."""
    letters = unaccented(word.casefold())
    if len(letters) < SHORTEST:
        return word
    return letters.rstrip("aeiou").rstrip("h") or letters


def marked(text: str, wanted: Wanted) -> str | None:
    """HTML with the words in <mark>; None where there is none of them."""
    letters = plain(text)
    begun = [one for one in wanted if one[0] in letters]
    if not begun:  # as in most texts of a page
        return None
    spans = sorted(span for begin, one in begun for span in places(text, letters, begin, one))
    if not spans:
        return None
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (escape(text[at:start]), "<mark>", text[start:end], "</mark>")
        at = end
    return "".join((*parts, escape(text[at:])))


def places(text: str, letters: str, begin: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where words with this stem stand. Only words that begin like it are looked at: to take all
    words of a page apart took a tenth of our own time."""
    at = letters.find(begin)
    while at >= 0:
        word = WORD.match(text, at)
        if word and not (at and WORD.match(text, at - 1)) and stem(word[0]) == wanted:
            yield word.span()
        at = letters.find(begin, at + 1)


def plain(text: str) -> str:
    """Small letters without accents, each where it stood."""
    letters = text.lower()
    if not letters.isascii():
        for accented, letter in ITALIAN:  # ten times as fast as a table of all
            letters = letters.replace(accented, letter)
        if not letters.isascii():
            letters = letters.translate(OTHERS)
    return letters if len(letters) == len(text) else text
