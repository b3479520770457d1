"""What the index holds and how it reads Italian: mapping, settings, and the projection's number."""

from typing import Any

from catalog_search.facets import SLOT, STORED
from catalog_search.index import it
from contracts.vocabularies import DESCRIPTORS

PROJECTION = 6
"""To be raised when documents change their form without the mapping changing (a golden test)."""

ELIDED = (
    "l", "un", "all", "dall", "dell", "nell", "sull", "coll", "quell", "quest", "bell", "sant",
    "c", "d", "m", "s", "t", "v", "gl", "n", "tutt", "mezz", "senz", "anch", "dov", "com",
    "cos", "quand", "quant", "ch", "alcun", "nessun", "buon",
)  # fmt: skip
"""What stands before an apostrophe in Italian and is no word to search for."""

KEYWORD = {"type": "keyword"}
COUNT = {"type": "keyword", "eager_global_ordinals": True}
"""Counted in every search: its table of values is made on refresh, not by the first family."""

LONG = {"type": "text", "analyzer": "it", "copy_to": "words"}
SHORT = LONG | {
    "fields": {"exact": {"type": "text", "analyzer": "it_exact"}},
    "copy_to": ["words", "spelling"],
}
"""Of titles and names the exact forms count too; in long texts they only make noise."""
SPELT = {"type": "text", "index": False, "copy_to": "spelling"}
"""Of places: not searched, yet names that a slip may have meant."""

MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "id": KEYWORD,
        "kind": KEYWORD,
        "visible": {"type": "boolean"},
        "change": {"type": "long"},
        "stream": KEYWORD,
        "position": {"type": "long", "index": False, "doc_values": False},  # of the state document
        "entry": {
            "dynamic": False,
            "properties": {
                "title": SHORT,
                "summary": LONG,
                "description": LONG,
                "provider": {"dynamic": False, "properties": {"name": SHORT}},
                "place": {"dynamic": False, "properties": {"name": SPELT, "nil": SPELT}},
            },
        },
        "names": SHORT,
        # all words of an entry: what matches is decided here, once for hits and counts
        "words": {"type": "text", "analyzer": "it"},
        # what a slip may be turned into, as it is written: nothing is searched here
        "spelling": {"type": "text", "analyzer": "simple", "index_options": "docs", "norms": False},
        "shown": {"type": "binary", "doc_values": True},
        "facets": {
            "dynamic": "strict",
            "properties": {facet.name: COUNT for facet in STORED} | {SLOT.split(".")[1]: KEYWORD},
        },
        "labels": {
            "dynamic": "strict",
            "properties": {facet.name: COUNT for facet in STORED if facet.labelled},
        },
        "tokens": COUNT,
        "ages": {"type": "float_range"},
        "middle_ages": {"type": "float_range"},
        "amount": {"type": "integer"},
        "per_session": {"type": "integer"},
        "point": {"type": "geo_point"},
        "period": {"type": "date_range", "format": "strict_date"},
        "starts": {"type": "date", "format": "strict_date"},
        "begins": {"type": "integer", "doc_values": False},
        "signup_from": {"type": "date", "format": "strict_date"},
        "signup_to": {"type": "date", "format": "strict_date"},
        "places_left": {"type": "integer"},
        "wellbeing": {
            "dynamic": "strict",
            "properties": {code: {"type": "byte"} for code in DESCRIPTORS.codes},
        },
        "completeness": {"type": "byte"},
        "rating": {"type": "short"},
        "published_at": {"type": "date"},
        "body": KEYWORD,
        "number": {"type": "long"},
        "shuffle": {"type": "integer"},
        # where it is: words that are typed, and the whole to be counted
        "venue": {"type": "text", "analyzer": "it_exact"},
        "venue_at": KEYWORD,
        "area": {"dynamic": False, "properties": {"name": SPELT}},
        "meaning": KEYWORD,
    },
}

KEPT = "|".join(it.lines("keywords.txt"))

STEMMED = [
    "lowercase", "dots", "elided", "stop", "kept", "stem",
    "short", "cori_coro", "gare_gara", "asciifolding", "compounds",
]  # fmt: skip


TELLING = [*STEMMED, "numbers", "general", "telling"]

GENERAL = "generic"
"""What a word of general.txt becomes, to be taken out: the stem of "generico"."""


def four(endings: str, ending: str) -> dict[str, str]:
    """Give words of four letters one ending for several."""
    pattern = f"^(?!(?:{KEPT})$)(\\p{{L}}{{3}})[{endings}]$"
    return {"type": "pattern_replace", "pattern": pattern, "replacement": f"$1{ending}"}


ANALYSIS: dict[str, Any] = {
    "char_filter": {
        "apostrophes": {"type": "mapping", "mappings": ["’ => '", "‘ => '", "` => '"]},
        # a letter and a word are one: "e" alone is a stop word
        "letters": {
            "type": "pattern_replace",
            "pattern": "(?i)\\b(e)-(?=sport|book|bike)",
            "replacement": "$1",
        },
    },
    "filter": {
        "elided": {"type": "elision", "articles": list(ELIDED), "articles_case": True},
        "stop": {"type": "stop", "stopwords": it.lines("stop.txt")},
        "kept": {"type": "keyword_marker", "keywords": it.lines("keywords.txt")},
        "stem": {"type": "stemmer", "language": "light_italian"},
        # "D.S.A." is DSA
        "dots": {
            "type": "pattern_replace",
            "pattern": "(?<=\\p{L})\\.(?=\\p{L})",
            "replacement": "",
        },
        # the stemmer leaves words of five letters alone: corso and corsi, danza and danze
        "short": {
            "type": "pattern_replace",
            "pattern": f"^(?!(?:{KEPT})$)(\\p{{L}}{{4}})[aeioàèéìò]$",
            "replacement": "$1",
        },
        # of four, too little would be left (casa, caso, cosa): only the plural becomes the singular
        "cori_coro": four("iìò", "o"),
        "gare_gara": four("eèéà", "a"),
        # both sides alike, so that one word of the index stands for two of a text
        "compounds": {"type": "synonym", "synonyms": it.lines("compounds.txt")},
        "numbers": {"type": "pattern_replace", "pattern": "^\\d+$", "replacement": GENERAL},
        "general": {
            "type": "synonym",
            "synonyms": [f"{line} => {GENERAL}" for line in it.lines("general.txt")],
        },
        "telling": {"type": "stop", "stopwords": [GENERAL]},
        # after the stemmer, whose forms it compares: one line serves singular and plural
        "synonyms": {"type": "synonym_graph", "synonyms": it.lines("synonyms.txt")},
    },
    "analyzer": {
        name: {"type": "custom", "tokenizer": "standard", "char_filter": ["apostrophes", "letters"]}
        | {"filter": filters}
        for name, filters in {
            "it_exact": ["lowercase", "dots", "elided", "stop", "asciifolding"],
            "it": STEMMED,
            "it_synonyms": [*STEMMED, "synonyms"],
            "it_telling": TELLING,
            "it_telling_synonyms": [*TELLING, "synonyms"],
        }.items()
    },
}  # fmt: skip

SETTINGS: dict[str, Any] = {
    "index": {
        "number_of_shards": 1,  # counts over one shard are exact
        "auto_expand_replicas": "0-2",  # as many copies as there are nodes, up to three
        "refresh_interval": -1,  # the worker refreshes before it moves its position
        # by default a refresh waits for small segments to be merged: at 200 changes a second some
        # took 0.6 s, the first after a fill 3.7, and the slowest hundredth of changes 2.3 instead
        # of 0.6 until they were found
        "merge_on_flush.enabled": False,
        # by default ten segments of a size are let be, and 10,000 entries lay in twelve: a search
        # then took the engine 14.5 ms of processor time, with four 11.4, with one 9.5. To keep them
        # at four cost writing nothing that could be seen (a fill 12.7 s of it, by default 12.8)
        "merge.policy.segments_per_tier": 4,
        "max_result_window": 10_000,
        "analysis": ANALYSIS,
    }
}
