"""Load the invented catalogue, once for each data folder and release."""

import asyncio
import sys
from contextlib import suppress
from importlib.metadata import version

import httpx
import msgspec

from wishmi.console import Talk
from wishmi.failure import Failure
from wishmi.stack import Stack
from wishmi.up.folder import Folder, write

SWIMMING = "游泳"
"""In Chinese, of which the catalogue has no word: only what it means can find swimming courses."""

LOOK = 0.5
"""Seconds between two looks."""

LOOKS = 60
"""The vectors of 390 offers take 5 seconds, and 10 on two busy cores; nobody waits longer than 30
for what comes by itself."""


class Answer(msgspec.Struct):
    """What is read of a search's answer."""

    total: int


class Loaded(msgspec.Struct, frozen=True):
    """Which release's catalogue is in the folder's data."""

    release: str


async def load(folder: Folder, talk: Talk) -> None:
    """Import it if this release has not yet, and wait until all of it can be searched."""
    mark = folder.path / "demo.json"
    loaded = Loaded(version("wishmi"))
    with suppress(FileNotFoundError, msgspec.DecodeError):
        if msgspec.json.decode(mark.read_bytes(), type=Loaded) == loaded:
            return
    talk.say("loading the invented catalogue")
    for arguments in (("import", "catalogue"), ("verify",)):
        await wishmi(*arguments, "--data", str(folder.path))
    await understood(Stack.find(folder.path).url("catalog_search"))
    write(mark, loaded)


async def understood(url: str) -> None:
    """Wait until the catalogue's meaning is known too; without it words are searched alone."""
    async with httpx.AsyncClient(base_url=url) as http:
        for _ in range(LOOKS):
            with suppress(httpx.HTTPError, msgspec.DecodeError):
                answer = await http.get("/v1/catalog", params={"q": SWIMMING, "limit": "0"})
                if msgspec.json.decode(answer.content, type=Answer).total:
                    return
            await asyncio.sleep(LOOK)


async def wishmi(*arguments: str) -> None:
    """Another command, talking to the same terminal."""
    command = await asyncio.create_subprocess_exec(sys.executable, "-m", "wishmi.cli", *arguments)
    try:
        if await command.wait() != 0:
            raise Failure(f"`wishmi {' '.join(arguments)}` failed.")
    finally:
        if command.returncode is None:
            command.terminate()
            await command.wait()
