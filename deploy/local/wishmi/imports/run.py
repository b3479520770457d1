"""One import from its files to its report."""

from collections.abc import Sequence
from pathlib import Path

import httpx

from wishmi.console import Talk
from wishmi.imports.files import FileTrouble
from wishmi.imports.report import Report, part_report, total, write_refused
from wishmi.imports.rows import Part
from wishmi.imports.sending import send
from wishmi.imports.sources import SOURCES
from wishmi.imports.vanishing import vanished


def prepared(name: str, path: Path) -> list[Part]:
    """All files are read before the first row is sent: one that is none stops all of it."""
    try:
        return list(SOURCES[name](path))
    except OSError as error:
        raise FileTrouble(f"{error.filename} cannot be read: {error.strerror}.") from error


async def run(
    name: str,
    parts: Sequence[Part],
    *,
    refused_file: Path,
    withdraw_vanished: bool,
    http: httpx.AsyncClient,
    talk: Talk,
) -> Report:
    write_refused(refused_file, ())  # a file that cannot be written is told before, not after
    reports = []
    for part in parts:
        with talk.bar(f"{name} {part.name}") as update:
            told = [row async for row in send(part, http, update)]
        report = part_report(part, told)
        report.vanished = await vanished(part, http, withdraw=withdraw_vanished)
        reports.append(report)
    write_refused(refused_file, parts)
    return total(name, refused_file, reports)
