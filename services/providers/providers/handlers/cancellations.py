"""Call off what families had accepted for an edition that is cancelled, and tell them."""

from datetime import datetime

from kit.db import Tx
from providers.domain.history import Actor
from providers.domain.offers import Offer
from providers.domain.providers import Provider
from providers.domain.requests import Request
from providers.handlers.edition_mails import of_edition
from providers.handlers.requests import changed, entry
from providers.schemas.editions import KeptEdition
from providers.store import answers, requests
from providers.store.answers import Mailbox


async def called_off(
    tx: Tx, offer: Offer, edition: KeptEdition, provider: Provider, *, by: Actor, at: datetime
) -> None:
    """What was accepted for it and not yet used. A quote may say no edition: its family is told and
    decides itself, for nobody else knows which days were meant. Only after the offer's row was
    locked.
    """
    for request_id in await answers.accepted_for(tx, offer.id, edition.id):
        before = await requests.to_change(tx, request_id)
        if before is not None:
            await one(tx, before, offer, edition, provider, by=by, at=at)
    for box in await answers.mailboxes(tx, offer.id, edition.id):
        if not box.named:
            await of_edition(tx, "edition_cancelled", box, offer, edition, provider, at=at)


async def one(
    tx: Tx,
    before: Request,
    offer: Offer,
    edition: KeptEdition,
    provider: Provider,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Unless it was used or cancelled while we waited for it."""
    for answer in before.answers:
        if answer.state != "accepted" or answer.offer_id != offer.id:
            continue
        after = before.with_answer(answer.called_off(edition.reason, at=at))
        await changed(tx, before, after, entry(before, after, "edition_cancelled", by, at))
        if answer.contacts is not None and answer.contacts.email is not None:
            box = Mailbox(answer.id, answer.contacts.email, before.language, named=True)
            await of_edition(tx, "edition_cancelled", box, offer, edition, provider, at=at)
