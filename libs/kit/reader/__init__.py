"""Follows a stream, in order, from a position that is kept with the data."""

from kit.reader.postgres import Handler, PostgresSink
from kit.reader.reader import Reader, ReaderMetrics, TooManyRefused
from kit.reader.sink import Heard, Moved, Refused, Sink

__all__ = [
    "Handler",
    "Heard",
    "Moved",
    "PostgresSink",
    "Reader",
    "ReaderMetrics",
    "Refused",
    "Sink",
    "TooManyRefused",
]
