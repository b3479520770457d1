"""Ends tasks for certain: Python 3.11's `wait_for` drops a cancellation that comes with an answer.

Libraries lean on it: 5 of 200 relays that were cancelled at random moments went on for ever.
Python 3.12 needs none of this.
"""

import asyncio
from typing import Any

AGAIN_SECONDS = 0.1
"""Between cancellations of a task that did not hear the last one."""


def obey() -> None:
    """End here if this task was cancelled. What runs for ever calls it in each round."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError


async def end(task: "asyncio.Task[Any]") -> None:
    """Cancel until it ends; how it ends does not matter."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=AGAIN_SECONDS)
    await asyncio.gather(task, return_exceptions=True)
