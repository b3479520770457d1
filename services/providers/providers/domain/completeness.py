"""What an offer must say before families may find it: each missing thing by field and sentence."""

import msgspec

from contracts.offers import OfferCard, Price, Wellbeing
from kit.problems import Fault
from providers.domain.requirements import Requirement, unmet

WITH_A_PLACE = {"venue", "outdoor"}
"""At school, at home and on line there is no one place to state: no such offer of the example
catalogue has one, save a few, and all others have."""


def placed(card: OfferCard) -> bool:
    if card.delivery not in WITH_A_PLACE:
        return True
    return card.place is not None and bool(card.place.address or card.place.point)


def priced(price: Price | None) -> bool:
    if price is None:
        return False
    return price.kind == "free" or (price.amount_cents is not None and price.unit is not None)


def described(wellbeing: Wellbeing | None) -> bool:
    return wellbeing is not None and None not in msgspec.structs.astuple(wellbeing)


REQUIREMENTS: tuple[Requirement[OfferCard], ...] = (
    Requirement(
        "/summary",
        lambda card: bool(card.summary),
        "Manca il riassunto: una o due frasi che dicano di che cosa si tratta.",
    ),
    Requirement(
        "/description",
        lambda card: bool(card.description),
        "Manca la descrizione di ciò che si fa.",
    ),
    Requirement(
        "/category", lambda card: card.category is not None, "Scegli la categoria della proposta."
    ),
    Requirement(
        "/activities",
        lambda card: bool(card.activities or card.keywords),
        "Indica almeno un'attività, dal vocabolario o con parole tue (keywords).",
    ),
    Requirement(
        "/recipients", lambda card: bool(card.recipients), "Indica a chi si rivolge la proposta."
    ),
    Requirement("/ages", lambda card: card.ages is not None, "Indica da che età si partecipa."),
    Requirement(
        "/wellbeing",
        lambda card: described(card.wellbeing),
        "Dai un valore da 0 a 5 a ciascuno dei cinque descrittori di benessere.",
    ),
    Requirement(
        "/delivery",
        lambda card: card.delivery is not None,
        "Indica dove si svolge: in sede, all'aperto, a scuola, a domicilio o online.",
    ),
    Requirement("/place", placed, "Indica l'indirizzo o il punto in cui si svolge la proposta."),
    Requirement("/municipi", lambda card: bool(card.municipi), "Indica i municipi serviti."),
    Requirement(
        "/price",
        lambda card: priced(card.price),
        "Indica se è gratuita, oppure quanto costa e per quale unità.",
    ),
    Requirement(
        "/sharing",
        lambda card: card.sharing is not None,
        "Indica se è individuale, in gruppo o entrambe.",
    ),
    Requirement(
        "/takes_vouchers",
        lambda card: card.takes_vouchers is not None,
        "Indica se si può pagare con i voucher.",
    ),
    Requirement(
        "/activation",
        lambda card: bool(card.activation),
        "Spiega che cosa deve fare una famiglia per cominciare.",
    ),
)
"""All hold for each of the 390 offers of the example catalogue (a test says so)."""


def missing(card: OfferCard) -> list[Fault]:
    return unmet(REQUIREMENTS, card)
