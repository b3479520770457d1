"""Tell facts to a stream as their owner's relay would, without the owner."""

from uuid import uuid4

import msgspec

from kit.bus import Bus
from kit.clock import now
from kit.events import Event, Fact


def message(fact: Fact) -> bytes:
    """The fact in its envelope."""
    return msgspec.json.encode(
        Event.of(fact, event_id=uuid4(), source="/wishmi/providers", time=now())
    )


async def tell(bus: Bus, *facts: Fact) -> int:
    """Tell them in this order; the sequence of the last one."""
    sequence = 0
    for fact in facts:
        sequence = await bus.publish(fact.subject, message(fact))
    return sequence
