"""Which entries match the words of a query, and how well they do."""

from catalog_search.query import CatalogQuery
from catalog_search.search.narrowing import Clause, any_of
from catalog_search.search.wished import meant

WANTED = "2<25%"
"""One or two words are both wanted; of more, a quarter: people who write a whole sentence name much
that no card says. On the judgements (nDCG@10) all words wanted score 0.28 and this 0.54; any word
at all would score 0.56, but "nuoto bambini" would find whatever is for children."""

OF_A_SENTENCE = "1<25%"
"""Of the words that remain where wishes were read: who names an age and a place writes a sentence,
of which two words may be left ("animali e campagna bimbo 5 anni")."""

FIELDS = {"names": 4, "entry.title": 3, "entry.summary": 2, "entry.provider.name": 1,
          "entry.description": 1}  # fmt: skip
"""Weights of the fields a word may stand in. What one does there says more than a title, which is
often a name ("Onda Trentatré"). Five other mixes scored 0.54 to 0.56 where this scored 0.56."""

EXACT = ("names.exact^4", "entry.title.exact^3", "entry.provider.name.exact^1")
PHRASE = ("names", "entry.title", "entry.summary")

SYNONYMS, FORMS, PHRASES = 0.3, 0.3, 0.3
"""What a synonym, the exact form and words side by side count beside a stem's 1: enough to order
what is otherwise alike, and 0.1 to 0.6 made no difference of more than 0.01 on the judgements."""

MEANT = 2.0
"""What counts an entry whose card says in its fields what the words say (`wished.meant`)."""

SLOP = 2
"""Words that may stand between: "corso di nuoto" for "corso nuoto", with one to spare."""


def matching(query: CatalogQuery) -> list[Clause]:
    """The clause that decides, none without words. Hits and counts must decide alike."""
    also = [{"constant_score": {"filter": one, "boost": MEANT}} for one in meant(query)]
    if not query.words_wanted:
        return [any_of(also)] if query.wishes.categories else []
    words: Clause = {
        "query": query.words_wanted,
        "minimum_should_match": WANTED if query.words_wanted == query.q else OF_A_SENTENCE,
        "zero_terms_query": "all",  # only small words: as if there were none
        "boost": SYNONYMS,
    }
    if "synonyms" in query.without:
        words["analyzer"] = "it"
    found: Clause = {"match": {"words": words}}
    return [any_of([found, *also])] if also else [found]


def relevance(query: CatalogQuery) -> Clause:
    """How well the words fit: a sum of what is found by stem, by form, side by side, by synonym."""
    if not query.words_wanted:
        return {"bool": {"must": matching(query) or [{"match_all": {}}]}}
    stems = [f"{name}^{weight}" for name, weight in FIELDS.items()]
    should: list[Clause] = [{"combined_fields": {"query": query.words_wanted, "fields": stems}}]
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
    return {"bool": {"must": matching(query) or [{"match_all": {}}], "should": should}}
