"""Tell families that the days of an edition for which they accepted a quote are others now."""

from datetime import datetime

from kit.db import Tx
from providers.domain.offers import Offer
from providers.domain.providers import Provider
from providers.handlers.edition_mails import of_edition
from providers.schemas.editions import KeptEdition
from providers.store import answers


async def told(
    tx: Tx,
    offer: Offer,
    before: KeptEdition,
    edition: KeptEdition,
    provider: Provider,
    *,
    public_url: str,
    at: datetime,
) -> None:
    """What was agreed on stands: who cannot come then calls it off. As with a cancelled edition,
    who has a quote that says no edition is told too, for who has it alone knows whether these days
    were meant. Only after the offer's row was locked: nobody accepts one meanwhile.
    """
    for box in await answers.mailboxes(tx, offer.id, edition.id):
        await of_edition(
            tx,
            "edition_moved",
            box,
            offer,
            edition,
            provider,
            at=at,
            before=before,
            where=f"{public_url}/v1/requests?state=accepted",  # perhaps of several children
        )
