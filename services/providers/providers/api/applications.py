"""Applications to the register over HTTP."""

from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.histories import HISTORY, Earlier, history_page
from providers.api.idempotency import IdempotencyKey
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.domain.applications import Application
from providers.handlers import applications
from providers.handlers.desk import Desk
from providers.schemas.applications import (
    ApplicationAnswer,
    ApplicationForm,
    ApplicationItem,
    ApplicationPage,
    NewApplication,
    Reply,
    State,
)
from providers.schemas.history import HistoryPage
from providers.store.applications import Filter

APPLICANT = requires("citizen", "provider")
EITHER = requires("officer", "citizen", "provider")

CHOICES = (
    Parameter(name="call", kind=kinds.uuid(), description="Solo domande di questo avviso."),
    Parameter(
        name="state",
        kind=kinds.choice(get_args(State)),
        description="Solo domande in questo stato.",
    ),
    LIMIT,
    AFTER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which applications."""

    call: UUID | None
    state: State | None
    limit: int
    after: UUID | None


class ApplicationController(Controller):
    """Who represents a body applies, and reads what became of it."""

    path = "/v1/applications"
    tags = ("admission",)

    @post(
        operation_id="draftApplication",
        summary="Comincia una domanda di adesione: una bozza che vede solo chi la scrive",
        guards=[APPLICANT],
        dependencies={"new": Body(NewApplication), "idempotency_key": IdempotencyKey()},
        opt=raises(Conflict),
    )
    async def draft(
        self,
        new: NamedDependency[NewApplication],
        idempotency_key: NamedDependency[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(await applications.draft(new, key=idempotency_key, who=principal, desk=desk))

    @get(
        operation_id="listApplications",
        summary="Elenco delle domande: le proprie, o per gli uffici quelle presentate",
        guards=[EITHER],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ApplicationPage:
        found, total = await applications.page(
            Filter(call_id=chosen.call, state=chosen.state),
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        shown, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=shown[-1].id) if more else None
        return ApplicationPage(items=tuple(map(item, shown)), total=total, next=link)

    @get(
        "/{application_id:uuid}",
        operation_id="getApplication",
        summary="Una domanda di adesione",
        guards=[EITHER],
    )
    async def read(
        self,
        application_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(await applications.read(application_id, who=principal, desk=desk))

    @put(
        "/{application_id:uuid}/form",
        operation_id="editApplication",
        summary="Cambia ciò che la domanda dice, in bozza o quando si chiedono integrazioni",
        guards=[APPLICANT],
        dependencies={"form": Body(ApplicationForm), "expected": IfMatch()},
        opt=raises(Conflict),
    )
    async def edit(
        self,
        application_id: FromPath[UUID],
        form: NamedDependency[ApplicationForm],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await applications.edit(
                application_id, form, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{application_id:uuid}/submit",
        operation_id="submitApplication",
        summary="Presenta la domanda, o le integrazioni chieste",
        guards=[APPLICANT],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def submit(
        self,
        application_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await applications.submit(application_id, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{application_id:uuid}/reply",
        operation_id="replyToRejectionNotice",
        summary="Risponde al preavviso di rigetto",
        guards=[APPLICANT],
        dependencies={"answered": Body(Reply), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def reply(
        self,
        application_id: FromPath[UUID],
        answered: NamedDependency[Reply],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await applications.reply(
                application_id, answered, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{application_id:uuid}/withdraw",
        operation_id="withdrawApplication",
        summary="Ritira la domanda",
        guards=[APPLICANT],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def withdraw(
        self,
        application_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await applications.withdraw(application_id, expected=expected, who=principal, desk=desk)
        )

    @get(
        "/{application_id:uuid}/history",
        operation_id="listApplicationHistory",
        summary="Che cosa è stato fatto con una domanda, dal più recente",
        guards=[EITHER],
        dependencies={"chosen": Query(HISTORY, Earlier)},
    )
    async def history(
        self,
        application_id: FromPath[UUID],
        chosen: NamedDependency[Earlier],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> HistoryPage:
        found = await applications.read_history(
            application_id, before=chosen.before, limit=chosen.limit + 1, who=principal, desk=desk
        )
        path = f"{self.path}/{application_id}/history"
        return history_page(path, found, chosen)


def tagged(application: Application) -> Tagged[ApplicationAnswer]:
    at = f"{ApplicationController.path}/{application.id}"
    return Tagged(answer(application), version=application.version, at=at)


def item(application: Application) -> ApplicationItem:
    return ApplicationItem(
        id=application.id,
        call_id=application.call_id,
        state=application.state,
        name=application.form.card.name,
        legal_form=application.form.card.legal_form,
        tax_code=application.form.tax_code,
        submitted_at=application.submitted_at,
        receipt=application.receipt,
        protocol=application.protocol,
    )


def answer(application: Application) -> ApplicationAnswer:
    return ApplicationAnswer(
        **msgspec.structs.asdict(item(application)),
        form=application.form,
        documents=application.documents,
        integration=application.integration,
        rejection_notice=application.rejection_notice,
        deadlines=application.deadlines,
        decision=application.decision,
        responsible=application.responsible,
        decided_at=application.decided_at,
        reason=application.reason,
        provider_id=application.provider_id,
    )
