"""What is done with the credentials of a body's software: make, revoke, exchange for a token."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from kit.auth import Principal
from kit.db import Tx
from kit.etags import Expected
from kit.problems import Fault, NotFound
from providers.domain.credentials import (
    LONGEST,
    TOKEN_LIFE,
    Credential,
    digest,
    new_secret,
    new_token,
)
from providers.domain.history import Action, Changes, Entry, changes
from providers.domain.operators import expiry_faults
from providers.domain.problems import InvalidClient, InvalidScope
from providers.handlers import bodies
from providers.handlers.access import actor, may_see
from providers.handlers.desk import Desk
from providers.handlers.providers import refuse
from providers.schemas.credentials import AccessToken, NewCredential
from providers.store import credentials, history

UNKNOWN = "Non c'è una credenziale con questo id."


class Made(msgspec.Struct, frozen=True):
    """A new credential, and its secret for the only time."""

    credential: Credential
    secret: str


async def make(provider_id: UUID, new: NewCredential, *, who: Principal, desk: Desk) -> Made:
    """For a programme of the body."""
    at = desk.now()
    refuse(expiry_faults(new.expires_at, at, LONGEST))
    secret = new_secret()
    credential = Credential(id=uuid4(), provider_id=provider_id, terms=new, secret=digest(secret))
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
        await credentials.add(tx, credential)
        await keep(tx, credential, "credential_made", changes(None, new), who, at)
    return Made(credential, secret)


async def revoke(
    provider_id: UUID, credential_id: UUID, *, expected: Expected, who: Principal, desk: Desk
) -> Credential:
    """From the next call on the programme acts for the body no more, nor do its tokens."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        before = await credentials.to_change(tx, provider_id, credential_id)
        if before is None or not may_see(who, provider_id):
            raise NotFound(UNKNOWN)
        expected.check(before.version)
        after = before.revoked(at)
        await credentials.save(tx, after)
        differs: Changes = {"state": ("valid", "revoked")}
        await keep(tx, after, "credential_revoked", differs, who, at)
    return after


async def read(provider_id: UUID, credential_id: UUID, *, who: Principal, desk: Desk) -> Credential:
    async with desk.db.transaction() as tx:
        found = await credentials.one(tx, credential_id)
    if found is None or found.provider_id != provider_id or not may_see(who, provider_id):
        raise NotFound(UNKNOWN)
    return found


async def every(provider_id: UUID, *, who: Principal, desk: Desk) -> list[Credential]:
    async with desk.db.transaction() as tx:
        await bodies.seen(tx, provider_id, who)
        return await credentials.every(tx, provider_id)


async def exchange(
    credential_id: UUID, secret: str, asked: Sequence[str], *, desk: Desk
) -> AccessToken:
    """A token for id and secret (RFC 6749, 4.4). Why they are refused is not told. It may all that
    its credential may, and says so; who asked for more is refused.
    """
    at = desk.now()
    async with desk.db.transaction() as tx:
        credential = await credentials.one(tx, credential_id)
        if credential is None or not credential.opens(secret, at):
            raise InvalidClient
        if not credential.scopes.issuperset(asked):
            allowed = tuple(sorted(credential.scopes))
            raise InvalidScope(Fault("scope", "not_allowed", "Valore non previsto.", allowed))
        token, until = new_token(), min(at + TOKEN_LIFE, credential.terms.expires_at)
        await credentials.add_token(tx, digest(token), credential, until)
    return AccessToken(
        access_token=token,
        expires_in=int((until - at).total_seconds()),
        scope=" ".join(credential.terms.scopes),
    )


async def keep(
    tx: Tx, credential: Credential, action: Action, differs: Changes, who: Principal, at: datetime
) -> None:
    """In the history of the body."""
    differs = {f"credentials/{credential.id}/{field}": both for field, both in differs.items()}
    await history.keep(
        tx,
        Entry(thing=credential.provider_id, at=at, by=actor(who), action=action, changes=differs),
    )
