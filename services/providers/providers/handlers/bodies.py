"""A body as whoever asks for it may find it."""

from uuid import UUID

from kit.auth import Principal
from kit.db import Tx
from kit.problems import NotFound
from providers.domain.providers import Provider
from providers.handlers.access import may_see
from providers.store import providers

UNKNOWN = "Non c'è un ente con questo id."


async def seen(tx: Tx, provider_id: UUID, who: Principal) -> Provider:
    """One that the caller may see; of all others nobody learns that they are there."""
    provider = await providers.one(tx, provider_id) if may_see(who, provider_id) else None
    if provider is None:
        raise NotFound(UNKNOWN)
    return provider
