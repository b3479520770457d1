"""Where what is heard goes: data that know how far they have come."""

from typing import Generic, Protocol, TypeVar

import msgspec

from kit.events import Event, Fact

F_co = TypeVar("F_co", bound=Fact, covariant=True)


class Heard(msgspec.Struct, Generic[F_co], frozen=True):
    """A fact as the stream gave it."""

    event: Event
    fact: F_co
    sequence: int
    """What is compared, everywhere: never a version, which a restored database may give twice."""


class Refused(msgspec.Struct, frozen=True):
    """A message that cannot be handled, whenever it comes."""

    sequence: int
    reason: str


class Moved(Exception):
    """The data have another position than the reader left there: put back, or written by another.

    Raised by a sink that notices; the reader goes on from the position that it then finds.
    """


class Sink(Protocol):
    """Data made from a stream. All three raise `Unavailable` while what they write to is away."""

    async def position(self) -> int:
        """The last sequence that is kept, for good; 0: none."""

    async def take(self, batch: list[Heard[Fact]]) -> list[Refused]:
        """Write a batch, safe to come twice, and say what cannot be taken.

        A position that is kept in the same write must stay below the first refused message: it
        is not a dead letter yet. `settle` follows as soon as it is.
        """

    async def settle(self, sequence: int) -> None:
        """Make everything up to here durable and visible, and keep this position.

        Comes when the reader has caught up, and at least each second while it is behind.
        """
