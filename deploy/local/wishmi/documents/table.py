"""The page on events: which there are, who tells them, how they are kept."""

from contracts.streams import STREAMS
from kit.events import LARGEST, Fact, Stream, told_by
from wishmi.documents.asyncapi import summary

HEAD = f"""\
# Events

Made by `make contracts` from `proto/contracts`: do not edit.

What the services tell each other. Every message is a CloudEvents 1.0 envelope in structured JSON
(`specversion`, `id`, `source`, `type`, `subject`, `time`, `datacontenttype`, `dataschema`, `data`)
and at most {LARGEST:,} bytes long. An event is whole, safe to hear twice or late, and a reader may
meet any state of a thing first. `data.version` rises with every telling of a thing; what readers
compare is the stream's sequence. No name, tax code, e-mail, need or birth date of a person is ever
in an event.

| subject | type | stream | told by | what it says |
|---|---|---|---|---|
"""

STREAMS_HEAD = """
| stream | subjects | kept |
|---|---|---|
"""

TAIL = """
A contract may gain optional fields with defaults; it may not lose or change one: that is a new
type (`.v2`), told beside the old one until nobody listens. `proto/schemas/` has the JSON Schema of
each type's data and of the envelope, `proto/asyncapi.yaml` the whole as AsyncAPI 3, and
`proto/examples/` one message of each type and version, kept for ever: a test decodes them all.
"""


def document() -> str:
    rows = [row(stream, fact) for stream in STREAMS for fact in stream.facts]
    return HEAD + "".join(rows) + STREAMS_HEAD + "".join(map(kept, STREAMS)) + TAIL


def row(stream: Stream, fact: type[Fact]) -> str:
    subject = f"{fact.SUBJECT}.<id>"
    return (
        f"| `{subject}` | `{fact.TYPE}` | `{stream.name}` "
        f"| {told_by(subject)} | {summary(fact)} |\n"
    )


def kept(stream: Stream) -> str:
    subjects = ", ".join(f"`{subject}`" for subject in stream.subjects)
    if stream.compacted:
        return f"| `{stream.name}` | {subjects} | the last message of each subject, for ever |\n"
    return f"| `{stream.name}` | {subjects} | every message, {stream.max_age_days} days |\n"
