"""Hear danger in what adults write to each other, whatever becomes of what they wrote."""

from collections.abc import Awaitable
from typing import TypeVar
from uuid import UUID

import msgspec

from kit.db import Tx
from kit.idempotency import InFlight
from kit.problems import Problem
from providers.handlers import concerns
from providers.handlers.desk import Desk
from providers.schemas.concerns import Source
from providers.schemas.reports import About
from providers.store import answers

T = TypeVar("T")

OURS = 500
"""From this status on it is we who failed, and the same may be sent again."""


class Cry(msgspec.Struct, frozen=True, kw_only=True):
    """Words that tell of danger. Who they are from is not kept with them."""

    source: Source
    text: str
    about: About | None


async def hear(tx: Tx, cry: Cry | None, desk: Desk) -> None:
    """Beside what else is done with the words."""
    if cry is not None:
        await concerns.raise_one(tx, cry.source, cry.text, about=cry.about, desk=desk)


async def beforehand(source: Source, answer_id: UUID, text: str, desk: Desk) -> None:
    """What is said of an answer, in a transaction of its own."""
    async with desk.db.transaction() as tx:
        cry = Cry(source=source, text=text, about=await about_answer(tx, answer_id))
        await hear(tx, cry, desk)


async def about_answer(tx: Tx, answer_id: UUID) -> About | None:
    """The offer that it is about."""
    offer_id = await answers.offer_of(tx, answer_id)
    return About(kind="entry", id=offer_id) if offer_id else None


async def even_if_refused(doing: Awaitable[T], cry: Cry | None, desk: Desk) -> T | None:
    """What comes of it; none where it is refused, and the danger in it is heard all the same."""
    try:
        return await doing
    except Problem as problem:
        if cry is None or problem.status >= OURS:
            raise
        refused = problem
    async with desk.db.transaction() as tx:
        await hear(tx, cry, desk)
    if isinstance(refused, InFlight):
        raise refused  # what becomes of the call that is at work nobody knows yet
    return None
