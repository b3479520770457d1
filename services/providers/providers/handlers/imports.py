"""Take rows from a source: each in a transaction of its own, so that none spoils another."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

import msgspec

from contracts.areas import AreaKnown
from contracts.offers import OfferCard
from contracts.providers import Registration
from contracts.values import Source
from kit import bodies, outbox
from kit.auth import Principal
from kit.db import Tx, UniqueViolation
from kit.events import imported_id
from kit.problems import Fault, Invalid
from providers.domain.areas import Locator, area_faults
from providers.domain.cards import (
    first_card_faults,
    offer_faults,
    places_faults,
    tax_code_faults,
)
from providers.domain.history import Actor, Changes, Entry, changes
from providers.domain.offer_facts import found
from providers.domain.offer_facts import told as offer_told
from providers.domain.offers import Offer
from providers.domain.price_days import published
from providers.domain.prices import price_faults, priced
from providers.domain.problems import ReferenceMissing
from providers.domain.providers import Provider, differences
from providers.domain.providers import told as provider_told
from providers.domain.terms import day
from providers.handlers import offers as offer_handlers
from providers.handlers import providers as provider_handlers
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.schemas.imports import AreaRow, ListingRow, OfferRow, Outcome, ProviderRow
from providers.store import areas, history, offers, providers

RowT = TypeVar("RowT", AreaRow, ListingRow, OfferRow, ProviderRow)
Rows = Sequence[msgspec.Raw]


class Context(msgspec.Struct, frozen=True):
    """What is the same for all rows of a batch."""

    by: Actor
    at: datetime
    locator: Locator


class _Sourced(msgspec.Struct):
    source: Source


async def import_areas(rows: Rows, *, who: Principal, desk: Desk) -> list[Outcome]:
    context = Context(actor(who), desk.now(), Locator())
    return await each(rows, AreaRow, partial(area, context=context), desk)


async def import_providers(rows: Rows, *, who: Principal, desk: Desk) -> list[Outcome]:
    context = await beginning(who, desk)
    return await each(rows, ProviderRow, partial(provider, context=context), desk)


async def import_offers(rows: Rows, *, who: Principal, desk: Desk) -> list[Outcome]:
    context = await beginning(who, desk)
    return await each(rows, OfferRow, partial(offer, context=context), desk)


async def import_listings(rows: Rows, *, who: Principal, desk: Desk) -> list[Outcome]:
    context = await beginning(who, desk)
    if not context.locator.ready:
        raise ReferenceMissing("Carica prima i dati di riferimento (wishmi import reference).")
    return await each(rows, ListingRow, partial(listing, context=context), desk)


async def beginning(who: Principal, desk: Desk) -> Context:
    async with desk.db.transaction() as tx:
        return Context(actor(who), desk.now(), await desk.reference.locator(tx))


async def each(
    rows: Rows, kind: type[RowT], take: Callable[[Tx, RowT], Awaitable[Outcome]], desk: Desk
) -> list[Outcome]:
    """What became of each row. One that is refused leaves no trace."""
    outcomes = []
    for raw in rows:
        try:
            row = bodies.decode(bytes(raw), kind)
            async with desk.db.transaction() as tx:
                outcomes.append(await take(tx, row))
        except Invalid as invalid:
            outcomes.append(
                Outcome(source=source_of(raw), result="refused", faults=tuple(invalid.faults))
            )
    return outcomes


async def area(tx: Tx, row: AreaRow, *, context: Context) -> Outcome:
    refuse(area_faults(row.row, "/row"))
    known = AreaKnown(id=id_of(row.source), source=row.source, area=row.row)
    try:
        result = await areas.keep(tx, known, imported=digest(row.row))
    except UniqueViolation as violation:
        detail = "C'è già un'altra area di questo tipo con questo codice."
        raise taken("/row/code", detail) from violation
    if result != "unchanged":
        await outbox.record(tx, known, at=context.at)
    return Outcome(source=row.source, result=result)


async def provider(tx: Tx, row: ProviderRow, *, context: Context) -> Outcome:
    given = row.row
    refuse(
        first_card_faults(given.card, "/row/card")
        + tax_code_faults(given.tax_code, "/row/tax_code")
    )
    card, notes = context.locator.provider(given.card, "/row/card")
    new = Provider(
        id=id_of(row.source),
        source=row.source,
        card=card,
        tax_code=given.tax_code,
        decision=given.decision,
        periods=(Registration(start=given.decision.date),),
        imported=digest(card, given.tax_code, given.decision),
    )
    before = await providers.to_change(tx, new.id)
    if before is None and await providers.add(tx, new):
        await history.keep(tx, entry(new, {"state": (None, new.state)}, context))
        await outbox.record(tx, provider_told(new), at=context.at)
        return Outcome(source=row.source, result="new", notes=tuple(notes))
    before = before or await providers.to_change(tx, new.id)  # another import was faster
    if before is None:
        raise taken("/row/tax_code", "Un altro ente ha già questo codice fiscale.")
    if before.imported == new.imported:
        return Outcome(source=row.source, result="unchanged", notes=tuple(notes))
    after = msgspec.structs.replace(
        before,
        card=msgspec.structs.replace(new.card, logo=before.card.logo),
        tax_code=new.tax_code,
        decision=new.decision,
        imported=new.imported,
    )
    differs = differences(before, after)
    try:
        await provider_handlers.changed(tx, before, after, entry(after, differs, context))
    except UniqueViolation as violation:
        raise taken("/row/tax_code", "Un altro ente ha già questo codice fiscale.") from violation
    return Outcome(source=row.source, result="changed", notes=tuple(notes))


async def offer(tx: Tx, row: OfferRow, *, context: Context) -> Outcome:
    given = row.row
    refuse(card_faults(given.card) + places_faults(given.places, "/row/places"))
    body = await providers.to_tell(tx, id_of(given.provider))
    if body is None:
        raise Invalid(
            [Fault(field="/row/provider", code="unknown", detail="L'ente non è stato importato.")]
        )
    card, notes = context.locator.offer(priced(given.card), "/row/card")
    new = Offer(
        id=id_of(row.source),
        source=row.source,
        provider_id=body.id,
        state="published",
        draft=card,
        published=card,
        published_at=context.at,
        days=published(card, None, day(context.at)),
        places=given.places,
        imported=digest(given.provider, card, given.places),
    )
    return await take(tx, new, body, notes, context)


async def listing(tx: Tx, row: ListingRow, *, context: Context) -> Outcome:
    given = row.row
    faults = card_faults(given.card)
    if given.tax_code is not None:
        faults += tax_code_faults(given.tax_code, "/row/tax_code")
    refuse(faults)
    card, notes = context.locator.offer(priced(given.card), "/row/card")
    new = Offer(
        id=id_of(row.source),
        kind="listing",
        source=row.source,
        manager=given.manager,
        tax_code=given.tax_code,
        state="published",
        draft=card,
        published=card,
        published_at=context.at,
        days=published(card, None, day(context.at)),
        # a row without it keeps the digest that it had before there were tax codes
        imported=digest(given.manager, card, *([given.tax_code] if given.tax_code else [])),
    )
    return await take(tx, new, None, notes, context)


def card_faults(card: OfferCard) -> list[Fault]:
    """A source may state a price without a list; images are brought by their body alone."""
    faults = offer_faults(card, "/row/card") + price_faults(card, card, "/row/card")
    if card.images:
        detail = "Le immagini le porta l'ente: una fonte non ne ha."
        faults.append(Fault("/row/card/images", "not_allowed", detail))
    return faults


async def take(
    tx: Tx, new: Offer, body: Provider | None, notes: list[Fault], context: Context
) -> Outcome:
    """Keep an imported offer or listing. What an officer withdrew or suspended stays so; what
    vanished from its source and is there again is published again."""
    today = day(context.at)
    before = await offers.to_change(tx, new.id)
    if before is None and await offers.add(tx, new):
        begun: Changes = {"state": (None, new.state)}
        if new.draft.price_list is not None:
            begun["price_list"] = (None, msgspec.to_builtins(new.draft.price_list))
        await history.keep(tx, entry(new, begun, context))
        if found(new, body):
            await outbox.record(tx, offer_told(new, body, today), at=context.at)
        return Outcome(source=new.source, result="new", notes=tuple(notes))
    before = before or await offers.to_change(tx, new.id)  # another import was faster
    claimed = before is not None and before.claimed_at is not None and new.kind == "listing"
    if before is None or not (
        claimed or (before.kind, before.provider_id) == (new.kind, new.provider_id)
    ):
        raise taken("/source", "La stessa fonte ha già dato una voce di un altro ente o tipo.")
    if before.imported == new.imported or before.kind != new.kind:  # its body speaks for it now
        return Outcome(source=new.source, result="unchanged", notes=tuple(notes))
    after = before.imported_again(new, today)
    places = changes(before.places, new.places)
    differs = changes(before.published, new.draft) | offer_handlers.moves(before, after)
    differs |= {
        f"places_{field}": pair
        for field, pair in places.items()  # as the light call writes them
    }
    await offer_handlers.changed(tx, before, after, body, entry(after, differs, context))
    return Outcome(source=new.source, result="changed", notes=tuple(notes))


def id_of(source: Source) -> UUID:
    return imported_id(source.name, source.id)


def digest(*parts: object) -> str:
    return sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


def taken(field: str, detail: str) -> Invalid:
    return Invalid([Fault(field=field, code="taken", detail=detail)])


def entry(thing: Provider | Offer, differs: Changes, context: Context) -> Entry:
    return Entry(thing=thing.id, at=context.at, by=context.by, action="imported", changes=differs)


def source_of(raw: msgspec.Raw) -> Source | None:
    try:
        return msgspec.json.decode(raw, type=_Sourced).source
    except msgspec.DecodeError:
        return None
