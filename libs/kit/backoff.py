"""How long to wait for something that is away: a little, then longer, never for good."""

FIRST = 0.1
"""Seconds; what was only restarted is back after some tenths of a second."""
MOST = 30.0
"""Nobody should wait longer than this for us once the trouble is over."""


class Backoff:
    """0.1 s, twice as long each time, 30 s at most."""

    def __init__(self) -> None:
        self._next = FIRST

    def next(self) -> float:
        seconds, self._next = self._next, min(self._next * 2, MOST)
        return seconds

    def reset(self) -> None:
        self._next = FIRST
