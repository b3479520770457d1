"""Letters as people type them, and words that can be compared: case, accents and scripts apart."""

import re
import unicodedata

TOKEN = re.compile(r"[\u4e00-\u9fff]|\d+(?:[.,]\d+)?|[^\W\d_\u4e00-\u9fff]+|[-–€:/]")
"""Chinese is written without blanks, so each of its signs counts as a word."""

PLAIN = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "–": "-"})
"""Arabic letters that are written one for the other; the dash that telephones make of two."""

UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
"""The soft hyphen and blanks of no width, as text that was copied from a page has them in words."""

DOUBLED = re.compile(r"([^\W\d])\1")


def unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def single(text: str) -> str:
    """With no letter doubled: the commonest slip of who writes Italian by ear."""
    return DOUBLED.sub(r"\1", text)


def plain(text: str) -> str:
    """A word in any case, with or without accents."""
    if text.isascii():
        return text.lower()
    return unaccented(text.casefold()).translate(PLAIN)


def words(text: str) -> list[str]:
    return [plain(found[0]) for found in TOKEN.finditer(text.translate(UNSEEN))]
