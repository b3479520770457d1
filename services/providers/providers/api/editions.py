"""Editions of an offer over HTTP: the light calls."""

from uuid import UUID

from litestar import Controller, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.problems import Conflict
from providers.api.idempotency import IdempotencyKey
from providers.domain.operators import EDITIONS
from providers.handlers import editions
from providers.handlers.desk import Desk
from providers.schemas.editions import Cancellation, KeptEdition, NewEdition


class EditionController(Controller):
    """A body, or its software, says when an offer runs; the offer shows all its editions."""

    path = "/v1/offers/{offer_id:uuid}/editions"
    tags = ("editions",)
    guards = (requires("officer", "provider", "software", scope=EDITIONS),)

    @post(
        operation_id="openEdition",
        summary="Apre un'edizione: le famiglie la vedono subito",
        dependencies={"new": Body(NewEdition), "idempotency_key": IdempotencyKey()},
        opt=raises(Conflict),
    )
    async def open_one(
        self,
        offer_id: FromPath[UUID],
        new: NamedDependency[NewEdition],
        idempotency_key: NamedDependency[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[KeptEdition]:
        opened = await editions.open_one(
            offer_id, new, key=idempotency_key, who=principal, desk=desk
        )
        return Tagged(opened, version=opened.version, at=f"/v1/offers/{offer_id}")

    @put(
        "/{edition_id:uuid}",
        operation_id="changeEdition",
        summary="Cambia i giorni, le iscrizioni e i posti di un'edizione",
        dependencies={
            "new": Body(NewEdition),
            "expected": IfMatch(),
            "idempotency_key": IdempotencyKey(),
        },
        opt=raises(Conflict),
    )
    async def change(
        self,
        offer_id: FromPath[UUID],
        edition_id: FromPath[UUID],
        new: NamedDependency[NewEdition],
        expected: NamedDependency[Expected],
        idempotency_key: NamedDependency[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[KeptEdition]:
        return tagged(
            await editions.change(
                offer_id,
                edition_id,
                new,
                key=idempotency_key,
                expected=expected,
                who=principal,
                desk=desk,
            )
        )

    @post(
        "/{edition_id:uuid}/cancel",
        operation_id="cancelEdition",
        summary="Annulla un'edizione, con il motivo per le famiglie: non si riapre",
        dependencies={
            "given": Body(Cancellation),
            "expected": IfMatch(),
            "idempotency_key": IdempotencyKey(),
        },
        opt=raises(Conflict),
        status_code=200,
    )
    async def cancel(
        self,
        offer_id: FromPath[UUID],
        edition_id: FromPath[UUID],
        given: NamedDependency[Cancellation],
        expected: NamedDependency[Expected],
        idempotency_key: NamedDependency[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[KeptEdition]:
        return tagged(
            await editions.cancel(
                offer_id,
                edition_id,
                given,
                key=idempotency_key,
                expected=expected,
                who=principal,
                desk=desk,
            )
        )


def tagged(edition: KeptEdition) -> Tagged[KeptEdition]:
    return Tagged(edition, version=edition.version)
