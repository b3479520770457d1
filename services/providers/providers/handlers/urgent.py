"""Suspend at once what somebody reported, while it is looked into."""

from datetime import datetime

from kit.auth import Principal
from kit.clock import rome
from kit.db import Tx
from kit.problems import NotFound, Stale
from providers.domain.history import Entry
from providers.domain.problems import NotSuspendable
from providers.handlers import offers as offer_handlers
from providers.handlers import providers as provider_handlers
from providers.handlers.access import actor
from providers.schemas.reports import About
from providers.store import offers, providers


async def suspend(
    tx: Tx, about: About | None, reason: str, *, who: Principal, at: datetime
) -> None:
    """In the transaction of the report. Raises WrongMove where it is not public now."""
    if about is None or about.kind == "review":
        raise NotSuspendable
    if about.kind == "provider":
        body = await provider_handlers.to_change(tx, about.id, who)
        gone = body.suspended(rome(at).date())
        entry = suspension(about, body.state, gone.state, reason, who, at)
        await provider_handlers.changed(tx, body, gone, entry)
        return
    provider = await providers.to_tell_of_offer(tx, about.id)
    offer = await offers.to_change(tx, about.id)
    if offer is None:
        raise NotFound(offer_handlers.UNKNOWN)
    if offer.provider_id != (provider.id if provider is not None else None):
        raise Stale  # claimed by, or assigned to, another body meanwhile
    hidden = offer.suspended(seen=offer.version)
    entry = suspension(about, offer.state, hidden.state, reason, who, at)
    await offer_handlers.changed(tx, offer, hidden, provider, entry)


def suspension(
    about: About, before: str, after: str, reason: str, who: Principal, at: datetime
) -> Entry:
    return Entry(
        thing=about.id,
        at=at,
        by=actor(who),
        action="suspended",
        changes={"state": (before, after)},
        reason=reason,
    )
