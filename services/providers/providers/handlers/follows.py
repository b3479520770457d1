"""Follow an offer by mail: ask, confirm, leave, and be told its news."""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from kit import languages
from kit.clock import rome
from kit.db import Database, Tx
from kit.problems import NotFound
from providers.domain.follows import (
    ASKED_AGAIN,
    BETWEEN_NEWS,
    CONFIRMATIONS_A_DAY,
    LASTS,
    TO_CONFIRM,
    Follow,
    News,
    Purpose,
    free_places,
    is_full,
    open_signup,
    still_true,
)
from providers.domain.offer_facts import found, name_of
from providers.domain.offers import Offer
from providers.domain.privacy import notice_faults
from providers.handlers import notices
from providers.handlers.desk import Desk
from providers.handlers.offers import UNKNOWN
from providers.handlers.providers import refuse
from providers.schemas.follows import FollowData, NewFollow
from providers.store import follows, offers, providers

NEWS = {"places": "places_free", "signup": "signup_open"}
MAILS = ("follow_confirmation", *NEWS.values())
"""Kinds of notices that who follows is sent."""
AT_ONCE = 100
"""Followers told in one transaction: some 50 ms, while which the offer's news are locked."""


async def ask(offer_id: UUID, asked: NewFollow, *, desk: Desk) -> None:
    """Have a confirmation sent; whether the address follows already is told to nobody."""
    refuse(notice_faults("follow", asked.privacy_notice))
    at, address = desk.now(), asked.email.lower()
    async with desk.db.transaction() as tx:
        provider = await providers.to_tell_of_offer(tx, offer_id)
        # held: places that are stated meanwhile would not know that somebody follows
        offer = await offers.to_hold(tx, offer_id)
        if offer is None or not found(offer, provider):
            raise NotFound(UNKNOWN)
        signup = open_signup(offer, rome(at).date())
        await follows.begin(
            tx, offer_id, full=is_full(offer), signup=signup.start if signup else None
        )
        before = await follows.of_address(tx, offer_id, address)
        if await unwanted(tx, before, address, at):
            return
        language = languages.chosen()
        follow_id = await follows.ask(
            tx, offer_id, address, language=language, notice=asked.privacy_notice, at=at
        )
        await notices.tell(
            tx,
            "follow_confirmation",
            to=address,
            language=language,
            at=at,
            about=offer_id,
            title=offer.shown.title,
            hours=int(TO_CONFIRM.total_seconds() // 3600),
            confirm=f"{await link(tx, desk.public_url, follow_id, 'confirm')}/confirm",
            own=await link(tx, desk.public_url, follow_id, "leave"),
            privacy=f"{desk.public_url}/v1/privacy-notices/{asked.privacy_notice}",
        )


async def unwanted(tx: Tx, before: Follow | None, address: str, at: datetime) -> bool:
    """Whether another confirmation would be of no use, or a nuisance."""
    if before is not None and (before.confirmed_at or at - before.asked_at < ASKED_AGAIN):
        return True
    return await follows.asked_since(tx, address, at - BETWEEN_NEWS) >= CONFIRMATIONS_A_DAY


async def confirm(token: str, *, desk: Desk) -> None:
    at = desk.now()
    async with desk.db.transaction() as tx:
        if not await follows.confirm(tx, digest(token), asked_after=at - TO_CONFIRM, at=at):
            raise NotFound("Questo collegamento non vale più: chiedi di nuovo di seguire.")


async def leave(token: str, *, desk: Desk) -> None:
    """Once or again: the second time there is nothing left to leave."""
    async with desk.db.transaction() as tx:
        await follows.leave(tx, digest(token))


async def data(token: str, *, desk: Desk) -> FollowData:
    """What is kept because of the follow whose mails had this word."""
    async with desk.db.transaction() as tx:
        follow_id = await follows.behind(tx, digest(token))
        kept = await follows.own(tx, follow_id, MAILS) if follow_id else None
    if kept is None:
        raise NotFound("Questo collegamento non vale più: non teniamo più questi dati.")
    return kept


async def erase(token: str, *, desk: Desk) -> None:
    """All of that; the second time there is nothing left."""
    async with desk.db.transaction() as tx:
        follow_id = await follows.behind(tx, digest(token))
        if follow_id:
            await follows.erase(tx, follow_id, MAILS)


async def tell_some(*, db: Database, public_url: str, at: datetime) -> bool:
    """Some followers of the offer whose news has waited longest; false where nobody waits."""
    async with db.transaction() as tx:
        followed = await follows.with_news(tx, told_before=at - BETWEEN_NEWS)
        if followed is None:
            return False
        offer = await offers.one(tx, followed.offer_id)
        provider = await providers.to_tell_of_offer(tx, followed.offer_id)
        today = rome(at).date()
        if (
            offer is None
            or not found(offer, provider)
            or not still_true(followed.news, offer, today)
        ):
            await follows.told(tx, followed.offer_id, None)
            return True
        body = name_of(offer, provider)
        waiting = await follows.to_tell(tx, followed, limit=AT_ONCE + 1)
        for one in waiting[:AT_ONCE]:
            own = await link(tx, public_url, one.id, "leave")
            await write(tx, followed.news, one, offer, body.name if body else "", own, at)
            await follows.heard(tx, one.id, at)
        if len(waiting) <= AT_ONCE:
            await follows.told(tx, followed.offer_id, at if waiting else None)
    return True


async def write(
    tx: Tx, news: News, one: Follow, offer: Offer, provider: str, own: str, at: datetime
) -> None:
    signup = open_signup(offer, rome(at).date())
    await notices.tell(
        tx,
        NEWS[news],
        to=one.address,
        language=one.language,
        at=at,
        about=offer.id,
        leave=f"{own}/leave",
        own=own,
        title=offer.shown.title,
        provider=provider,
        left=free_places(offer),
        start=signup and signup.start,
        end=signup and signup.end,
    )


async def sweep(tx: Tx, *, at: datetime) -> None:
    """Note which sign-ups have opened, and delete what has lasted long enough."""
    await follows.signups_opened(tx, today=rome(at).date(), at=at)
    await follows.sweep(tx, asked_before=at - TO_CONFIRM, confirmed_before=at - LASTS)


async def link(tx: Tx, public_url: str, follow_id: UUID, purpose: Purpose) -> str:
    """How addresses begin that only a mail holds; we keep no more than the digest of its word."""
    token = secrets.token_urlsafe(32)
    await follows.add_token(tx, follow_id, purpose, digest(token))
    return f"{public_url}/v1/follows/{token}"


def digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
