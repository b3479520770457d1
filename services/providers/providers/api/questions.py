"""Questions of people of 14 to 17 over HTTP: a fixed form, and one reply."""

from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.vocabularies.danger import helplines
from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.inputs import AnyRequest
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.answers import BODY
from providers.api.idempotency import IdempotencyKey
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.api.spoken import INQUIRIES, Spoken, SpokenBody
from providers.domain.operators import ANSWER
from providers.handlers import questions
from providers.handlers.desk import Desk
from providers.handlers.questions import Seen
from providers.schemas.questions import (
    NewQuestion,
    QuestionPage,
    QuestionReply,
    QuestionSeen,
    QuestionTaken,
    Topic,
)

YOUNG = requires("minor", "citizen")
READERS = requires("minor", "citizen", "provider", "officer", scope=ANSWER)

CHOICES = (
    Parameter(
        name="waiting",
        kind=kinds.boolean(),
        description="Solo quesiti senza risposta (true), o solo quelli con una risposta (false).",
    ),
    LIMIT,
    AFTER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which questions."""

    waiting: bool | None
    limit: int
    after: UUID | None


class QuestionController(Controller):
    """Somebody of 14 to 17 asks without saying who they are; a body replies once."""

    path = "/v1/questions"
    tags = ("questions",)

    @post(
        operation_id="askQuestion",
        summary="Chi ha da 14 a 17 anni chiede di una proposta con un modulo fisso",
        guards=[YOUNG],
        description="Una persona manda pochi quesiti al minuto: oltre, 429 con Retry-After.",
        dependencies={"said": SpokenBody(NewQuestion, codes=get_args(Topic), key=IdempotencyKey())},
    )
    async def ask(
        self,
        request: AnyRequest,
        said: NamedDependency[Spoken[NewQuestion]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[QuestionTaken]:
        said.spare(request, INQUIRIES, whom=principal.subject)
        seen = await questions.ask(said.form, said.danger, key=said.key, who=principal, desk=desk)
        return Tagged(
            QuestionTaken(question=seen and shown(seen), help=helplines(said.danger)),
            version=seen.question.version if seen else None,
            at=f"{self.path}/{seen.question.id}" if seen else None,
        )

    @get(
        operation_id="listQuestions",
        summary="I quesiti propri, quelli fatti all'ente, o per gli uffici tutti",
        guards=[READERS],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> QuestionPage:
        found, total = await questions.page(
            waiting=chosen.waiting,
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        items, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=items[-1].question.id) if more else None
        return QuestionPage(items=tuple(map(shown, items)), total=total, next=link)

    @get(
        "/{question_id:uuid}",
        operation_id="getQuestion",
        summary="Un quesito e la sua risposta",
        guards=[READERS],
    )
    async def read(
        self,
        question_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[QuestionSeen]:
        return tagged(await questions.read(question_id, who=principal, desk=desk))

    @post(
        "/{question_id:uuid}/reply",
        operation_id="replyToQuestion",
        summary="Risponde a un quesito, una volta sola",
        guards=[BODY],
        dependencies={"said": Body(QuestionReply), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def reply(
        self,
        question_id: FromPath[UUID],
        said: NamedDependency[QuestionReply],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[QuestionSeen]:
        return tagged(
            await questions.reply(question_id, said, expected=expected, who=principal, desk=desk)
        )


def tagged(seen: Seen) -> Tagged[QuestionSeen]:
    return Tagged(shown(seen), version=seen.question.version)


def shown(seen: Seen) -> QuestionSeen:
    question, officer = seen.question, seen.side == "officer"
    return QuestionSeen(
        id=question.id,
        offer_id=question.offer_id,
        provider_id=question.provider_id,
        topics=question.topics,
        asked_at=question.asked_at,
        reply=question.reply,
        replied_at=question.replied_at,
        asker=question.asker if officer else None,
        replied_by=question.replied_by if officer else None,
    )
