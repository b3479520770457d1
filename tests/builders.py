"""Things that are valid by default: a test names only what its story is about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from contracts.areas import Area, AreaKnown
from contracts.offers import (
    HowMany,
    OfferCard,
    OfferPublished,
    OfferWithdrawn,
    Places,
    Price,
    PriceLine,
    PriceList,
    Staff,
    Wellbeing,
    WellbeingReasons,
)
from contracts.providers import (
    Decision,
    Office,
    ProviderAdmitted,
    ProviderCard,
    ProviderSuspended,
    Registration,
)
from contracts.values import Ages, Contacts, Period, Place, Point, ProviderName, Session, Source
from kit.clock import now, rome
from providers.schemas.applications import (
    ApplicationForm,
    Capacity,
    ContactPerson,
    Declarations,
    Enrolment,
    Representative,
)
from providers.schemas.calls import Notice, Window

DUOMO = Point(lat=45.4642, lon=9.1914)
"""Municipio 1, NIL DUOMO."""
LAMBRATE = Point(lat=45.4845, lon=9.2416)
"""Municipio 3, NIL LAMBRATE - ORTICA."""
PAVIA = Point(lat=45.1847, lon=9.1582)
"""Outside the city."""

_numbers: Iterator[int] = count(1)


def a_number() -> int:
    """Another one each time within a run."""
    return next(_numbers)


def a_tax_code() -> str:
    """Eleven digits with the right check digit, other ones each time."""
    digits = f"9{a_number():09d}"
    doubled = (int(digit) * 2 for digit in digits[1::2])
    total = sum(map(int, digits[0::2])) + sum(n - 9 if n > 9 else n for n in doubled)
    return f"{digits}{-total % 10}"


def a_source(name: str = "catalogue", id: str | None = None) -> Source:  # noqa: A002 - its name
    return Source(name=name, id=id or f"thing-{a_number()}")


def a_place(**given: Any) -> Place:
    values: dict[str, Any] = {
        "name": "Piscina Cozzi",
        "address": "Viale Tunisia, 35",
        "cap": "20124",
        "municipio": 3,
        "nil": "LAMBRATE - ORTICA",
        "point": LAMBRATE,
        "wheelchair": True,
    }
    return Place(**values | given)


def a_provider_card(**given: Any) -> ProviderCard:
    values: dict[str, Any] = {
        "name": "Cooperativa L'Aquilone",
        "legal_form": "cooperativa_sociale",
        "description": "Lavoriamo con ragazze e ragazzi del quartiere dal 1998.",
        "contacts": Contacts(
            email="info@aquilone.example.org",
            phone="02 5550 1234",
            website="https://aquilone.example.org",
        ),
        "offices": (Office(place=a_place(name="Sede")),),
    }
    return ProviderCard(**values | given)


def an_offer_card(**given: Any) -> OfferCard:
    """Complete: its body can submit it. Another price comes without a list, as imports bring it."""
    if "price" in given:
        given.setdefault("price_list", None)
    elif given.keys() & {"price_list", "extras"}:
        given["price"] = Price(kind="paid")
    values: dict[str, Any] = {
        "title": "Corso di nuoto per bambini",
        "summary": "Nuoto per chi comincia, due volte alla settimana.",
        "description": "Piccoli gruppi divisi per livello, con istruttori di vasca.",
        "category": "sport",
        "keywords": ("nuoto",),
        "recipients": ("bambini",),
        "ages": Ages(min=6, max=10),
        "wellbeing": Wellbeing(body=5, relationships=3, knowledge=1, creativity=1, autonomy=3),
        "wellbeing_reasons": WellbeingReasons(body="Si nuota dal primo all'ultimo minuto."),
        "delivery": "venue",
        "place": a_place(),
        "municipi": (3,),
        "schedule": (Session(weekday="sat", start=time(10, 0), end=time(11, 0)),),
        "period": Period(start=date(2026, 9, 15), end=date(2027, 6, 10)),
        "price_list": a_price_list(),
        "price": Price(kind="paid", amount_cents=24_000, unit="course", total_cents=24_000),
        "cancellation": "Fino a una settimana prima si riceve indietro tutto.",
        "medical_certificate": True,
        "sharing": "shared",
        "takes_vouchers": True,
        "languages": ("it",),
        "challenges": ("02",),
        "staff": Staff(qualifications=("istruttori FIN",), years=5),
        "activation": "Prova gratuita, poi iscrizione in segreteria.",
        "max_wait_days": 5,
    }
    return OfferCard(**values | given)


def a_price_list(*lines: PriceLine, **given: Any) -> PriceList:
    values: dict[str, Any] = {"unit": "course", "lines": lines or (a_price_line(24_000),)}
    return PriceList(**values | given)


def a_price_line(
    amount_cents: int,
    persons: tuple[int, int | None] = (1, 1),
    units: tuple[int, int | None] = (1, 1),
) -> PriceLine:
    """From so many persons and units to so many; without an end, where it is none."""
    return PriceLine(
        persons=HowMany(min=persons[0], max=persons[1]),
        units=HowMany(min=units[0], max=units[1]),
        amount_cents=amount_cents,
    )


def a_listing_card(**given: Any) -> OfferCard:
    """What open data know: no price, no ages, no schedule."""
    values: dict[str, Any] = {
        "title": "Impianto sportivo Minzoni - calcio a 11",
        "category": "sport",
        "keywords": ("Calcio a 11",),
        "delivery": "venue",
        "place": a_place(name="Impianto sportivo Minzoni", cap=None),
    }
    return OfferCard(**values | given)


def a_decision(**given: Any) -> Decision:
    values: dict[str, Any] = {"number": "DD 9153/2022", "date": date(2022, 10, 18)}
    return Decision(**values | given)


def an_act(**given: Any) -> Decision:
    """Of today: what was applied for here is decided on no earlier day."""
    return a_decision(**{"date": rome(now()).date(), **given})


def a_window(opens: int = -1, closes: int = 1) -> Window:
    """From so many days from now, until so many; open now by default."""
    now = datetime.now(UTC).replace(microsecond=0)
    return Window(opens=now + timedelta(days=opens), closes=now + timedelta(days=closes))


def a_notice(*windows: Window, **given: Any) -> Notice:
    values: dict[str, Any] = {
        "title": "Avviso per l'adesione all'Elenco Milano 0-18",
        "act": a_decision(number="DD 7021/2026"),
        "windows": windows or (a_window(),),
    }
    return Notice(**values | given)


def a_form(**given: Any) -> ApplicationForm:
    """Complete: it can be submitted."""
    values: dict[str, Any] = {
        "card": a_provider_card(),
        "tax_code": a_tax_code(),
        "vat_number": "00743110157",
        "enrolment": Enrolment(registry="rea", number="MI-1234567"),
        "pec": "aquilone@pec.example.org",
        "representative": Representative(name="Ada Verdi", tax_code="RSSMRA80A01F205X"),
        "contact": ContactPerson(name="Bruno Neri", email="bruno@aquilone.example.org"),
        "safeguarding": ContactPerson(name="Carla Bianchi", email="carla@aquilone.example.org"),
        "declarations": Declarations(**dict.fromkeys(Declarations.__struct_fields__, True)),
        "capacity": Capacity(years=12, projects="Doposcuola in tre quartieri.", staff=9),
        "organisation": "Una sede, un coordinatore, verifiche ogni tre mesi.",
        "privacy_notice": "application-1",
    }
    return ApplicationForm(**values | given)


def an_area(**given: Any) -> Area:
    """A square of the reference data around Lambrate."""
    values: dict[str, Any] = {
        "kind": "municipio",
        "code": "3",
        "name": "Municipio 3",
        "centre": LAMBRATE,
        "geometry": a_square(LAMBRATE),
    }
    return Area(**values | given)


def a_square(centre: Point, half: float = 0.01) -> dict[str, Any]:
    """GeoJSON of a square; `half` in degrees (0.01 is about a kilometre)."""
    west, east = centre.lon - half, centre.lon + half
    south, north = centre.lat - half, centre.lat + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def an_offer_published(**given: Any) -> OfferPublished:
    values: dict[str, Any] = {
        "id": uuid4(),
        "version": 1,
        "kind": "offer",
        "source": a_source(),
        "provider": ProviderName(
            id=uuid4(), name="Cooperativa L'Aquilone", legal_form="cooperativa_sociale"
        ),
        "card": an_offer_card(),
        "places": Places(total=20, left=8),
        "published_at": datetime(2026, 9, 1, 8, 0, tzinfo=UTC),
    }
    return OfferPublished(**values | given)


def a_listing_published(**given: Any) -> OfferPublished:
    values: dict[str, Any] = {
        "kind": "listing",
        "source": a_source("milano-sport"),
        "provider": ProviderName(name="A.C. Garibaldina 1932"),
        "card": a_listing_card(),
        "places": None,
    }
    return an_offer_published(**values | given)


def an_offer_withdrawn(id: UUID, version: int = 2) -> OfferWithdrawn:  # noqa: A002 - its name
    return OfferWithdrawn(id=id, version=version)


def a_provider_admitted(**given: Any) -> ProviderAdmitted:
    values: dict[str, Any] = {
        "id": uuid4(),
        "version": 1,
        "source": a_source(),
        "card": a_provider_card(),
        "decision": a_decision(),
        "periods": (Registration(start=date(2022, 10, 18)),),
    }
    return ProviderAdmitted(**values | given)


def a_provider_suspended(id: UUID, version: int = 2) -> ProviderSuspended:  # noqa: A002 - its name
    period = Registration(start=date(2022, 10, 18), end=date(2026, 11, 2))
    return ProviderSuspended(id=id, version=version, periods=(period,))


def an_area_known(**given: Any) -> AreaKnown:
    values: dict[str, Any] = {
        "id": uuid4(),
        "version": 1,
        "source": a_source("milano-reference"),
        "area": an_area(),
    }
    return AreaKnown(**values | given)
