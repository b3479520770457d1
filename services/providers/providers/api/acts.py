"""Acts and their receipts over HTTP, for who applied and for officers."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit.auth import Principal
from providers.api.applications import EITHER
from providers.handlers import receipts
from providers.handlers.desk import Desk
from providers.schemas.acts import ActPage

MESSAGE = "message/rfc822"


class ActController(Controller):
    """What went to the certified mailbox."""

    path = "/v1/applications/{application_id:uuid}/acts"
    tags = ("admission",)
    guards = (EITHER,)

    @get(
        operation_id="listActs",
        summary="Gli atti mandati alla PEC dell'ente, con le loro ricevute",
    )
    async def list(
        self,
        application_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ActPage:
        items = await receipts.acts_of(application_id, who=principal, desk=desk)
        return ActPage(items=tuple(items), total=len(items))

    @get(
        "/receipts/{receipt_id:uuid}",
        operation_id="getReceipt",
        summary="Una ricevuta di PEC come è arrivata",
        media_type=MESSAGE,
    )
    async def receipt(
        self,
        application_id: FromPath[UUID],
        receipt_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Response[bytes]:
        content = await receipts.receipt(application_id, receipt_id, who=principal, desk=desk)
        headers = {"Content-Disposition": 'attachment; filename="ricevuta.eml"'}
        return Response(content, headers=headers, media_type=MESSAGE)
