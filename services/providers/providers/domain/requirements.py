"""What a card or a form must say before somebody judges it, one thing after the other."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import msgspec

from kit.kinds import blank
from kit.problems import Fault

T = TypeVar("T")


class Requirement(msgspec.Struct, Generic[T], frozen=True):
    """One thing that must be said."""

    field: str
    met: Callable[[T], bool]
    sentence: str


def written(text: str | None) -> bool:
    """Whether there is something to read in it."""
    return bool(text and not blank(text))


def unmet(requirements: Iterable[Requirement[T]], said: T) -> list[Fault]:
    """Each missing thing by field and sentence."""
    return [
        Fault(field=needed.field, code="missing", detail=needed.sentence)
        for needed in requirements
        if not needed.met(said)
    ]
