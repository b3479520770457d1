"""If-Match by RFC 9110: what a caller has seen, compared with what is."""

import pytest
from litestar.testing import RequestFactory

from kit.etags import Expected, etag, if_match
from kit.problems import Invalid, PreconditionRequired, Stale


def expected(header: str | None) -> Expected:
    return if_match(RequestFactory().put(headers={"If-Match": header} if header else {}))


@pytest.mark.parametrize("header", ['"3"', ' "3" ', '"2", "3"', 'W/"1","3"', "*"])
def test_the_version_that_was_seen_may_be_changed(header: str) -> None:
    expected(header).check(3)


@pytest.mark.parametrize("header", ['"2"', '"2", "4"', 'W/"3"', '"03x"', '"altro"', '""'])
def test_any_other_version_may_not(header: str) -> None:
    with pytest.raises(Stale):
        expected(header).check(3)


def test_a_change_must_say_a_version() -> None:
    with pytest.raises(PreconditionRequired):
        expected(None).check(3)


@pytest.mark.parametrize("header", ["3", '"3', '"3" "4"', '"3",', "W/3", '*, "3"', "'3'"])
def test_what_is_no_list_of_tags_is_a_fault(header: str) -> None:
    with pytest.raises(Invalid) as caught:
        expected(header)

    assert [(fault.field, fault.code) for fault in caught.value.faults] == [
        ("If-Match", "malformed")
    ]


def test_a_rule_of_its_own_learns_which_version_was_seen() -> None:
    assert expected('"2"').seen(5) == 2
    assert expected('"2", "5"').seen(5) == 5
    assert expected("*").seen(5) == 5


def test_a_tag_is_strong() -> None:
    assert etag(7) == '"7"'
