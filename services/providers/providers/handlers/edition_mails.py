"""Write to a family about an edition that it agreed on."""

from datetime import datetime
from typing import Any

from kit.db import Tx
from providers.domain.offers import Offer
from providers.domain.providers import Provider
from providers.handlers import notices
from providers.schemas.editions import KeptEdition
from providers.store.answers import Mailbox


async def of_edition(
    tx: Tx,
    kind: str,
    box: Mailbox,
    offer: Offer,
    edition: KeptEdition,
    provider: Provider,
    *,
    at: datetime,
    **data: Any,
) -> None:
    """About the answer, like every mail that goes to a family: it is erased with its words."""
    await notices.tell(
        tx,
        kind,
        to=box.address,
        language=box.language,
        at=at,
        about=box.answer_id,
        title=offer.shown.title,
        provider=provider.card.name,
        edition=edition,
        named=box.named,
        **data,
    )
