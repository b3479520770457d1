"""Who calls: what a token says, and what our rows say of who shows it."""

from collections.abc import Callable
from uuid import UUID

import msgspec

from kit.auth import READ, Principal, Role, Verifying
from kit.problems import Unauthorized
from providers.domain.credentials import TOKEN_PREFIX, digest
from providers.domain.operators import EDITIONS, MAY, PERSON, PLACES, scopes
from providers.domain.problems import ActsForSeveral, NotAnOperator
from providers.handlers.desk import Desk
from providers.store import credentials, operators

SOFTWARE = frozenset({READ, PLACES, EDITIONS})
"""The most that a body's software may, whoever gave it its token."""
ACTING: frozenset[Role] = frozenset({"provider", "officer"})
"""Roles in which people stand on the side of the body that their token names."""
DECIDING: frozenset[Role] = frozenset({"officer", "safeguarding"})
"""Roles in which people decide about bodies."""


class Callers:
    """Turns a token into a caller. Rows are read at each call: who is withdrawn is so at once."""

    def __init__(self, tokens: Verifying, desk: Callable[[], Desk]) -> None:
        self._tokens = tokens
        self._desk = desk

    async def principal(self, token: str) -> Principal:
        """Raises Unauthorized, or Unavailable."""
        if token.startswith(TOKEN_PREFIX):
            return await self._software(token)
        who = await self._tokens.principal(token)
        if "software" in who.roles:
            return msgspec.structs.replace(who, scopes=SOFTWARE)
        named = who.provider_id
        if not DECIDING.isdisjoint(who.roles):
            who = await self._officer(who)
        if named is not None and who.scopes is None and not ACTING.isdisjoint(who.roles):
            return await self._operator(who, named)
        return who

    async def _operator(self, who: Principal, provider_id: UUID) -> Principal:
        """The claim says for whom somebody acts; the body's operators say whether, and what."""
        desk = self._desk()
        async with desk.db.statement() as tx:
            duties = await operators.acting(tx, provider_id, who.subject, desk.now())
        if duties is None:  # nobody was ever appointed: the city's word stands for it
            return msgspec.structs.replace(who, scopes=MAY["represent"])
        if not duties:
            return msgspec.structs.replace(
                who, provider_id=None, scopes=PERSON, refusal=NotAnOperator
            )
        return msgspec.structs.replace(who, scopes=scopes(duties))

    async def _officer(self, who: Principal) -> Principal:
        """On the side of the body that they act for too, if there is one: neither a token that
        leaves it out nor one that names another lets anybody decide about their own.
        """
        desk = self._desk()
        async with desk.db.statement() as tx:
            bodies = set(await operators.bodies_of(tx, who.subject, desk.now()))
        if len(bodies | {who.provider_id} - {None}) > 1:
            return msgspec.structs.replace(who, scopes=PERSON, refusal=ActsForSeveral)
        if who.provider_id is not None or not bodies:
            return who
        # as an officer alone: for a body one acts by a token that names it, within one's duties
        return msgspec.structs.replace(
            who, provider_id=bodies.pop(), roles=who.roles - {"provider"}
        )

    async def _software(self, token: str) -> Principal:
        desk = self._desk()
        async with desk.db.statement() as tx:
            credential = await credentials.behind(tx, digest(token), desk.now())
        if credential is None:
            raise Unauthorized("Il token non è valido.", challenge='Bearer error="invalid_token"')
        return Principal(
            subject=f"software-{credential.id}",
            roles=frozenset({"software"}),
            provider_id=credential.provider_id,
            scopes=credential.scopes,
        )
