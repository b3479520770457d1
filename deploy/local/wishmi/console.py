"""How commands talk: bars on a terminal, plain lines into a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Update = Callable[[int, int], None]
"""Told how much is done, of how much."""

STEPS = 10
"""Lines that a long piece of work writes where there is no terminal to draw a bar on."""


class Talk:
    """Says things on stdout, each when it is said."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        self.console.print(text, markup=False)

    @contextmanager
    def bar(self, label: str) -> Iterator[Update]:
        """Show how far a piece of work is; shows nothing if it is never told of any."""
        if not self.console.is_terminal:
            yield self._lines(label)
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self.console) as progress:
            task = progress.add_task(label, visible=False, total=None)
            yield lambda done, total: progress.update(
                task, completed=done, total=total, visible=True
            )

    def _lines(self, label: str) -> Update:
        said = -1

        def update(done: int, total: int) -> None:
            nonlocal said
            step = STEPS * done // max(total, 1)
            if step > said:
                said = step
                self.say(f"{label}: {done} of {total}")

        return update
