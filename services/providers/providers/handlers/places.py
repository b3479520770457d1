"""State how many places an offer has: the light call, thousands a day, that nobody moderates."""

from datetime import datetime
from uuid import UUID

import msgspec

from contracts.offers import Places
from kit import idempotency, outbox
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.idempotency import Answer, Call
from kit.problems import NotFound, Stale
from providers.domain.cards import places_faults
from providers.domain.history import Entry
from providers.domain.offers import found, told
from providers.handlers.access import actor, may_see
from providers.handlers.desk import Desk
from providers.handlers.offers import UNKNOWN
from providers.handlers.providers import refuse
from providers.store import offers, providers


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
    return msgspec.json.decode(answer.body, type=Stated)


async def stating(
    tx: Tx, offer_id: UUID, places: Places, *, expected: Expected, who: Principal, at: datetime
) -> Stated:
    provider = await providers.to_tell_of_offer(tx, offer_id)
    if provider is None or not may_see(who, provider.id):
        raise NotFound(UNKNOWN)  # a listing has no places to state either
    offer = await offers.save_places(
        tx,
        places,
        Entry(thing=offer_id, at=at, by=actor(who), action="places_changed", changes={}),
        # what is the current version is compared by the update itself
        seen=None if expected.whatever else expected.seen(0),
        provider_id=provider.id,
    )
    if offer is None:
        raise Stale("I posti sono cambiati nel frattempo: rileggili.")
    if found(offer, provider):
        await outbox.record(tx, told(offer, provider), at=at)
    return Stated(places=offer.places, version=offer.version)
