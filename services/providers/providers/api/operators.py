"""Those who act for a body, over HTTP."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.problems import Conflict
from providers.domain.operators import OPERATORS, Operator
from providers.handlers import operators
from providers.handlers.desk import Desk
from providers.schemas.operators import Mandate, NewOperator, OperatorAnswer, OperatorPage


class OperatorController(Controller):
    """Who represents a body, or an officer, says who acts for it, what they may do, how long."""

    path = "/v1/providers/{provider_id:uuid}/operators"
    tags = ("operators",)
    guards = (requires("officer", "provider", scope=OPERATORS),)

    @get(operation_id="listOperators", summary="Chi opera o ha operato per un ente")
    async def list(
        self,
        provider_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> OperatorPage:
        found = await operators.every(provider_id, who=principal, desk=desk)
        return OperatorPage(items=tuple(map(answer, found)), total=len(found))

    @post(
        operation_id="giveOperator",
        summary="Incarica qualcuno di operare per un ente",
        dependencies={"new": Body(NewOperator)},
        opt=raises(Conflict),
    )
    async def give(
        self,
        provider_id: FromPath[UUID],
        new: NamedDependency[NewOperator],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OperatorAnswer]:
        return tagged(await operators.give(provider_id, new, who=principal, desk=desk))

    @get("/{operator_id:uuid}", operation_id="getOperator", summary="Chi opera per un ente")
    async def read(
        self,
        provider_id: FromPath[UUID],
        operator_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OperatorAnswer]:
        return tagged(await operators.read(provider_id, operator_id, who=principal, desk=desk))

    @put(
        "/{operator_id:uuid}",
        operation_id="changeOperator",
        summary="Cambia i compiti o la scadenza di un incarico",
        dependencies={"mandate": Body(Mandate), "expected": IfMatch()},
        opt=raises(Conflict),
    )
    async def change(
        self,
        provider_id: FromPath[UUID],
        operator_id: FromPath[UUID],
        mandate: NamedDependency[Mandate],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OperatorAnswer]:
        return tagged(
            await operators.change(
                provider_id, operator_id, mandate, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{operator_id:uuid}/withdraw",
        operation_id="withdrawOperator",
        summary="Revoca un incarico, con effetto immediato",
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def withdraw(
        self,
        provider_id: FromPath[UUID],
        operator_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OperatorAnswer]:
        return tagged(
            await operators.withdraw(
                provider_id, operator_id, expected=expected, who=principal, desk=desk
            )
        )


def tagged(operator: Operator) -> Tagged[OperatorAnswer]:
    at = f"/v1/providers/{operator.provider_id}/operators/{operator.id}"
    return Tagged(answer(operator), version=operator.version, at=at)


def answer(operator: Operator) -> OperatorAnswer:
    return OperatorAnswer(
        id=operator.id,
        subject=operator.subject,
        **msgspec.structs.asdict(operator.mandate),
        withdrawn_at=operator.withdrawn_at,
    )
