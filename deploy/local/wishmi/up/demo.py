"""Load the invented catalogue, once for each data folder and release."""

import asyncio
import sys
from contextlib import suppress
from importlib.metadata import version

import msgspec

from wishmi.console import Talk
from wishmi.failure import Failure
from wishmi.up.folder import Folder, write


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
    write(mark, loaded)


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
