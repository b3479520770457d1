"""Bodies of the register over HTTP."""

from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from contracts.providers import ProviderCard
from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.histories import HISTORY, Earlier, history_page
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.domain.providers import LICENCE, Provider, Standing
from providers.handlers import history, providers
from providers.handlers.desk import Desk
from providers.schemas.history import HistoryPage
from providers.schemas.providers import (
    Admission,
    ProposalState,
    ProviderAnswer,
    ProviderPage,
    Reason,
)

OFFICER = requires("officer")
ITS_BODY = requires("officer", "provider")
STATE = Parameter(
    name="state",
    kind=kinds.choice(("admitted", "suspended", "removed")),
    description="Solo enti in questo stato.",
)
PROPOSAL = Parameter(
    name="proposal",
    kind=kinds.choice(get_args(ProposalState)),
    description="Solo enti la cui scheda aspetta l'ufficio (proposed) o l'ente (sent_back).",
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which bodies."""

    state: Standing | None
    proposal: ProposalState | None
    limit: int
    after: UUID | None


def moving(path: str, *, to: providers.Move, operation_id: str, summary: str) -> HTTPRouteHandler:
    """The route of a move for which officers give their reason."""

    @post(
        path,
        operation_id=operation_id,
        summary=summary,
        guards=[OFFICER],
        dependencies={"reason": Body(Reason), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def moved(
        self: Controller,
        provider_id: FromPath[UUID],
        reason: NamedDependency[Reason],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(
            await providers.move(
                provider_id, to, reason.reason, expected=expected, who=principal, desk=desk
            )
        )

    return moved


class ProviderController(Controller):
    """Officers admit, change, suspend, reinstate and remove; a body reads what is its own."""

    path = "/v1/providers"
    tags = ("providers",)

    @post(
        operation_id="admitProvider",
        summary="Ammette un ente con il suo atto",
        guards=[OFFICER],
        dependencies={"admission": Body(Admission)},
        opt=raises(Conflict),
    )
    async def admit(
        self,
        admission: NamedDependency[Admission],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(await providers.admit(admission, who=principal, desk=desk))

    @get(
        operation_id="listProviders",
        summary="Elenco degli enti; un ente vede se stesso",
        guards=[ITS_BODY],
        dependencies={"chosen": Query((STATE, PROPOSAL, LIMIT, AFTER), Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ProviderPage:
        found, total = await providers.page(
            state=chosen.state,
            proposal=chosen.proposal,
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        items, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=items[-1].id) if more else None
        return ProviderPage(items=tuple(map(answer, items)), total=total, next=link)

    @get(
        "/{provider_id:uuid}",
        operation_id="getProvider",
        summary="Un ente",
        guards=[ITS_BODY],
    )
    async def read(
        self,
        provider_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(await providers.read(provider_id, who=principal, desk=desk))

    @put(
        "/{provider_id:uuid}/card",
        operation_id="editProviderCard",
        summary="Cambia la scheda pubblica di un ente",
        guards=[OFFICER],
        dependencies={"card": Body(ProviderCard), "expected": IfMatch()},
    )
    async def edit(
        self,
        provider_id: FromPath[UUID],
        card: NamedDependency[ProviderCard],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(
            await providers.edit_card(
                provider_id, card, expected=expected, who=principal, desk=desk
            )
        )

    suspend = moving(
        "/{provider_id:uuid}/suspend",
        to="suspended",
        operation_id="suspendProvider",
        summary="Sospende un ente: le sue proposte non si trovano più",
    )
    reinstate = moving(
        "/{provider_id:uuid}/reinstate",
        to="reinstated",
        operation_id="reinstateProvider",
        summary="Riammette un ente sospeso: le sue proposte tornano",
    )
    remove = moving(
        "/{provider_id:uuid}/remove",
        to="removed",
        operation_id="removeProvider",
        summary="Cancella un ente dall'elenco",
    )

    @get(
        "/{provider_id:uuid}/history",
        operation_id="listProviderHistory",
        summary="Che cosa è stato fatto con un ente, dal più recente",
        guards=[ITS_BODY],
        dependencies={"chosen": Query(HISTORY, Earlier)},
    )
    async def history(
        self,
        provider_id: FromPath[UUID],
        chosen: NamedDependency[Earlier],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> HistoryPage:
        found = await history.of_provider(
            provider_id, before=chosen.before, limit=chosen.limit + 1, who=principal, desk=desk
        )
        path = f"{self.path}/{provider_id}/history"
        return history_page(path, found, chosen)


def tagged(provider: Provider) -> Tagged[ProviderAnswer]:
    at = f"{ProviderController.path}/{provider.id}"
    return Tagged(answer(provider), version=provider.version, at=at)


def answer(provider: Provider) -> ProviderAnswer:
    return ProviderAnswer(
        id=provider.id,
        source=provider.source,
        state=provider.state,
        card=provider.card,
        licence=LICENCE,
        proposal=provider.proposal,
        tax_code=provider.tax_code,
        decision=provider.decision,
        periods=provider.periods,
    )
