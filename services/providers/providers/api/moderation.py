"""What officers decide about offers, over HTTP."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.problems import Conflict
from providers.api.offers import tagged
from providers.handlers import moderation
from providers.handlers.desk import Desk
from providers.schemas.offers import Notes, OfferAnswer
from providers.schemas.providers import Reason


def moving(
    path: str, *, move: moderation.Move, operation_id: str, summary: str
) -> HTTPRouteHandler:
    """The route of a move for which officers give their reason."""

    @post(
        path,
        operation_id=operation_id,
        summary=summary,
        dependencies={"reason": Body(Reason), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def moved(
        self: Controller,
        offer_id: FromPath[UUID],
        reason: NamedDependency[Reason],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(
            await moderation.move(
                offer_id, move, reason.reason, expected=expected, who=principal, desk=desk
            )
        )

    return moved


class ModerationController(Controller):
    """For officers: publish, send back, withdraw, suspend, reinstate."""

    path = "/v1/offers"
    tags = ("moderation",)
    guards = (requires("officer"),)

    @post(
        "/{offer_id:uuid}/publish",
        operation_id="publishOffer",
        summary="Pubblica la bozza presentata, che è stata letta e non è di chi pubblica",
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def publish(
        self,
        offer_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(
            await moderation.publish(offer_id, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{offer_id:uuid}/send-back",
        operation_id="sendBackOfferDraft",
        summary="Rimanda la bozza presentata, con note per sezione che legge solo l'ente",
        dependencies={"given": Body(Notes), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def send_back(
        self,
        offer_id: FromPath[UUID],
        given: NamedDependency[Notes],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(
            await moderation.send_back(offer_id, given, expected=expected, who=principal, desk=desk)
        )

    withdraw = moving(
        "/{offer_id:uuid}/withdraw",
        move="withdraw",
        operation_id="withdrawOffer",
        summary="Ritira una proposta: le famiglie non la trovano più",
    )
    suspend = moving(
        "/{offer_id:uuid}/suspend",
        move="suspend",
        operation_id="suspendOffer",
        summary="Sospende una proposta: le famiglie per ora non la trovano",
    )
    reinstate = moving(
        "/{offer_id:uuid}/reinstate",
        move="reinstate",
        operation_id="reinstateOffer",
        summary="Riporta tra le pubblicate una proposta sospesa",
    )
