"""Tell facts to a stream as their owner's relay would, without the owner."""

from uuid import uuid4

import msgspec

from kit.bus import Bus
from kit.clock import now
from kit.events import Event, Fact, dataschema


def message(fact: Fact) -> bytes:
    """The fact in its envelope."""
    return msgspec.json.encode(
        Event(
            id=uuid4(),
            source="/wishmi/providers",
            type=fact.TYPE,
            subject=fact.subject,
            time=now(),
            dataschema=dataschema(fact.TYPE),
            data=msgspec.Raw(msgspec.json.encode(fact)),
        )
    )


async def tell(bus: Bus, *facts: Fact) -> int:
    """Tell them in this order; the sequence of the last one."""
    sequence = 0
    for fact in facts:
        sequence = await bus.publish(fact.subject, message(fact))
    return sequence
