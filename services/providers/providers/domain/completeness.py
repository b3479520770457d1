"""What an offer must say before officers judge it: each missing thing by field and sentence."""

from datetime import date

import msgspec

from contracts.offers import OfferCard, Wellbeing
from kit.problems import Fault
from providers.domain.cards import out_of_range
from providers.domain.price_days import last_day
from providers.domain.requirements import Requirement, unmet, written

WITH_A_PLACE = {"venue", "outdoor"}
"""At school, at home and on line there is no one place to state: no such offer of the example
catalogue has one, save a few, and all others have."""


def placed(card: OfferCard) -> bool:
    if card.delivery not in WITH_A_PLACE:
        return True
    return card.place is not None and bool(card.place.address or card.place.point)


def priced(card: OfferCard) -> bool:
    price = card.price
    if price is None or price.kind == "free":
        return price is not None
    if card.price_list is not None and card.sharing == "shared":
        return True
    return price.amount_cents is not None and price.unit is not None


def described(wellbeing: Wellbeing | None) -> bool:
    return wellbeing is not None and None not in msgspec.structs.astuple(wellbeing)


REQUIREMENTS: tuple[Requirement[OfferCard], ...] = (
    Requirement(
        "/summary",
        lambda card: written(card.summary),
        "Manca il riassunto: una o due frasi che dicano di che cosa si tratta.",
    ),
    Requirement(
        "/description",
        lambda card: written(card.description),
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
        priced,
        "Indica se è gratuita, oppure il listino (price_list), con il prezzo per una persona sola"
        " se si può venire da soli.",
    ),
    Requirement(
        "/cancellation",
        lambda card: bool(card.cancellation or (card.price and card.price.kind == "free")),
        "Indica fino a quando si può disdire e che cosa viene restituito.",
    ),
    Requirement(
        "/medical_certificate",
        lambda card: card.category != "sport" or card.medical_certificate is not None,
        "Indica se serve un certificato medico.",
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
        lambda card: written(card.activation),
        "Spiega che cosa deve fare una famiglia per cominciare.",
    ),
)
"""What they ask is in each of the 390 offers of the example catalogue, save how to cancel and the
medical certificate, which its sources do not have (a test says so)."""


def missing(card: OfferCard) -> list[Fault]:
    return unmet(REQUIREMENTS, card)


def outdated(card: OfferCard, today: date) -> list[Fault]:
    """A price list at which nobody can buy any more."""
    end = last_day(card)
    if end is None or today <= end:
        return []
    return [out_of_range("/price_list/valid/end", "Il listino è scaduto.")]


WHOLE_FROM = 3
"""Years of age from which only whole years are said; below it, half ones too (domain.md)."""


def uneven(draft: OfferCard, published: OfferCard | None) -> list[Fault]:
    """Ages that are neither, save those that families see already, as imports bring them."""
    seen = published.ages if published is not None else None
    if draft.ages is None or draft.ages == seen:
        return []
    detail = "Scrivi gli anni interi; sotto i 3 anni anche i mezzi: 0.5, 1.5, 2.5."
    return [
        out_of_range(f"/ages/{end}", detail)
        for end, years in (("min", draft.ages.min), ("max", draft.ages.max))
        if years is not None and years % (0.5 if years < WHOLE_FROM else 1)
    ]


ORDINARY = 3
"""Of 5. What gives more of a descriptor than that says why (issue 5, point 3)."""


def unexplained(draft: OfferCard, published: OfferCard | None) -> list[Fault]:
    """High levels without a reason, save those that families see already, as imports bring them."""
    seen = levels(published) if published is not None else {}
    return [
        Fault(
            field=f"/wellbeing_reasons/{descriptor}",
            code="missing",
            detail="Un valore sopra 3 va motivato: scrivi perché la proposta lo merita.",
        )
        for descriptor, (level, reason) in levels(draft).items()
        if level > ORDINARY and not reason and seen.get(descriptor) != (level, reason)
    ]


def levels(card: OfferCard) -> dict[str, tuple[int, str]]:
    """The level of each descriptor that has one, and why."""
    stated = msgspec.structs.asdict(card.wellbeing) if card.wellbeing else {}
    reasons = msgspec.structs.asdict(card.wellbeing_reasons) if card.wellbeing_reasons else {}
    return {
        descriptor: (level, (reasons.get(descriptor) or "").strip())
        for descriptor, level in stated.items()
        if level is not None
    }
