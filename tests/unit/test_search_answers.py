"""What the engine's answer becomes: counts, the first page's fairness, marks, cursors."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_search.query import CatalogQuery
from catalog_search.search import cursor
from catalog_search.search.counts import read
from catalog_search.search.fairness import settled, spread
from catalog_search.search.highlight import marked, stems
from kit.problems import Conflict


@dataclass
class Entry:
    body: str
    name: str = ""


def entries(*bodies: str) -> list[Entry]:
    return [Entry(f"{body}\t{body}" if body else "", str(n)) for n, body in enumerate(bodies)]


def order(found: list[Entry], query: CatalogQuery | None = None) -> list[int]:
    return [int(entry.name) for entry, _ in spread(found, query or CatalogQuery())]


def test_the_fourth_of_a_body_waits_until_the_first_ten_are_full() -> None:
    found = entries(*"aaaaab", *"cdefghij")

    assert order(found) == [0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 3, 4, 12, 13]
    assert [int(e.name) for e, moved in spread(found, CatalogQuery()) if moved] == [3, 4]


def test_where_there_are_no_others_nobody_waits_longer_than_must_be() -> None:
    found = entries(*"aaaaab")

    assert order(found) == [0, 1, 2, 5, 3, 4]
    assert order(entries()) == []


@given(st.lists(st.sampled_from("abcdefghijkl"), min_size=30, max_size=60))
def test_once_the_first_ten_are_settled_what_comes_after_them_changes_nothing(
    bodies: list[str],
) -> None:
    found = entries(*bodies)
    for fetched in range(len(found)):
        if settled(found[:fetched], CatalogQuery()):
            assert order(found)[:fetched] == order(found[:fetched])


def test_entries_without_a_body_are_not_one_body() -> None:
    assert order(entries("", "", "", "", "")) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "query",
    [
        CatalogQuery(q="nuoto vela vento"),
        CatalogQuery(q="VELÀ e ventò"),
        CatalogQuery(chosen={"provider": ("7",)}),
    ],
)
def test_a_body_that_is_asked_for_may_fill_the_page(query: CatalogQuery) -> None:
    found = [Entry("7\tAssociazione Vela Vento", str(n)) for n in range(5)] + entries("b")

    assert [entry.body[0] for entry, _ in spread(found, query)][:5] == ["7"] * 5
    assert [entry.body[0] for entry, _ in spread(found, CatalogQuery(q="vela"))][3] == "b"


def test_marks_stand_on_every_form_of_a_word() -> None:
    wanted = stems("laboratorio di robotica DSA")

    assert marked("Laboratori robotici", wanted) == "<mark>Laboratori</mark> <mark>robotici</mark>"
    assert marked("per DSA & co.", wanted) == "per <mark>DSA</mark> &amp; co."
    assert marked("di tutto", wanted) is None


def test_a_cursor_goes_on_where_it_was_written_and_nowhere_else() -> None:
    asked = CatalogQuery(sort="price", chosen={"category": ("sport",)})
    word = cursor.write(asked, [1_200, 99])

    def going_on(**fields: Any) -> list[int]:
        return cursor.read(CatalogQuery(cursor=word, **fields))

    assert going_on(sort="price", chosen={"category": ("sport",)}) == [1_200, 99]
    for other in ({"sort": "newest"}, {"sort": "price"}):
        with pytest.raises(Conflict):
            going_on(**other)
    for nonsense in ("", "x", "eyJhIjoxfQ", "ààà", word[:-3]):
        with pytest.raises(Conflict):
            cursor.read(CatalogQuery(sort="price", cursor=nonsense))


def tokens(*counted: tuple[str, int]) -> dict[str, Any]:
    return {"tokens": {"buckets": [{"key": key, "doc_count": count} for key, count in counted]}}


def test_levels_are_added_up_from_the_top() -> None:
    asked = CatalogQuery(facets=("wellbeing",))
    counted = (("wellbeing=body:5", 2), ("wellbeing=body:3", 4), ("wellbeing=body:0", 9))

    ((facet,), _) = read(asked, tokens(*counted, ("wellbeing=_none", 7)))

    counts = {value.value: value.count for value in facet.values}
    assert counts == {"body:1": 6, "body:2": 6, "body:3": 6, "body:4": 2, "body:5": 2}
    assert facet.not_stated == 7


def test_a_body_under_two_names_is_counted_once() -> None:
    asked = CatalogQuery(facets=("provider",))
    identity = uuid4()

    ((facet,), _) = read(
        asked, tokens((f"provider={identity}\tVela", 3), (f"provider={identity}\tVela APS", 2))
    )

    (value,) = facet.values
    assert (value.value, value.count) == (str(identity), 5)
    assert value.label in {"Vela", "Vela APS"}


def test_what_is_chosen_is_shown_even_where_nothing_is_left() -> None:
    asked = CatalogQuery(facets=("category",), chosen={"category": ("stem", "_none")})
    counts = {"values": {"buckets": [{"key": "sport", "doc_count": 3}]}}

    ((facet,), _) = read(asked, {"category": counts})

    assert [(value.value, value.count, value.chosen) for value in facet.values] == [
        ("sport", 3, False),
        ("stem", 0, True),
        ("_none", 0, True),
    ]


def test_long_lists_begin_with_what_is_most_and_short_ones_keep_their_order() -> None:
    asked = CatalogQuery(facets=("nil", "category"))
    counted = (("category=stem", 9), ("nil=LAMBRATE - ORTICA", 5), ("category=sport", 1))
    alike = (("nil=CITTÀ STUDI", 1), ("nil=ISOLA", 1))  # the engine tells them in this order

    (category, nil), _ = read(asked, tokens(*counted, *alike))

    assert [value.label for value in nil.values] == ["Lambrate - Ortica", "Città Studi", "Isola"]
    assert [value.value for value in category.values] == ["sport", "stem"]
