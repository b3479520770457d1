"""What became of an import: counts, what was taken otherwise than written, what was refused."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from providers.schemas.imports import Outcome, Vanished
from wishmi.imports.files import FileTrouble
from wishmi.imports.rows import Part, Ready, Refused

SHOWN = 30
"""Lines of one list on the terminal: the 18 municipi that differ fit; all is in --json."""

MEANING = {
    "municipio_differs": "declare another municipio than that of their point, which is taken",
    "nil_differs": "declare another neighbourhood than that of their point, which is taken",
    "outside_city": "have a point outside the city, so that they are in no municipio",
    "left_out": "say something that was left out",
}
"""What the codes of notes mean, as the end of a sentence."""

VANISHED = "are still published (--withdraw-vanished withdraws them, if no row is refused)"


class Counts(msgspec.Struct, kw_only=True):
    """Rows of a file, by what became of them."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was taken, and what was taken otherwise than written."""

    row: int
    source: str
    field: str
    code: str
    detail: str


class PartReport(Counts, kw_only=True):
    """What became of one file."""

    name: str
    file: str
    notes: list[Note]
    unmapped: dict[str, int]
    """Names that mean no activity of the vocabulary, and in how many rows; kept as words."""
    vanished: list[Vanished] = []
    """What families found of the source before, and the file names no more."""


class Report(Counts, kw_only=True):
    """What became of a whole import; what `--json` prints."""

    import_: str = msgspec.field(name="import")
    refused_file: str
    parts: list[PartReport] = []


def part_report(part: Part, told: list[tuple[Ready, Outcome]]) -> PartReport:
    """Counts of one part, when all of its rows are told; adds what the service refused."""
    report = PartReport(
        name=part.name,
        file=part.file,
        read=part.read,
        notes=[remarked(remark) for remark in part.remarks],
        unmapped=dict(part.unmapped.most_common()),
    )
    for ready, outcome in told:
        match outcome.result:
            case "new":
                report.new += 1
            case "changed":
                report.changed += 1
            case "unchanged":
                report.unchanged += 1
            case "refused":
                for fault in outcome.faults:
                    part.refuse(ready.number, part.field(fault.field), fault.detail)
        report.notes += [
            Note(
                row=ready.number,
                source=ready.source.id,
                field=part.field(note.field),
                code=note.code,
                detail=note.detail,
            )
            for note in outcome.notes
        ]
    report.notes.sort(key=lambda note: note.row)
    report.refused = len({refused.row for refused in part.refused})
    return report


def remarked(remark: Refused) -> Note:
    return Note(
        row=remark.row, source="", field=remark.field, code="left_out", detail=remark.reason
    )


def total(name: str, refused_file: Path, parts: list[PartReport]) -> Report:
    counts = {
        field.name: sum(getattr(part, field.name) for part in parts)
        for field in msgspec.structs.fields(Counts)
    }
    return Report(import_=name, refused_file=str(refused_file), parts=parts, **counts)


def write_refused(path: Path, parts: Sequence[Part]) -> None:
    """A table that the office can mend the file by; only its header when all went well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # a field's name comes from the file, and may hold what UTF-8 cannot
        with path.open("w", newline="", encoding="utf-8", errors="backslashreplace") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "field", "reason", "file"))
            for part in parts:
                for refused in sorted(part.refused, key=lambda refused: refused.row):
                    writer.writerow((refused.row, refused.field, refused.reason, refused.file))
    except OSError as error:
        raise FileTrouble(f"{path} cannot be written: {error.strerror}.") from None


def sentences(report: Report) -> Iterator[str]:
    """The report as people read it on a terminal."""
    for part in report.parts:
        yield (
            f"{part.name}: {part.read} read, {part.new} new, {part.changed} changed, "
            f"{part.unchanged} unchanged, {part.refused} refused"
        )
        for code in dict.fromkeys(note.code for note in part.notes):
            notes = [note for note in part.notes if note.code == code]
            yield f"  {len({note.row for note in notes})} {MEANING.get(code, code)}:"
            yield from shown([f"row {note.row}: {note.detail}" for note in notes])
        if part.unmapped:
            names = ", ".join(f"{name} ({rows})" for name, rows in part.unmapped.items())
            yield f"  no activity of the vocabulary, kept as words: {names}"
        for became, gone in (
            ("are withdrawn", [one for one in part.vanished if one.withdrawn]),
            (VANISHED, [one for one in part.vanished if not one.withdrawn]),
        ):
            if gone:
                yield f"  {len(gone)} that the file names no more {became}:"
                yield from shown([f"{one.source.id}: {one.title}" for one in gone])
    if report.refused:
        yield f"the refused rows, with field and reason: {report.refused_file}"


def shown(lines: Sequence[str]) -> Iterator[str]:
    """The first of a list."""
    yield from (f"    {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"    and {len(lines) - SHOWN} more: see --json"
