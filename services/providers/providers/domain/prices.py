"""Rules of price lists, and the prices that families compare, worked out from them."""

from itertools import combinations
from typing import Any

import msgspec

from contracts.offers import HowMany, OfferCard, Price, PriceLine, PriceList
from kit.problems import Fault
from providers.domain.cards import ordered_period, out_of_range

WORKED_OUT = ("kind", "amount_cents", "unit", "shared_cents", "total_cents")


def priced(card: OfferCard) -> OfferCard:
    """With its price as its list and its extras have it; a price without a list stays."""
    price = card.price
    if card.price_list is not None:
        price = of_list(card.price_list, extras(card))
    elif price is not None and price.kind == "free":
        total = extras(card) if card.extras else None
        price = Price(
            kind="free", amount_cents=price.amount_cents, unit=price.unit, total_cents=total
        )
    return msgspec.structs.replace(card, price=price)


def of_list(prices: PriceList, extras: int | None) -> Price:
    alone = [line for line in prices.lines if line.persons.min == 1]
    together = [line for line in prices.lines if line.persons.max is None or line.persons.max > 1]
    total = None
    if alone and extras is not None:
        first = min(alone, key=lambda line: line.units.min)
        total = first.units.min * first.amount_cents + extras
    return Price(
        kind="paid",
        amount_cents=lowest(alone),
        unit=prices.unit,
        shared_cents=lowest(together),
        total_cents=total,
    )


def lowest(lines: list[PriceLine]) -> int | None:
    return min((line.amount_cents for line in lines), default=None)


def extras(card: OfferCard) -> int | None:
    """What all compulsory extras come to, in cents; none where one is not stated."""
    amounts = [extra.amount_cents for extra in card.extras if extra.amount_cents is not None]
    return sum(amounts) if len(amounts) == len(card.extras) else None


def price_faults(card: OfferCard, kept: OfferCard | None, at: str = "") -> list[Fault]:
    """What cannot be in a price list, and prices that a caller gives and the list does not.

    `kept` is the card before the change: a price that an import brought without a list stays. For
    an import it is the card itself.
    """
    faults = []
    if card.price_list is not None:
        faults += list_faults(card.price_list, f"{at}/price_list")
        if card.price is not None and card.price.kind == "free":
            detail = "Ciò che è gratuito non ha un listino."
            return [*faults, out_of_range(f"{at}/price_list", detail)]
    return faults + given_faults(card, kept, f"{at}/price")


def list_faults(prices: PriceList, at: str) -> list[Fault]:
    faults = ordered_period(prices.valid, f"{at}/valid/end")
    for number, line in enumerate(prices.lines):
        for field, count in (("persons", line.persons), ("units", line.units)):
            if count.max is not None and count.max < count.min:
                detail = "La fine dell'intervallo è sotto il suo inizio."
                faults.append(out_of_range(f"{at}/lines/{number}/{field}/max", detail))
    faults += [
        Fault(
            field=f"{at}/lines/{second}",
            code="overlaps",
            detail=f"Si sovrappone alla riga {first + 1} per persone e unità.",
        )
        for (first, one), (second, other) in combinations(enumerate(prices.lines), 2)
        if meet(one.persons, other.persons) and meet(one.units, other.units)
    ]
    return faults


def meet(one: HowMany, other: HowMany) -> bool:
    ends = (float("inf") if span.max is None else span.max for span in (one, other))
    return max(one.min, other.min) <= min(ends)


def given_faults(card: OfferCard, kept: OfferCard | None, at: str) -> list[Fault]:
    if card.price is None:
        return []
    given = msgspec.structs.asdict(card.price)
    right = right_price(card, kept)
    return [
        Fault(
            field=f"{at}/{field}",
            code="worked_out",
            detail="Il prezzo si ricava dal listino (price_list) e dalle spese (extras).",
        )
        for field in WORKED_OUT
        if given[field] is not None and given[field] != right.get(field)
    ]


def right_price(card: OfferCard, kept: OfferCard | None) -> dict[str, Any]:
    """What each field of the price may say, where it says anything."""
    worked_out = priced(card).price
    if card.price_list is None and (worked_out is None or worked_out.kind == "paid"):
        before = kept.price if kept is not None and kept.price_list is None else None
        if before is None or before.kind == "free":
            return {"kind": "paid"}
        return {"kind": "paid", "amount_cents": before.amount_cents, "unit": before.unit}
    return msgspec.structs.asdict(worked_out) if worked_out is not None else {}
