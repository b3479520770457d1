"""What a comparison found."""

from typing import Literal

import msgspec

Kind = Literal["missing", "extra", "different"]

EXAMPLES = 20
"""Subjects named in a report: enough to see what they have in common."""


class Report(msgspec.Struct, kw_only=True):
    """How two records of the same things differ."""

    part: str
    checked: int = 0
    missing: int = 0
    """Things that the later record lacks."""
    extra: int = 0
    """Things that only the later record has."""
    different: int = 0
    """Things of which the later record does not tell the last state."""
    examples: list[str] = []
    remedies: list[str] = []
    """Commands that make them agree again."""

    def note(self, kind: Kind, thing: str, remedy: str) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"{kind} {thing}")
        if remedy not in self.remedies:
            self.remedies.append(remedy)

    @property
    def agrees(self) -> bool:
        return not (self.missing or self.extra or self.different)
