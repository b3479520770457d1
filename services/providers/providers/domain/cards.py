"""Rules of cards that their types cannot say: words of the vocabularies, ends after starts."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from uuid import UUID

from stdnum import luhn

from contracts.offers import OfferCard, Places
from contracts.providers import ProviderCard
from contracts.values import CardImage, Period, Place, Point
from contracts.vocabularies import (
    ACCESSIBILITY,
    ACTIVITIES,
    LANGUAGES,
    LEGAL_FORMS,
    NEEDS,
    RECIPIENTS,
    Vocabulary,
)
from kit.problems import Fault, nearest
from providers.domain.hours import slot_faults

FEW = 30
"""Words of a vocabulary that a fault lists all; of a longer one it names the nearest."""

SOUTH, NORTH = 34, 72
WEST, EAST = -32, 45
"""Degrees: Europe from Crete to the North Cape, from the Azores to the Caucasus. Summer camps and
study holidays are all over it; a point in Italy with its coordinates exchanged never is."""


def offer_faults(card: OfferCard, at: str = "") -> list[Fault]:
    """What is wrong with an offer's card; `at` is the JSON Pointer of the card in the body."""
    words: tuple[tuple[str, Iterable[str], Vocabulary], ...] = (
        ("activities", card.activities, ACTIVITIES),
        ("recipients", card.recipients, RECIPIENTS),
        ("accessibility", card.accessibility, ACCESSIBILITY),
        ("needs", card.needs, NEEDS),
        ("languages", card.languages, LANGUAGES),
    )
    faults = [
        fault
        for field, codes, vocabulary in words
        for number, code in enumerate(codes)
        for fault in unknown(code, vocabulary, f"{at}/{field}/{number}")
    ]
    if card.ages and card.ages.max is not None and card.ages.max < card.ages.min:
        faults.append(out_of_range(f"{at}/ages/max", "L'età massima è sotto quella minima."))
    for number, session in enumerate(card.schedule):
        faults += ordered(session.start, session.end, f"{at}/schedule/{number}/end")
    shown: set[UUID] = set()
    for number, image in enumerate(card.images):
        faults += undescribed(image, f"{at}/images/{number}")
        if image.id in shown:
            detail = "La stessa immagine compare già prima."
            faults.append(Fault(f"{at}/images/{number}/id", "repeated", detail))
        shown.add(image.id)
    faults += point_faults(card.place, f"{at}/place")
    faults += slot_faults(card.first_contact, f"{at}/first_contact")
    for field, period in (("period", card.period), ("signup", card.signup)):
        faults += ordered_period(period, f"{at}/{field}/end")
    if card.price and card.price.kind == "free" and card.price.amount_cents:
        faults.append(
            out_of_range(f"{at}/price/amount_cents", "Ciò che è gratuito non ha un prezzo.")
        )
    return faults


def provider_faults(card: ProviderCard, at: str = "") -> list[Fault]:
    faults = list(unknown(card.legal_form, LEGAL_FORMS, f"{at}/legal_form"))
    faults += undescribed(card.logo, f"{at}/logo")
    for number, office in enumerate(card.offices):
        faults += point_faults(office.place, f"{at}/offices/{number}/place")
    return faults + slot_faults(card.first_contact, f"{at}/first_contact")


def first_card_faults(card: ProviderCard, at: str = "") -> list[Fault]:
    """The same of a body that is not in the register yet: it has no images to name."""
    faults = provider_faults(card, at)
    if card.logo is not None:
        detail = "Il logo si aggiunge quando l'ente è nell'elenco."
        faults.append(Fault(f"{at}/logo", "not_allowed", detail))
    return faults


def undescribed(image: CardImage | None, at: str) -> list[Fault]:
    if image is None or image.alt.strip():
        return []
    return [Fault(f"{at}/alt", "missing", "Descrivi che cosa si vede.")]


def point_faults(place: Place | None, at: str) -> list[Fault]:
    """A venue may be far from Milan, but not where nobody of Milan goes."""
    if place is None or place.point is None or in_europe(place.point):
        return []
    detail = (
        "Il punto non è in Europa: latitudine e longitudine scambiate? Milano è a 45,46 e 9,19."
    )
    return [out_of_range(f"{at}/point", detail)]


def in_europe(point: Point) -> bool:
    return SOUTH <= point.lat <= NORTH and WEST <= point.lon <= EAST


def places_faults(places: Places, at: str = "") -> list[Fault]:
    if places.total is not None and places.left is not None and places.left > places.total:
        return [out_of_range(f"{at}/left", "I posti liberi sono più dei posti in tutto.")]
    return []


def tax_code_faults(tax_code: str, at: str = "/tax_code") -> list[Fault]:
    if luhn.is_valid(tax_code) and int(tax_code):  # of zeros alone the check digit is right too
        return []
    return [Fault(field=at, code="malformed", detail="La cifra di controllo non torna.")]


def unknown(code: str, vocabulary: Vocabulary, at: str) -> Iterator[Fault]:
    codes = vocabulary.codes
    if code in codes:
        return
    few = len(codes) <= FEW
    detail = f"«{code}» non è una voce di «{vocabulary.it}»."
    if not few:
        detail = f"«{code}» non è una voce di «{vocabulary.it}»: sono tutte in /v1/vocabularies."
    yield Fault(
        field=at,
        code="not_allowed",
        detail=detail,
        allowed=codes if few else None,
        nearest=None if few else nearest(code, codes),
    )


def ordered_period(period: Period | None, at: str) -> list[Fault]:
    return ordered(period.start, period.end, at) if period else []


def ordered(start: date | time | None, end: date | time | None, at: str) -> list[Fault]:
    if start is None or end is None or str(start) <= str(end):  # both ISO 8601: order is kept
        return []
    return [out_of_range(at, "La fine viene prima dell'inizio.")]


def out_of_range(field: str, detail: str) -> Fault:
    return Fault(field=field, code="out_of_range", detail=detail)
