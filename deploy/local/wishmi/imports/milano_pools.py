"""The city's list of swimming pools (ds32): one listing a row."""

import re

import msgspec

from contracts.offers import OfferCard
from contracts.values import Place, Source
from providers.schemas.imports import Listing, ListingRow
from wishmi.imports.geojson import At, Short, municipio
from wishmi.imports.names import street, titled
from wishmi.imports.rows import Part, as_

FILE = "*ds32[!0-9]*json"
SOURCE = "milano-pools"

FIELDS = (
    (r"/source/id", "OBJECTID"),
    (r"/row/card/(title|summary|place/name)", "DENOMINAZIONE"),
    (r"/row/card/(activities|keywords)", "TIPOLOGIA"),
    (r"/row/card/place/address", "INDIRIZZO"),
    (r"/row/card/place/municipio", "MUNICIPIO"),
    (r"/row/card/place/point", "geometry"),
)


class Kind(msgspec.Struct, frozen=True):
    """What the city's word for a kind of pool means."""

    called: str
    basin: str
    activity: str | None = "swimming"


KINDS = {
    "PISCINE COPERTE": Kind("Piscina", "vasca coperta"),
    "VASCHE SCOPERTE 50 MT": Kind("Piscina", "vasca scoperta 50 m"),
    "CENTRI BALNEARI": Kind("Centro balneare", "vasche scoperte"),
    # of these six some have no pool (Washington is a tennis centre): what is done there is not said
    "CENTRI SPORTIVI": Kind("Centro sportivo", "", activity=None),
}


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """A row, as far as we take it."""

    id: int | str = msgspec.field(name="OBJECTID")
    kind: Short = msgspec.field(name="TIPOLOGIA")
    name: Short = msgspec.field(name="DENOMINAZIONE")
    address: Short | None = msgspec.field(name="INDIRIZZO", default=None)
    municipio: int | str | None = msgspec.field(name="MUNICIPIO", default=None)


def listing(_number: int, feature: object, *, part: Part) -> ListingRow:
    row = as_(At[Pool], feature)
    pool = row.properties
    written = " ".join(pool.kind.split())
    kind = KINDS.get(written.upper()) or Kind(titled(written), "", activity=None)
    name, length = named(pool.name)
    basin = f"{kind.basin} {length} m" if length else kind.basin
    called = f"{kind.called} {name}"
    address = street(pool.address) if pool.address else None
    card = OfferCard(
        title=", ".join(filter(None, (called, basin))),
        summary=f"{', '.join(filter(None, (called, basin, address)))}.",
        category="sport",
        activities=(kind.activity,) if kind.activity else (),
        keywords=(written.capitalize(),),
        delivery="venue",
        place=Place(
            name=called,
            address=address,
            municipio=municipio(pool.municipio, "MUNICIPIO"),
            point=row.geometry.point,
        ),
    )
    if kind.activity is None:
        part.unmapped[written] += 1
    return ListingRow(source=Source(name=SOURCE, id=f"ds32-{pool.id}"), row=Listing(card=card))


def named(written: str) -> tuple[str, str | None]:
    """`CARDELLINO (25mt)` is called Cardellino and is 25 m long."""
    match = re.fullmatch(r"(.+?)\s*\((\d+)\s*mt\)", written.strip())
    name, length = (match[1], match[2]) if match else (written, None)
    return titled(re.sub(r"^S\.\s*(?=[AEIOU])", "SANT'", name)), length
