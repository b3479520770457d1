"""Keeps children alive: names each that dies, and starts it again until it dies too often."""

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from wishmi.embedded import Died
from wishmi.embedded.child import Child, Program
from wishmi.failure import Failure

FIRST_PAUSE = 0.2
"""Seconds before a dead child is started again: time for the kernel to free its port."""

LONGEST_PAUSE = 1.0
"""Short enough for 20 deaths to happen in a minute, which is the sign to stop trying."""

DEATHS = 20
WITHIN = 60.0
"""From the issue: after 20 deaths in a minute `up` stops."""

STARTS = 3
"""Tries of a child that has never been ready: a fault that is there from the start stays."""

LOOK = 0.1
"""Seconds between two looks at a starting child; each look may cost it a line of its log."""


class Supervisor:
    """The children of one `wishmi up`."""

    def __init__(
        self,
        folder: Path,
        say: Callable[[str], None],
        tell_processes: Callable[[Mapping[str, int]], None],
    ) -> None:
        self.folder = folder
        self.say = say
        self.tell_processes = tell_processes
        self.children: dict[str, Child] = {}
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._deaths: deque[float] = deque(maxlen=DEATHS)
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self, program: Program) -> None:
        """Keep the program running from now on, and wait until it answers."""
        child = self.children[program.name] = Child(program, self.folder)
        keeper = asyncio.create_task(self._keep(child))
        keeper.add_done_callback(self._note_end)
        self._keepers.append(keeper)
        await child.started.wait()
        deadline = asyncio.get_running_loop().time() + program.start_within
        while not await program.ready():
            if child.runs > STARTS:
                raise Failure(
                    f"{program.name} died {STARTS} times before it was ready. "
                    f"The end of {child.log}:\n{child.tail()}"
                )
            if asyncio.get_running_loop().time() > deadline:
                raise Failure(
                    f"{program.name} was not ready in {program.start_within:.0f} s. "
                    f"The end of {child.log}:\n{child.tail()}"
                )
            await asyncio.sleep(LOOK)

    async def watch(self) -> None:
        """Return never; raise when a child cannot be kept alive."""
        await self.failed

    async def stop(self, *waves: set[str]) -> None:
        """End the children, each wave when the one before is gone; those in none at last."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        rest = self.children.keys() - set().union(*waves)
        for wave in (*waves, rest):
            await asyncio.gather(
                *(child.stop() for name, child in self.children.items() if name in wave)
            )

    async def _keep(self, child: Child) -> None:
        loop = asyncio.get_running_loop()
        pause = FIRST_PAUSE
        while True:
            await child.start()
            self._tell()
            began = loop.time()
            code = await child.wait()
            pause = FIRST_PAUSE if loop.time() - began > WITHIN else pause
            self._count(child, ended(code), loop.time())
            self.say(
                f"{child.program.name} died ({ended(code)}) and is started again. "
                f"The end of {child.log}:\n{child.tail()}"
            )
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _count(self, child: Child, how: str, now: float) -> None:
        self._deaths.append(now)
        if len(self._deaths) == DEATHS and now - self._deaths[0] < WITHIN:
            raise Failure(
                f"{DEATHS} deaths within {WITHIN:.0f} s, the last of {child.program.name} ({how}). "
                f"The end of {child.log}:\n{child.tail()}"
            )

    def _tell(self) -> None:
        pids = {name: child.pid for name, child in self.children.items()}
        self.tell_processes({name: pid for name, pid in pids.items() if pid is not None})

    def _note_end(self, keeper: asyncio.Task[None]) -> None:
        """A keeper ends when we stop, or when it gives up: then everything does."""
        error = None if keeper.cancelled() else keeper.exception()
        if error is not None and not self.failed.done():
            self.failed.set_exception(Failure(str(error)) if isinstance(error, Died) else error)


def ended(code: int) -> str:
    """An exit code, for a person."""
    if code >= 0:
        return f"exit code {code}"
    return signal.Signals(-code).name
