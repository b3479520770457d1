"""Places of offers over HTTP: the light calls."""

from uuid import UUID

from litestar import Controller, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.offers import Places
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from providers.api.idempotency import IdempotencyKey
from providers.domain.operators import PLACES
from providers.handlers import places
from providers.handlers.desk import Desk
from providers.schemas.places import PlacesOfMany, PlacesOutcomes


class PlacesController(Controller):
    """A body, or its software, states places; nobody moderates them."""

    path = "/v1/offers"
    tags = ("offers",)

    @put(
        "/{offer_id:uuid}/places",
        operation_id="stateOfferPlaces",
        summary="Dice quanti posti ci sono e quanti sono liberi: le famiglie lo vedono subito",
        guards=[requires("officer", "provider", "software", scope=PLACES)],
        dependencies={
            "stated": Body(Places),
            "expected": IfMatch(),
            "idempotency_key": IdempotencyKey(),
        },
    )
    async def state_places(
        self,
        offer_id: FromPath[UUID],
        stated: NamedDependency[Places],
        expected: NamedDependency[Expected],
        idempotency_key: NamedDependency[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[Places]:
        done = await places.state_places(
            offer_id, stated, key=idempotency_key, expected=expected, who=principal, desk=desk
        )
        return Tagged(done.places, version=done.version)

    @put(
        "/places",
        operation_id="stateManyPlaces",
        summary="Dice i posti di più proposte dell'ente in una chiamata sola",
        guards=[requires("provider", "software", scope=PLACES)],
        dependencies={"stated": Body(PlacesOfMany), "idempotency_key": IdempotencyKey()},
        opt={"problems": {404}},
    )
    async def state_many(
        self,
        stated: NamedDependency[PlacesOfMany],
        idempotency_key: NamedDependency[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> PlacesOutcomes:
        return await places.state_many(stated, key=idempotency_key, who=principal, desk=desk)
