"""Requests of families over HTTP: one for offers of several bodies."""

from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.vocabularies.danger import helplines
from kit import kinds
from kit.auth import Principal
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.inputs import AnyRequest
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.answers import FAMILY, asked, shown
from providers.api.idempotency import IdempotencyKey
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.api.spoken import INQUIRIES, Spoken, SpokenBody
from providers.domain.requests import Request
from providers.handlers import requests
from providers.handlers.answers import Seen
from providers.handlers.desk import Desk
from providers.schemas.mandates import Acting
from providers.schemas.requests import (
    NewRequest,
    RequestPage,
    RequestSeen,
    RequestState,
    RequestTaken,
)

CHOICES = (
    Parameter(
        name="state",
        kind=kinds.choice(get_args(RequestState)),
        description="Solo richieste in questo stato.",
    ),
    LIMIT,
    AFTER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which requests."""

    state: RequestState | None
    limit: int
    after: UUID | None


class RequestController(Controller):
    """A family asks, or a hub for a family that is present, and reads what is answered."""

    path = "/v1/requests"
    tags = ("requests",)

    @post(
        operation_id="sendRequest",
        summary="Chiede a uno o più enti delle loro proposte, senza dire chi si è",
        guards=[FAMILY],
        description="Una persona manda poche richieste al minuto: oltre, 429 con Retry-After.",
        dependencies={"said": SpokenBody(NewRequest, key=IdempotencyKey())},
    )
    async def send(
        self,
        request: AnyRequest,
        said: NamedDependency[Spoken[NewRequest]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[RequestTaken]:
        said.spare(request, INQUIRIES, whom=principal.subject)
        sent = await requests.send(said.form, said.danger, key=said.key, who=principal, desk=desk)
        return Tagged(
            RequestTaken(request=seen(sent) if sent else None, help=helplines(said.danger)),
            version=sent.version if sent else None,
            at=f"{self.path}/{sent.id}" if sent else None,
        )

    @get(
        operation_id="listRequests",
        summary="Le richieste della famiglia, o quelle fatte allo sportello",
        guards=[FAMILY],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> RequestPage:
        found, total = await requests.page(
            state=chosen.state,
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        items, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=items[-1].id) if more else None
        return RequestPage(items=tuple(map(seen, items)), total=total, next=link)

    @get(
        "/{request_id:uuid}",
        operation_id="getRequest",
        summary="Una richiesta con tutte le sue risposte",
        guards=[FAMILY],
    )
    async def read(
        self,
        request_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[RequestSeen]:
        return tagged(await requests.read(request_id, who=principal, desk=desk))

    @post(
        "/{request_id:uuid}/cancel",
        operation_id="cancelRequest",
        summary="Annulla una richiesta: le risposte si chiudono",
        guards=[FAMILY],
        dependencies={"acting": Body(Acting), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def cancel(
        self,
        request_id: FromPath[UUID],
        acting: NamedDependency[Acting],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[RequestSeen]:
        return tagged(
            await requests.cancel(request_id, acting, expected=expected, who=principal, desk=desk)
        )


def tagged(request: Request) -> Tagged[RequestSeen]:
    return Tagged(seen(request), version=request.version)


def seen(request: Request) -> RequestSeen:
    return RequestSeen(
        id=request.id,
        state=request.state,
        asked=asked(request),
        on_behalf=request.on_behalf,
        expires_at=request.expires_at,
        answers=tuple(shown(Seen(request, answer, "family")) for answer in request.answers),
    )
