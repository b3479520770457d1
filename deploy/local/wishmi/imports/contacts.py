"""Contacts as lists of the city write them: missing schemes, spaces, several addresses at once."""

import re
from collections.abc import Callable

from contracts.values import Contacts

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
SITE = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+([/?#]\S*)?", re.IGNORECASE)

Remark = Callable[[str, str], None]
"""Told the field and what was left out of it."""


def emails(written: str | None, field: str, remark: Remark) -> list[str]:
    found = []
    for part in re.split(r"[,;\s]+", written or ""):
        if EMAIL.fullmatch(part):
            found.append(part)
        elif part:
            remark(field, f"«{part}» non è un indirizzo di posta")
    return found


def site(written: str | None, field: str, remark: Remark) -> str | None:
    """The address with a scheme; http where none is written, which sites lead on to https from."""
    address = (written or "").strip()
    if not address:
        return None
    if not SITE.fullmatch(address):
        remark(field, f"«{address}» non è un indirizzo web")
        return None
    return address if "://" in address else f"http://{address}"


def contacts(email: str | None, website: str | None) -> Contacts | None:
    return Contacts(email=email, website=website) if email or website else None
