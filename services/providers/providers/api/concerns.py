"""What tells of danger, over HTTP, for who answers for the safety of minors."""

from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.guards import of_no_body
from providers.api.paging import LIMIT, cut, following
from providers.api.queues import AFTER_NUMBER
from providers.domain.concerns import Concern
from providers.handlers import concerns
from providers.handlers.desk import Desk
from providers.schemas.concerns import (
    ConcernAnswer,
    ConcernItem,
    ConcernPage,
    Outcome,
    Source,
    State,
)
from providers.schemas.providers import Reason
from providers.store.concerns import Filter

CHOICES = (
    Parameter(
        name="state",
        kind=kinds.choice(get_args(State)),
        description="Solo casi in questo stato.",
    ),
    Parameter(
        name="source",
        kind=kinds.choice(get_args(Source)),
        description="Solo casi che vengono da qui.",
    ),
    Parameter(
        name="overdue",
        kind=kinds.boolean(),
        description="Solo casi aperti oltre il termine.",
        default=False,
    ),
    LIMIT,
    AFTER_NUMBER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the queue."""

    state: State | None
    source: Source | None
    overdue: bool
    limit: int
    after: int | None


class ConcernController(Controller):
    """For the role `safeguarding` alone: officers without it do not read this."""

    path = "/v1/concerns"
    tags = ("safeguarding",)
    guards = (requires("safeguarding"), of_no_body)

    @get(
        operation_id="listConcerns",
        summary="Ciò che parla di un pericolo, nell'ordine in cui è arrivato",
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self,
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ConcernPage:
        now = desk.now()
        found, total = await concerns.page(
            Filter(state=chosen.state, source=chosen.source, due=now if chosen.overdue else None),
            after=chosen.after,
            limit=chosen.limit + 1,
            who=principal,
            desk=desk,
        )
        shown, more = cut(found, chosen.limit)
        return ConcernPage(
            items=tuple(item(one, now) for one in shown),
            total=total,
            next=following(self.path, chosen, after=shown[-1].number) if more else None,
        )

    @get("/{concern_id:uuid}", operation_id="getConcern", summary="Un caso")
    async def read(
        self,
        concern_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ConcernAnswer]:
        return tagged(await concerns.read(concern_id, who=principal, desk=desk))

    @post(
        "/{concern_id:uuid}/take",
        operation_id="takeConcern",
        summary="Prende in carico un caso",
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def take(
        self,
        concern_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ConcernAnswer]:
        return tagged(await concerns.take(concern_id, expected=expected, who=principal, desk=desk))

    @post(
        "/{concern_id:uuid}/suspend",
        operation_id="suspendConcerned",
        summary="Sospende subito la voce, il gradimento o l'ente di cui si parla",
        description="Un ente legge il motivo nella PEC: non dire chi ha parlato, né che cosa.",
        dependencies={"reason": Body(Reason), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def suspend(
        self,
        concern_id: FromPath[UUID],
        reason: NamedDependency[Reason],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ConcernAnswer]:
        return tagged(
            await concerns.suspend(
                concern_id, reason.reason, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{concern_id:uuid}/close",
        operation_id="closeConcern",
        summary="Chiude un caso con ciò che è stato fatto",
        dependencies={"outcome": Body(Outcome), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def close(
        self,
        concern_id: FromPath[UUID],
        outcome: NamedDependency[Outcome],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ConcernAnswer]:
        return tagged(
            await concerns.close(concern_id, outcome, expected=expected, who=principal, desk=desk)
        )


def tagged(concern: Concern) -> Tagged[ConcernAnswer]:
    return Tagged(answer(concern), version=concern.version)


def answer(concern: Concern) -> ConcernAnswer:
    fields = msgspec.structs.asdict(concern)
    return ConcernAnswer(**{name: fields[name] for name in ConcernAnswer.__struct_fields__})


def item(concern: Concern, now: datetime) -> ConcernItem:
    overdue = concern.state != "closed" and concern.due_at <= now
    return ConcernItem(**msgspec.structs.asdict(answer(concern)), overdue=overdue)
