"""A process of ours: started to die with us, its output in one file, stopped for certain."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec
import psutil

GUARD = Path(__file__).with_name("guard.py")

TAIL_BYTES = 4096
"""How much of the end of a log is read to explain a death: some forty lines."""

TAIL_LINES = 12
"""How many of them are shown: a traceback's end, or what a server says before it gives up."""

POLL = 0.05
"""Seconds between two looks at a starting process; NATS is up in 0.03 s, a look costs 1 ms."""

KILLED_WITHIN = 10.0
"""Seconds the kernel may take to end a killed process (a JVM with a full page cache: under 1)."""


class Died(Exception):
    """A process ended although it should not have, or was not ready in time."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """How to run a program, and how to end it."""

    argv: tuple[str, ...]
    env: Mapping[str, str] = {}
    """Added to our own environment."""
    user: str = ""
    """The account to run as; empty for our own."""
    stop: int = signal.SIGTERM
    """The signal that ends it in order."""
    death: int = signal.SIGKILL
    """The signal it gets from the kernel when we die."""
    grace: float = 6.0
    """Seconds from the signal to a SIGKILL. `wishmi up` must be gone in 15, and has two rounds."""


class Program(Protocol):
    """Something that can be run as a child."""

    name: str
    url: str
    """Where it answers."""
    start_within: float
    """Seconds it may take from its start to answering."""

    async def prepare(self) -> None:
        """Make what must be there before each run. Safe to repeat."""

    def command(self) -> Command:
        """How to run it, known after `prepare`."""

    async def ready(self) -> bool:
        """Whether it answers, seen by asking it."""


class Child:
    """The runs of one program, one after another; the pid is known on disk while it lives."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.log = folder / "logs" / f"{program.name}.log"
        self.record = folder / "run" / f"{program.name}.pid"
        self.process: asyncio.subprocess.Process | None = None
        self.command: Command | None = None
        self.runs = 0
        self.started = asyncio.Event()
        """Set once it has run at all: what comes before may take long (downloads)."""

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process and self.process.returncode is None else None

    async def start(self) -> None:
        """Call it in the main thread: the kernel's death signal follows the thread that forked."""
        await asyncio.to_thread(reap, self.record)
        await self.program.prepare()
        self.command = self.program.command()
        self.runs += 1
        for folder in (self.log.parent, self.record.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-S",
                str(GUARD),
                str(os.getpid()),
                str(int(self.command.death)),
                self.command.user,
                *self.command.argv,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                env={**os.environ, **self.command.env},  # noqa: TID251 - handed on, not read
                start_new_session=True,  # Ctrl-C in a terminal is for us alone: we stop in order
            )
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended at once: wait() will tell
            started = psutil.Process(self.process.pid).create_time()
            self.record.write_text(f"{self.process.pid} {started}")
        self.started.set()

    async def wait(self) -> int:
        if self.process is None:
            raise Died(f"{self.program.name} was never started")
        code = await self.process.wait()
        self.record.unlink(missing_ok=True)
        return code

    async def until_ready(self) -> None:
        """Look until it answers; `Died` with the end of the log when it cannot any more."""
        name, within = self.program.name, self.program.start_within
        deadline = asyncio.get_running_loop().time() + within
        while not await self.program.ready():
            if self.pid is None:
                raise Died(f"{name} ended while starting:\n{self.tail()}")
            if asyncio.get_running_loop().time() > deadline:
                raise Died(f"{name} was not ready in {within:.0f} s:\n{self.tail()}")
            await asyncio.sleep(POLL)

    async def stop(self) -> None:
        """Ask, and after the grace period insist."""
        if self.process is None or self.command is None:
            return
        if self.process.returncode is None:
            self.process.send_signal(self.command.stop)
            try:
                await asyncio.wait_for(self.process.wait(), self.command.grace)
            except TimeoutError:
                await self.kill()
        self.record.unlink(missing_ok=True)

    async def kill(self) -> None:
        """SIGKILL, as the tests of faults do too."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    def tail(self) -> str:
        """The end of the log, for a person."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, self.log.stat().st_size - TAIL_BYTES))
                text = log.read().decode(errors="replace")
        except FileNotFoundError:
            return "(no log)"
        return "\n".join(text.splitlines()[-TAIL_LINES:])


def reap(record: Path) -> None:
    """End the run that an earlier process of ours left behind when it was killed."""
    with contextlib.suppress(FileNotFoundError, ValueError, psutil.NoSuchProcess):
        pid, started = record.read_text().split()
        left = psutil.Process(int(pid))
        if left.create_time() == float(started):  # the pid may be another's by now
            left.kill()
            left.wait(KILLED_WITHIN)
    record.unlink(missing_ok=True)
