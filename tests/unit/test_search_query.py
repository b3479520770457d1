"""From parameters to a query: what is taken, what is refused, what is one question."""

from typing import Any
from urllib.parse import urlencode

import pytest

from catalog_search.facets import FACETS
from catalog_search.query import PARAMETERS, SWITCHES, Ages, CatalogQuery, checked
from contracts.values import Point
from kit.parameters import parsed, taken
from kit.problems import Conflict, Invalid

TABLE = {one.name: one for one in PARAMETERS}
IN_URL = {name: one for name, one in TABLE.items() if one.in_url}


def query(**asked: Any) -> CatalogQuery:
    return checked(**parsed(IN_URL, urlencode(asked, doseq=True).encode()))


def from_body(**asked: Any) -> CatalogQuery:
    return checked(**taken(TABLE, asked))


def test_nothing_asked_is_a_whole_page_by_relevance() -> None:
    asked = query()

    assert (asked.q, asked.chosen, asked.sort, asked.limit) == ("", {}, "relevance", 20)
    assert len(asked.counted()) == len([facet for facet in FACETS if not facet.worked_out])


def test_words_are_brought_to_one_form() -> None:
    assert query(q="  ﬁaba   NUOTO\u00a0è ").q == "fiaba NUOTO è"


def test_choices_keep_to_their_vocabulary_and_take_none() -> None:
    asked = query(category=["sport", "_none"], municipio="7", wellbeing="body:3", nil="isola")

    assert asked.chosen == {
        "category": ("sport", "_none"),
        "municipio": ("7",),
        "wellbeing": ("body:3",),
        "nil": ("ISOLA",),
    }
    for wrong in ({"category": "x"}, {"municipio": "10"}, {"wellbeing": "body:0"}):
        with pytest.raises(Invalid):
            query(**wrong)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("6", Ages(6, 6)),
        ("0.5", Ages(0.5, 0.5)),
        ("3-6", Ages(3, 6)),
        ("6-3", Ages(3, 6)),
        ("3-", Ages(3, None)),
        ("-6", Ages(None, 6)),
    ],
)
def test_ages_are_read(text: str, ages: Ages) -> None:
    assert query(age=text).age == from_body(age=text).age == ages


@pytest.mark.parametrize("text", ["", "-", "sei", "3-6-9", "1e3", "--6", "3,5"])
def test_other_ages_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        query(age=text)


def test_a_body_may_say_numbers_and_truth_as_json_does() -> None:
    asked = from_body(age=6, municipio=[7], voucher=[True], prefer_municipio=[3])

    assert asked.age == Ages(6, 6)
    assert asked.chosen == {"municipio": ("7",), "voucher": ("true",)}
    assert asked.prefer_municipio == ("3",)
    for wrong in ({"municipio": [True]}, {"voucher": [1]}, {"municipio": [7.5]}, {"age": True}):
        with pytest.raises(Invalid):
            from_body(**wrong)


def test_a_place_is_a_point_or_a_name() -> None:
    assert query(near="45.4842,9.2416").near == Point(lat=45.4842, lon=9.2416)
    assert query(near="Lambrate - Ortica").near == "Lambrate - Ortica"
    for wrong in ("", "45.4", "91,9.2", "45.4;9.2", "x" * 101):
        with pytest.raises(Invalid):
            query(near=wrong)


def test_means_are_never_asked_for_in_an_address() -> None:
    with pytest.raises(Invalid):
        query(credit=5_000)
    with pytest.raises(Invalid):
        query(covered="wholly")
    assert from_body(credit=5_000, covered=["wholly"]).chosen == {"covered": ("wholly",)}


def test_parameters_that_need_another_one_say_which() -> None:
    with pytest.raises(Conflict) as refused:
        checked(sort="distance", radius=100, cursor="x", covered=("wholly",))

    fields = [fault.field for fault in refused.value.members["errors"]]
    assert fields == ["near", "near", "credit", "cursor"]


def test_pages_of_one_question_have_one_fingerprint_and_other_questions_another() -> None:
    asked = query(q="nuoto", category="sport")

    assert asked.fingerprint == query(q="nuoto", category="sport", limit=5, offset=40).fingerprint
    for other in ({"q": "nuoti"}, {"q": "nuoto", "category": "sport", "sort": "price"}):
        assert asked.fingerprint != query(**other).fingerprint
    assert "nuoto" not in asked.fingerprint


def test_needs_and_means_are_private_and_nothing_else_is() -> None:
    assert query(need="autism").private
    assert from_body(credit=0).private
    assert not query(q="nuoto", accessibility="wheelchair").private


def test_every_facet_is_a_parameter_and_every_parameter_is_described() -> None:
    assert {facet.name for facet in FACETS} <= set(TABLE)
    assert all(one.description for one in PARAMETERS)
    assert len(set(SWITCHES)) == len(SWITCHES)
