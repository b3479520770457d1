"""The thread of an answer over HTTP: what a family and a body write to each other."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.vocabularies.danger import helplines
from kit.auth import Principal
from kit.openapi import raises
from kit.parameters import Query
from kit.problems import Conflict
from providers.api.answers import EITHER
from providers.api.histories import HISTORY, Earlier
from providers.api.idempotency import IdempotencyKey
from providers.api.paging import cut, following
from providers.api.spoken import Spoken, SpokenBody
from providers.handlers import messages
from providers.handlers.desk import Desk
from providers.schemas.requests import MessagePage, MessageTaken, NewMessage


class MessageController(Controller):
    """Both sides write and read; nobody else does."""

    path = "/v1/answers/{answer_id:uuid}/messages"
    tags = ("requests",)

    @get(
        operation_id="listMessages",
        summary="Che cosa si sono scritti la famiglia e l'ente, dal più recente",
        guards=[EITHER],
        dependencies={"chosen": Query(HISTORY, Earlier)},
    )
    async def read(
        self,
        answer_id: FromPath[UUID],
        chosen: NamedDependency[Earlier],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> MessagePage:
        found, total = await messages.thread(
            answer_id, before=chosen.before, limit=chosen.limit + 1, who=principal, desk=desk
        )
        kept, more = cut(found, chosen.limit)
        path = f"/v1/answers/{answer_id}/messages"
        link = following(path, chosen, before=kept[-1][0]) if more else None
        return MessagePage(items=tuple(said for _, said in kept), total=total, next=link)

    @post(
        operation_id="writeMessage",
        summary="Scrive all'altra parte",
        guards=[EITHER],
        dependencies={"said": SpokenBody(NewMessage, key=IdempotencyKey())},
        opt=raises(Conflict),
    )
    async def say(
        self,
        answer_id: FromPath[UUID],
        said: NamedDependency[Spoken[NewMessage]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> MessageTaken:
        message = await messages.say(
            answer_id, said.form, said.danger, key=said.key, who=principal, desk=desk
        )
        return MessageTaken(message=message, help=helplines(said.danger))
