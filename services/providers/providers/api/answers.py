"""Answers to requests over HTTP: what a body and a family do with one of them."""

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
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.api.spoken import Spoken, SpokenBody
from providers.domain.operators import ANSWER
from providers.domain.requests import Request
from providers.handlers import answers
from providers.handlers.answers import Seen
from providers.handlers.desk import Desk
from providers.schemas.mandates import Acting
from providers.schemas.quotes import NewQuote
from providers.schemas.requests import (
    Acceptance,
    AnswerCancellation,
    AnswerCancelled,
    AnswerPage,
    AnswerSeen,
    AnswerState,
    Asked,
    Refusal,
    Sharing,
)

FAMILY = requires("citizen", "hub_operator")
# what families write is read only by who answers them, also of a body's people
BODY = requires("provider", scope=ANSWER)
EITHER = requires("citizen", "hub_operator", "provider", scope=ANSWER)

CHOICES = (
    Parameter(name="offer", kind=kinds.uuid(), description="Solo risposte su questa proposta."),
    Parameter(
        name="state",
        kind=kinds.choice(get_args(AnswerState)),
        description="Solo risposte in questo stato.",
    ),
    LIMIT,
    AFTER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which answers."""

    offer: UUID | None
    state: AnswerState | None
    limit: int
    after: UUID | None


class AnswerController(Controller):
    """Families and bodies talk, agree on a price, and say that it was used."""

    path = "/v1/answers"
    tags = ("requests",)

    @get(
        operation_id="listAnswers",
        summary="Che cosa è stato chiesto all'ente, e che cosa ha risposto",
        guards=[BODY],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> AnswerPage:
        found, total = await answers.page(
            offer_id=chosen.offer,
            state=chosen.state,
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        items, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=items[-1].answer.id) if more else None
        return AnswerPage(items=tuple(map(shown, items)), total=total, next=link)

    @get(
        "/{answer_id:uuid}",
        operation_id="getAnswer",
        summary="Una risposta, come la vede la famiglia o l'ente",
        guards=[EITHER],
    )
    async def read(
        self,
        answer_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(await answers.read(answer_id, who=principal, desk=desk))

    @post(
        "/{answer_id:uuid}/share-contacts",
        operation_id="shareContacts",
        summary="Fa sapere all'ente come raggiungere la famiglia",
        guards=[FAMILY],
        dependencies={"sharing": Body(Sharing), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def share(
        self,
        answer_id: FromPath[UUID],
        sharing: NamedDependency[Sharing],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(
            await answers.share(answer_id, sharing, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{answer_id:uuid}/quote",
        operation_id="quote",
        summary="Risponde con un preventivo: il totale lo calcola il servizio",
        guards=[BODY],
        dependencies={"new": Body(NewQuote), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def quote(
        self,
        answer_id: FromPath[UUID],
        new: NamedDependency[NewQuote],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(
            await answers.quote(answer_id, new, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{answer_id:uuid}/refuse",
        operation_id="refuseRequest",
        summary="Risponde di no, e perché",
        guards=[BODY],
        dependencies={"refusal": Body(Refusal), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def refuse(
        self,
        answer_id: FromPath[UUID],
        refusal: NamedDependency[Refusal],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(
            await answers.refuse_request(
                answer_id, refusal, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{answer_id:uuid}/withdraw",
        operation_id="withdrawQuote",
        summary="Ritira un preventivo che non è stato ancora accettato",
        guards=[BODY],
        dependencies={"refusal": Body(Refusal), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def withdraw(
        self,
        answer_id: FromPath[UUID],
        refusal: NamedDependency[Refusal],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(
            await answers.withdraw(answer_id, refusal, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{answer_id:uuid}/accept",
        operation_id="acceptQuote",
        summary="Accetta il preventivo letto: le altre risposte si chiudono",
        guards=[FAMILY],
        dependencies={"acceptance": Body(Acceptance), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def accept(
        self,
        answer_id: FromPath[UUID],
        acceptance: NamedDependency[Acceptance],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(
            await answers.accept(answer_id, acceptance, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{answer_id:uuid}/cancel",
        operation_id="cancelAccepted",
        summary="Annulla ciò che era accettato, se non si paga con un voucher",
        guards=[EITHER],
        dependencies={"said": SpokenBody(AnswerCancellation, expected=IfMatch())},
        opt=raises(Conflict),
        status_code=200,
    )
    async def cancel(
        self,
        answer_id: FromPath[UUID],
        said: NamedDependency[Spoken[AnswerCancellation]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerCancelled]:
        seen = await answers.cancel(
            answer_id,
            said.form or said.problem,
            said.danger,
            expected=said.expected,
            who=principal,
            desk=desk,
        )
        cancelled = msgspec.structs.asdict(shown(seen))
        return Tagged(
            AnswerCancelled(**cancelled, help=helplines(said.danger)), version=seen.answer.version
        )

    @post(
        "/{answer_id:uuid}/confirm-use",
        operation_id="confirmUse",
        summary="Conferma che la proposta è stata usata senza voucher: serve anche l'altra parte",
        guards=[EITHER],
        dependencies={"acting": Body(Acting), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def confirm_use(
        self,
        answer_id: FromPath[UUID],
        acting: NamedDependency[Acting],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[AnswerSeen]:
        return tagged(
            await answers.confirm_use(
                answer_id, acting, expected=expected, who=principal, desk=desk
            )
        )


def tagged(seen: Seen) -> Tagged[AnswerSeen]:
    return Tagged(shown(seen), version=seen.answer.version)


def shown(seen: Seen) -> AnswerSeen:
    """What each side may see: a body no person, a family not which operator it was."""
    family, answer = seen.side == "family", seen.answer
    quote = answer.quote
    return AnswerSeen(
        id=answer.id,
        request_id=seen.request.id if family else None,
        offer_id=answer.offer_id,
        edition_id=answer.edition_id,
        provider_id=answer.provider_id,
        state=answer.state,
        asked=asked(seen.request),
        quote=msgspec.structs.replace(quote, operator=None) if quote and family else quote,
        reason=answer.reason,
        contacts=answer.contacts,
        family_token=answer.family_token if family else None,
        purchase=answer.purchase,
        edition_cancelled_at=answer.edition_cancelled_at,
        use=answer.use,
    )


def asked(request: Request) -> Asked:
    return Asked(
        message=request.message,
        persons=request.persons,
        ages=request.ages,
        sent_at=request.sent_at,
    )
