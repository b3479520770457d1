"""The example catalogue becomes rows of the providers service; broken lines are named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from providers.domain.areas import Locator
from providers.domain.cards import (
    offer_faults,
    places_faults,
    provider_faults,
    tax_code_faults,
)
from providers.schemas.imports import OfferRow, ProviderRow
from wishmi.imports.files import FileTrouble
from wishmi.imports.rows import Part
from wishmi.imports.sources import catalogue_parts

Parts = Callable[[list[Any], list[Any]], tuple[Part, Part]]

CATALOGUE = Path(__file__).parents[2] / "examples" / "catalogue"


def example(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CATALOGUE / name).read_text("utf-8").splitlines()]


BODY = example("providers.jsonl")[0]
OFFER = example("offers.jsonl")[0]


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    """The two parts of a catalogue of these lines."""

    def made(bodies: list[Any], offers: list[Any]) -> tuple[Part, Part]:
        for name, lines in (("providers", bodies), ("offers", offers)):
            text = "".join(
                line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines
            )
            (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
        providers, offers_ = catalogue_parts(tmp_path)
        return providers, offers_

    return made


def test_the_whole_example_is_taken_and_keeps_the_rules() -> None:
    providers, offers = catalogue_parts(CATALOGUE)

    assert (providers.read, len(providers.ready)) == (74, 74)
    assert (offers.read, len(offers.ready)) == (390, 390)
    faults = []
    for ready in providers.ready:
        body = msgspec.json.decode(ready.body, type=ProviderRow).row
        faults += provider_faults(body.card) + tax_code_faults(body.tax_code)
    for ready in offers.ready:
        offer = msgspec.json.decode(ready.body, type=OfferRow).row
        faults += offer_faults(offer.card) + places_faults(offer.places)
    assert faults == []


def test_an_offer_says_all_that_its_line_says(parts: Parts) -> None:
    _, offers = parts([BODY], [OFFER])

    row = msgspec.json.decode(offers.ready[0].body, type=OfferRow)

    assert (row.source.name, row.source.id) == ("catalogue", OFFER["id"])
    assert row.row.provider.id == OFFER["provider"]
    card = row.row.card
    assert card.place is not None
    assert card.place.name == BODY["offices"][0]["name"]
    assert card.place.wheelchair is True
    assert (card.activities, card.keywords) == (("football",), ("calcio",))
    assert card.ages is not None
    assert (card.ages.min, card.ages.max) == (OFFER["age_min"], OFFER["age_max"])
    assert str(card.schedule[0].start) == "17:00:00"
    assert card.takes_vouchers == OFFER["accepts_vouchers"]
    assert (row.row.places.total, row.row.places.left) == (60, 14)
    for name in ("title", "summary", "description", "category", "delivery", "sharing",
                 "activation", "max_wait_days"):  # fmt: skip
        assert getattr(card, name) == OFFER[name]
    for name in ("recipients", "municipi", "accessibility", "needs", "languages", "challenges"):
        assert list(getattr(card, name)) == OFFER[name]
    for name in ("price", "staff", "wellbeing"):
        assert json.loads(msgspec.json.encode(getattr(card, name))) == OFFER[name]


def test_names_that_mean_no_activity_stay_words(parts: Parts) -> None:
    _, offers = parts([BODY], [OFFER | {"activities": ["Dopo Scuola", "doposcuola", "merenda"]}])

    card = msgspec.json.decode(offers.ready[0].body, type=OfferRow).row.card

    assert card.activities == ("homework_help",)
    assert card.keywords == ("Dopo Scuola", "doposcuola", "merenda")
    assert offers.unmapped == {"merenda": 1}


def test_what_is_not_known_is_absent(parts: Parts) -> None:
    unknown = ("age_min", "age_max", "office", "places_total", "places_left", "period", "price",
               "summary", "wellbeing", "staff", "sharing", "accepts_vouchers")  # fmt: skip

    _, offers = parts([BODY], [OFFER | dict.fromkeys(unknown)])

    card = msgspec.json.decode(offers.ready[0].body, type=OfferRow).row.card
    assert (card.ages, card.place, card.period, card.price, card.staff) == (None,) * 5
    assert (card.summary, card.wellbeing, card.sharing, card.takes_vouchers) == (None,) * 4


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"office": "nowhere"}, "office"),
        ({"provider": "nobody"}, "provider"),
        ({"title": None}, "title"),
        ({"category": "cucina"}, "category"),
        ({"municipi": [12.5]}, "municipi/0"),
        ({"schedule": [{"weekday": "mon", "start": "25:00"}]}, "schedule/0/start"),
        ({"schedule": [{"weekday": "lun"}]}, "schedule/0/weekday"),
        ({"price": {"kind": "paid", "amount_cents": -1}}, "price/amount_cents"),
        ({"period": {"start": "2026-02-30"}}, "period/start"),
        ({"wellbeing": {"body": 6}}, "wellbeing/body"),
        ({"places_left": -1}, "places_left"),
        ({"place": {"name": "Parco"}}, "place"),
        ({"summary": "zero \0"}, "summary"),
    ],
)
def test_a_broken_offer_is_refused_by_its_field_and_no_other(
    parts: Parts, change: dict[str, Any], field: str
) -> None:
    _, offers = parts([BODY], [OFFER | change, OFFER | {"id": "sport-002"}])

    assert [(refused.row, refused.field) for refused in offers.refused] == [(1, field)]
    assert [ready.number for ready in offers.ready] == [2]


@pytest.mark.parametrize("line", ['{"id": \n', "NaN\n", '{"id": "x", "places_total": NaN}\n'])
def test_a_line_that_is_no_json_does_not_stop_the_rest(parts: Parts, line: str) -> None:
    providers, offers = parts([line, BODY], [line, OFFER])

    for part in (providers, offers):
        assert [refused.row for refused in part.refused] == [1]
        assert [ready.number for ready in part.ready] == [2]


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("/row/card/title", "title"),
        ("/row/card/activities/0", "activities"),
        ("/row/card/keywords/3", "activities"),
        ("/row/card/ages/max", "age_max"),
        ("/row/card/takes_vouchers", "accepts_vouchers"),
        ("/row/card/place/municipio", "place/municipio"),
        ("/row/card/schedule/0/end", "schedule/0/end"),
        ("/row/places/left", "places_left"),
        ("/row/provider", "provider"),
        ("/source/id", "id"),
    ],
)
def test_what_the_service_refuses_of_an_offer_is_named_as_in_the_file(
    parts: Parts, pointer: str, field: str
) -> None:
    assert parts([], [])[1].field(pointer) == field


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("/row/card/name", "name"),
        ("/row/card/contacts/email", "email"),
        ("/row/card/offices/1/place/cap", "offices/1/cap"),
        ("/row/tax_code", "tax_code"),
    ],
)
def test_what_the_service_refuses_of_a_body_is_named_as_in_the_file(
    parts: Parts, pointer: str, field: str
) -> None:
    assert parts([], [])[0].field(pointer) == field


@pytest.mark.parametrize("missing", ["providers.jsonl", "offers.jsonl"])
def test_a_folder_without_its_files_is_told(tmp_path: Path, missing: str) -> None:
    for name in {"providers.jsonl", "offers.jsonl"} - {missing}:
        (tmp_path / name).touch()

    with pytest.raises(FileTrouble, match=missing):
        list(catalogue_parts(tmp_path))


def test_without_reference_data_what_is_declared_stays(parts: Parts) -> None:
    _, offers = parts([BODY], [OFFER])
    card = msgspec.json.decode(offers.ready[0].body, type=OfferRow).row.card

    assert Locator().offer(card) == (card, [])
