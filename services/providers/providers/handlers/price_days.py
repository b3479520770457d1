"""Tell prices on the day on which they change, and bodies before a list ends: by the sweep."""

from datetime import date, datetime, timedelta

from kit import outbox
from kit.db import Database
from providers.domain.history import Actor, Entry, changes
from providers.domain.offer_facts import found, told
from providers.domain.offers import Offer
from providers.domain.price_days import last_day
from providers.domain.terms import day
from providers.handlers import body_mails
from providers.schemas.prices import Prices
from providers.store import history, offers, price_days, providers

SWEEP = Actor(role="worker", subject="prices")
BEFORE = timedelta(days=1)


async def turn_one(*, db: Database, at: datetime) -> bool:
    """The offer whose price has been due to change for longest; false where none is."""
    today = day(at)
    async with db.transaction() as tx:
        offer_id = await price_days.due(tx, today)
        if offer_id is None:
            return False
        provider = await providers.to_tell_of_offer(tx, offer_id)
        before = await offers.to_change(tx, offer_id)
        if before is None or before.days.turns is None or before.days.turns > today:
            return True  # another worker was faster
        if before.provider_id != (provider.id if provider is not None else None):
            return True  # claimed by, or assigned to, another body meanwhile: look again
        after = before.turned(today)
        await offers.save(tx, after)
        was, now = prices(before, before.days.turns - BEFORE), prices(after, today)
        if was != now:
            differs = changes(was, now)
            entry = Entry(thing=offer_id, at=at, by=SWEEP, action="price_turned", changes=differs)
            await history.keep(tx, entry)
        if found(after, provider):
            await outbox.record(tx, told(after, provider, today), at=at)
    return True


def prices(offer: Offer, on: date) -> Prices:
    """What families read of them on that day."""
    card = offer.shown_on(on)
    return Prices(price=card.price, price_list=card.price_list) if card else Prices()


async def warn_one(*, db: Database, public_url: str, at: datetime) -> bool:
    """That the price list of an offer ends, once; false where there is none to tell of."""
    today = day(at)
    async with db.transaction() as tx:
        offer_id = await price_days.to_warn(tx, today)
        offer = await offers.one(tx, offer_id) if offer_id is not None else None
        if offer is None:
            return False
        until = last_day(offer.published) if offer.published is not None else None
        if until is not None and today <= until:
            await body_mails.of_offer(
                tx, "price_list_ends", offer, public_url=public_url, at=at, until=until
            )
    return True
