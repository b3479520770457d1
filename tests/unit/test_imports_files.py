"""Files that anybody may have touched: a sentence for the file, a reason for the row."""

import json
from pathlib import Path

import pytest

from wishmi.imports.files import LARGEST_LINE, FileTrouble, features, found, lines
from wishmi.imports.rows import Wrong


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


def reasons(file: Path) -> dict[int, str]:
    return {number: row.reason for number, row in lines(file) if isinstance(row, Wrong)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not valid JSON"),
        (b'{"type": "FeatureCollection", "features": [', "not valid JSON"),
        (b"[]", "not a GeoJSON FeatureCollection"),
        (b'{"features": {}}', "not a GeoJSON FeatureCollection"),
        (b"null", "not a GeoJSON FeatureCollection"),
        ('{"features": ["Forlì"]}'.encode("latin-1"), "not in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_feature_collection_is_told_in_a_sentence(
    file: Path, content: bytes, sentence: str
) -> None:
    file.write_bytes(content)

    with pytest.raises(FileTrouble, match=sentence) as trouble:
        features(file)

    assert trouble.value.exit_code == 2
    assert str(file) in trouble.value.message


def test_a_byte_order_mark_is_no_fault(file: Path) -> None:
    file.write_text(json.dumps({"features": [{"a": 1}]}), encoding="utf-8-sig")
    assert list(features(file)) == [(1, {"a": 1})]

    file.write_text('{"id": "Forlì"}\n', encoding="utf-8-sig")
    assert list(lines(file)) == [(1, {"id": "Forlì"})]


def test_a_broken_line_does_not_stop_the_rest(file: Path) -> None:
    file.write_bytes(
        b'{"id": 1}\n'
        b'{"id": \n'
        b"\n"
        b'{"id": "Forl\xec"}\n'
        b"[1]\n" + b'{"id": "' + b"x" * 2 * LARGEST_LINE + b'"}\n' + b"[" * 100_000 + b"\n"
        b'{"id": 2}'
    )

    assert [(number, row) for number, row in lines(file) if not isinstance(row, Wrong)] == [
        (1, {"id": 1}),
        (8, {"id": 2}),
    ]
    assert reasons(file) == {
        2: "la riga non è JSON valido",
        4: "la riga non è in UTF-8",
        5: "la riga non è un oggetto",
        6: "riga più lunga di 1000000 byte",
        7: "la riga ha troppi livelli",
    }


def test_a_file_is_found_by_itself_or_by_the_citys_name_in_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "jco_ds32.centri_balneari.geojson"
    file.touch()
    (tmp_path / "ds321.geojson").touch()

    assert found(tmp_path, "*ds32[!0-9]*json") == file
    assert found(file, "*anything*") == file


@pytest.mark.parametrize("names", [(), ("ds32.geojson", "ds32_2024.geojson")])
def test_which_file_is_meant_is_never_guessed(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).touch()

    with pytest.raises(FileTrouble):
        found(tmp_path, "*ds32[!0-9]*json")


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="no file or folder"):
        found(tmp_path / "nowhere", "*")
    with pytest.raises(FileTrouble, match="no file"):
        list(lines(tmp_path / "nowhere"))
