"""Credentials of a body's own software over HTTP, and the tokens they are exchanged for."""

from collections import Counter
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from werkzeug.datastructures import Authorization

from kit import bodies
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.inputs import AnyRequest, Input
from kit.kinds import UUID_SHAPE
from kit.openapi import raises
from kit.problems import Conflict, Fault, Unauthorized
from kit.sparing import Sparing
from providers.domain.credentials import Credential
from providers.domain.operators import OPERATORS
from providers.domain.problems import InvalidClient, InvalidTokenRequest, UnsupportedGrantType
from providers.handlers import credentials
from providers.handlers.desk import Desk
from providers.schemas.credentials import (
    AccessToken,
    CredentialAnswer,
    CredentialMade,
    CredentialPage,
    NewCredential,
)

FORM = "application/x-www-form-urlencoded"
GRANT = "client_credentials"
ONCE = ("grant_type", "scope")
IN_THE_HEADER = "Id e segreto vanno nell'intestazione Authorization: Basic."
LARGEST_FORM = 1_000
"""Bytes: what is read takes 60, and what standard clients send besides some 200."""


class Client(msgspec.Struct, frozen=True):
    """Id and secret, as a programme shows them."""

    id: UUID
    secret: str


class ClientCredentials(Input):
    """Of HTTP Basic, as RFC 6749 (2.3.1) has it."""

    async def read(self, request: AnyRequest) -> Client:
        given = Authorization.from_header(request.headers.get("authorization"))
        if given is None or given.type != "basic" or not UUID_SHAPE.fullmatch(given.username or ""):
            raise InvalidClient
        return Client(UUID(given.username), given.password or "")

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        operation["description"] = "Authorization: Basic, con id e segreto (RFC 6749, 2.3.1)"


class Grant(Input):
    """The form that asks for a token. As RFC 6749 (3.2) has it, what is empty counts as left out,
    and what is not known is ignored.
    """

    async def read(self, request: AnyRequest) -> tuple[str, ...]:
        """The scopes that are asked for."""
        form = await bodies.raw(request, largest=LARGEST_FORM, media_type=FORM)
        fields = parse_qsl(form.decode("latin-1"))
        names = Counter(name for name, _ in fields)
        given = dict(fields)
        faults = [
            Fault(name, "repeated", "Si può indicare una volta sola.")
            for name in ONCE
            if names[name] > 1
        ]
        if "client_secret" in given:
            faults.append(Fault("client_secret", "not_allowed", IN_THE_HEADER))
        if "grant_type" not in given:
            faults.append(Fault("grant_type", "missing", "È obbligatorio.", (GRANT,)))
        if faults:
            raise InvalidTokenRequest(*faults)
        if given["grant_type"] != GRANT:
            raise UnsupportedGrantType(
                Fault("grant_type", "not_allowed", "Valore non previsto.", (GRANT,))
            )
        return tuple(given.get("scope", "").split())

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        schema = {
            "type": "object",
            "properties": {
                "grant_type": {"const": GRANT},
                "scope": {"type": "string", "examples": ["places editions"]},
            },
            "required": ["grant_type"],
        }
        bodies.describe(operation, schema, media_type=FORM)


class CredentialController(Controller):
    """Who represents a body lets its programmes state places and editions."""

    path = "/v1/providers/{provider_id:uuid}/credentials"
    tags = ("operators",)

    @get(
        operation_id="listCredentials",
        summary="Le credenziali dei programmi di un ente, senza i segreti",
        guards=[requires("officer", "provider", scope=OPERATORS)],
    )
    async def list(
        self,
        provider_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> CredentialPage:
        found = await credentials.every(provider_id, who=principal, desk=desk)
        return CredentialPage(items=tuple(map(answer, found)), total=len(found))

    @post(
        operation_id="makeCredential",
        summary="Fa una credenziale per un programma: il segreto si vede solo ora",
        guards=[requires("provider", scope=OPERATORS)],
        dependencies={"new": Body(NewCredential)},
    )
    async def make(
        self,
        provider_id: FromPath[UUID],
        new: NamedDependency[NewCredential],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[CredentialMade]:
        made = await credentials.make(provider_id, new, who=principal, desk=desk)
        shown = CredentialMade(
            **msgspec.structs.asdict(answer(made.credential)), secret=made.secret
        )
        at = f"/v1/providers/{provider_id}/credentials/{made.credential.id}"
        return Tagged(shown, version=made.credential.version, at=at)

    @get(
        "/{credential_id:uuid}",
        operation_id="getCredential",
        summary="Una credenziale, senza il segreto",
        guards=[requires("officer", "provider", scope=OPERATORS)],
    )
    async def read(
        self,
        provider_id: FromPath[UUID],
        credential_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[CredentialAnswer]:
        return tagged(await credentials.read(provider_id, credential_id, who=principal, desk=desk))

    @post(
        "/{credential_id:uuid}/revoke",
        operation_id="revokeCredential",
        summary="Revoca una credenziale e i suoi token, con effetto immediato",
        guards=[requires("officer", "provider", scope=OPERATORS)],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def revoke(
        self,
        provider_id: FromPath[UUID],
        credential_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[CredentialAnswer]:
        return tagged(
            await credentials.revoke(
                provider_id, credential_id, expected=expected, who=principal, desk=desk
            )
        )


@post(
    "/v1/token",
    operation_id="exchangeCredential",
    summary="Dà a un programma un token che vale poco tempo",
    tags=["operators"],
    guards=[Sparing("tokens_per_minute")],
    dependencies={"scopes": Grant(), "client": ClientCredentials()},
    opt=raises(Unauthorized),
    status_code=200,
)
async def token(
    scopes: NamedDependency[tuple[str, ...]],
    client: NamedDependency[Client],
    desk: NamedDependency[Desk],
) -> Response[AccessToken]:
    made = await credentials.exchange(client.id, client.secret, scopes, desk=desk)
    return Response(made, headers={"Cache-Control": "no-store"})


def tagged(credential: Credential) -> Tagged[CredentialAnswer]:
    return Tagged(answer(credential), version=credential.version)


def answer(credential: Credential) -> CredentialAnswer:
    return CredentialAnswer(
        id=credential.id,
        **msgspec.structs.asdict(credential.terms),
        revoked_at=credential.revoked_at,
    )
