"""Forms that anybody may send: what tells of danger in them is never bounced as a form error."""

from collections.abc import Collection
from typing import Any, Generic, TypeVar

import msgspec

from contracts.vocabularies.danger import tells_of_danger, whom_to_call
from kit import bodies
from kit.bodies import Body
from kit.etags import Expected
from kit.failures import BESIDE
from kit.inputs import AnyRequest, Input
from kit.parameters import Query
from kit.problems import Problem, together
from kit.sparing import Sparing
from providers.schemas.mandates import OnBehalf

LARGEST = 32 * 1024
"""Bytes: 5,000 characters, each written as an escape of six. No more is looked through either."""

SUBMISSIONS = Sparing("submissions_per_minute")
INQUIRIES = Sparing("inquiries_per_minute")

T = TypeVar("T")


class Spoken(msgspec.Struct, Generic[T], frozen=True):
    """What somebody sent."""

    form: T | None
    """None where it, or what was to come with it, is not as it should be, and tells of danger."""
    danger: str
    """All that it says, where that tells of danger; empty as a rule."""
    problem: Problem | None = None
    """Why there is no form."""
    key: str = ""
    """The Idempotency-Key of a form that asks for one."""
    expected: Expected = Expected(said=False)
    """The version that a form that asks for one says it changes."""

    def spare(self, request: AnyRequest, sparing: Sparing, *, whom: str | None = None) -> None:
        """So many a minute from one address, or of one person, whichever address they call from;
        who tells of danger is never sent away for it.
        """
        if not self.danger:
            sparing.count(request, whom)


class SpokenBody(Body[T]):
    """A JSON body, and what its route asks for besides, as `Spoken`:
    `dependencies={"said": SpokenBody(NewRequest, key=IdempotencyKey())}`. `codes` are values that
    nobody wrote in words of their own: a report of what is `abusive` tells of no danger yet.

    No fault of the request stands in the way of what tells of danger, and whatever problem it is
    answered all the same says whom to call (`help`).
    """

    reads_query = True

    def __init__(self, type_: type[T], *, codes: Collection[str] = (), **others: Input) -> None:
        super().__init__(type_, largest=LARGEST)
        self._codes = codes
        self._asked = others
        self._beside = {"query": Query((), dict), **others}

    async def read(self, request: AnyRequest) -> Any:
        raw = await bodies.begun(request, most=LARGEST)
        said = all_said(raw[:LARGEST], self._codes)
        danger = said if tells_of_danger(said) else ""
        if danger:
            request.scope["state"][BESIDE] = {"help": whom_to_call()}
        form: T | None = None
        values: dict[str, Any] = {}
        refused: list[Problem] = []
        try:
            form = self._form(request, raw)
        except Problem as problem:
            refused.append(problem)
        for name, one in self._beside.items():
            try:
                values[name] = await one.read(request)
            except Problem as problem:
                refused.append(problem)
        if not refused:
            return Spoken(form=form, danger=danger, **{name: values[name] for name in self._asked})
        if not danger:
            raise together(refused)
        return Spoken(form=None, danger=danger, problem=together(refused))

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        super().describe(operation, components)
        for one in self._asked.values():
            one.describe(operation, components)

    def _form(self, request: AnyRequest, raw: bytes) -> T:
        bodies.check_kind(request)
        if len(raw) > LARGEST:
            raise bodies.too_large(LARGEST)
        return bodies.decode(raw, self._type)


def all_said(raw: bytes, codes: Collection[str]) -> str:
    """Every text of a JSON body but codes, line by line; the body as it is where it is no JSON.
    By which mandate somebody acts is left out: it would say for which family.
    """
    said = raw.decode(errors="replace")
    try:
        waiting: list[Any] = [msgspec.json.decode(said)]
    except (msgspec.DecodeError, RecursionError):
        waiting = [said]
    texts: list[str] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            texts += [] if one in codes else [one]
        elif isinstance(one, dict):
            texts += [name for name in one if " " in name]  # words: no field of ours has a space
            waiting += reversed(
                [value for name, value in one.items() if not tells_who(name, value)]
            )
        elif isinstance(one, list):
            waiting += reversed(one)
    return "\n".join(texts).replace("\0", "")  # PostgreSQL keeps no U+0000


def tells_who(name: str, value: Any) -> bool:
    return name in OnBehalf.__struct_fields__ and not tells_of_danger(str(value))
