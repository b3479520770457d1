"""The request that a textbook would send for the same answer: what ours is measured against."""

from datetime import date
from typing import Any

from catalog_search.facets import FACETS, Facet
from catalog_search.query import CatalogQuery
from catalog_search.search import builder
from catalog_search.search.narrowing import (
    VISIBLE,
    Clause,
    all_of,
    choices,
    ranges,
    unique,
    without_choice,
)
from catalog_search.search.ranking import ranked
from catalog_search.search.text import relevance

MOST = 20_000
"""Values of one facet: more than there are bodies."""

BAR = 1_000
"""Cents of one bar of the price histogram."""


def textbook(query: CatalogQuery, today: date) -> dict[str, Any]:
    """Everything that matches is ranked and counted, each facet for itself, and every choice is
    made afterwards (`post_filter`), so that no facet's counts lose its other values."""
    must = {"must": [ranked(relevance(query), query, today)]}
    narrowed = {"filter": [VISIBLE, *ranges(query)]}
    return {
        "size": query.limit,
        "from": query.offset,
        "track_total_hits": True,
        "query": {"bool": must | narrowed},
        "post_filter": all_of(unique(choices(query))),
        "sort": builder.order(query, today),
        "_source": ["entry"],
        "aggs": {
            **{facet.name: counted(facet, query) for facet in query.counted()},
            "price": {
                "filter": all_of(unique(choices(query))),
                "aggs": {
                    "stats": {"stats": {"field": "amount"}},
                    "bars": {"histogram": {"field": "amount", "interval": BAR, "min_doc_count": 1}},
                },
            },
        },
    }


def counted(facet: Facet, query: CatalogQuery) -> Clause:
    own = facet.combine == "any"
    rest = without_choice(query, facet) if own else unique(choices(query))
    return {
        "filter": all_of(rest),
        "aggs": {
            "values": {"terms": {"field": facet.field, "size": MOST}},
            "missing": {"missing": {"field": facet.field}},
        },
    }


def facets() -> int:
    """How many are counted."""
    return sum(not facet.worked_out for facet in FACETS)
