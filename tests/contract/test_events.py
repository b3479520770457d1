"""What the services tell each other can be read by all of them, today and later."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from contracts.streams import STREAMS, TOMBSTONES
from kit.events import Decoder, Fact, Unreadable, dataschema

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "proto/examples").glob("*.json"))
FACTS = [fact for stream in STREAMS for fact in stream.facts]

decode = Decoder(FACTS)


def schema(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / path).read_text("utf-8"))
    return found


def check(document: dict[str, Any], path: str) -> None:
    registry = Registry().with_resource(path, Resource.from_contents(schema(path)))
    Draft202012Validator(schema(path), registry=registry, format_checker=FormatChecker()).validate(
        document
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_kept_can_be_read(path: Path) -> None:
    event, fact = decode(path.read_bytes())

    assert event.type == type(fact).TYPE == path.stem
    assert event.subject == fact.subject
    assert event.dataschema == dataschema(event.type)
    assert (ROOT / event.dataschema).exists()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_keeps_to_its_schemas(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))

    check(example, "proto/schemas/envelope.json")
    check(example["data"], example["dataschema"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_of_an_example_is_lost_in_reading(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))

    _, fact = decode(path.read_bytes())

    assert json.loads(msgspec.json.encode(fact)) == example["data"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_field_that_a_later_release_adds_is_skipped(path: Path) -> None:
    _, known = decode(path.read_bytes())
    later = json.loads(path.read_text("utf-8"))
    later["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03"
    later["data"]["mascot"] = {"name": "Lucciola"}
    for part in later["data"].values():
        if isinstance(part, dict):
            part["mascot"] = "Lucciola"

    _, fact = decode(json.dumps(later).encode())

    assert fact == known


def test_every_type_has_an_example() -> None:
    assert {path.stem for path in EXAMPLES} >= {fact.TYPE for fact in FACTS}


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"type": "it.milano.wishmi.offer.published.v1"}',
        EXAMPLES[0].read_bytes().replace(b".v1", b".v9"),
        EXAMPLES[0].read_bytes().replace(b'"id"', b'"identity"'),
    ],
    ids=["empty", "not UTF-8", "no object", "no data", "unknown type", "no id"],
)
def test_what_nobody_of_us_can_have_sent_is_unreadable(payload: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(payload)


def test_each_fact_is_in_one_stream_and_its_subject_is_that_streams() -> None:
    streams = {fact: [s for s in STREAMS if fact in s.facts] for fact in FACTS}

    for fact, (stream, *others) in streams.items():
        assert others == []
        assert any(covers(subject, fact) for subject in stream.subjects), fact


def covers(pattern: str, fact: type[Fact]) -> bool:
    return pattern.endswith(".>") and f"{fact.SUBJECT}.x".startswith(pattern[:-1])


def test_types_are_unique_and_name_their_version() -> None:
    types = [fact.TYPE for fact in FACTS]

    assert len(set(types)) == len(types)
    assert all(type_.startswith("it.milano.wishmi.") for type_ in types)
    assert all(type_.rpartition(".v")[2].isdigit() for type_ in types)


def test_every_subject_has_a_tombstone_that_needs_nothing_but_the_id() -> None:
    assert set(TOMBSTONES) == {fact.SUBJECT for fact in FACTS}
    for fact in TOMBSTONES.values():
        required = [field.name for field in msgspec.structs.fields(fact) if field.required]
        assert required == ["id"]
