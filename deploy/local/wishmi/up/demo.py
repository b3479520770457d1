"""Load the invented catalogue, once for each data folder and release."""

import asyncio
import sys
from contextlib import suppress
from importlib.metadata import version

import msgspec
from opensearchpy import AsyncOpenSearch

from catalog_search.index.client import connect
from catalog_search.index.generations import PATIENCE, alias
from catalog_search.meaning.store import VectorStore
from wishmi.console import Talk
from wishmi.failure import Failure
from wishmi.meaning import caught_up
from wishmi.services import BY_NAME
from wishmi.stack import Stack, http
from wishmi.up.folder import Folder, write

LOOK = 0.5
"""Seconds between two looks."""

LOOKS = 120
"""The vectors of 390 offers take 5 seconds, and 15 on two busy cores; nobody waits longer than a
minute for what comes by itself."""

MOST = 1_000
"""Keys of vectors looked at, more than the catalogue has offers."""


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
    await understood(Stack.find(folder.path))
    write(mark, loaded)


async def understood(stack: Stack) -> None:
    """Wait until every meaning is known too: until then some entries are searched by words alone,
    and two answers to one question differ."""
    settings = stack.settings(BY_NAME["catalog-search"])
    if not settings.meaning:
        return
    there = connect(settings.opensearch_url, answer_within=PATIENCE)
    async with there as client, http(stack.url("catalog_search")) as api:
        store = VectorStore(client, settings.namespace)
        for _ in range(LOOKS):
            keys = await meant(client, alias(settings.namespace))
            if keys and not await store.lacking(keys):
                position = (await store.place()).position
                if await caught_up(api, position):
                    return
            await asyncio.sleep(LOOK)


async def meant(client: AsyncOpenSearch, index: str) -> list[str]:
    """The keys of all vectors that the entries want."""
    body = {"size": 0, "aggs": {"keys": {"terms": {"field": "meaning", "size": MOST}}}}
    answer = await client.search(index=index, body=body)
    return [bucket["key"] for bucket in answer["aggregations"]["keys"]["buckets"]]


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
