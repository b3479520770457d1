"""What is read of an entry to know what it means, and the key that its vector is kept under."""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

ENCODER = "use3-1"
"""The encoder (`meaning.encoder`) and how an entry's texts become one vector. To be raised when
either changes (a golden test): vectors of two kinds cannot be compared."""

LONGEST = 500
"""Characters of a text that are read: time grows with them (80 descriptions a second), and 300 of
a description's 436 already say what all of them do."""


class Texts(msgspec.Struct, frozen=True, array_like=True):
    """An entry in words. Places, prices, ages and names of bodies are no part of it: they say who
    and where, and would bring near what has nothing else in common."""

    activities: str
    summary: str
    """After the title, which alone is often a mere name ("Onda Trentatré")."""
    description: str


def texts(
    title: str,
    keywords: Sequence[str],
    labels: Sequence[str],
    summary: str | None,
    description: str | None,
) -> Texts:
    """In small letters, as the encoder knows words best: to it "CORO" is four unknown signs.

    `keywords` are the activities in the body's own words, `labels` those of the vocabulary: beside
    the others they are wider ("Multisport") and cost 0.01 on the judgements (nDCG@10).
    """
    return Texts(
        activities=short(", ".join(keywords or labels) or title),
        summary=short(f"{title}. {summary}" if summary else title),
        description=short(description or summary or title),
    )


def short(text: str) -> str:
    return text.casefold()[:LONGEST]


def key(of: Texts) -> str:
    """The same for the same texts read by the same encoder. 64 bits: among a million vectors two
    are mistaken for each other once in 37 million catalogues."""
    return sha256(msgspec.json.encode((ENCODER, of))).hexdigest()[:16]
