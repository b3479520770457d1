"""Letters as people type them: with their accents or without."""

import re
import unicodedata

DOUBLED = re.compile(r"([^\W\d])\1")


def unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def single(text: str) -> str:
    """With no letter doubled: the commonest slip of who writes Italian by ear."""
    return DOUBLED.sub(r"\1", text)
