"""Where a walk through the catalogue goes on, as an opaque word that belongs to one question."""

import base64
import binascii
from collections.abc import Sequence

import msgspec

from catalog_search.query import CatalogQuery
from kit.problems import Conflict, Fault


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The question, and the sort values of the last entry shown."""

    fingerprint: str
    value: int
    number: int


def write(query: CatalogQuery, last: Sequence[int]) -> str:
    packed = msgspec.json.encode(Cursor(query.fingerprint, *last))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read(query: CatalogQuery) -> list[int]:
    """The sort values to go on after. A cursor of another question would skip and repeat."""
    text = query.cursor or ""
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        cursor = msgspec.json.decode(packed, type=Cursor)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise refused("Non è un cursore nostro: si prende da next.") from None
    if cursor.fingerprint != query.fingerprint:
        raise refused("È il cursore di un'altra ricerca.")
    return [cursor.value, cursor.number]


def refused(detail: str) -> Conflict:
    return Conflict("Il cursore non vale.", errors=[Fault("cursor", "conflict", detail)])
