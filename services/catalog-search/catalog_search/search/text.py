"""Which entries match the words of a query, and how well they do."""

from collections.abc import Iterator

from catalog_search.query import CatalogQuery
from catalog_search.search.meaning import joined, weighed
from catalog_search.search.narrowing import Clause, any_of, has, none_of
from catalog_search.search.wished import meant

TELLING = "50%"
"""Words that say what is looked for (index/it/general.txt has those that do not): one of two or
three finds, of more a half. People name what no card says: with both of two wanted the judgements
score 0.013 less (nDCG@10), with a quarter of all the same; and who asks for a "scuola calcio" is
shown no "scuola guida", for "scuola" tells nothing."""

WHOLE = "100%"
"""Where no word tells ("laboratorio", "gruppo per ragazzi") all are wanted. Three quarters of them
score no better, and "nuoto per bambini di 6 anni" found karate for them."""

FIELDS = {"names": 4, "entry.title": 3, "entry.summary": 2, "entry.provider.name": 1,
          "entry.description": 1}  # fmt: skip
"""Weights of the fields a word may stand in. What one does there says more than a title, which is
often a name ("Onda Trentatré"). Five other mixes score up to 0.002 less on the judgements
(nDCG@10), all alike among them."""

EXACT = ("names.exact^4", "entry.title.exact^3", "entry.provider.name.exact^1")
PHRASE = ("names", "entry.title", "entry.summary")

FOUND, SYNONYMS, FORMS, PHRASES = 1.0, 0.3, 0.1, 0.3
"""What a telling word anywhere, a synonym, the exact form and words side by side count beside a
stem's 1 in its field: enough to order what is otherwise alike. Half or double of the first costs
the judgements 0.012 and 0.004 (nDCG@10), of the others less than 0.002."""

MEANT = 4.0
"""What counts an entry whose card says in its fields what the words say (`wished.meant`): about as
much as one word in a summary. On the judgements 1, 2, 4 and 8 score 0.827, 0.836, 0.843, 0.841
(nDCG@10)."""

FLOOR = 7.0
"""What counts to be found at all, about as much as one word in an activity's name. The factors
multiply it too, so that who asks for "sport 9 anni" has what fits at nine before what says "sport"
once more. On the judgements (nDCG@10, Italian and the other languages) 0 scores 0.829 and 0.676,
3 0.836 and 0.675, 7 0.843 and 0.670, 12 0.843 and 0.661."""

FLOOR_OF_LISTING = 3.0
"""The same for a listing: a few words are all it says, so that a short question is nearer to it
than to any card. With 7 "basket", "tennis" and "atletica" found ten grounds of the city's list and
no course; with 3 the courses are among them, and who names a pool still finds it first."""

NAMED = ("names^4", "entry.title^3", "entry.summary^2")
NAMED_SO = 0.3
"""What was put into the words of cards, of another language or of a trouble, is one of several
names of a thing, so that where a synonym of it stands counts as well. The judged queries of other
languages gain 0.008 (nDCG@10); those in Italian would lose 0.005, for who types a name means it."""

BESIDE = 0.5
"""What a word that says for whom ("neonato", "medie") counts beside one that says what; it finds
nothing by itself: its wish ranks already. With all of it "piscina per neonato" found massages for
newborns before the pool, and "psicologo per adolescente gratis" who names adolescents and is paid
before the free desk. On the judgements 0.4 to 0.6 are alike (nDCG@10)."""

SLOP = 2
"""Words that may stand between: "corso di nuoto" for "corso nuoto", with one to spare."""


def matching(query: CatalogQuery) -> list[Clause]:
    """The clause that decides, none without words. Hits and counts must decide alike."""
    return [joined(one, query) for one in by_words(query)]


def by_words(query: CatalogQuery) -> list[Clause]:
    also = [{"constant_score": {"filter": one, "boost": MEANT}} for one in meant(query)]
    if not query.words_wanted:
        return [any_of(also)] if query.wishes.categories else []
    synonyms = "" if "synonyms" in query.without else "_synonyms"
    wanted = query.words_wanted
    whole = anywhere(wanted, WHOLE, boost=SYNONYMS, analyzer=f"it{synonyms}")
    # only words like "il" and "di": as if there were none
    whole["match"]["words"]["zero_terms_query"] = "all"
    telling = anywhere(query.words_asked, TELLING, boost=FOUND, analyzer=f"it_telling{synonyms}")
    if query.words_abroad:  # titles and names of bodies may have them: "Milano Swimming Club"
        also.append(anywhere(query.words_abroad, TELLING, boost=FOUND, analyzer="it_telling"))
    return [any_of([whole, telling, *also])]


def anywhere(words: str, least: str, *, boost: float, analyzer: str) -> Clause:
    return {
        "match": {
            "words": {
                "query": words,
                "minimum_should_match": least,
                "boost": boost,
                "analyzer": analyzer,
                # the words of a longer synonym need not stand side by side: "aiuto nello studio"
                "auto_generate_synonyms_phrase_query": False,
            }
        }
    }


def relevance(query: CatalogQuery) -> Clause:
    """How well the words fit: a sum of what is found by stem, by form, side by side, by synonym,
    and by what they mean."""
    if not query.words_wanted:
        return {"bool": {"must": by_words(query) or [{"match_all": {}}]}}
    stems = [f"{name}^{weight}" for name, weight in FIELDS.items()]
    should: list[Clause] = [
        {"combined_fields": {"query": words, "fields": stems, "boost": boost}}
        for words, boost in stemmed(query)
    ]
    if "exact" not in query.without:
        exact = {"query": query.words_wanted, "fields": list(EXACT), "boost": FORMS}
        should.append({"combined_fields": exact})
    if "phrase" not in query.without and " " in query.words_wanted:
        phrase = {
            "query": query.words_wanted,
            "fields": list(PHRASE),
            "type": "phrase",
            "slop": SLOP,
            "boost": PHRASES,
        }
        should.append({"multi_match": phrase})
    if query.words_abroad and "synonyms" not in query.without:
        named = {
            "query": query.words_wanted,
            "fields": list(NAMED),
            "analyzer": "it_telling_synonyms",
            "boost": NAMED_SO,
            "auto_generate_synonyms_phrase_query": False,
        }
        should.append({"multi_match": named})
    found = [weighed(one, query) for one in by_words(query)] or [{"match_all": {}}]
    return {"bool": {"must": [*found, floor(query)], "should": should}}


def stemmed(query: CatalogQuery) -> Iterator[tuple[str, float]]:
    """The words whose stems count in their fields, and how much."""
    if query.words_asked == query.words_wanted:
        yield query.words_wanted, 1.0
    else:
        yield query.words_wanted, BESIDE
        yield query.words_asked, 1 - BESIDE
    if query.words_abroad:
        yield query.words_abroad, 1.0


def floor(query: CatalogQuery) -> Clause:
    """What all have that were found."""
    if "managed" in query.without:
        return {"match_all": {"boost": FLOOR}}
    managed = {"filter": none_of(has("facets.kind", "listing")), "boost": FLOOR - FLOOR_OF_LISTING}
    return {
        "bool": {
            "must": [{"match_all": {"boost": FLOOR_OF_LISTING}}],
            "should": [{"constant_score": managed}],
        }
    }
