"""Names and addresses of the city's open data, made readable."""

import re

LOWER = {
    *("a", "ad", "al", "alla", "alle", "ai", "agli", "con", "da", "dal", "dalla"),
    *("dei", "degli", "del", "della", "delle", "di", "e", "in", "la", "per", "sul"),
}
"""Words that Italian names write small, unless they come first."""
ROMAN = re.compile(r"[IVX]+", re.IGNORECASE)
FINAL_APOSTROPHE = re.compile(r"\b(\w*[aeiouàèéìòù])'+(?!\w)", re.IGNORECASE)
ACCENTS = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")
MANGLED = (
    # UTF-8 read as Latin-1 or Windows-1252 and then put in small letters: 22 places of ds629
    ("ã\xa0", "à"),
    ("ã€", "à"),
    ("â€“", "-"),
)
TRUNCATED = ("ca'", "de'", "po'")
"""Not an accent but letters left out: Ca' Granda, Cassina de' Pecchi."""
STREETS = (
    (r"\bP\.?LE\b\.?", "Piazzale"),
    (r"\bP\.?ZZA\b\.?", "Piazza"),
    (r"\bV\.?LE\b\.?", "Viale"),
)


def clean(text: str) -> str:
    """One space between words, no mangled letters, accents instead of final apostrophes."""
    for mangled, letter in MANGLED:
        text = text.replace(mangled, letter)
    return FINAL_APOSTROPHE.sub(accented, " ".join(text.split()))


def accented(match: re.Match[str]) -> str:
    """`Cantu'` is written `Cantù` where the keyboard has the letter."""
    word = match[0]
    if word.lower() in TRUNCATED:
        return word
    return match[1][:-1] + match[1][-1].translate(ACCENTS)


def titled(text: str) -> str:
    """A name in capitals, or with every word capitalised, as people write it."""
    words = clean(text).split(" ")
    return " ".join(titled_word(word, first=not number) for number, word in enumerate(words))


def titled_word(word: str, *, first: bool) -> str:
    if not first and word.lower() in LOWER:
        return word.lower()
    if len(word) > 1 and ROMAN.fullmatch(word):
        return word.upper()
    return re.sub(r"(?<![^\W\d_])[^\W\d_]+", lambda part: part[0].capitalize(), word)


def street(text: str) -> str:
    """A street with its kind in full: `P.LE LOTTO` is Piazzale Lotto."""
    for pattern, kind in STREETS:
        text = re.sub(pattern, kind, text, flags=re.IGNORECASE)
    return titled(text)
