"""Which language a request is answered in, and what our Italian sentences are in it."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Literal, Protocol

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

Language = Literal["it", "en"]

DEFAULT: Language = "it"
OURS: tuple[Language, ...] = ("it", "en")

LONGEST = 1_000
"""Characters of Accept-Language that are read: browsers send at most some 100."""

_current: ContextVar[Language] = ContextVar("language", default=DEFAULT)


class Labelled(Protocol):
    """What has a label in both languages."""

    @property
    def it(self) -> str: ...

    @property
    def en(self) -> str: ...


@lru_cache(maxsize=1_000)  # what browsers send differs little
def preferred(header: str) -> Language:
    """What Accept-Language (RFC 9110, 12.5.4) likes best of ours."""
    accepted = parse_accept_header(header[:LONGEST], LanguageAccept)
    return "en" if accepted.best_match(OURS, default=DEFAULT) == "en" else "it"


def choose(language: Language) -> None:
    """Answer this request in this language; `kit.edge` says so for each."""
    _current.set(language)


def chosen() -> Language:
    return _current.get()


def label(of: Labelled) -> str:
    """The label in the language of the request."""
    return of.en if chosen() == "en" else of.it


class Texts:
    """Sentences that callers are told, by their Italian: a table for each part of an app. A value
    within stands as `{}`, and is told in English itself where a table has it."""

    def __init__(self, *tables: Mapping[str, str]) -> None:
        self._english = {it: en for table in tables for it, en in table.items()}
        # the fuller a sentence, the surer it is meant: `Al massimo {} byte.` before `Al massimo {}`
        self._shapes = sorted((it for it in self._english if "{}" in it), key=len, reverse=True)

    def say(self, text: str) -> str:
        """In the language of the request; what no table has, as it is."""
        return self.english(text) if chosen() == "en" else text

    def english(self, text: str) -> str:
        if text in self._english:
            return self._english[text]
        for it in self._shapes:
            if found := _shape(it).fullmatch(text):
                return self._english[it].format(*map(self.english, found.groups()))
        return text


@cache
def _shape(sentence: str) -> "re.Pattern[str]":
    return re.compile("(.+?)".join(map(re.escape, sentence.split("{}"))), re.DOTALL)
