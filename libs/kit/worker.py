"""Runs the background tasks of a process for as long as its app lives."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from litestar import Litestar

from kit import cancellation, log
from kit.problems import Unavailable

Run = Callable[[], Awaitable[None]]
"""Something that runs for ever: `relay.run`, `reader.run`."""


class Background:
    """How the background tasks of one app are doing."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        """Names of the tasks that have died. None is started again: `kit.serve` ends the process
        with exit code 1, and what started it (`wishmi up`, Kubernetes) starts it whole."""
        self.died = asyncio.Event()

    async def check(self) -> None:
        """Not ready once a task has died."""
        if self.failed:
            raise Unavailable(f"died: {', '.join(self.failed)}")

    def _end(self, name: str, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        log.get_logger().error("background_died", task=name, error=task.exception())
        self.failed.append(name)
        self.died.set()


def background_of(app: Litestar) -> Background:
    """The one record that `make_app` gives every app."""
    background: Background = app.state.background
    return background


def background(*runs: Run) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    """A lifespan that runs these; use it inside another one for what must be opened first:
    `async with background(relay.run, reader.run)(app): yield`."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        tasks = []
        for run in runs:
            name = getattr(run, "__qualname__", repr(run))
            task = asyncio.ensure_future(_ended(run))
            task.add_done_callback(partial(background_of(app)._end, name))
            tasks.append(task)
        try:
            yield
        finally:
            await asyncio.gather(*map(cancellation.end, tasks))

    return lifespan


async def _ended(run: Run) -> None:
    await run()
    raise RuntimeError("ended, though it should run for ever")
