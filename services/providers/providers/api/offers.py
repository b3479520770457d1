"""Offers and listings over HTTP."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.offers import OfferCard
from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.histories import HISTORY, Earlier, history_page
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.domain.comparison import differences
from providers.domain.offers import Offer
from providers.handlers import history, offers
from providers.handlers.desk import Desk
from providers.schemas.history import HistoryPage
from providers.schemas.offers import (
    Comparison,
    Kind,
    NewOffer,
    OfferAnswer,
    OfferItem,
    OfferPage,
    State,
)
from providers.store.offers import Filter

ITS_BODY = requires("officer", "provider")
ITS_BODY_OR_SOFTWARE = requires("officer", "provider", "software")

CHOICES = (
    Parameter(
        name="provider", kind=kinds.uuid(), description="Solo proposte dell'ente con questo id."
    ),
    Parameter(
        name="kind",
        kind=kinds.choice(("offer", "listing")),
        description="Solo proposte di enti (offer), o solo segnalazioni (listing).",
    ),
    Parameter(
        name="state",
        kind=kinds.choice(("draft", "published", "withdrawn", "suspended")),
        description="Solo proposte in questo stato.",
    ),
    LIMIT,
    AFTER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which offers."""

    provider: UUID | None
    kind: Kind | None
    state: State | None
    limit: int
    after: UUID | None


class OfferController(Controller):
    """A body drafts, copies and submits."""

    path = "/v1/offers"
    tags = ("offers",)

    @post(
        operation_id="draftOffer",
        summary="Comincia una proposta: una bozza che le famiglie non vedono",
        guards=[ITS_BODY],
        dependencies={"new": Body(NewOffer)},
        opt={"problems": {404, 409}},
    )
    async def draft(
        self,
        new: NamedDependency[NewOffer],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(await offers.draft(new, who=principal, desk=desk))

    @post(
        "/{offer_id:uuid}/copy",
        operation_id="copyOffer",
        summary="Comincia una proposta dalla bozza di un'altra",
        guards=[ITS_BODY],
        opt=raises(Conflict),
    )
    async def copy(
        self,
        offer_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(await offers.copy(offer_id, who=principal, desk=desk))

    @get(
        operation_id="listOffers",
        summary="Elenco delle proposte; un ente vede le proprie",
        guards=[ITS_BODY_OR_SOFTWARE],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> OfferPage:
        found, total = await offers.page(
            Filter(provider_id=chosen.provider, kind=chosen.kind, state=chosen.state),
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        items, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=items[-1].id) if more else None
        return OfferPage(items=tuple(map(item, items)), total=total, next=link)

    @get(
        "/{offer_id:uuid}",
        operation_id="getOffer",
        summary="Una proposta: la bozza accanto a ciò che le famiglie vedono",
        guards=[ITS_BODY_OR_SOFTWARE],
    )
    async def read(
        self,
        offer_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(await offers.read(offer_id, who=principal, desk=desk))

    @put(
        "/{offer_id:uuid}/draft",
        operation_id="editOfferDraft",
        summary="Cambia la bozza di una proposta",
        guards=[ITS_BODY],
        dependencies={"card": Body(OfferCard), "expected": IfMatch()},
    )
    async def edit(
        self,
        offer_id: FromPath[UUID],
        card: NamedDependency[OfferCard],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(
            await offers.redraft(offer_id, card, expected=expected, who=principal, desk=desk)
        )

    @post(
        "/{offer_id:uuid}/submit",
        operation_id="submitOfferDraft",
        summary="Presenta la bozza agli uffici, se è completa",
        guards=[ITS_BODY],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def submit(
        self,
        offer_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[OfferAnswer]:
        return tagged(await offers.submit(offer_id, expected=expected, who=principal, desk=desk))

    @get(
        "/{offer_id:uuid}/comparison",
        operation_id="compareOfferDraft",
        summary="Che cosa la bozza cambierebbe di ciò che le famiglie vedono, campo per campo",
        guards=[ITS_BODY],
    )
    async def compare(
        self,
        offer_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[Comparison]:
        offer = await offers.read(offer_id, who=principal, desk=desk)
        differs = differences(offer.published, offer.draft)
        return Tagged(Comparison(differences=differs), version=offer.version)

    @get(
        "/{offer_id:uuid}/history",
        operation_id="listOfferHistory",
        summary="Che cosa è stato fatto con una proposta, dal più recente",
        guards=[ITS_BODY],
        dependencies={"chosen": Query(HISTORY, Earlier)},
    )
    async def history(
        self,
        offer_id: FromPath[UUID],
        chosen: NamedDependency[Earlier],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> HistoryPage:
        found = await history.of_offer(
            offer_id, before=chosen.before, limit=chosen.limit + 1, who=principal, desk=desk
        )
        path = f"{self.path}/{offer_id}/history"
        return history_page(path, found, chosen)


def tagged(offer: Offer) -> Tagged[OfferAnswer]:
    return Tagged(answer(offer), version=offer.version, at=f"{OfferController.path}/{offer.id}")


def item(offer: Offer) -> OfferItem:
    return OfferItem(
        id=offer.id,
        source=offer.source,
        kind=offer.kind,
        state=offer.state,
        provider_id=offer.provider_id,
        title=offer.draft.title,
        edited=offer.draft != offer.published,
        draft_state=offer.draft_state,
        submitted_at=offer.submitted_at,
        published_at=offer.published_at,
        places=offer.places,
    )


def answer(offer: Offer) -> OfferAnswer:
    return OfferAnswer(
        **msgspec.structs.asdict(item(offer)),
        manager=offer.manager,
        claimed_at=offer.claimed_at,
        draft=offer.draft,
        published=offer.published,
        earlier_prices=offer.days.earlier,
        editions=offer.editions,
        notes=offer.notes,
    )
