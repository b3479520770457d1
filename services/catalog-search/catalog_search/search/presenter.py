"""Turn the engine's answer into a page of the catalogue."""

from collections.abc import Sequence
from copy import copy
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from pybase64 import b64decode

from catalog_search import domain
from catalog_search.english import say
from catalog_search.query import DEEPEST, STORED_SORTS, CatalogQuery
from catalog_search.schemas import Found, Next, Page
from catalog_search.search import counts, cursor
from catalog_search.search.builder import windowed
from catalog_search.search.explain import explanation
from catalog_search.search.fairness import WINDOW, settled, spread
from catalog_search.search.highlight import marked, stems
from catalog_search.search.meaning import NOTE, WORDS
from contracts.values import Point

PADDING = "=="
"""The engine tells base64 without it, and Python wants it; too much does no harm."""


class Columns(msgspec.Struct):
    """What was fetched of an entry: each column has one value."""

    shown: tuple[str]
    """JSON in base64: decoded only for those on the page."""
    body: tuple[str] = ("",)


class Hit(msgspec.Struct):
    """One entry as the engine answers it."""

    fields: Columns
    sort: list[Any]
    explained: dict[str, Any] | None = msgspec.field(default=None, name="_explanation")
    matched: list[str] = msgspec.field(default=[], name="matched_queries")
    """Names of clauses; only where some were named."""

    @property
    def body(self) -> str:
        return self.fields.body[0]


class Total(msgspec.Struct):
    """How many there are."""

    value: int


class Hits(msgspec.Struct):
    """Those that were fetched."""

    hits: list[Hit]
    total: Total | None = None
    """Of the part with the hits."""


class Part(msgspec.Struct):
    """The answer to one part of what was asked."""

    status: int
    hits: Hits | None = None
    """Absent where it failed."""
    aggregations: dict[str, Any] = {}
    suggest: dict[str, list[Any]] = {}
    timed_out: bool = False
    error: dict[str, Any] = {}


class Answer(msgspec.Struct):
    """What `_msearch` answers: first the hits, then the counts where they were asked for."""

    responses: list[Part]


_decode_found = msgspec.json.Decoder(Found).decode


def enough(query: CatalogQuery, answer: Answer) -> bool:
    """Whether the page can be cut from what was fetched."""
    hits, total = fetched(answer)
    if not (query.limit and windowed(query)) or "provider_limit" in query.without:
        return True
    return len(hits) == total or settled(hits, query)


def fetched(answer: Answer) -> tuple[list[Hit], int]:
    part = answer.responses[0]
    if part.hits is None or part.hits.total is None:
        raise ValueError("an answer without hits")
    return part.hits.hits, part.hits.total.value


def total(answer: Answer) -> int:
    return fetched(answer)[1]


def page(query: CatalogQuery, answer: Answer, today: date) -> Page:
    hits, total = fetched(answer)
    shown, following = cut(query, hits, total, today)
    aggs = answer.responses[1].aggregations if query.counted() else {}
    facets, price = counts.read(query, aggs)
    wanted = stems(query.words_wanted)
    return Page(
        items=[item(query, hit, wanted, today, moved=moved) for hit, moved in shown],
        total=total,
        understood=query.reading.understood if query.reading else (),
        facets=facets,
        price=price,
        next=following,
    )


def cut(
    query: CatalogQuery, hits: Sequence[Hit], total: int, today: date
) -> tuple[list[tuple[Hit, bool]], Next | None]:
    """The page out of what was fetched, and how to read on."""
    last = query.offset + query.limit
    if not query.limit:
        return [], None
    if query.sort in STORED_SORTS:
        shown = hits[: query.limit]
        more = len(hits) > len(shown) > 0
        last_shown = cursor.write(query, shown[-1].sort) if more else None
        following = Next(cursor=last_shown, vectors=query.vectors) if more else None
        return [(hit, False) for hit in shown], following
    placed = [(hit, False) for hit in hits]
    if windowed(query):
        if "provider_limit" not in query.without:
            placed = spread(hits[:WINDOW], query) + placed[WINDOW:]
        placed = placed[query.offset : last]
    if last >= min(total, DEEPEST):
        return placed, None
    relevant = query.sort == "relevance"
    day = (query.day or today) if relevant else None
    return placed, Next(offset=last, day=day, vectors=query.vectors)


def item(
    query: CatalogQuery, hit: Hit, wanted: frozenset[str], today: date, *, moved: bool
) -> Found:
    found = copy(as_shown(hit.fields.shown[0], today))
    found.distance_m = distance(query, found)
    if query.credit is not None:
        found.you_pay = you_pay(found, query.credit)
    if wanted:
        texts = {"title": found.title or None, "summary": found.summary}
        marks = {name: marked(text, wanted) for name, text in texts.items() if text}
        found.highlights = {name: text for name, text in marks.items() if text}
    if hit.explained is not None:
        found.explanation = explanation(hit.explained, hit.matched, moved_down=moved)
    if query.bands and WORDS not in hit.matched:
        found.note = say(f"{NOTE}.")
    if query.fields:
        only(found, query.fields)
    return found


@lru_cache(maxsize=2_000)
def as_shown(column: str, today: date) -> Found:
    """The entry as it is whatever is asked. Kept, for pages show the same ones again and again: to
    read twenty columns is a third of our own time for a page, and 2,000 entries take 9 MB."""
    found = _decode_found(b64decode(column + PADDING))
    found.next_dates = domain.next_dates(found.schedule, found.period, today)
    return found


def distance(query: CatalogQuery, found: Found) -> int | None:
    """From where one searches, else from where one would like it to be."""
    point = query.near or query.prefer_near or query.wishes.near
    there = found.place.point if found.place else None
    return domain.metres(point, there) if there and isinstance(point, Point) else None


def you_pay(found: Found, credit: int) -> int | None:
    """What is left of the stated amount; not told where price or vouchers are not stated."""
    if found.price is None:
        return None
    if found.price.kind == "free":
        return 0
    amount = found.price.amount_cents
    if amount is None or found.takes_vouchers is None:
        return None
    return max(0, amount - credit) if found.takes_vouchers else amount


DEFAULTS = {
    field.name: field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    for field in msgspec.structs.fields(Found)
    if not field.required
}
"""What a field is when it is not told."""


def only(found: Found, fields: Sequence[str]) -> None:
    for name, default in DEFAULTS.items():
        if name not in fields:
            setattr(found, name, default)
