"""A query cut into words that can be compared: case, accents and scripts' digits apart."""

import re
from bisect import bisect_left, bisect_right

from catalog_search.letters import single, unaccented

TOKEN = re.compile(r"[\u4e00-\u9fff]|\d+(?:[.,]\d+)?|[^\W\d_\u4e00-\u9fff]+|[-–€:/]")
"""Chinese is written without blanks, so each of its signs counts as a word."""

PLAIN = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "–": "-"})
"""Arabic letters that are written one for the other; the dash that telephones make of two."""


def plain(text: str) -> str:
    """A word in any case, with or without accents."""
    if text.isascii():
        return text.lower()
    return unaccented(text.casefold()).translate(PLAIN)


def words(text: str) -> list[str]:
    return [plain(found[0]) for found in TOKEN.finditer(text)]


class Text:
    """The words of a query, and where each stands in what was typed."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.spans: list[tuple[int, int]] = []
        self.words: list[str] = []
        self._starts: list[int] = []
        at = 0
        for found in TOKEN.finditer(typed):
            if word := plain(found[0]):
                self.spans.append(found.span())
                self.words.append(word)
                self._starts.append(at)
                at += len(word) + 1
        self.plain = " ".join(self.words)

    def singly(self) -> list[str]:
        """Its words with no letter doubled."""
        return [single(word) for word in self.words]

    def of(self, match: re.Match[str]) -> tuple[int, int]:
        """The words that a match in `plain` covers, from the first to the one after the last."""
        return bisect_right(self._starts, match.start()) - 1, bisect_left(self._starts, match.end())

    def as_typed(self, first: int, after: int) -> str:
        return self.typed[self.spans[first][0] : self.spans[after - 1][1]]

    def without(self, spans: list[tuple[int, int]]) -> str:
        """What was typed, less these words."""
        if not spans:
            return self.typed
        kept, at = [], 0
        for first, after in sorted(spans):
            start, end = self.spans[first][0], self.spans[after - 1][1]
            kept.append(self.typed[at:start])
            at = max(at, end)
        return " ".join(" ".join((*kept, self.typed[at:])).split()).strip(" ,;.-–'’")
