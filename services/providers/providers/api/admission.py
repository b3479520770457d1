"""What officers decide about applications, over HTTP."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.problems import Conflict
from providers.api.applications import tagged
from providers.handlers import admission
from providers.handlers.desk import Desk
from providers.schemas.applications import (
    AdmissionOrder,
    ApplicationAnswer,
    IntegrationRequest,
    Objection,
    RejectionOrder,
)


class AdmissionController(Controller):
    """For officers: ask for integrations, admit, reject."""

    path = "/v1/applications"
    tags = ("admission",)
    guards = (requires("officer"),)

    @post(
        "/{application_id:uuid}/ask-integration",
        operation_id="askApplicationIntegration",
        summary="Chiede integrazioni, una volta sola",
        dependencies={"asked": Body(IntegrationRequest), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def ask_integration(
        self,
        application_id: FromPath[UUID],
        asked: NamedDependency[IntegrationRequest],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await admission.ask_integration(
                application_id, asked, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{application_id:uuid}/notify-rejection",
        operation_id="notifyApplicationRejection",
        summary="Dà il preavviso di rigetto: l'ente ha dieci giorni per rispondere",
        dependencies={"objection": Body(Objection), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def notify_rejection(
        self,
        application_id: FromPath[UUID],
        objection: NamedDependency[Objection],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await admission.notify_rejection(
                application_id, objection, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{application_id:uuid}/admit",
        operation_id="admitApplication",
        summary="Accoglie la domanda con il suo atto: l'ente è nell'elenco",
        dependencies={"order": Body(AdmissionOrder), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def admit(
        self,
        application_id: FromPath[UUID],
        order: NamedDependency[AdmissionOrder],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await admission.admit(
                application_id, order, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{application_id:uuid}/reject",
        operation_id="rejectApplication",
        summary="Respinge la domanda con il suo atto e i suoi motivi",
        dependencies={"order": Body(RejectionOrder), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def reject(
        self,
        application_id: FromPath[UUID],
        order: NamedDependency[RejectionOrder],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await admission.reject(
                application_id, order, expected=expected, who=principal, desk=desk
            )
        )
