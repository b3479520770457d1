"""Plain keep-alive HTTP, with nothing in between: what we are measured against."""

import time
from http.client import HTTPConnection
from types import TracebackType
from urllib.parse import SplitResult

HEADERS = {
    "Content-Type": "application/x-ndjson",
    "Accept": "application/json",
    "Cache-Control": "no-cache",  # our API makes its answer anew
}

PATIENCE = 120.0
"""Seconds: a bulk that waits for a merge on a busy disk took 8."""


class Engine:
    """One connection. It blocks: while it is asked, nothing else is to run in this process."""

    def __init__(self, there: SplitResult) -> None:
        self._connection = HTTPConnection(there.hostname or "", there.port, timeout=PATIENCE)

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """The answer's body; an answer that is none of 200 ends the measure."""
        self._connection.request(method, path, body=body, headers=HEADERS)
        answer = self._connection.getresponse()
        told = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {told[:500]!r}")
        return told

    def timed(self, method: str, path: str, body: bytes | None = None) -> float:
        """Seconds until the whole answer was here."""
        began = time.perf_counter()
        self.ask(method, path, body)
        return time.perf_counter() - began

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
