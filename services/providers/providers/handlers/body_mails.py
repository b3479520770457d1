"""Write to a body that something waits for it, or befell it: never why, which it reads itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kit.db import Tx
from providers.domain.history import Action
from providers.domain.offers import Offer
from providers.handlers import notices
from providers.store import providers


async def to_body(
    tx: Tx,
    kind: str,
    provider_id: UUID,
    where: str,
    *,
    at: datetime,
    about: UUID | None = None,
    **data: Any,
) -> None:
    """With where it reads the rest; about the body itself, unless about something of it."""
    provider = await providers.one(tx, provider_id)
    if provider is None or provider.mailbox is None:
        return
    await notices.tell(
        tx,
        kind,
        to=provider.mailbox,
        language="it",  # bodies are written to as the city's acts are
        at=at,
        about=about or provider_id,
        where=where,
        **data,
    )


async def of_offer(
    tx: Tx, kind: str, offer: Offer, *, public_url: str, at: datetime, **data: Any
) -> None:
    """A listing has no body to write to."""
    if offer.provider_id is None:
        return
    where = f"{public_url}/v1/offers/{offer.id}"
    title = offer.shown.title
    await to_body(tx, kind, offer.provider_id, where, at=at, about=offer.id, title=title, **data)


async def offer_moved(tx: Tx, offer: Offer, done: Action, *, public_url: str, at: datetime) -> None:
    """The office has suspended, reinstated or withdrawn it."""
    await of_offer(tx, "offer_moved", offer, public_url=public_url, at=at, done=done)
