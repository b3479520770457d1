"""The whole system as a person runs it: `wishmi up` in a folder of its own."""

import asyncio
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import psutil

from kit.problems import Unavailable
from tests.commands import REPOSITORY, wishmi
from tests.conftest import PREFIX
from tests.ports import free_base

WISHMI = (sys.executable, "-m", "wishmi.cli")

ANEW = {"Cache-Control": "no-cache"}
"""Answers made now: a test changes what is searched and asks again within the second for which
they are kept."""

READY_WITHIN = 120.0
"""Seconds for a start beside other tests on two cores; alone it takes 10 to 15."""
TRUE_WITHIN = 60.0
"""Seconds for what was told to arrive after a fault: back-offs go up to 30 s."""


async def eventually(
    story: Callable[[], Awaitable[Any]], *, within: float = TRUE_WITHIN, what: str = ""
) -> Any:
    """Ask until the answer is true; the last answer or error is in the failure."""
    deadline = asyncio.get_running_loop().time() + within
    last: Any = None
    while asyncio.get_running_loop().time() < deadline:
        try:
            last = await story()
            if last:
                return last
        except (httpx.HTTPError, AssertionError, FileNotFoundError, Unavailable) as error:
            last = error
        await asyncio.sleep(0.1)
    raise AssertionError(f"{what or story.__qualname__} was not true in {within} s: {last!r}")


class City:
    """One data folder, and the `wishmi up` that runs in it now and again.

    PostgreSQL's own account must reach the folder; pytest's are closed to it at times.
    """

    def __init__(self, *arguments: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{psutil.Process().pid}-"))
        self.data = self._folder / "data"
        self.arguments = arguments
        self.port_base = free_base()
        self.process: asyncio.subprocess.Process | None = None
        self.http = httpx.AsyncClient(timeout=30, trust_env=False, headers=ANEW)
        self.printed: list[str] = []

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *WISHMI,
            "up",
            "--data",
            str(self.data),
            "--port-base",
            str(self.port_base),
            *self.arguments,
            cwd=REPOSITORY,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            await asyncio.wait_for(self._until_ready(), READY_WITHIN)
        finally:
            self._draining = asyncio.create_task(self._drain())

    async def _until_ready(self) -> None:
        assert self.process
        assert self.process.stdout
        while line := (await self.process.stdout.readline()).decode():
            self.printed.append(line.rstrip())
            if line.strip() == "ready":
                return
        raise AssertionError("wishmi up ended:\n" + "\n".join(self.printed[-40:]))

    async def _drain(self) -> None:
        assert self.process
        assert self.process.stdout
        while line := (await self.process.stdout.readline()).decode():
            self.printed.append(line.rstrip())

    async def stop(self) -> int:
        assert self.process
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        code = await self.process.wait()
        await self._draining
        return code

    async def close(self) -> None:
        await self.http.aclose()
        if self.process and self.process.returncode is None:
            await self.stop()
        shutil.rmtree(self._folder)

    @property
    def endpoints(self) -> dict[str, str]:
        return dict(json.loads((self.data / "endpoints.json").read_text()))

    @property
    def processes(self) -> dict[str, int]:
        return dict(json.loads((self.data / "processes.json").read_text()))

    def kill(self, name: str) -> None:
        psutil.Process(self.processes[name]).kill()

    async def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another `wishmi` command against this stack."""
        return await wishmi(*arguments, "--data", self.data)

    async def token(self, role: str, *arguments: str) -> dict[str, str]:
        done = await self.run("token", "--role", role, *arguments)
        assert done.returncode == 0, done.stderr
        return {"Authorization": f"Bearer {done.stdout.strip()}"}

    async def search(self, **parameters: Any) -> dict[str, Any]:
        answer = await self.http.get(
            f"{self.endpoints['catalog_search']}/v1/catalog", params=parameters
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def total(self, **parameters: Any) -> int:
        return int((await self.search(limit=0, facets="none", **parameters))["total"])

    async def verify(self) -> tuple[int, str]:
        done = await self.run("verify", "--json")
        return done.returncode, done.stdout + done.stderr

    async def agrees(self) -> None:
        """Wait until database, stream and index say the same."""

        async def verified() -> bool:
            code, told = await self.verify()
            assert code == 0, told
            return True

        await eventually(verified, what="wishmi verify")
