"""The price lists of an offer over HTTP."""

from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.offers import PriceList
from kit.auth import Principal, requires
from kit.parameters import Query
from providers.api.histories import HISTORY, Earlier
from providers.api.paging import cut, following
from providers.handlers import history
from providers.handlers.desk import Desk
from providers.schemas.prices import PriceListPage, PublishedPriceList


class PriceListController(Controller):
    """For its body and officers: what an offer cost, and since when."""

    path = "/v1/offers"
    tags = ("offers",)

    @get(
        "/{offer_id:uuid}/price-lists",
        operation_id="listOfferPriceLists",
        summary="I listini che le famiglie hanno visto, dal più recente",
        guards=[requires("officer", "provider")],
        dependencies={"chosen": Query(HISTORY, Earlier)},
    )
    async def list(
        self,
        offer_id: FromPath[UUID],
        chosen: NamedDependency[Earlier],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> PriceListPage:
        found, total = await history.prices_of_offer(
            offer_id, before=chosen.before, limit=chosen.limit + 1, who=principal, desk=desk
        )
        kept, more = cut(found, chosen.limit)
        path = f"{self.path}/{offer_id}/price-lists"
        return PriceListPage(
            items=tuple(
                PublishedPriceList(since=since, price_list=msgspec.convert(value, PriceList | None))
                for _, since, value in kept
            ),
            total=total,
            next=following(path, chosen, before=kept[-1][0]) if more else None,
        )
