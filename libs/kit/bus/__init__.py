"""The one door to NATS."""

from kit.bus.bus import BATCH, Bus
from kit.bus.messages import (
    Batch,
    BatchRefused,
    Info,
    Message,
    Numbered,
    StreamMissing,
    WrongLastSequence,
)

__all__ = [
    "BATCH",
    "Batch",
    "BatchRefused",
    "Bus",
    "Info",
    "Message",
    "Numbered",
    "StreamMissing",
    "WrongLastSequence",
]
