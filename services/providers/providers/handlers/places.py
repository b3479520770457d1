"""State how many places an offer has: the light call, thousands a day, that nobody moderates."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from contracts.offers import Places
from kit import idempotency, outbox
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.idempotency import Answer, Call
from kit.problems import Fault, NotFound, Stale
from providers.domain.cards import places_faults
from providers.domain.follows import is_full
from providers.domain.offer_facts import found, told
from providers.domain.offers import Offer
from providers.domain.providers import Provider
from providers.domain.terms import day
from providers.handlers.access import actor, may_see, own_body
from providers.handlers.bodies import UNKNOWN as PROVIDER_UNKNOWN
from providers.handlers.desk import Desk
from providers.handlers.offers import UNKNOWN
from providers.handlers.providers import refuse
from providers.schemas.places import PlacesOf, PlacesOfMany, PlacesOutcome, PlacesOutcomes
from providers.store import follows, offers, providers


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What the places are now, and the version of the offer that has them."""

    places: Places
    version: int


async def state_places(
    offer_id: UUID,
    places: Places,
    *,
    key: str,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Stated:
    """Once for each key. Families see it at once."""
    refuse(places_faults(places))
    at = desk.now()
    call = Call(
        caller=who.subject,
        route=f"PUT /v1/offers/{offer_id}/places",
        key=key,
        body=msgspec.json.encode(places),
    )
    async with desk.db.transaction() as tx:

        async def effect() -> Answer:
            stated = await stating(tx, offer_id, places, expected=expected, who=who, at=at)
            return Answer(status=200, body=msgspec.json.encode(stated))

        answer = await idempotency.once(tx, call, effect, at=at)
        expected.seen(0)  # a call that is repeated says it too
    return msgspec.json.decode(answer.body, type=Stated)


async def stating(
    tx: Tx, offer_id: UUID, places: Places, *, expected: Expected, who: Principal, at: datetime
) -> Stated:
    provider = await providers.to_tell_of_offer(tx, offer_id)
    if provider is None or not may_see(who, provider.id):
        raise NotFound(UNKNOWN)  # a listing has no places to state either
    # what is the current version is compared by the update itself
    seen = None if expected.whatever else expected.seen(0)
    stated = PlacesOf(offer_id=offer_id, places=places, version=seen)
    changed = await saved(tx, [stated], provider, who, at)
    if not changed:
        raise Stale("I posti sono cambiati nel frattempo: rileggili.")
    return Stated(places=changed[0].places, version=changed[0].version)


async def state_many(
    stated: PlacesOfMany, *, key: str, who: Principal, desk: Desk
) -> PlacesOutcomes:
    """Of several offers of the caller's body, once for each key."""
    refuse(many_faults(stated.items))
    at = desk.now()
    call = Call(
        caller=who.subject,
        route="PUT /v1/offers/places",
        key=key,
        body=msgspec.json.encode(stated),
    )
    async with desk.db.transaction() as tx:

        async def effect() -> Answer:
            outcomes = await stating_many(tx, stated.items, who=who, at=at)
            return Answer(status=200, body=msgspec.json.encode(outcomes))

        answer = await idempotency.once(tx, call, effect, at=at)
    return msgspec.json.decode(answer.body, type=PlacesOutcomes)


def many_faults(items: Sequence[PlacesOf]) -> list[Fault]:
    faults = []
    seen: set[UUID] = set()
    for number, one in enumerate(items):
        faults += places_faults(one.places, f"/items/{number}/places")
        if one.offer_id in seen:
            detail = "Una proposta sta in una chiamata una volta sola."
            faults.append(Fault(f"/items/{number}/offer_id", "repeated", detail))
        seen.add(one.offer_id)
    return faults


async def stating_many(
    tx: Tx, items: Sequence[PlacesOf], *, who: Principal, at: datetime
) -> PlacesOutcomes:
    provider = await providers.to_tell(tx, own_body(who))
    if provider is None:
        raise NotFound(PROVIDER_UNKNOWN)
    changed = {offer.id: offer.version for offer in await saved(tx, items, provider, who, at)}
    known = await offers.of_body(tx, [one.offer_id for one in items], provider.id)
    return PlacesOutcomes(
        items=tuple(
            PlacesOutcome(
                offer_id=one.offer_id,
                result="stated"
                if one.offer_id in changed
                else ("stale" if one.offer_id in known else "unknown"),
                version=changed.get(one.offer_id),
            )
            for one in items
        )
    )


async def saved(
    tx: Tx, stated: Sequence[PlacesOf], provider: Provider, who: Principal, at: datetime
) -> list[Offer]:
    changed = await offers.save_places(tx, stated, provider_id=provider.id, at=at, by=actor(who))
    full = {now.id: is_full(now) for was, now in changed if is_full(was) != is_full(now)}
    if full:
        await follows.places_stated(tx, full, at=at)
    facts = [told(offer, provider, day(at)) for _, offer in changed if found(offer, provider)]
    if facts:
        await outbox.record(tx, *facts, at=at)
    return [offer for _, offer in changed]
