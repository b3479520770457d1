"""`wishmi import` as it begins: which files it reads, and the sentences where it cannot."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from wishmi.imports.commands import command, refused_rows, usual
from wishmi.imports.sources import SOURCES


@pytest.mark.parametrize("name", SOURCES)
def test_a_path_that_is_not_there_stops_it_with_a_sentence(name: str, tmp_path: Path) -> None:
    asked = [name, str(tmp_path / "nowhere"), "--data", str(tmp_path)]

    done = CliRunner(env={"COLUMNS": "500"}).invoke(command, asked)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr


@pytest.mark.parametrize("name", ["reference", "milano-sport", "milano-pools"])
def test_a_page_of_html_in_the_place_of_the_file_stops_it_with_a_sentence(
    name: str, tmp_path: Path
) -> None:
    for number in (379, 964, 535, 629, 32):
        (tmp_path / f"ds{number}.geojson").write_text("<html>Not found</html>")

    done = CliRunner().invoke(command, [name, str(tmp_path), "--data", str(tmp_path)])

    assert (done.exit_code, done.stdout) == (2, "")
    assert "JSON" in done.stderr


def test_a_file_that_is_no_reference_data_is_not_guessed(tmp_path: Path) -> None:
    file = tmp_path / "areas.geojson"
    file.write_text('{"features": []}')

    done = CliRunner().invoke(command, ["reference", str(file), "--data", str(tmp_path)])

    assert done.exit_code == 2
    assert "none of the city's files" in " ".join(done.stderr.split())


def test_without_a_running_system_it_says_so_and_not_that_rows_were_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["catalogue", "--data", str(tmp_path / "empty")])

    assert done.exit_code == 3
    assert "wishmi up" in done.stderr


def test_what_nobody_named_is_where_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WISHMI_SHARED", str(tmp_path))
    monkeypatch.delenv("WISHMI_CITY_DATA", raising=False)
    assert usual("reference") == tmp_path / "data" / "milano"

    monkeypatch.setenv("WISHMI_CITY_DATA", str(tmp_path / "city"))
    assert usual("milano-pools") == tmp_path / "city"

    monkeypatch.chdir(tmp_path)
    assert (usual("catalogue") / "offers.jsonl").exists()
    assert refused_rows(Path(".wishmi"), "catalogue") == Path(".wishmi/refused-catalogue.csv")
