"""The compacted outbox: what others may know about each thing, told in order until they have it."""

from kit.outbox.relay import Relay, RelayMetrics
from kit.outbox.store import record, republish
from kit.outbox.tombstones import tombstones

__all__ = ["Relay", "RelayMetrics", "record", "republish", "tombstones"]
