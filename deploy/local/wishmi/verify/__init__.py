"""Whether what is kept twice agrees: the outbox with the stream, the stream with the index."""

from collections.abc import AsyncIterator, Iterable

from wishmi.stack import Stack
from wishmi.verify import index, outbox
from wishmi.verify.report import Report

__all__ = ["PARTS", "Report", "compare"]

PARTS = {"outbox": outbox.compare, "index": index.compare}
"""In the order in which a change travels."""


async def compare(stack: Stack, parts: Iterable[str] = PARTS) -> AsyncIterator[Report]:
    """One report for each part."""
    for part in parts:
        yield await PARTS[part](stack)
