"""An invented catalogue: `providers.jsonl` and `offers.jsonl`, as their README describes them."""

from datetime import date, time
from typing import Annotated

import msgspec

from contracts.offers import OfferCard, Places, Price, Staff, Wellbeing
from contracts.providers import Decision, Office, ProviderCard
from contracts.values import (
    Ages,
    CategoryCode,
    ChallengeCode,
    Contacts,
    DeliveryCode,
    Period,
    Place,
    Point,
    Session,
    SharingCode,
    Source,
    WeekdayCode,
)
from contracts.vocabularies.activities import match
from providers.schemas.imports import Body, ImportedOffer, OfferRow, ProviderRow
from wishmi.imports.rows import Part, Wrong, as_

SOURCE = "catalogue"
PROVIDERS = "providers.jsonl"
OFFERS = "offers.jsonl"

INVENTED_ACT = Decision(number="Atto inventato 1/2022", date=date(2022, 10, 14))
"""Admits each body of the file: the catalogue says that they are in the register, not since when.
The day is that of the 2022 edition's first list."""

PROVIDER_FIELDS = (
    (r"/source/id", "id"),
    (r"/row/card/contacts/", ""),
    (r"/row/card/offices/(\d+)/place/point", r"offices/\1"),
    (r"/row/card/offices/(\d+)/place", r"offices/\1"),
    (r"/row/card/offices/(\d+)/source/id", r"offices/\1/id"),
    (r"/row/(card/)?", ""),
)
OFFER_FIELDS = (
    (r"/source/id", "id"),
    (r"/row/provider.*", "provider"),
    (r"/row/places/", "places_"),
    (r"/row/card/(activities|keywords).*", "activities"),
    (r"/row/card/ages/", "age_"),
    (r"/row/card/takes_vouchers", "accepts_vouchers"),
    (r"/row/card/place/point", "place"),
    (r"/row/(card/)?", ""),
)


class OfficeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A seat of a body."""

    id: str
    name: str | None = None
    address: str | None = None
    cap: str | None = None
    municipio: int | None = None
    nil: str | None = None
    lat: float | None = None
    lon: float | None = None
    wheelchair: bool | None = None

    @property
    def place(self) -> Place:
        return Place(
            name=self.name,
            address=self.address,
            cap=self.cap,
            municipio=self.municipio,
            nil=self.nil,
            point=point(self.lat, self.lon),
            wheelchair=self.wheelchair,
        )


class ProviderLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of `providers.jsonl`."""

    id: str
    name: str
    legal_form: str
    tax_code: str
    description: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    offices: tuple[OfficeLine, ...] = ()


class PlaceLine(msgspec.Struct, frozen=True, kw_only=True):
    """Where an offer takes place that is not at a seat of its body."""

    name: str | None = None
    address: str | None = None
    municipio: int | None = None
    nil: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def place(self) -> Place:
        return Place(
            name=self.name,
            address=self.address,
            municipio=self.municipio,
            nil=self.nil,
            point=point(self.lat, self.lon),
        )


class SessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A weekly appointment: its times have no seconds."""

    weekday: WeekdayCode
    start: str | None = None
    end: str | None = None


class OfferLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of `offers.jsonl`."""

    id: str
    provider: str
    title: str
    summary: str | None = None
    description: str | None = None
    category: CategoryCode | None = None
    activities: tuple[str, ...] = ()
    wellbeing: Wellbeing | None = None
    age_min: float | None = None
    age_max: float | None = None
    recipients: tuple[str, ...] = ()
    delivery: DeliveryCode | None = None
    office: str | None = None
    place: PlaceLine | None = None
    municipi: tuple[int, ...] = ()
    price: Price | None = None
    sharing: SharingCode | None = None
    schedule: tuple[SessionLine, ...] = ()
    period: Period | None = None
    places_total: Annotated[int, msgspec.Meta(ge=0)] | None = None
    places_left: Annotated[int, msgspec.Meta(ge=0)] | None = None
    accessibility: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accepts_vouchers: bool | None = None
    activation: str | None = None
    max_wait_days: int | None = None
    staff: Staff | None = None
    challenges: tuple[ChallengeCode, ...] = ()


class Bodies:
    """The bodies of the file: offers name the seats of theirs."""

    def __init__(self) -> None:
        self._seats: dict[str, dict[str, Place]] = {}

    def provider(self, _number: int, value: object) -> ProviderRow:
        line = as_(ProviderLine, value)
        self._seats.setdefault(line.id, {office.id: office.place for office in line.offices})
        return ProviderRow(
            source=Source(name=SOURCE, id=line.id),
            row=Body(
                card=ProviderCard(
                    name=line.name,
                    legal_form=line.legal_form,
                    description=line.description,
                    contacts=Contacts(email=line.email, phone=line.phone, website=line.website),
                    offices=tuple(
                        Office(source=Source(name=SOURCE, id=office.id), place=office.place)
                        for office in line.offices
                    ),
                ),
                tax_code=line.tax_code,
                decision=INVENTED_ACT,
            ),
        )

    def seat(self, provider: str, office: str) -> Place:
        seats = self._seats.get(provider)
        if seats is None:
            raise Wrong("provider", f"l'ente «{provider}» non è in {PROVIDERS}")
        if office not in seats:
            raise Wrong("office", f"«{office}» non è una sede dell'ente «{provider}»")
        return seats[office]

    def offer(self, _number: int, value: object, *, part: Part) -> OfferRow:
        line = as_(OfferLine, value)
        if line.office is not None and line.place is not None:
            raise Wrong("place", "c'è già una sede (office): l'una o l'altro")
        place = line.place.place if line.place else None
        if line.office is not None:
            place = self.seat(line.provider, line.office)
        codes = {name: match(name) for name in line.activities}
        card = OfferCard(
            title=line.title,
            summary=line.summary,
            description=line.description,
            category=line.category,
            activities=tuple(dict.fromkeys(code for code in codes.values() if code)),
            keywords=tuple(codes),
            recipients=line.recipients,
            ages=ages(line.age_min, line.age_max),
            wellbeing=line.wellbeing,
            delivery=line.delivery,
            place=place,
            municipi=line.municipi,
            schedule=tuple(
                Session(
                    weekday=session.weekday,
                    start=clock(session.start, f"schedule/{index}/start"),
                    end=clock(session.end, f"schedule/{index}/end"),
                )
                for index, session in enumerate(line.schedule)
            ),
            period=line.period,
            price=line.price,
            sharing=line.sharing,
            takes_vouchers=line.accepts_vouchers,
            accessibility=line.accessibility,
            needs=line.needs,
            languages=line.languages,
            challenges=line.challenges,
            staff=line.staff,
            activation=line.activation,
            max_wait_days=line.max_wait_days,
        )
        part.unmapped.update(name for name, code in codes.items() if code is None)
        return OfferRow(
            source=Source(name=SOURCE, id=line.id),
            row=ImportedOffer(
                provider=Source(name=SOURCE, id=line.provider),
                card=card,
                places=Places(total=line.places_total, left=line.places_left),
            ),
        )


def ages(youngest: float | None, oldest: float | None) -> Ages | None:
    """Absent where neither is stated; from birth where only the upper one is."""
    if youngest is None and oldest is None:
        return None
    return Ages(min=youngest or 0, max=oldest)


def clock(written: str | None, field: str) -> time | None:
    if written is None:
        return None
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise Wrong(field, "deve essere un'ora come 17:30") from None


def point(lat: float | None, lon: float | None) -> Point | None:
    return Point(lat=lat, lon=lon) if lat is not None and lon is not None else None
