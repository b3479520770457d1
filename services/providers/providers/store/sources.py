"""A source in two columns."""

from contracts.values import Source
from kit.db import Row


def source_of(row: Row) -> Source | None:
    name, source_id = row["source_name"], row["source_id"]
    return Source(name=name, id=source_id) if name is not None else None


def columns(source: Source | None) -> tuple[str | None, str | None]:
    return (source.name, source.id) if source else (None, None)
