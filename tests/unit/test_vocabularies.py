"""The vocabularies are complete, without doubles, and know every word that we use."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from contracts import values
from contracts.vocabularies import (
    ACTIVITIES,
    CATEGORIES,
    CHALLENGES,
    DELIVERIES,
    PRICE_UNITS,
    SHARING,
    VOCABULARIES,
    WEEKDAYS,
    Activity,
)
from contracts.vocabularies.activities import match, normalised
from contracts.vocabularies.terms import Vocabulary

CATALOGUE = Path(__file__).parents[2] / "examples" / "catalogue"
PARTS = [activity for activity in ACTIVITIES.terms if isinstance(activity, Activity)]


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CATALOGUE / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda v: v.name)
def test_codes_are_unique_and_labels_complete(vocabulary: Vocabulary) -> None:
    assert len(set(vocabulary.codes)) == len(vocabulary.codes)
    assert all(re.fullmatch(r"[a-z0-9_]{1,40}", code) for code in vocabulary.codes)
    assert all(term.it.strip() and term.en.strip() for term in vocabulary.terms)
    assert len({term.it for term in vocabulary.terms}) == len(vocabulary.terms)


@pytest.mark.parametrize(
    ("vocabulary", "literal"),
    [
        (CATEGORIES, values.CategoryCode),
        (CHALLENGES, values.ChallengeCode),
        (DELIVERIES, values.DeliveryCode),
        (PRICE_UNITS, values.UnitCode),
        (SHARING, values.SharingCode),
        (WEEKDAYS, values.WeekdayCode),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_contracts_allow_the_same_codes_as_the_vocabulary(
    vocabulary: Vocabulary, literal: object
) -> None:
    assert set(vocabulary.codes) == set(get_args(literal))


def test_no_name_means_two_activities() -> None:
    meant = Counter(
        name
        for activity in PARTS
        for name in {normalised(word) for word in (activity.it, *activity.words)}
    )

    assert [name for name, times in meant.items() if times > 1] == []


def test_each_activity_belongs_to_a_category() -> None:
    assert {activity.category for activity in PARTS} == set(CATEGORIES.codes)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Judo", "judo"),
        ("doposcuola", "homework_help"),
        ("dopo scuola", "homework_help"),
        ("DOPO-SCUOLA", "homework_help"),
        ("Acquaticita  neonatale", "baby_swimming"),
        ("tiro con l’arco", "archery"),
        ("Wheelcahir", "adapted_sport"),
    ],
)
def test_a_name_is_known_however_it_is_spelt(name: str, code: str) -> None:
    assert match(name) == code


@pytest.mark.parametrize("name", ["Attività libere", "nuot", "corso di nuoto e tennis", ""])
def test_what_does_not_fit_is_not_guessed(name: str) -> None:
    assert match(name) is None


@pytest.mark.parametrize(
    ("file", "field", "vocabulary"),
    [
        ("providers.jsonl", "legal_form", "legal_forms"),
        ("offers.jsonl", "category", "categories"),
        ("offers.jsonl", "recipients", "recipients"),
        ("offers.jsonl", "delivery", "deliveries"),
        ("offers.jsonl", "sharing", "sharing"),
        ("offers.jsonl", "accessibility", "accessibility"),
        ("offers.jsonl", "needs", "needs"),
        ("offers.jsonl", "languages", "languages"),
        ("offers.jsonl", "challenges", "challenges"),
        ("offers.jsonl", "wellbeing", "descriptors"),
    ],
)
def test_every_code_of_the_catalogue_is_known(file: str, field: str, vocabulary: str) -> None:
    used: set[str] = set()
    for row in rows(file):
        value = row[field]
        used.update([value] if isinstance(value, str) else value)

    assert used - set(VOCABULARIES[vocabulary].codes) == set()


def test_most_free_names_of_the_catalogue_mean_an_activity() -> None:
    names = {name for row in rows("offers.jsonl") for name in row["activities"]}
    unknown = {name for name in names if match(name) is None}

    # 520 names; the 40 that stay words are too wide ("laboratori"), are not activities
    # ("merenda") or could be two things ("pattinaggio artistico", "modellazione")
    assert len(names) == 520
    assert len(unknown) == 40
