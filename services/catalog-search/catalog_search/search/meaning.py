"""Join what a query means to what it says: bands of entries as clauses, and what they add."""

from collections.abc import Iterable

from catalog_search.query import CatalogQuery
from catalog_search.query.band import Band
from catalog_search.search.narrowing import Clause, any_of

SHARE = 24.0
"""What a cosine of 1 adds to the words' score, which is some 6 for a word in the title and some 15
for three. On the judgements (nDCG@10, Italian and the other languages) 12 scores 0.841 and 0.647,
18 0.842 and 0.659, 24 0.843 and 0.670, 36 0.831 and 0.679."""

WORDS = "words"
"""Name of the clause that decides by words, which the engine repeats of each entry shown."""

PREFIX = "meaning:"

NOTE = "Non contiene le parole cercate, ma ne parla"


def worth(band: Band) -> float:
    """By the square of the cosine: two entries at 0.3 are less than one at 0.6. With the cosine
    itself, and half the share, the judgements score 0.01 less."""
    return round(SHARE * band.cosine**2, 3)


def joined(words: Clause, query: CatalogQuery) -> Clause:
    """What is found: the words decide, or the meaning does."""
    if not query.bands:
        return words
    keys = [key for band in query.bands for key in band.keys]
    return any_of([named(words), {"terms": {"meaning": keys}}])


def weighed(words: Clause, query: CatalogQuery) -> Clause:
    """The same, each with what it is worth."""
    if not query.bands:
        return words
    return any_of([named(words), *(clause(band, query) for band in query.bands)])


def clause(band: Band, query: CatalogQuery) -> Clause:
    name = {"_name": f"{PREFIX}{worth(band)}"} if query.explain else {}
    near = {"terms": {"meaning": list(band.keys)}}
    return {"constant_score": {"filter": near, "boost": worth(band)} | name}


def named(words: Clause) -> Clause:
    return {"bool": {"must": [words], "_name": WORDS}}


def by_meaning(matched: Iterable[str]) -> float:
    """What the meaning added to the score of an entry, by the names of the clauses it matched."""
    return sum(float(name.removeprefix(PREFIX)) for name in matched if name.startswith(PREFIX))
