"""What `wishmi bench` measures with: an invented catalogue, and the arithmetic."""

import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from catalog_search.query import checked
from kit.parameters import parsed
from tests.commands import REPOSITORY
from wishmi.bench.commands import command
from wishmi.bench.day import SEARCHES, by_zipf
from wishmi.bench.figures import ratio, times
from wishmi.bench.log import NARROWED, QUESTIONS, log
from wishmi.bench.sample import Missing, Sampler
from wishmi.bench.search import TABLE

CATALOGUE = REPOSITORY / "examples" / "catalogue"


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "drop-in.csv"
    path.write_text(
        "\ufeffCourse Title,DayOftheWeek,Start Hour,Start Minute\n"
        "Lane Swim,Monday,7,0\n"
        "Lane Swim,Monday,7,0\n"
        "Leisure Skate,Sunday,14,45\n"
    )
    return path


def test_the_same_number_is_always_the_same_offer(titles: Path) -> None:
    once = list(Sampler(CATALOGUE, titles).offers(50))
    again = list(Sampler(CATALOGUE, titles).offers(20, first=30))

    assert once[30:] == again


def test_all_texts_of_the_sample_differ(titles: Path) -> None:
    cards = [offer.card for offer in Sampler(CATALOGUE, titles).offers(2_000)]

    for field in ("title", "description"):
        assert len({getattr(card, field) for card in cards}) == len(cards)
    assert all(
        re.match(r"Lane Swim, Monday 7:00|Leisure Skate, Sunday 14:45", c.title) for c in cards
    )


def test_what_is_sampled_is_as_the_contract_says(titles: Path) -> None:
    for offer in Sampler(CATALOGUE, titles).offers(200):
        assert msgspec.json.decode(msgspec.json.encode(offer), type=type(offer)) == offer


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"nowhere\.csv"):
        Sampler(CATALOGUE, tmp_path / "nowhere.csv")


def test_without_the_titles_the_command_says_what_to_do(tmp_path: Path) -> None:
    said = CliRunner().invoke(command, ["search", "--titles", str(tmp_path / "nowhere.csv")])

    assert said.exit_code == 1
    assert "open.toronto.ca" in said.output


def test_a_log_asks_different_questions_that_the_api_takes(titles: Path) -> None:
    words = ["nuoto bimba 6 anni", "mio figlio non dorme"]

    asked = log(Sampler(CATALOGUE, titles), words)

    assert asked == log(Sampler(CATALOGUE, titles), words)
    assert len(set(asked)) == QUESTIONS
    queries = [checked(**parsed(TABLE, one.encode())) for one in asked]
    assert {"", *words} <= {query.q for query in queries}
    assert {len(query.chosen) for query in queries} >= {0, 1, 2, 3}


def test_a_log_may_be_short(titles: Path) -> None:
    assert log(Sampler(CATALOGUE, titles), ["nuoto"], count=10) == list(NARROWED)


def test_a_few_questions_make_most_of_a_day() -> None:
    day = Counter(by_zipf(range(500)))

    (_, first), (_, second) = day.most_common(2)
    assert day.total() == SEARCHES
    assert first / SEARCHES == pytest.approx(0.147, abs=0.02)  # 1 over the 500th harmonic number
    assert first / second == pytest.approx(2, abs=0.5)


def test_times_are_told_in_milliseconds() -> None:
    told = times([0.001 * number for number in range(1, 102)])

    assert (told.p50, told.p95, told.p99, told.count) == (51.0, 96.0, 100.0, 101)
    assert ratio(2, 3) == 0.667
