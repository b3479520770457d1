"""How often what is left to chance is tried: `WISHMI_ROUNDS` times as often as in `make test`."""

import msgspec

from kit.settings import read


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the tests may be told."""

    rounds: int = 1
    """How many times as long the suite may try what is left to chance."""


def rounds(once: int) -> int:
    return once * read(Settings, "tests").rounds
