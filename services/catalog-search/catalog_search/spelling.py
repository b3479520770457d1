"""Guess what a word was meant to be that neither the catalogue nor a dictionary has."""

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog_search.index import it
from catalog_search.query import CatalogQuery
from catalog_search.schemas import AsTyped, Respelled, Spelling
from catalog_search.search.narrowing import Clause, any_of
from catalog_search.search.presenter import Part
from contracts.vocabularies.activities import ALL as ACTIVITIES
from kit.letters import single, unaccented

LANGUAGES = ("it", "en", "es", "fr")
"""Whose words are left alone: those of the five languages that families' queries are judged in and
that are written in Latin letters. A Spanish "clases" is no Italian slip; `meaning` finds it."""

WORD = re.compile(r"[^\W\d_]+")
WHOLE = re.compile(r"[^\W\d_]+(?!['’`\w])")
"""Not before an apostrophe: "sull'ambiente" holds no slip for "sulla"."""

SHORTEST = 4
"""Letters of a word that is helped: of three, most others are one slip away (search.md)."""

TWO_SLIPS = 8
"""Letters from which two slips are forgiven, as in the engine's own `AUTO:4,8`; in shorter words
two slips make another word ("danza", "banda")."""

DIMINUTIVE = re.compile(r"(?P<base>.{5,})(?:in|ett)[oaie]")
"""What Italian makes of any noun: "nipotina" is right, though no dictionary has all of them."""

PLURAL = re.compile(r".{3,}s")
"""Of Spanish, whose dictionary has "clase" and "arte" and not "clases" and "artes"."""

DOUBLING = re.compile(r"(?<=[aeiou])(?P<one>[bcdfglmnprstvz])(?P=one)?(?!(?P=one))(?=[aeiouhlr])")
"""Where a consonant may stand once or twice. To hear which is the hardest of Italian, and the slip
of eight of the ten words that are misspelt in the judged queries."""

MOST_DOUBLINGS = 6
"""Such places in a word that is tried in all ways, 64 then."""

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

OWN = frozenset(
    word.lower()
    for text in (
        *it.lines("synonyms.txt"),
        *(line.partition("=>")[2] for line in it.lines("compounds.txt")),
        *(name for term in ACTIVITIES for name in (term.it, *term.words)),
    )
    for word in WORD.findall(text)
    if len(word) >= SHORTEST
)
"""Words that our own lists lead from to activities, though no title may have them: "scoliosi"."""


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
        words = dict.fromkeys(word.lower() for word in WHOLE.findall(query.words_wanted))
        return [
            word
            for word in words
            if len(word) >= SHORTEST and max(word) <= LAST_LATIN and not self._right(word)
        ]

    def knows(self, words: str) -> bool:
        """Whether most of them are words; of other scripts than the Latin it cannot tell."""
        typed: list[str] = WORD.findall(words.lower())
        known = [word for word in typed if max(word) > LAST_LATIN or self._right(word)]
        return len(known) * 2 > len(typed)

    def _right(self, word: str) -> bool:
        small, plural = DIMINUTIVE.fullmatch(word), PLURAL.fullmatch(word)
        others: list[str] = [small["base"] + end for end in "oaei"] if small else []
        others += [word[:-1], word[:-2]] if plural else []
        return word in OWN or any(one in self._dictionary for one in (word, *others))

    def respelled(self, query: CatalogQuery, part: Part) -> list[Respelled]:
        """The words that will be searched instead."""
        had: Mapping[str, Any] = part.aggregations["had"]["buckets"]
        strange = [one for one in part.suggest["near"] if not had[one["text"]]["doc_count"]]
        if len(strange) > MOST:
            return []
        meant = {one["text"]: self._meant(one["text"], one["options"]) for one in strange}
        return [
            Respelled(typed=word, searched=other)
            for word in dict.fromkeys(WORD.findall(query.q))
            if (other := meant.get(word.lower()))
        ]

    def _meant(self, word: str, options: Iterable[Mapping[str, Any]]) -> str | None:
        return likeliest(word, options) or next(
            (other for other in doublings(word) if other in self._dictionary), None
        )


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


def likeliest(word: str, options: Iterable[Mapping[str, Any]]) -> str | None:
    """One that only doubles other letters, else the one with the fewest slips; of several the one
    that most entries have, those that only our own lists have last."""
    slips = 1 if len(word) < TWO_SLIPS else 2
    known = {option["text"]: option["freq"] for option in options}
    own = process.extract(word, OWN, scorer=OSA.distance, score_cutoff=slips, limit=None)
    known = dict.fromkeys((text for text, *_ in own), 0) | known
    near = [
        (not same, distance, -freq, text)
        for text, freq in known.items()
        if plain(text) not in NEVER and len(text) >= SHORTEST
        for same in (single(plain(word)) == single(plain(text)),)
        for distance in (OSA.distance(plain(word), plain(text)),)
        if same or distance <= slips
    ]
    return min(near)[-1] if near else None


def doublings(word: str) -> Iterator[str]:
    """The word with other consonants doubled, from the fewest changes to the most."""
    letters = plain(word)
    places = list(DOUBLING.finditer(letters))[:MOST_DOUBLINGS]
    for changes in sorted(product((False, True), repeat=len(places)), key=sum):
        made, at = [], 0
        for place, change in zip(places, changes, strict=True):
            twice = (len(place[0]) == 1) == change
            made += [letters[at : place.start()], place["one"] * (2 if twice else 1)]
            at = place.end()
        other = "".join((*made, letters[at:]))
        if other not in NEVER:
            yield other


def instead(query: CatalogQuery, words: Iterable[Respelled]) -> CatalogQuery:
    """The question with these words in it."""
    meant = {word.typed: word.searched for word in words}
    q = WORD.sub(lambda found: meant.get(found[0], found[0]), query.q)
    return msgspec.structs.replace(query, q=q, typed=query.q)


def told(meant: CatalogQuery, words: list[Respelled]) -> Spelling:
    """What the answer says of it."""
    return Spelling(q=meant.q, words=words, as_typed=AsTyped(exact=True))
