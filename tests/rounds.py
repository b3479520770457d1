"""How often what is left to chance is tried: `WISHMI_ROUNDS` times as often as in `make test`."""

import msgspec

from kit.settings import read


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the tests may be told."""

    rounds: int = 1
    """How many times as long the suite may try what is left to chance."""


def rounds(once: int) -> int:
    return once * read(Settings, "tests").rounds


CHANCE = rounds(1) > 1
"""Whether what is generated differs from run to run. In one round it does not: what a change breaks
is then told from what chance finds, which `make test-long` is for."""
