"""Entries that are about equally near to what a query means; `meaning.bands` finds them."""

import msgspec


class Band(msgspec.Struct, frozen=True):
    """Keys of vectors, and how near they are."""

    cosine: float
    keys: tuple[str, ...]
