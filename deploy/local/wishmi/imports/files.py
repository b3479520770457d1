"""Read files that anybody may have touched: a sentence where nothing can be read of one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wishmi.failure import Failure
from wishmi.imports.rows import Wrong

LARGEST_FILE = 100_000_000
"""Bytes: thirty times the largest of the city's files that we know (municipi, 3.4 MB)."""
LARGEST_LINE = 1_000_000
"""Bytes of one row of JSON Lines: the longest offer that our contracts allow takes 150 KB."""


class FileTrouble(Failure):
    """A file is not there, is not what its name says, or cannot be written."""

    exit_code = 2


def found(path: Path, pattern: str) -> Path:
    """The file at this path, or the one in this folder whose name the city gives it."""
    if path.is_file():
        return path
    if not path.is_dir():
        raise FileTrouble(
            f"There is no file or folder {path}: name another, or set WISHMI_CITY_DATA to the "
            "folder of the city's files."
        )
    files = sorted(path.glob(pattern))
    if not files:
        raise FileTrouble(f"There is no file {pattern} in {path}.")
    if len(files) > 1:
        names = ", ".join(file.name for file in files)
        raise FileTrouble(f"Several files could be meant in {path}: {names}. Name one of them.")
    return files[0]


def features(path: Path) -> Iterator[tuple[int, Any]]:
    """The features of a GeoJSON file, numbered from 1."""
    try:
        # not msgspec: one NaN would make the whole file unreadable instead of one row
        document = loads(text(path))
    except RecursionError:
        raise FileTrouble(f"{path} is nested too deeply to be GeoJSON.") from None
    except ValueError as error:
        raise FileTrouble(f"{path} is not valid JSON: {error}.") from None
    rows = document.get("features") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise FileTrouble(f"{path} is not a GeoJSON FeatureCollection.")
    return enumerate(rows, 1)


def lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The objects of a JSON Lines file, numbered by line; a Wrong for a line that is none."""
    if not path.is_file():
        raise FileTrouble(f"There is no file {path}.")
    too_large(path)
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST_LINE + 1):
            number += 1
            if len(line) > LARGEST_LINE:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LARGEST_LINE)
                yield number, Wrong("", f"riga più lunga di {LARGEST_LINE} byte")
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield number, parsed(line)


def parsed(line: bytes) -> Any:
    try:
        row = loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return Wrong("", "la riga non è in UTF-8")
    except RecursionError:
        return Wrong("", "la riga ha troppi livelli")
    except ValueError:
        return Wrong("", "la riga non è JSON valido")
    if not isinstance(row, dict):
        return Wrong("", "la riga non è un oggetto")
    return row


def text(path: Path) -> str:
    too_large(path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileTrouble(f"{path} is not in UTF-8.") from None


def loads(document: str) -> Any:
    """Plain JSON. A number beyond 64 bits comes as a float: only its row is refused for it."""
    return json.loads(
        document, parse_int=lambda digits: int(digits) if len(digits) < 19 else float(digits)
    )


def too_large(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise FileTrouble(f"{path} is {size:,} bytes long; {LARGEST_FILE:,} are taken at most.")
