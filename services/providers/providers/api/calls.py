"""Admission calls over HTTP: officers make them, everybody reads them."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.parameters import Parameter, Query
from providers.api.histories import HISTORY, Earlier, history_page
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.domain.calls import Call
from providers.handlers import calls, history
from providers.handlers.desk import Desk
from providers.schemas.calls import CallAnswer, CallPage, Notice, Phase
from providers.schemas.history import HistoryPage

OFFICER = requires("officer")
STATE = Parameter(
    name="state",
    kind=kinds.choice(("open", "future", "closed")),
    description="Solo avvisi che ora sono aperti (open), che si apriranno (future), o chiusi.",
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which calls."""

    state: Phase | None
    limit: int
    after: UUID | None


class CallController(Controller):
    """When bodies may apply to the register."""

    path = "/v1/calls"
    tags = ("admission",)

    @post(
        operation_id="announceCall",
        summary="Pubblica un avviso di adesione, con le sue finestre",
        guards=[OFFICER],
        dependencies={"notice": Body(Notice)},
    )
    async def announce(
        self,
        notice: NamedDependency[Notice],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[CallAnswer]:
        return tagged(await calls.announce(notice, who=principal, desk=desk), desk)

    @get(
        operation_id="listCalls",
        summary="Elenco degli avvisi di adesione, come stanno ora",
        dependencies={"chosen": Query((STATE, LIMIT, AFTER), Chosen)},
    )
    async def list(self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]) -> CallPage:
        found, total = await calls.page(
            phase=chosen.state, after=chosen.after, limit=chosen.limit + 1, desk=desk
        )
        shown, more = cut(found, chosen.limit)
        now = desk.now()
        return CallPage(
            items=tuple(answer(call, now) for call in shown),
            total=total,
            next=following(self.path, chosen, after=shown[-1].id) if more else None,
        )

    @get("/{call_id:uuid}", operation_id="getCall", summary="Un avviso di adesione")
    async def read(
        self, call_id: FromPath[UUID], desk: NamedDependency[Desk]
    ) -> Tagged[CallAnswer]:
        return tagged(await calls.read(call_id, desk=desk), desk)

    @put(
        "/{call_id:uuid}",
        operation_id="editCall",
        summary="Cambia un avviso di adesione",
        guards=[OFFICER],
        dependencies={"notice": Body(Notice), "expected": IfMatch()},
    )
    async def edit(
        self,
        call_id: FromPath[UUID],
        notice: NamedDependency[Notice],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[CallAnswer]:
        return tagged(
            await calls.edit(call_id, notice, expected=expected, who=principal, desk=desk), desk
        )

    @get(
        "/{call_id:uuid}/history",
        operation_id="listCallHistory",
        summary="Che cosa è stato fatto con un avviso, dal più recente",
        guards=[OFFICER],
        dependencies={"chosen": Query(HISTORY, Earlier)},
    )
    async def history(
        self,
        call_id: FromPath[UUID],
        chosen: NamedDependency[Earlier],
        desk: NamedDependency[Desk],
    ) -> HistoryPage:
        found = await history.of_call(
            call_id, before=chosen.before, limit=chosen.limit + 1, desk=desk
        )
        return history_page(f"{self.path}/{call_id}/history", found, chosen)


def tagged(call: Call, desk: Desk) -> Tagged[CallAnswer]:
    now = desk.now()
    at = f"{CallController.path}/{call.id}"
    return Tagged(answer(call, now), version=call.stand(now), at=at)


def answer(call: Call, now: datetime) -> CallAnswer:
    return CallAnswer(
        id=call.id,
        **msgspec.structs.asdict(call.notice),
        state=call.phase(now),
        next_window=call.next_window(now),
    )
