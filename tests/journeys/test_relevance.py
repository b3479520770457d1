"""Whoever asks how good the answers are gets the same figures as the suite holds."""

import asyncio
import json
import subprocess
from pathlib import Path

import pytest

from tests.city import WISHMI, City
from tests.commands import REPOSITORY
from wishmi.relevance import baseline
from wishmi.relevance.judgements import read

JUDGED = REPOSITORY / "tests" / "relevance" / "dev.csv"


async def test_a_running_system_answers_the_judged_queries_as_the_baseline_says(
    city: City, tmp_path: Path
) -> None:
    wrote = tmp_path / "baseline.json"

    done = await city.run("relevance", str(JUDGED), "--json", "--baseline", str(wrote))

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report.keys() == {"ndcg_at_10", "recall_at_20", "queries"}
    held = baseline.read(JUDGED.with_name("baseline.json"))["dev.csv"]
    # other stories of this run may have published offers here: they are few, and none is judged
    assert report["ndcg_at_10"] == pytest.approx(held.mean, abs=baseline.MEAN_FALLS)
    assert [one["id"] for one in report["queries"]] == [query.id for query in read(JUDGED)]
    assert all(len(one["first"]) <= 10 for one in report["queries"])
    assert baseline.read(wrote)["dev.csv"].mean == pytest.approx(report["ndcg_at_10"], abs=1e-4)


async def test_a_person_reads_the_first_ten_with_their_grades_and_the_means(
    city: City, tmp_path: Path
) -> None:
    some = tmp_path / "some.csv"
    some.write_text(
        "query_id,query,filters,offer,grade\nx-1,Scuola nuoto 6-11 anni,municipio=6,sport-010,3\n"
    )

    done = await city.run("relevance", str(some), "--without", "synonyms")

    assert done.returncode == 0, done.stderr
    assert "  1.000      1.000  x-1  Scuola nuoto 6-11 anni municipio=6" in done.stdout
    assert " sport-010:3 " in done.stdout
    assert done.stdout.endswith("mean of 1 queries\n")


async def test_without_a_running_system_it_says_so(tmp_path: Path) -> None:
    command = [*WISHMI, "relevance", str(JUDGED), "--data", str(tmp_path)]

    done = await asyncio.to_thread(
        subprocess.run, command, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "No `wishmi up` runs" in done.stderr


async def test_it_can_start_the_invented_catalogue_for_itself(tmp_path: Path) -> None:
    some = tmp_path / "some.csv"
    some.write_text("query_id,query,filters,offer,grade\nx-1,biliardino,,sport-001,0\n")
    command = [*WISHMI, "relevance", "--demo", "--json", str(some)]

    done = await asyncio.to_thread(
        subprocess.run, command, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    [answered] = json.loads(done.stdout)["queries"]
    assert answered["first"], "the catalogue was there to be asked"
