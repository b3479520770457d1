"""Guess what a word was meant to be that neither the catalogue nor a dictionary has."""

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec
from rapidfuzz.distance import OSA

from catalog_search.index import it
from catalog_search.letters import unaccented
from catalog_search.query import CatalogQuery
from catalog_search.schemas import AsTyped, Respelled, Spelling
from catalog_search.search.narrowing import Clause, any_of
from catalog_search.search.presenter import Part

LANGUAGES = ("it", "en", "es", "fr")
"""Whose words are left alone: those of the five languages that families' queries are judged in and
that are written in Latin letters. A Spanish "clases" is no Italian slip; `meaning` finds it."""

WORD = re.compile(r"[^\W\d_]+")

SHORTEST = 4
"""Letters of a word that is helped: of three, most others are one slip away (search.md)."""

TWO_SLIPS = 8
"""Letters from which two slips are forgiven, as in the engine's own `AUTO:4,8`; in shorter words
two slips make another word ("danza", "banda")."""

MOST = 3
"""Words helped in one query: with more that nobody knows it is another language, or nonsense."""

NEAR = 8
"""Words that the engine proposes for one; the nearest by letters without accents is among them."""

LAST_LATIN = "\u024f"


def plain(word: str) -> str:
    """In small letters and without accents."""
    if word.isascii():  # as 430,000 of the 507,000 words of the dictionaries
        return word.lower()
    return unaccented(word.lower())


NEVER = frozenset(plain(word) for word in it.lines("never.txt"))


class Dictionary:
    """Words that are right in some language, each as eight bytes: as text they take 56 MB of the
    300 that a process may have, like this 4."""

    def __init__(self, languages: Iterable[str] = LANGUAGES) -> None:
        hashes: set[int] = set()
        for language in languages:
            # its lists as they are: to have them through its SpellChecker takes twice as long
            packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
            counts = msgspec.json.decode(gzip.decompress(packed), type=dict[str, int])
            hashes |= {hash(plain(word)) for word in counts}
        self._hashes = array("q", sorted(hashes))

    def __contains__(self, word: str) -> bool:
        wanted = hash(plain(word))
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The one of this process: a second of work, so not on the event loop."""
    return Dictionary()


class Speller:
    """Sees which words of a query may be slips."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary

    def doubted(self, query: CatalogQuery) -> list[str]:
        """The words that may be slips; whether the catalogue has them, only the engine knows."""
        if query.exact or query.typed or "spelling" in query.without:
            return []
        words = dict.fromkeys(word.lower() for word in WORD.findall(query.words_wanted))
        return [
            word
            for word in words
            if len(word) >= SHORTEST and max(word) <= LAST_LATIN and word not in self._dictionary
        ]


def question(doubted: Sequence[str]) -> list[Clause]:
    """Which of them some entry has, and what the catalogue has that is written alike."""
    if not doubted:
        return []
    having = {word: {"match": {"words": {"query": word, "analyzer": "it"}}} for word in doubted}
    term = {
        "field": "spelling",
        "analyzer": "simple",
        "suggest_mode": "missing",  # of places: they are no words of an entry
        "size": NEAR,
        "prefix_length": 0,
        "min_word_length": SHORTEST,
    }
    return [
        {
            "size": 0,
            "track_total_hits": False,
            "query": any_of(list(having.values())),
            "aggs": {"had": {"filters": {"filters": having}}},
            "suggest": {"near": {"text": " ".join(doubted), "term": term}},
        }
    ]


def respelled(query: CatalogQuery, part: Part) -> list[Respelled]:
    """The words that will be searched instead."""
    had: Mapping[str, Any] = part.aggregations["had"]["buckets"]
    strange = [one for one in part.suggest["near"] if not had[one["text"]]["doc_count"]]
    if len(strange) > MOST:
        return []
    meant = {one["text"]: likeliest(one["text"], one["options"]) for one in strange}
    return [
        Respelled(typed=word, searched=other)
        for word in dict.fromkeys(WORD.findall(query.q))
        if (other := meant.get(word.lower()))
    ]


def likeliest(word: str, options: Iterable[Mapping[str, Any]]) -> str | None:
    """The one with the fewest slips; of several the one that most entries have."""
    slips = 1 if len(word) < TWO_SLIPS else 2
    near = [
        (distance, -option["freq"], option["text"])
        for option in options
        if plain(option["text"]) not in NEVER
        and len(option["text"]) >= SHORTEST
        and (distance := OSA.distance(plain(word), plain(option["text"]))) <= slips
    ]
    return min(near)[2] if near else None


def instead(query: CatalogQuery, words: Iterable[Respelled]) -> CatalogQuery:
    """The question with these words in it."""
    meant = {word.typed: word.searched for word in words}
    q = WORD.sub(lambda found: meant.get(found[0], found[0]), query.q)
    return msgspec.structs.replace(query, q=q, typed=query.q)


def told(meant: CatalogQuery, words: list[Respelled]) -> Spelling:
    """What the answer says of it."""
    return Spelling(q=meant.q, words=words, as_typed=AsTyped(exact=True))
