"""The city's list of sport facilities (ds629): one listing a row, which is one discipline there."""

import re
from functools import partial

import msgspec

from contracts.offers import OfferCard
from contracts.values import Place, Source
from contracts.vocabularies.activities import match
from providers.schemas.imports import Listing, ListingRow
from wishmi.imports.contacts import contacts, emails, site
from wishmi.imports.geojson import At, Short, municipio
from wishmi.imports.names import clean, street, titled
from wishmi.imports.rows import Part, as_

FILE = "*ds629[!0-9]*json"
SOURCE = "milano-sport"

FIELDS = (
    (r"/row/card/(title|activities|keywords)", "Tipo"),
    (r"/row/card/(summary)", "Gestore"),
    (r"/row/card/description", "Note"),
    (r"/row/card/place/name", "SPECIFICA_LOCALITA"),
    (r"/row/card/place/address", "VIA"),
    (r"/row/card/place/cap", "LOCALITA"),
    (r"/row/card/place/municipio", "Municipio"),
    (r"/row/card/place/point", "geometry"),
    (r"/row/card/contacts/email", "Mail"),
    (r"/row/card/contacts/website", "Sito Internet"),
    (r"/row/card/activation", "Ticketing"),
    (r"/row/manager", "Gestore"),
)

GENERIC = {"Impianto Sportivo", "Palestra Comunale", "Centro Ippico", "Centro Sportivo Tennis"}
"""Names that many facilities could bear: 226 of the 407 rows."""
RENAMED = {"Wheelcahir": "Sport in carrozzina (wheelchair)"}
"""Disciplines whose spelling families could not read."""
WHEELCHAIR = {"Wheelcahir"}
ADAPTED = {"Wheelcahir", "Tennis adattato"}
"""Disciplines that say by themselves whom they are fit for; no other row says anything of it."""


class Facility(msgspec.Struct, frozen=True, kw_only=True):
    """A row, as far as we take it. The NIL it names are those of before 2020: the point decides."""

    discipline: Short = msgspec.field(name="Tipo")
    facility: Short | None = msgspec.field(name="SPECIFICA_LOCALITA", default=None)
    street: Short | None = msgspec.field(name="VIA", default=None)
    number_and_cap: Short | None = msgspec.field(name="LOCALITA", default=None)
    municipio: int | str | None = msgspec.field(name="Municipio", default=None)
    notes: str | None = msgspec.field(name="Note", default=None)
    email: Short | None = msgspec.field(name="Mail", default=None)
    website: str | None = msgspec.field(name="Sito Internet", default=None)
    manager: Short | None = msgspec.field(name="Gestore", default=None)
    ticketing: str | None = msgspec.field(name="Ticketing", default=None)


def listing(number: int, feature: object, *, part: Part) -> ListingRow:
    remark = partial(part.remark, number)
    row = as_(At[Facility], feature)
    facility = row.properties
    discipline = clean(facility.discipline)
    activity = match(discipline)
    house, cap = house_and_cap(facility.number_and_cap)
    via = street(facility.street) if facility.street else None
    address = ", ".join(filter(None, (via, house))) or None
    name = titled(facility.facility) if facility.facility else "Impianto Sportivo"
    manager = titled(facility.manager) if facility.manager else None
    mails = emails(facility.email, "Mail", remark)
    card = OfferCard(
        title=title(discipline, name, via),
        summary=summary(discipline, name, address, manager),
        description=sentences(facility.notes),
        category="sport",
        activities=(activity,) if activity else (),
        keywords=(discipline,),
        delivery="venue",
        place=Place(
            name=name,
            address=address,
            cap=cap,
            municipio=municipio(facility.municipio, "Municipio"),
            point=row.geometry.point,
        ),
        activation=activation(site(facility.ticketing, "Ticketing", remark), mails[1:]),
        contacts=contacts(
            mails[0] if mails else None, site(facility.website, "Sito Internet", remark)
        ),
        accessibility=("wheelchair",) if discipline in WHEELCHAIR else (),
        needs=("disability",) if discipline in ADAPTED else (),
    )
    if activity is None:
        part.unmapped[discipline] += 1
    return ListingRow(
        source=Source(name=SOURCE, id=f"ds629-{number}"), row=Listing(card=card, manager=manager)
    )


def title(discipline: str, name: str, via: str | None) -> str:
    where = f"{name}, {via}" if name in GENERIC and via else name
    return f"{RENAMED.get(discipline, discipline)} - {where}"


def summary(discipline: str, name: str, address: str | None, manager: str | None) -> str:
    where = f"{name}, {address}" if address else name
    run = f" Gestore: {manager.rstrip('.')}." if manager else ""
    return f"{RENAMED.get(discipline, discipline)} presso {where}.{run}"


def sentences(notes: str | None) -> str | None:
    """The facility in words; the city's list parts its grounds and halls with `|`."""
    parts = [clean(part).strip(" ,;.") for part in (notes or "").split("|")]
    text = "; ".join(filter(None, parts))
    return f"{text[0].upper()}{text[1:]}." if text else None


def activation(tickets: str | None, other_mails: list[str]) -> str | None:
    parts = [f"Biglietti e prenotazioni: {tickets}"] if tickets else []
    parts += [f"Altro indirizzo di posta: {mail}" for mail in other_mails]
    return "; ".join(parts) or None


def house_and_cap(written: str | None) -> tuple[str | None, str | None]:
    """`57A, 20145` in two; either may be missing (`, 20148`), and so may both."""
    house, _, cap = (written or "").rpartition(",")
    if not re.fullmatch(r"\d{5}", cap.strip(), re.ASCII):
        house, cap = (written or ""), ""
    return clean(house) or None, cap.strip() or None
