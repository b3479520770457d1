"""What to tell again, over HTTP."""

from typing import Annotated

import msgspec

Subject = Annotated[
    str, msgspec.Meta(pattern=r"^wishmi\.(private\.)?[a-z_]+\.[a-z_]+\.[0-9a-f-]{36}$")
]

MOST_SUBJECTS = 1_000
"""Of one order; for more there is `all`."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Subjects, or all."""

    subjects: Annotated[tuple[Subject, ...], msgspec.Meta(max_length=MOST_SUBJECTS)] = ()
    all: bool = False
    """Everything, whatever subjects are named."""
    after_restore: bool = False
    """Also tell that what the stream has and the database lacks is gone: after the database was put
    back to an older copy."""


class Republished(msgspec.Struct, frozen=True, kw_only=True):
    """What will be told again."""

    count: int
    """How many things."""
