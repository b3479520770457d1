"""Claims of listings over HTTP."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.problems import Conflict
from providers.api.offers import tagged
from providers.handlers import claims
from providers.handlers.desk import Desk
from providers.schemas.claims import Assignment
from providers.schemas.offers import OfferAnswer


class ClaimController(Controller):
    """A body claims the listing that speaks of it; officers say whose a listing is."""

    path = "/v1/offers"
    tags = ("offers",)

    @post(
        "/{listing_id:uuid}/claim",
        operation_id="claimListing",
        summary="Rivendica una segnalazione dell'ente: diventa una sua bozza",
        guards=[requires("provider")],
        opt=raises(Conflict),
        status_code=200,
    )
    async def claim(
        self,
        listing_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(await claims.claim(listing_id, who=principal, desk=desk))

    @post(
        "/{listing_id:uuid}/assign",
        operation_id="assignListing",
        summary="Decide di quale ente è una segnalazione: diventa una sua bozza",
        guards=[requires("officer")],
        dependencies={"given": Body(Assignment), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def assign(
        self,
        listing_id: FromPath[UUID],
        given: NamedDependency[Assignment],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(
            await claims.assign(listing_id, given, expected=expected, who=principal, desk=desk)
        )
