"""Have things told again, over HTTP: what `wishmi republish` calls."""

from litestar import Controller, post
from litestar.di import NamedDependency

from kit.auth import requires
from kit.bodies import Body
from providers.handlers import republish
from providers.handlers.desk import Desk
from providers.schemas.republish import Order, Republished


class RepublishController(Controller):
    """For officers: nothing changes, everything is told with a new sequence."""

    path = "/v1/republish"
    tags = ("operations",)

    @post(
        operation_id="republish",
        summary="Racconta di nuovo agli altri servizi tutto, o solo alcune cose",
        guards=[requires("officer")],
        dependencies={"order": Body(Order)},
        status_code=202,
    )
    async def republish(
        self, order: NamedDependency[Order], desk: NamedDependency[Desk]
    ) -> Republished:
        subjects = None if order.all else order.subjects
        count = await republish.republish(subjects, after_restore=order.after_restore, desk=desk)
        return Republished(count=count)
