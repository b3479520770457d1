"""JSON Schemas of the events: one for the data of each type, one for the envelope."""

import json
from typing import Any

import msgspec

from contracts.streams import STREAMS
from kit.events import Event, dataschema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENVELOPE = "proto/schemas/envelope.json"


def documents() -> dict[str, str]:
    kinds: dict[str, type[msgspec.Struct]] = {ENVELOPE: Event}
    kinds.update((dataschema(fact.TYPE), fact) for stream in STREAMS for fact in stream.facts)
    return {path: as_text(schema(path, kind)) for path, kind in kinds.items()}


def schema(path: str, kind: type[msgspec.Struct]) -> dict[str, Any]:
    made = msgspec.json.schema(kind)
    return {"$schema": DIALECT, "$id": path, **flowing(made)}


def flowing(value: Any) -> Any:
    """Descriptions come from docstrings: without the line breaks of the source."""
    if isinstance(value, dict):
        return {
            key: " ".join(part.split())
            if key == "description" and isinstance(part, str)
            else flowing(part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [flowing(part) for part in value]
    return value


def as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
