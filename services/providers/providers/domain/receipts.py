"""Codes by which somebody learns what became of a report, without saying who they are."""

import secrets
from base64 import b32encode
from hashlib import sha256

RANDOM_BYTES = 10
"""80 bits: trying a thousand codes a second for a century finds none of a million."""
GROUP = 4
"""Letters between dashes: as many as one remembers while copying them."""


def new_receipt() -> str:
    """In letters and digits that are not taken for each other (RFC 4648, 6)."""
    code = b32encode(secrets.token_bytes(RANDOM_BYTES)).decode()
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def digest(receipt: str) -> bytes:
    """All that is kept of a code, however it was copied: in small letters, without dashes."""
    plain = "".join(letter for letter in receipt.upper() if letter.isalnum())
    return sha256(plain.encode()).digest()
