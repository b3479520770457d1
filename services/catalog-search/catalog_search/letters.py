"""Letters as people type them: with their accents or without."""

import unicodedata


def unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
