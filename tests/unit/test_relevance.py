"""The measures of relevance: right by another's arithmetic, and strict about their files."""

from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wishmi.failure import Failure
from wishmi.relevance import baseline
from wishmi.relevance.asking import Answered, Report
from wishmi.relevance.judgements import read
from wishmi.relevance.measures import ndcg, recall

HEAD = "query_id,query,filters,offer,grade,why\n"

OFFERS = [f"offer-{number}" for number in range(30)]
NDCG = ir_measures.nDCG(gains={1: 1, 2: 3, 3: 7}) @ 10
RECALL = ir_measures.R(rel=1) @ 20

GRADES = st.dictionaries(st.sampled_from(OFFERS), st.integers(0, 3), min_size=1)


@given(grades=GRADES, found=st.lists(st.sampled_from(OFFERS), unique=True, min_size=1))
def test_measures_agree_with_ir_measures(grades: dict[str, int], found: list[str]) -> None:
    judged = [ir_measures.Qrel("q", offer, grade) for offer, grade in grades.items()]
    run = [ir_measures.ScoredDoc("q", offer, -place) for place, offer in enumerate(found)]
    asked = [NDCG, RECALL]

    theirs = ir_measures.calc_aggregate(asked, judged, run)

    assert ndcg(found, grades) == pytest.approx(theirs[NDCG])
    assert recall(found, grades) == pytest.approx(theirs[RECALL])


def test_the_best_list_there_is_scores_one_and_nothing_found_scores_none() -> None:
    grades = {"a": 3, "b": 2, "c": 1, "d": 0}

    assert ndcg(["a", "b", "c"], grades) == pytest.approx(1)
    assert ndcg(["b", "a"], grades) < ndcg(["a", "b"], grades) < 1
    assert (ndcg([], grades), recall([], grades)) == (0, 0)
    assert recall(["d", "c"], grades) == pytest.approx(1 / 3)


def test_a_file_says_each_query_with_its_choices_and_grades(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text(
        HEAD + 'x-1,"nuoto, bimbi",age=6&municipio=2,sport-001,3,\n'
        "x-2,scacchi,,sport-009,0,far\nx-1,,,sport-002,1,\n",
        encoding="utf-8",
    )

    first, second = read(path)

    assert (first.id, first.words) == ("x-1", "nuoto, bimbi")
    assert first.filters == (("age", "6"), ("municipio", "2"))
    assert first.grades == {"sport-001": 3, "sport-002": 1}
    assert (second.filters, second.grades) == ((), {"sport-009": 0})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("query_id,query,filters,offer\n", "no column grade"),
        (HEAD, "no judgement"),
        (HEAD + "x-1,nuoto,,sport-001,9,\n", "line 2"),
        (HEAD + "x-1,nuoto,,sport-001\n", "line 2"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "some.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Failure, match=said):
        read(path)


def report(**scores: float) -> Report:
    queries = [
        Answered(id=name, ndcg_at_10=score, recall_at_20=score, first=[])
        for name, score in scores.items()
    ]
    mean = sum(scores.values()) / len(scores)
    return Report(ndcg_at_10=mean, recall_at_20=mean, queries=queries)


def test_a_fall_of_the_mean_or_of_one_query_is_told_and_a_smaller_one_is_not() -> None:
    held = baseline.of(report(a=0.8, b=0.5))

    assert list(baseline.falls(held, report(a=0.8, b=0.49))) == []
    assert list(baseline.falls(held, report(a=0.7, b=0.7))) == []
    assert list(baseline.falls(held, report(a=0.7, b=0.55))) == [
        "the mean fell from 0.650 to 0.625"
    ]
    assert list(baseline.falls(held, report(a=0.6, b=0.7))) == ["a fell from 0.800 to 0.600"]


def test_a_baseline_is_written_beside_those_of_other_files(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"

    baseline.write(path, {"one.csv": baseline.of(report(a=0.8))})
    baseline.write(path, {"two.csv": baseline.of(report(b=0.25))})
    baseline.write(path, {"one.csv": baseline.of(report(a=0.9))})

    written = baseline.read(path)
    assert {name: held.queries for name, held in written.items()} == {
        "one.csv": {"a": 0.9},
        "two.csv": {"b": 0.25},
    }
