"""Which levels of wellbeing a draft must give reasons for."""

import msgspec
import pytest

from contracts.offers import Wellbeing, WellbeingReasons
from providers.domain.completeness import unexplained
from tests import builders as a

HIGH = Wellbeing(body=4, relationships=3, knowledge=0, creativity=5, autonomy=1)


@pytest.mark.parametrize(
    ("reasons", "asked"),
    [
        (None, ["body", "creativity"]),
        (WellbeingReasons(), ["body", "creativity"]),
        (WellbeingReasons(body="Si corre."), ["creativity"]),
        (WellbeingReasons(body="Si corre.", creativity=" "), ["creativity"]),
        (WellbeingReasons(body="Si corre.", creativity="Si inventa."), []),
    ],
)
def test_a_high_level_of_wellbeing_asks_why(
    reasons: WellbeingReasons | None, asked: list[str]
) -> None:
    draft = a.an_offer_card(wellbeing=HIGH, wellbeing_reasons=reasons)

    faults = unexplained(draft, None)

    assert [fault.field for fault in faults] == [f"/wellbeing_reasons/{name}" for name in asked]


@pytest.mark.parametrize(
    ("changed", "asked"),
    [({}, []), ({"body": 5}, ["/wellbeing_reasons/body"]), ({"body": 3}, [])],
)
def test_a_level_that_families_see_already_needs_no_reason(
    changed: dict[str, int], asked: list[str]
) -> None:
    imported = a.an_offer_card(wellbeing=HIGH, wellbeing_reasons=None)
    wellbeing = msgspec.structs.replace(HIGH, **changed)
    draft = msgspec.structs.replace(imported, title="Nuovo titolo", wellbeing=wellbeing)

    assert [fault.field for fault in unexplained(draft, imported)] == asked


def test_a_reason_that_was_published_is_not_taken_away() -> None:
    published = a.an_offer_card(
        wellbeing=Wellbeing(body=5), wellbeing_reasons=WellbeingReasons(body="Si corre.")
    )
    draft = msgspec.structs.replace(published, wellbeing_reasons=None)

    (fault,) = unexplained(draft, published)

    assert fault.field == "/wellbeing_reasons/body"
