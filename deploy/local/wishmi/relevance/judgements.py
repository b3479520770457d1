"""Judged queries as a file says them."""

import csv
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec

from wishmi.failure import Failure

COLUMNS = {"query_id", "query", "filters", "offer", "grade"}
"""A file may say more; what it says of its reasons (`why`) is for people."""

GRADES = {str(grade): grade for grade in range(4)}
"""3 exactly what was wanted, 2 good with something off, 1 related, 0 a tempting wrong answer."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A query, and what a person thinks of the offers that might answer it."""

    id: str
    words: str
    filters: tuple[tuple[str, str], ...]
    """Choices, as an address has them."""
    grades: dict[str, int]
    """By the catalogue's own id; what is not listed is 0."""


def read(path: Path) -> list[Judged]:
    """The queries in the order of the file, one row for each offer that was judged."""
    queries: dict[str, Judged] = {}
    try:
        rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise Failure(f"{path} is not UTF-8.") from None
    if lacking := COLUMNS - set(rows.fieldnames or ()):
        raise Failure(f"{path} has no column {', '.join(sorted(lacking))}.")
    for row in rows:
        if row["grade"] not in GRADES:
            raise Failure(f"{path}, line {rows.line_num}: the grade is not 0, 1, 2 or 3.")
        query = queries.setdefault(row["query_id"], judged(row))
        query.grades[row["offer"]] = GRADES[row["grade"]]
    if not queries:
        raise Failure(f"{path} holds no judgement.")
    return list(queries.values())


def judged(row: dict[str, str]) -> Judged:
    filters = tuple(parse_qsl(row["filters"]))
    return Judged(id=row["query_id"], words=row["query"], filters=filters, grades={})
