"""Turn a checked query into what is asked of the engine. Pure: no client, no clock."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from catalog_search.query import DEEPEST, STORED_SORTS, CatalogQuery
from catalog_search.search import cursor
from catalog_search.search.counting import counts_body
from catalog_search.search.fairness import FEWEST, WINDOW, rotation
from catalog_search.search.narrowing import VISIBLE, Clause, choices, coordinates, ranges, unique
from catalog_search.search.ranking import ranked
from catalog_search.search.text import matching, relevance
from contracts.values import Point

BY_ID: Clause = {"number": "asc"}  # the id as a number: settles ties the same way every time

STORED_ORDERS: dict[str, Clause] = {
    "price": {"per_session": {"order": "asc", "missing": "_last"}},
    "newest": {"published_at": {"order": "desc", "missing": "_last"}},
    "rating": {"rating": {"order": "desc", "missing": "_last"}},
}

_encode = msgspec.json.Encoder().encode


def request(
    query: CatalogQuery,
    *,
    index: str,
    today: date,
    within: float,
    whole: bool = False,
    more: Sequence[Clause] = (),
) -> bytes:
    """The hits and their counts as two parts of one `_msearch`: the engine works on both at once,
    and keeps the counts, which come again on every page. `whole`: with the whole window; `more`:
    other parts, answered last."""
    bodies = [hits_body(query, today, whole=whole)]
    if query.counted():
        bodies.append(counts_body(query))
    # the same copy for all pages of a question
    return parts([*bodies, *more], index=index, within=within, preference=query.fingerprint)


def parts(bodies: Sequence[Clause], *, index: str, within: float, preference: str) -> bytes:
    """Searches as one `_msearch`, each whole or refused."""
    limit = {"timeout": f"{round(within * 1_000)}ms"}
    header = _encode(
        {
            "index": index,
            "preference": preference,
            "allow_partial_search_results": False,  # true counts, or no answer
        }
    )
    return b"".join(b"%s\n%s\n" % (header, _encode(body | limit)) for body in bodies)


def hits_body(query: CatalogQuery, today: date, *, whole: bool = False) -> Clause:
    """The page, or for the order of relevance what it is cut from."""
    start, size = extent(query, whole=whole)
    body: dict[str, Any] = {
        "size": size,
        "track_total_hits": True,
        "query": found(query, today),
        "sort": order(query, today),
        # columns only: to load a hundred stored documents takes longer than to find them
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["shown", "body"],
    }
    if query.cursor is not None:
        body["search_after"] = cursor.read(query)
    elif start:
        body["from"] = start
    if query.explain and query.sort == "relevance":
        body["explain"] = True
    return body


def found(query: CatalogQuery, today: date) -> Clause:
    narrowed = [VISIBLE, *unique(choices(query)), *ranges(query)]
    if query.sort != "relevance":  # another order: nothing is scored
        return {"bool": {"filter": [*matching(query), *narrowed]}}
    return {"bool": {"must": [ranked(relevance(query), query, today)], "filter": narrowed}}


def order(query: CatalogQuery, today: date) -> list[Any]:
    if query.sort in STORED_SORTS:
        return [STORED_ORDERS[query.sort], BY_ID]
    if query.sort == "distance" and isinstance(query.near, Point):
        return [{"_geo_distance": {"point": coordinates(query.near), "unit": "m"}}, BY_ID]
    turn = [] if "rotation" in query.without else [rotation(query.day or today)]
    return ["_score", *turn, BY_ID]


def extent(query: CatalogQuery, *, whole: bool) -> tuple[int, int]:
    """From where, and how many. A page that touches the window takes all that comes before it; one
    by cursor takes one more than it shows, to know whether there is a next."""
    if not query.limit:
        return 0, 0
    last = min(query.offset + query.limit, DEEPEST)
    if windowed(query):
        return 0, max(WINDOW if whole else min(max(last, FEWEST), WINDOW), last)
    if query.sort in STORED_SORTS:
        last = min(last + 1, DEEPEST)
    return min(query.offset, DEEPEST), max(0, last - query.offset)


def windowed(query: CatalogQuery) -> bool:
    return query.sort == "relevance" and query.offset < WINDOW
