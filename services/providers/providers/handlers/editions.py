"""What a body, or its software, does with editions: open, change, cancel; nobody moderates them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from kit import idempotency
from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.idempotency import Answer, Call
from kit.problems import NotFound
from providers.domain import editions as rules
from providers.domain.history import Action
from providers.domain.offers import Offer
from providers.domain.terms import day
from providers.handlers import postponements
from providers.handlers.access import may_see
from providers.handlers.cancellations import called_off
from providers.handlers.desk import Desk
from providers.handlers.offers import UNKNOWN, changed, entry
from providers.handlers.providers import refuse
from providers.schemas.editions import Cancellation, KeptEdition, NewEdition
from providers.store import offers, providers

Change = Callable[[Offer, datetime], Offer]


async def open_one(
    offer_id: UUID, new: NewEdition, *, key: str, who: Principal, desk: Desk
) -> KeptEdition:
    """Once for each key. Families see it at once."""
    refuse(rules.edition_faults(new))
    edition_id = uuid4()

    def change(offer: Offer, _: datetime) -> Offer:
        return rules.opened(offer, new, edition_id)

    route = f"POST /v1/offers/{offer_id}/editions"
    call = Call(caller=who.subject, route=route, key=key, body=msgspec.json.encode(new))
    new_one = Expected(whatever=True)
    return await once(call, new_one, offer_id, edition_id, "edition_opened", change, who, desk)


async def change(
    offer_id: UUID,
    edition_id: UUID,
    new: NewEdition,
    *,
    key: str,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> KeptEdition:
    """Days, sign-up and places, once for each key. Whose days are others now are written to."""
    refuse(rules.edition_faults(new))

    def change(offer: Offer, _: datetime) -> Offer:
        return rules.changed(offer, edition_id, new, seen=expected.seen(offer.version))

    route = f"PUT /v1/offers/{offer_id}/editions/{edition_id}"
    call = Call(caller=who.subject, route=route, key=key, body=msgspec.json.encode(new))
    return await once(call, expected, offer_id, edition_id, "edition_changed", change, who, desk)


async def cancel(
    offer_id: UUID,
    edition_id: UUID,
    given: Cancellation,
    *,
    key: str,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> KeptEdition:
    """For good, once for each key. The others hear it with the offer, whose editions keep it; what
    families had accepted for it is called off, and they are written to.
    """

    def change(offer: Offer, at: datetime) -> Offer:
        seen = expected.seen(offer.version)
        return rules.cancelled(offer, edition_id, given.reason, seen=seen, at=at)

    route = f"POST /v1/offers/{offer_id}/editions/{edition_id}/cancel"
    call = Call(caller=who.subject, route=route, key=key, body=msgspec.json.encode(given))
    return await once(call, expected, offer_id, edition_id, "edition_cancelled", change, who, desk)


async def once(
    call: Call,
    expected: Expected,
    offer_id: UUID,
    edition_id: UUID,
    action: Action,
    change: Change,
    who: Principal,
    desk: Desk,
) -> KeptEdition:
    at = desk.now()
    async with desk.db.transaction() as tx:

        async def effect() -> Answer:
            edition = await done(tx, offer_id, edition_id, action, change, who, desk, at)
            return Answer(status=200, body=msgspec.json.encode(edition))

        answer = await idempotency.once(tx, call, effect, at=at)
        expected.seen(0)  # a call that is repeated says it too
    return msgspec.json.decode(answer.body, type=KeptEdition)


async def done(
    tx: Tx,
    offer_id: UUID,
    edition_id: UUID,
    action: Action,
    change: Change,
    who: Principal,
    desk: Desk,
    at: datetime,
) -> KeptEdition:
    provider = await providers.to_tell_of_offer(tx, offer_id)
    before = await offers.to_change(tx, offer_id)
    if provider is None or before is None or before.provider_id != provider.id:
        raise NotFound(UNKNOWN)  # a listing has no editions either
    if not may_see(who, provider.id):
        raise NotFound(UNKNOWN)
    after = change(before, at)
    edition = rules.one(after, edition_id)
    was = next((old for old in before.editions if old.id == edition_id), None)
    differs = {
        f"editions/{edition_id}": (was and msgspec.to_builtins(was), msgspec.to_builtins(edition))
    }
    kept = entry(after, action, differs, who, at, edition.reason)
    await changed(tx, before, after, provider, kept)
    if edition.state == "cancelled":
        await called_off(tx, after, edition, provider, by=kept.by, at=at)
    elif was is not None and rules.has_moved(was, edition, day(at)):
        await postponements.told(
            tx, after, was, edition, provider, public_url=desk.public_url, at=at
        )
    return edition
