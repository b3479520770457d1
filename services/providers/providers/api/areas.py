"""The areas of the city over HTTP: open to everybody, as the city's data are."""

from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency

from kit import kinds
from kit.parameters import Parameter, Query
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.handlers import areas
from providers.handlers.desk import Desk
from providers.schemas.areas import AreaPage

KIND = Parameter(
    name="kind",
    kind=kinds.choice(("municipio", "nil", "metro")),
    description="Solo aree di questo tipo.",
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which areas."""

    kind: str | None
    limit: int
    after: UUID | None


class AreaController(Controller):
    """Municipi, neighbourhoods and metro stops."""

    path = "/v1/areas"
    tags = ("areas",)

    @get(
        operation_id="listAreas",
        summary="Elenco di municipi, NIL e fermate della metropolitana, senza geometria",
        dependencies={"chosen": Query((KIND, LIMIT, AFTER), Chosen)},
    )
    async def list(self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]) -> AreaPage:
        found, total = await areas.page(
            kind=chosen.kind, after=chosen.after, limit=chosen.limit + 1, desk=desk
        )
        items, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=items[-1].id) if more else None
        return AreaPage(items=items, total=total, next=link)
