"""`wishmi` commands as processes that are there at once.

Python needs 1 to 1.7 s of processor time to import what a command needs, and the suite runs 150:
each is forked from one process that has imported them all.
"""

import asyncio
import atexit
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import psutil

from tests.conftest import PREFIX
from tests.forks import Asked, Ended
from wishmi.settings import environ

REPOSITORY = Path(__file__).parents[1]

STARTS_WITHIN = 60.0
"""Seconds to import all commands: 3, and the machine may be busy."""


async def wishmi(
    *arguments: object, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `wishmi` with these arguments in our folder and, unless another is given, environment."""
    asked = Asked(tuple(map(str, arguments)), dict(env or environ()), str(REPOSITORY))
    reader, writer = await asyncio.wait_for(connected(forks()), STARTS_WITHIN)
    writer.write(msgspec.json.encode(asked) + b"\n")
    ended = msgspec.json.decode(await reader.read(), type=Ended)
    writer.close()
    return subprocess.CompletedProcess(asked.arguments, ended.code, ended.out, ended.err)


async def connected(place: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    while True:
        try:
            return await asyncio.open_unix_connection(place)
        except (FileNotFoundError, ConnectionRefusedError):
            await asyncio.sleep(0.05)


@cache
def forks() -> Path:
    """Where the process that forks listens, or soon will."""
    folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{psutil.Process().pid}-")
    place = Path(folder.name, "forks")
    command = (sys.executable, "-m", "tests.forks", place)
    process = subprocess.Popen(  # noqa: S603 - our own words
        command,
        cwd=REPOSITORY,
        start_new_session=True,  # Ctrl-C is for pytest, which ends us in its turn
    )

    @atexit.register
    def end() -> None:
        process.terminate()
        process.wait()
        folder.cleanup()

    return place
