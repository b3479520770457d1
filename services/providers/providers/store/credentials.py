"""The rows of credentials, and of the tokens that they were exchanged for."""

from datetime import datetime
from uuid import UUID

from kit.db import Row, Tx
from providers.domain.credentials import Credential
from providers.schemas.credentials import NewCredential


async def add(tx: Tx, credential: Credential) -> None:
    await tx.execute(
        """
        insert into credential (id, provider_id, label, scopes, secret, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        credential.id,
        credential.provider_id,
        credential.terms.label,
        credential.terms.scopes,
        credential.secret,
        credential.terms.expires_at,
    )


async def one(tx: Tx, credential_id: UUID) -> Credential | None:
    row = await tx.fetchrow("select * from credential where id = $1", credential_id)
    return credential_of(row) if row else None


async def to_change(tx: Tx, provider_id: UUID, credential_id: UUID) -> Credential | None:
    """Nobody changes it until this transaction ends."""
    row = await tx.fetchrow(
        "select * from credential where id = $2 and provider_id = $1 for no key update",
        provider_id,
        credential_id,
    )
    return credential_of(row) if row else None


async def save(tx: Tx, credential: Credential) -> None:
    """As revoked. Only after `to_change`."""
    await tx.execute(
        "update credential set revoked_at = $2, version = $3 where id = $1",
        credential.id,
        credential.revoked_at,
        credential.version,
    )


async def every(tx: Tx, provider_id: UUID) -> list[Credential]:
    rows = await tx.fetch(
        "select * from credential where provider_id = $1 order by id", provider_id
    )
    return [credential_of(row) for row in rows]


async def add_token(tx: Tx, token: bytes, credential: Credential, expires_at: datetime) -> None:
    await tx.execute(
        "insert into access_token (token, credential_id, expires_at) values ($1, $2, $3)",
        token,
        credential.id,
        expires_at,
    )


async def behind(tx: Tx, token: bytes, at: datetime) -> Credential | None:
    """The credential of a token, if both still hold."""
    row = await tx.fetchrow(
        """
        select credential.*
        from access_token join credential on credential.id = access_token.credential_id
        where access_token.token = $1 and access_token.expires_at > $2
          and credential.revoked_at is null and credential.expires_at > $2
        """,
        token,
        at,
    )
    return credential_of(row) if row else None


async def sweep(tx: Tx, at: datetime) -> None:
    """Forget tokens that are over."""
    await tx.execute("delete from access_token where expires_at <= $1", at)


def credential_of(row: Row) -> Credential:
    return Credential(
        id=row["id"],
        provider_id=row["provider_id"],
        terms=NewCredential(
            label=row["label"], scopes=tuple(row["scopes"]), expires_at=row["expires_at"]
        ),
        secret=row["secret"],
        revoked_at=row["revoked_at"],
        version=row["version"],
    )
