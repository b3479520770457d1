"""Starts the demo of kit and its issuer as processes of their own, served as in production."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.ports import free_port

DEADLINE = 15.0
"""Seconds to be there or gone: starting takes one, and the machine may be busy."""


class Running:
    """A process, its address and its log."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, log: Path) -> None:
        self.process = process
        self.url = url
        self._log = log

    @property
    def text(self) -> str:
        return self._log.read_text()

    def lines(self, event: str) -> list[dict[str, Any]]:
        whole = self.text.rpartition("\n")[0]
        lines = [json.loads(line) for line in whole.splitlines()]
        return [line for line in lines if line["event"] == event]

    async def said(self, event: str, **more: object) -> dict[str, Any]:
        """The line with these values, once it is there: it is written after the answer."""
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            for line in self.lines(event):
                if more.items() <= line.items():
                    return line
            await asyncio.sleep(0.02)
        raise AssertionError(f"no {event} with {more} in:\n{self.text}")

    async def ended(self) -> int:
        return await asyncio.wait_for(self.process.wait(), DEADLINE)


@asynccontextmanager
async def running(what: str, folder: Path, **environ: object) -> AsyncIterator[Running]:
    """`async with running("demo", tmp_path, WISHMI_PORT=8000) as demo`, ready to answer."""
    process, url, log = await started(what, folder, environ)
    try:
        yield await answering(Running(process, url, log))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def started(
    what: str, folder: Path, environ: Mapping[str, object]
) -> tuple[asyncio.subprocess.Process, str, Path]:
    port = environ.get("WISHMI_PORT") or free_port()
    log = folder / f"{what}-{port}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.kit_demo",
            what,
            cwd=Path(__file__).parents[1],
            env={name: str(value) for name, value in {**environ, "WISHMI_PORT": port}.items()},
            stdout=output,
            stderr=output,
        )
    return process, f"http://127.0.0.1:{port}", log


async def answering(one: Running) -> Running:
    deadline = time.monotonic() + DEADLINE
    async with httpx.AsyncClient(trust_env=False) as client:
        while time.monotonic() < deadline and one.process.returncode is None:
            try:
                await client.get(f"{one.url}/health/live")
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return one
    raise AssertionError(f"not started:\n{one.text}")
