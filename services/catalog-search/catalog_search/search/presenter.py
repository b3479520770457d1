"""Turn the engine's answer into a page of the catalogue."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw
from pybase64 import b64decode

from catalog_search import domain
from catalog_search.english import say
from catalog_search.query import DEEPEST, STORED_SORTS, CatalogQuery
from catalog_search.query.wishes import sole
from catalog_search.schemas import EntryPrice, Kind, Next, PageOf
from catalog_search.search import counts, cursor
from catalog_search.search.builder import windowed
from catalog_search.search.explain import explanation
from catalog_search.search.fairness import WINDOW, settled, spread
from catalog_search.search.highlight import Wanted, marked, stems
from catalog_search.search.meaning import NOTE, WORDS
from contracts.values import CategoryCode, Period, Point, Session

PADDING = "=="
"""The engine tells base64 without it, and Python wants it; too much does no harm."""


class There(msgspec.Struct, frozen=True):
    """Of a place, where it is."""

    point: Point | None = None


class Shown(msgspec.Struct):
    """An entry as its column has it. Only what pages look at themselves is decoded: the rest goes
    from the index to the answer as the JSON that it is, which halves the time an entry takes."""

    id: str
    json: bytes = b""
    """All of it."""
    kind: Kind | None = None
    title: str | None = None
    summary: str | None = None
    category: CategoryCode | None = None
    place: There | None = None
    price: EntryPrice | None = None
    takes_vouchers: bool | None = None
    schedule: tuple[Session, ...] = ()
    period: Period | None = None
    url: str = ""
    next_dates: tuple[date, ...] = ()
    """Worked out for today."""


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


_decode_shown = msgspec.json.Decoder(Shown).decode
_decode_raw = msgspec.json.Decoder(dict[str, Raw]).decode
_encode = msgspec.json.Encoder().encode


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


def page(query: CatalogQuery, answer: Answer, today: date) -> PageOf[Raw]:
    hits, total = fetched(answer)
    shown, following = cut(query, hits, total, today)
    aggs = answer.responses[1].aggregations if query.counted() else {}
    facets, price = counts.read(query, aggs)
    wanted = stems(query.words_wanted)
    return PageOf(
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


def item(query: CatalogQuery, hit: Hit, wanted: Wanted, today: date, *, moved: bool) -> Raw:
    """A `schemas.Found`: the JSON that is stored, and after it what this question adds."""
    found = as_shown(hit.fields.shown[0], today)
    added: dict[str, Any] = {}
    if found.next_dates:
        added["next_dates"] = found.next_dates
    if (metres := distance(query, found)) is not None:
        added["distance_m"] = metres
    if query.credit is not None and (left := you_pay(found, query.credit)) is not None:
        added["you_pay"] = left
    if wanted and (marks := highlights(found, wanted)):
        added["highlights"] = marks
    if query.bands and WORDS not in hit.matched:
        added["note"] = say(f"{NOTE}.")
    if hit.explained is not None:
        added["explanation"] = explanation(hit.explained, hit.matched, moved_down=moved)
    whole = found.json[:-1] + b"," + _encode(added)[1:] if added else found.json
    return only(whole, query.fields) if query.fields else Raw(whole)


def highlights(found: Shown, wanted: Wanted) -> dict[str, str]:
    texts = {"title": found.title, "summary": found.summary}
    marks = {name: marked(text, wanted) for name, text in texts.items() if text}
    return {name: text for name, text in marks.items() if text}


@lru_cache(maxsize=2_000)
def as_shown(column: str, today: date) -> Shown:
    """The entry as it is whatever is asked. Kept, for pages show the same ones again and again:
    2,000 entries take 9 MB."""
    json = b64decode(column + PADDING)
    found = _decode_shown(json)
    found.json = json
    found.next_dates = domain.next_dates(found.schedule, found.period, today)
    return found


def distance(query: CatalogQuery, found: Shown) -> int | None:
    """From where one searches, else from where one would like it to be."""
    point = query.near or query.prefer_near or sole(query.wishes.near)
    there = found.place.point if found.place else None
    return domain.metres(point, there) if there and isinstance(point, Point) else None


def you_pay(found: Shown, credit: int) -> int | None:
    """What is left of the stated amount; not told where price or vouchers are not stated."""
    if found.price is None:
        return None
    if found.price.kind == "free":
        return 0
    amount = found.price.amount_cents
    if amount is None or found.takes_vouchers is None:
        return None
    return max(0, amount - credit) if found.takes_vouchers else amount


def only(item: bytes, fields: Sequence[str]) -> Raw:
    """Its id, and of the rest what was asked for."""
    told = {name: value for name, value in _decode_raw(item).items() if name in ("id", *fields)}
    return Raw(_encode(told))
