"""What is done with the images of a body: bring, list, read, remove; and which a card may name."""

import asyncio
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID, uuid4

from contracts.offers import OfferCard
from contracts.providers import ProviderCard
from contracts.values import CardImage
from kit.auth import Principal
from kit.db import Tx
from kit.problems import Fault, NotFound
from providers.domain.history import Action, Entry
from providers.domain.images import drawn
from providers.domain.problems import ImageInUse, TooManyImages
from providers.handlers import bodies
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.schemas.images import KeptImage
from providers.store import history, images, providers

UNKNOWN = "Non c'è un'immagine con questo id."
MOST = 300
"""Of one body: ten for each of thirty offers, more than any of the 390 of the example catalogue's
bodies has. Kept, they take some 60 MB."""


async def bring(provider_id: UUID, content: bytes, *, who: Principal, desk: Desk) -> KeptImage:
    """Draw it anew and keep it: families see it once an officer publishes a card that names it."""
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
    async with desk.drawing:  # in a thread: it takes a second or two
        drawing = await asyncio.to_thread(drawn, content)
    new = KeptImage(
        id=uuid4(),
        width=drawing.width,
        height=drawing.height,
        size=len(drawing.content),
        sha256=sha256(drawing.content).hexdigest(),
        brought_at=desk.now(),
    )
    async with desk.db.transaction() as tx:
        await providers.to_change(tx, provider_id)  # one after the other, so that none is too many
        if await images.count(tx, provider_id) >= MOST:
            raise TooManyImages(f"Un ente ha al massimo {MOST} immagini: togline qualcuna.")
        kept = await images.add(tx, provider_id, new, drawing.content)
        if kept.id == new.id:
            await remember(tx, provider_id, "image_brought", (None, kept), who, desk)
    return kept


async def remove(provider_id: UUID, image_id: UUID, *, who: Principal, desk: Desk) -> None:
    """One that no card names, neither its draft nor as published."""
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
        image = await images.to_remove(tx, provider_id, image_id)
        if image is None:
            raise NotFound(UNKNOWN)
        if not await images.remove(tx, provider_id, image_id):
            raise ImageInUse("Una scheda la mostra: toglila prima da lì.")
        await remember(tx, provider_id, "image_removed", (image, None), who, desk)


async def page(
    provider_id: UUID, *, after: UUID | None, limit: int, who: Principal, desk: Desk
) -> tuple[list[KeptImage], int]:
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
        return await images.page(tx, provider_id, after=after, limit=limit)


async def read(provider_id: UUID, image_id: UUID, *, who: Principal, desk: Desk) -> bytes:
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
        content = await images.content(tx, provider_id, image_id)
    if content is None:
        raise NotFound(UNKNOWN)
    return content


async def read_public(image_id: UUID, *, desk: Desk) -> bytes:
    """For anybody: what a published card shows, as long as families can find it."""
    async with desk.db.transaction() as tx:
        content = await images.public_content(tx, image_id)
    if content is None:
        raise NotFound(UNKNOWN)
    return content


async def image_faults(
    tx: Tx, card: OfferCard, provider_id: UUID | None, at: str = ""
) -> list[Fault]:
    """Images of an offer that are not its body's."""
    named = {f"{at}/images/{number}/id": image for number, image in enumerate(card.images)}
    return await foreign(tx, named, provider_id)


async def logo_faults(tx: Tx, card: ProviderCard, provider_id: UUID) -> list[Fault]:
    """A logo that is not the body's."""
    return await foreign(tx, {"/logo/id": card.logo} if card.logo else {}, provider_id)


async def foreign(tx: Tx, named: Mapping[str, CardImage], provider_id: UUID | None) -> list[Fault]:
    """Where images are named, by the JSON Pointer of each, that are not that body's."""
    if not named:
        return []
    known = await images.known(tx, provider_id, (image.id for image in named.values()))
    return [
        Fault(field, "unknown", UNKNOWN) for field, image in named.items() if image.id not in known
    ]


async def remember(
    tx: Tx,
    provider_id: UUID,
    action: Action,
    images: tuple[KeptImage | None, KeptImage | None],
    who: Principal,
    desk: Desk,
) -> None:
    (image, *_) = (one for one in images if one is not None)
    sums = tuple(one and one.sha256 for one in images)
    await history.keep(
        tx,
        Entry(
            thing=provider_id,
            at=desk.now(),
            by=actor(who),
            action=action,
            changes={f"images/{image.id}": (sums[0], sums[1])},
        ),
    )
