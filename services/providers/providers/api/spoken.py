"""Forms that anybody may send: what tells of danger in them is never bounced as a form error."""

from collections.abc import Collection
from typing import Any, Generic, TypeVar

import msgspec

from contracts.vocabularies.danger import tells_of_danger
from kit import bodies
from kit.bodies import Body
from kit.inputs import AnyRequest
from kit.problems import Invalid
from kit.sparing import Sparing

LARGEST = 32 * 1024
"""Bytes: 5,000 characters, each written as an escape of six."""

SPARING = Sparing("submissions_per_minute")

T = TypeVar("T")


class Spoken(msgspec.Struct, Generic[T], frozen=True):
    """What somebody sent."""

    form: T | None
    """None where it is no such form, and tells of danger."""
    danger: str
    """All that it says, where that tells of danger; empty as a rule."""

    def spare(self, request: AnyRequest) -> None:
        """So many a minute from one address; who tells of danger is never sent away for it."""
        if not self.danger:
            SPARING.count(request)


class SpokenBody(Body[T]):
    """A JSON body as `Spoken`: `dependencies={"said": SpokenBody(NewReport)}`. `codes` are values
    that nobody wrote in words of their own: a report of what is `abusive` tells of no danger yet.
    """

    def __init__(self, type_: type[T], *, codes: Collection[str] = ()) -> None:
        super().__init__(type_, largest=LARGEST)
        self._codes = codes

    async def read(self, request: AnyRequest) -> Any:
        raw = await bodies.raw(request, largest=LARGEST)
        said = all_said(raw, self._codes)
        danger = said if tells_of_danger(said) else ""
        try:
            return Spoken(bodies.decode(raw, self._type), danger)
        except Invalid:
            if not danger:
                raise
            return Spoken(None, danger)


def all_said(raw: bytes, codes: Collection[str]) -> str:
    """Every text of a JSON body but codes, line by line; the body as it is where it is no JSON."""
    try:
        waiting: list[Any] = [msgspec.json.decode(raw)]
    except (msgspec.DecodeError, RecursionError):
        waiting = [raw.decode(errors="replace")]
    texts: list[str] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            texts += [] if one in codes else [one]
        elif isinstance(one, dict):
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
    return "\n".join(texts).replace("\0", "")  # PostgreSQL keeps no U+0000
