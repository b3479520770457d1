"""A question to the catalogue, of checked values."""

import unicodedata
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal

import msgspec

from catalog_search.facets import FACETS, Facet
from catalog_search.query.band import Band
from catalog_search.query.wishes import Ages, Reading, Wishes
from contracts.values import Point
from kit.problems import Conflict, Fault

DEEPEST = 10_000
"""How far pages by offset go: the engine keeps all that lie before in memory. `cursor` goes on."""

LARGEST_PAGE = 100

LONGEST = 512
"""Characters of the words searched: the engine takes 1,024 clauses, these make half of them."""

SORTS = ("relevance", "distance", "price", "newest", "rating")
STORED_SORTS = frozenset({"price", "newest", "rating"})
"""Orders by stored values: those of an unchanged entry stay, so a cursor holds."""

SWITCHES = (
    "understanding", "translation", "synonyms", "exact", "phrase", "spelling",
    "distance", "municipio", "budget", "voucher", "wellbeing", "age",
    "time", "season", "need", "language", "recipient", "delivery",
    "places", "signup", "completeness", "freshness", "rating", "managed",
    "rotation", "provider_limit",
    "meaning",
)  # fmt: skip
"""What `without` can leave out of the ranking; `search.ranking` has a factor for each."""

NO_FACETS = "none"

NO_WISHES = Wishes()

Name = str
"""Of a neighbourhood; where it is, the index of areas knows."""


class CatalogQuery(msgspec.Struct, frozen=True, kw_only=True):
    """One question, checked."""

    q: str = ""
    typed: str = ""
    """The words as they came, where others are searched instead (`spelling`)."""
    exact: bool = False
    """Whether the words are searched as they came, whatever they look like."""
    understand: bool = True
    not_understood: tuple[str, ...] = ()
    """Ids of readings that the family refuses."""
    reading: Reading | None = None
    """What the words were understood to say; worked out, never given."""
    chosen: dict[str, tuple[str, ...]] = {}
    age: Ages | None = None
    price_max: int | None = None
    start_after: date | None = None
    start_before: date | None = None
    near: Point | Name | None = None
    radius: int | None = None
    prefer_municipio: tuple[str, ...] = ()
    prefer_budget: int | None = None
    prefer_wellbeing: dict[str, int] = {}
    prefer_near: Point | Name | None = None
    credit: int | None = None
    sort: Literal["relevance", "distance", "price", "newest", "rating"] = "relevance"
    limit: int = 20
    offset: int = 0
    cursor: str | None = None
    day: date | None = None
    explain: bool = False
    without: frozenset[str] = frozenset()
    vectors: int | None = None
    """Position of the vectors with which its first page was found."""
    bands: tuple[Band, ...] = ()
    """Entries that mean what `q` says: put in by `meaning.following`, from `q` alone."""
    facets: tuple[str, ...] = ()
    """Those to count; none named: all."""
    fields: tuple[str, ...] = ()
    """Those to answer; none named: all."""

    @property
    def private(self) -> bool:
        """Whether it tells of a child's needs or of a family's means."""
        return "need" in self.chosen or self.credit is not None

    @property
    def narrowed(self) -> bool:
        """Whether more than the words decides what is found."""
        ranges = (self.age, self.price_max, self.start_after, self.start_before, self.radius)
        return bool(self.chosen) or any(one is not None for one in ranges)

    @property
    def words_wanted(self) -> str:
        """The words to search: those that were not read as wishes. None, where nothing else was
        said: then the wishes rank all there is."""
        return self.q if self.reading is None else self.reading.wanted

    @property
    def words_asked(self) -> str:
        """Of the words to search, those that say what is looked for, and not for whom."""
        return self.q if self.reading is None else self.reading.asked

    @property
    def words_abroad(self) -> str:
        """Of the words to search, those of other languages as they were typed."""
        return "" if self.reading is None else self.reading.abroad

    @property
    def wishes(self) -> Wishes:
        """What the words wish; a parameter that says the same thing goes before."""
        return NO_WISHES if self.reading is None else self.reading.wishes

    def counted(self) -> tuple[Facet, ...]:
        """The facets whose counts are wanted."""
        return counted(self.facets, with_credit=self.credit is not None)

    @property
    def fingerprint(self) -> str:
        """The same for the same question, whatever the page; tells nothing about it."""
        asked = msgspec.structs.replace(
            self,
            q=self.typed or self.q,  # a page and its cursor belong to what was asked
            typed="",
            limit=0,
            offset=0,
            cursor=None,
            day=None,
            vectors=None,
            bands=(),
            explain=False,
            facets=(),
            fields=(),
            reading=None,
        )
        return sha256(msgspec.json.encode(asked, order="deterministic")).hexdigest()[:16]


@lru_cache(maxsize=100)  # three parts of a search ask, mostly for all there are
def counted(names: tuple[str, ...], *, with_credit: bool) -> tuple[Facet, ...]:
    if NO_FACETS in names:
        return ()
    return tuple(
        facet
        for facet in FACETS
        if (not names or facet.name in names) and (not facet.worked_out or with_credit)
    )


def checked(**given: Any) -> CatalogQuery:
    """A query from values that are each good by themselves; faults that only show together are
    conflicts, for no schema could have told them."""
    chosen = {facet.name: values for facet in FACETS if (values := given.pop(facet.name, ())) != ()}
    given = {name: value for name, value in given.items() if value is not None}
    words = unicodedata.normalize("NFKC", given.get("q", "")).split()
    given["q"] = " ".join(words)[:LONGEST]  # one sign can stand for eighteen
    given["without"] = frozenset(given.get("without", ()))
    query = CatalogQuery(chosen=chosen, **given)
    faults = list(contradictions(query))
    if faults:
        raise Conflict("I parametri non stanno insieme.", errors=faults)
    return query


def suggested(q: str) -> str:
    """What is being typed."""
    return unicodedata.normalize("NFKC", q)[:LONGEST]


def contradictions(query: CatalogQuery) -> list[Fault]:
    """What each parameter alone does not show."""
    by_cursor = query.cursor is not None
    after, before = query.start_after, query.start_before
    rules = (
        ("near", query.sort == "distance" and query.near is None, "Con sort=distance serve near."),
        ("near", query.radius is not None and query.near is None, "Con radius serve near."),
        ("credit", "covered" in query.chosen and query.credit is None, "Con covered serve credit."),
        (
            "cursor",
            by_cursor and query.sort not in STORED_SORTS,
            "Con questo ordine si usa offset: cursor vale per price, newest e rating.",
        ),
        ("offset", by_cursor and query.offset > 0, "O cursor o offset."),
        (
            "start_before",
            after is not None and before is not None and before < after,
            "start_before viene prima di start_after: scambiali.",
        ),
    )
    return [Fault(field, "conflict", detail) for field, broken, detail in rules if broken]
