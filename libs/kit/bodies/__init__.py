"""JSON bodies: read with a limit, decoded into Structs, refused with all their faults."""

from kit.bodies.body import LARGEST, Body, begun, check_kind, describe, raw, too_large
from kit.bodies.decode import decode, parsed
from kit.bodies.walk import pointer

__all__ = [
    "LARGEST",
    "Body",
    "begun",
    "check_kind",
    "decode",
    "describe",
    "parsed",
    "pointer",
    "raw",
    "too_large",
]
