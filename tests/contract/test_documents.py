"""What is committed is what the code says."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from wishmi.documents.__main__ import main

ROOT = Path(__file__).parents[2]


def documents(*arguments: str, into: Path = ROOT) -> Result:
    return CliRunner().invoke(main, [*arguments, "--into", str(into)])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("proto/schemas", "proto/examples", "docs", "tests/relevance"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "proto/asyncapi.yaml", tmp_path / "proto")
    return tmp_path


def test_schemas_examples_and_documents_are_what_the_code_says() -> None:
    done = documents("--check")

    assert (done.exit_code, done.stderr) == (0, "")


def test_a_difference_is_named_and_mended_but_an_example_never_changes(copy: Path) -> None:
    schema = copy / "proto/schemas/it.milano.wishmi.offer.withdrawn.v1.json"
    old = copy / "proto/schemas/it.milano.wishmi.offer.forgotten.v1.json"
    example = copy / "proto/examples/it.milano.wishmi.offer.withdrawn.v1.json"
    schema.write_text("{}")
    old.write_text("{}")
    example.write_text("as an earlier release wrote it")

    checked = documents("--check", into=copy)

    assert checked.exit_code == 1
    assert schema.name in checked.stderr
    assert old.name in checked.stderr
    assert documents(into=copy).exit_code == 0
    assert documents("--check", into=copy).exit_code == 0
    assert not old.exists()
    assert example.read_text() == "as an earlier release wrote it"


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_what_the_asyncapi_document_refers_to_is_there() -> None:
    document = msgspec.yaml.decode((ROOT / "proto/asyncapi.yaml").read_bytes())

    for reference in set(references(document)):
        file, _, pointer = reference.partition("#/")
        if file:
            assert (ROOT / "proto" / file).exists(), reference
            continue
        found = document
        for name in pointer.split("/"):
            found = found[name]
