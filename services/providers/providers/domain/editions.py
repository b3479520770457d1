"""Editions of an offer: opened, changed, asked about, cancelled; a cancelled one stays so."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from contracts.offers import EditionState
from kit.problems import Fault, NotFound, Stale
from providers.domain.cards import ordered, ordered_period, places_faults
from providers.domain.offers import Offer
from providers.domain.problems import WrongMove
from providers.domain.terms import day
from providers.schemas.editions import KeptEdition, NewEdition

Move = Literal["change", "cancel"]

MOVES: dict[tuple[Move, EditionState], EditionState] = {
    ("change", "open"): "open",
    ("cancel", "open"): "cancelled",
}
"""Every move that there is: from what is not here nothing leads anywhere."""

MOST = 100
"""Of one offer: weekly ones of a summer for eight years. All are told with it, 30 KB at most."""


def edition_faults(new: NewEdition) -> list[Fault]:
    faults = ordered(new.start, new.end, "/end") + ordered_period(new.signup, "/signup/end")
    return faults + places_faults(new.places, "/places")


def opened(offer: Offer, new: NewEdition, edition_id: UUID) -> Offer:
    if len(offer.editions) >= MOST:
        raise WrongMove(f"Una proposta ha al massimo {MOST} edizioni: copiala.")
    given = {name: getattr(new, name) for name in new.__struct_fields__}
    edition = KeptEdition(id=edition_id, state="open", version=offer.version + 1, **given)
    return having(offer, (*offer.editions, edition))


def changed(offer: Offer, edition_id: UUID, new: NewEdition, *, seen: int) -> Offer:
    given = {name: getattr(new, name) for name in new.__struct_fields__}
    return moved(offer, edition_id, "change", seen, **given)


def cancelled(offer: Offer, edition_id: UUID, reason: str, *, seen: int, at: datetime) -> Offer:
    """What was accepted for it is called off with it: of what has taken place that is too late."""
    after = moved(offer, edition_id, "cancel", seen, reason=reason, cancelled_at=at)
    if one(offer, edition_id).end < day(at):
        raise WrongMove("L'edizione è già finita.")
    return after


def moved(offer: Offer, edition_id: UUID, move: Move, seen: int, **differs: Any) -> Offer:
    before = one(offer, edition_id)
    if not before.version <= seen <= offer.version:
        raise Stale("Nel frattempo è cambiata: rileggila.")
    to = MOVES.get((move, before.state))
    if to is None:
        raise WrongMove("L'edizione è annullata.")
    after = msgspec.structs.replace(before, state=to, version=offer.version + 1, **differs)
    return having(
        offer, tuple(after if edition.id == edition_id else edition for edition in offer.editions)
    )


def having(offer: Offer, editions: tuple[KeptEdition, ...]) -> Offer:
    return msgspec.structs.replace(offer, editions=editions, version=offer.version + 1)


def has_moved(before: KeptEdition, after: KeptEdition, today: date) -> bool:
    """Whether other days are meant now, and who was to come can still make plans."""
    days = (before.start, before.end) != (after.start, after.end)
    return days and max(before.end, after.end) >= today


def choice_fault(
    editions: Iterable[KeptEdition], chosen: UUID, at: str, today: date
) -> Fault | None:
    """Why the edition that somebody names cannot be had; `at` is its JSON Pointer in the body."""
    edition = next((one for one in editions if one.id == chosen), None)
    if edition is None:
        return Fault(at, "unknown", "Nessuna proposta indicata ha questa edizione.")
    if edition.state == "cancelled":
        return Fault(at, "not_allowed", "L'edizione è annullata: indicane un'altra.")
    if edition.end < today:
        return Fault(at, "out_of_range", "L'edizione è finita: indicane un'altra.")
    return None


def choices(
    chosen: tuple[UUID, ...], offered: Mapping[UUID, tuple[KeptEdition, ...]], today: date
) -> tuple[dict[UUID, UUID], list[Fault]]:
    """By offer the edition that somebody chose, and why others cannot be had."""
    owners = {edition.id: offer for offer, has in offered.items() for edition in has}
    every = [edition for has in offered.values() for edition in has]
    by_offer: dict[UUID, UUID] = {}
    faults = []
    for place, edition_id in enumerate(chosen):
        at = f"/editions/{place}"
        fault = choice_fault(every, edition_id, at, today)
        if fault is not None:
            faults.append(fault)
        elif owners[edition_id] in by_offer:
            faults.append(Fault(at, "repeated", "Di ogni proposta si indica un'edizione sola."))
        else:
            by_offer[owners[edition_id]] = edition_id
    return by_offer, faults


def one(offer: Offer, edition_id: UUID) -> KeptEdition:
    for edition in offer.editions:
        if edition.id == edition_id:
            return edition
    raise NotFound("Non c'è un'edizione con questo id.")
