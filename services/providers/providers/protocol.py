"""The city's protocol system behind a port, and a folder that stands in for it."""

import asyncio
import fcntl
import os
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import msgspec

from kit.clock import rome


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What comes in: who sends what, without what it says."""

    key: UUID
    """The same filing again is the same number."""
    sender: str
    tax_code: str
    subject: str
    received_at: datetime


class ProtocolSystem(Protocol):
    """Gives what comes in its official number; raises OSError while it is away."""

    async def file(self, filing: Filing) -> str: ...


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """A filing and its number, as the folder keeps them."""

    number: str
    filing: Filing


class FolderProtocol:
    """A file for each filing, numbered from 1 in each year, as protocols are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def file(self, filing: Filing) -> str:
        return await asyncio.to_thread(self._file, filing)

    def _file(self, filing: Filing) -> str:
        year = self._folder / str(rome(filing.received_at).year)
        year.mkdir(parents=True, exist_ok=True)
        with (year / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two workers at once take two numbers
            kept = year / f"{filing.key}.json"
            if not kept.exists():
                number = f"{year.name}/{len(list(year.glob('*.json'))) + 1:07d}"
                content = msgspec.json.encode(Filed(number=number, filing=filing))
                with (year / "new").open("wb") as new:
                    new.write(content)
                    new.flush()
                    os.fsync(new.fileno())
                (year / "new").rename(kept)  # whole or not at all, whatever is killed
            return msgspec.json.decode(kept.read_bytes(), type=Filed).number
