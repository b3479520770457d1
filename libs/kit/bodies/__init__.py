"""JSON bodies: read with a limit, decoded into Structs, refused with all their faults."""

from kit.bodies.body import LARGEST, Body, describe, raw
from kit.bodies.decode import decode, parsed
from kit.bodies.walk import pointer

__all__ = ["LARGEST", "Body", "decode", "describe", "parsed", "pointer", "raw"]
