"""What is told and where, as AsyncAPI 3: channels of the streams, their messages, who tells."""

from typing import Any

import msgspec

from contracts.streams import STREAMS
from kit.events import Fact, Stream, told_by

SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"


def document() -> str:
    facts = [(stream, fact) for stream in STREAMS for fact in stream.facts]
    by_channel: dict[str, list[tuple[Stream, type[Fact]]]] = {}
    for stream, fact in facts:
        by_channel.setdefault(channel(fact), []).append((stream, fact))
    made: dict[str, Any] = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Milano 0-18: what the services tell each other",
            "version": "1",
            "description": (
                "CloudEvents 1.0 in structured JSON over NATS JetStream. A compacted stream "
                "keeps the last message of every subject for ever: it is the whole state of "
                "every thing that it speaks of, tombstones included."
            ),
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/cloudevents+json",
        "servers": {"local": {"host": "127.0.0.1", "protocol": "nats"}},
        "channels": {name: described(pairs) for name, pairs in by_channel.items()},
        "operations": {
            f"tell_{name}": {
                "action": "send",
                "channel": {"$ref": f"#/channels/{name}"},
                "summary": f"Told by {told_by(address(pairs[0][1]))}",
            }
            for name, pairs in by_channel.items()
        },
        "components": {"messages": {fact.__name__: message(fact) for _, fact in facts}},
    }
    text = msgspec.yaml.encode(made).decode()
    return f"# Made by `make contracts` from proto/contracts: do not edit.\n{text}"


def address(fact: type[Fact]) -> str:
    return f"{fact.SUBJECT}.{{id}}"


def channel(fact: type[Fact]) -> str:
    return fact.SUBJECT.removeprefix("wishmi.").replace(".", "_")


def described(pairs: list[tuple[Stream, type[Fact]]]) -> dict[str, Any]:
    stream, fact = pairs[0]
    kept = (
        "the last of each subject, for ever" if stream.compacted else f"{stream.max_age_days} days"
    )
    return {
        "address": address(fact),
        "description": f"Stream {stream.name}; kept: {kept}.",
        "parameters": {"id": {"description": "UUID of the thing that the event is about."}},
        "messages": {
            fact.__name__: {"$ref": f"#/components/messages/{fact.__name__}"} for _, fact in pairs
        },
    }


def message(fact: type[Fact]) -> dict[str, Any]:
    return {
        "name": fact.TYPE,
        "summary": summary(fact),
        "payload": {
            "schemaFormat": SCHEMA_FORMAT,
            "schema": {
                "allOf": [
                    {"$ref": "schemas/envelope.json"},
                    {
                        "properties": {
                            "type": {"const": fact.TYPE},
                            "data": {"$ref": f"schemas/{fact.TYPE}.json"},
                        }
                    },
                ]
            },
        },
    }


def summary(fact: type[Fact]) -> str:
    """The first paragraph of the docstring, on one line."""
    return " ".join((fact.__doc__ or "").split("\n\n")[0].split())
