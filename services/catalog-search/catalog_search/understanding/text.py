"""A query cut into words that can be compared: case, accents and scripts' digits apart."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from kit.letters import TOKEN, plain, single, words

Span = tuple[int, int]
"""From the first to the one after the last: of letters, or of words."""


class Text:
    """The words of a query, and where each stands in what was typed."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.spans: list[Span] = []
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
        self._source, self._origins = typed, self.spans

    def singly(self) -> list[str]:
        """Its words with no letter doubled."""
        return [single(word) for word in self.words]

    def of(self, match: re.Match[str]) -> Span:
        """The words that a match in `plain` covers, from the first to the one after the last."""
        return bisect_right(self._starts, match.start()) - 1, bisect_left(self._starts, match.end())

    def as_typed(self, first: int, after: int) -> str:
        return self._source[self._origins[first][0] : self._origins[after - 1][1]]

    def without(self, spans: Iterable[Span]) -> str:
        """What was typed, less these words."""
        return self._with([(span, "") for span in sorted(spans)]) if spans else self.typed

    def rewritten(self, others: list[tuple[Span, str]]) -> "Text":
        """With other words in place of some, which still know what was typed."""
        text = Text(self._with(others))
        origins, at = [], 0
        for (first, after), said in others:
            whole = (self._origins[first][0], self._origins[after - 1][1])
            origins += [*self._origins[at:first], *[whole] * len(words(said))]
            at = after
        text._source, text._origins = self._source, [*origins, *self._origins[at:]]
        return text

    def _with(self, others: list[tuple[Span, str]]) -> str:
        parts, at = [], 0
        for (first, after), said in others:
            start, end = self.spans[first][0], self.spans[after - 1][1]
            parts += [self.typed[at:start], said]
            at = max(at, end)
        return " ".join(" ".join((*parts, self.typed[at:])).split()).strip(" ,;.-–'’")
