"""One lifelike message of each type: what `proto/examples/` keeps for ever."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

import msgspec

from contracts.areas import Area, AreaForgotten, AreaKnown
from contracts.offers import (
    OfferCard,
    OfferPublished,
    OfferWithdrawn,
    Places,
    Price,
    Rating,
    Staff,
    Wellbeing,
)
from contracts.providers import (
    Decision,
    Office,
    ProviderAdmitted,
    ProviderCard,
    ProviderRemoved,
    ProviderSuspended,
    Registration,
)
from contracts.purchases import PurchaseCancelled, PurchaseCaptured, PurchaseRegistered
from contracts.quotes import QuoteAccepted, QuoteClosed
from contracts.values import Ages, Contacts, Period, Place, Point, ProviderName, Session, Source
from kit.events import NAMESPACE, Event, Fact, imported_id, told_by

PROVIDER = imported_id("catalogue", "sport-e01")
OFFER = imported_id("catalogue", "sport-001")
AREA = imported_id("milano-reference", "nil-66")
QUOTE = UUID("0a3f9f0e-9c0d-4f5e-9d5b-6d1f2f1c7a44")

SEAT = Place(
    name="Campo e palestra Amoretti",
    address="Via Amoretti, 12",
    cap="20157",
    municipio=8,
    nil="QUARTO OGGIARO - VIALBA - MUSOCCO",
    point=Point(lat=45.5148, lon=9.1395),
    wheelchair=True,
)
ADMITTED = Registration(start=date(2022, 10, 18))
ENDED = Registration(start=date(2022, 10, 18), end=date(2026, 11, 2))


EXAMPLES: tuple[Fact, ...] = (
    AreaKnown(
        id=AREA,
        version=1,
        source=Source(name="milano-reference", id="nil-66"),
        area=Area(
            kind="nil",
            code="66",
            name="QT 8",
            municipi=(8,),
            centre=Point(lat=45.4839, lon=9.1385),
            geometry={
                "type": "Polygon",
                "coordinates": [
                    [
                        [9.1302, 45.4790],
                        [9.1468, 45.4790],
                        [9.1468, 45.4888],
                        [9.1302, 45.4888],
                        [9.1302, 45.4790],
                    ]
                ],
            },
        ),
    ),
    AreaForgotten(id=AREA, version=2),
    ProviderAdmitted(
        id=PROVIDER,
        version=3,
        source=Source(name="catalogue", id="sport-e01"),
        card=ProviderCard(
            name="Polisportiva Lucciola Rossa ASD",
            legal_form="asd",
            description=(
                "Nata nel 1987 in un cortile di case popolari, la Lucciola Rossa mette in campo "
                "ogni anno più di quattrocento tesserati tra calcio, pallavolo e basket."
            ),
            contacts=Contacts(
                email="segreteria@lucciolarossa.example.org",
                phone="02 5550 8191",
                website="https://lucciolarossa.example.org",
            ),
            offices=(
                Office(source=Source(name="catalogue", id="sport-e01-s1"), place=SEAT),
                Office(place=Place(name="Sezione Comasina", address="Via Comasina, 84")),
            ),
        ),
        decision=Decision(number="DD 9153/2022", date=date(2022, 10, 14)),
        periods=(ADMITTED,),
    ),
    ProviderSuspended(id=PROVIDER, version=4, periods=(ENDED,)),
    ProviderRemoved(id=PROVIDER, version=5, periods=(ENDED,)),
    OfferPublished(
        id=OFFER,
        version=7,
        kind="offer",
        source=Source(name="catalogue", id="sport-001"),
        provider=ProviderName(
            id=PROVIDER,
            name="Polisportiva Lucciola Rossa ASD",
            legal_form="asd",
            source=Source(name="catalogue", id="sport-e01"),
        ),
        card=OfferCard(
            title="Scuola calcio Primi Calci e Pulcini",
            summary=(
                "Avviamento al calcio per bambine e bambini dai 5 ai 10 anni, due pomeriggi a "
                "settimana sul campo di via Amoretti."
            ),
            description="Si gioca tutti, nessuno resta in panchina.",
            category="sport",
            activities=("football",),
            keywords=("calcio",),
            recipients=("bambini",),
            ages=Ages(min=5, max=10),
            wellbeing=Wellbeing(body=5, relationships=4, knowledge=1, creativity=1, autonomy=3),
            delivery="venue",
            place=SEAT,
            municipi=(8,),
            schedule=(
                Session(weekday="tue", start=time(17), end=time(18, 15)),
                Session(weekday="thu", start=time(17), end=time(18, 15)),
            ),
            period=Period(start=date(2026, 9, 14), end=date(2027, 6, 5)),
            signup=Period(start=date(2026, 6, 1), end=date(2026, 10, 31)),
            price=Price(kind="paid", amount_cents=28_000, unit="year"),
            sharing="shared",
            takes_vouchers=True,
            accessibility=("wheelchair",),
            needs=("economic_hardship",),
            languages=("it", "en"),
            challenges=("02",),
            staff=Staff(qualifications=("allenatori UEFA C",), years=3),
            activation="Due allenamenti di prova gratis, poi iscrizione in segreteria.",
            max_wait_days=5,
            contacts=Contacts(email="calcio@lucciolarossa.example.org"),
        ),
        places=Places(total=60, left=14),
        rating=Rating(mean=4.5, count=12, bayesian=4.2),
        published_at=datetime(2026, 9, 1, 8, 30, tzinfo=UTC),
    ),
    OfferWithdrawn(id=OFFER, version=8),
    QuoteAccepted(
        id=QUOTE,
        version=1,
        offer_id=OFFER,
        provider_id=PROVIDER,
        total_cents=28_000,
        accepted_at=datetime(2026, 11, 2, 9, 15, tzinfo=UTC),
        family_token="q7Yz0sJm2uHk4vB8wXcN1aLd",  # noqa: S106 - an example, and no password
    ),
    QuoteClosed(id=QUOTE, version=2),
    PurchaseRegistered(id=QUOTE, version=1),
    PurchaseCaptured(id=QUOTE, version=2),
    PurchaseCancelled(id=QUOTE, version=2),
)


def document(kind: type[Fact]) -> str:
    """The example of this type in its envelope."""
    fact = next(fact for fact in EXAMPLES if type(fact) is kind)
    event = Event.of(
        fact,
        event_id=event_id(kind),
        source=f"/wishmi/{told_by(fact.subject)}",
        time=datetime(2026, 11, 2, 9, 15, tzinfo=UTC),
    )
    return msgspec.json.format(msgspec.json.encode(event), indent=2).decode() + "\n"


def event_id(kind: type[Fact]) -> UUID:
    """The same in every making."""
    return uuid5(NAMESPACE, f"example/{kind.TYPE}")
