"""The officers' queue over HTTP."""

from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency

from contracts.values import CategoryCode
from kit import kinds
from kit.auth import requires
from kit.parameters import Parameter, Query
from providers.api.paging import LIMIT, cut, following
from providers.api.queues import AFTER_NUMBER, WAITING_DAYS, until
from providers.handlers import moderation
from providers.handlers.desk import Desk
from providers.schemas.submissions import Submission, SubmissionItem, SubmissionPage
from providers.store.submissions import Filter

CHOICES = (
    Parameter(name="provider", kind=kinds.uuid(), description="Solo bozze di questo ente."),
    Parameter(
        name="category",
        kind=kinds.choice(get_args(CategoryCode)),
        description="Solo bozze di questa categoria.",
    ),
    Parameter(
        name="municipio",
        kind=kinds.integer(at_least=1, at_most=9),
        description="Solo bozze che servono questo municipio.",
    ),
    WAITING_DAYS,
    LIMIT,
    AFTER_NUMBER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the queue."""

    provider: UUID | None
    category: CategoryCode | None
    municipio: int | None
    waiting_days: int | None
    limit: int
    after: int | None


class SubmissionController(Controller):
    """For officers: what waits for them."""

    path = "/v1/submissions"
    tags = ("moderation",)
    guards = (requires("officer"),)

    @get(
        operation_id="listSubmissions",
        summary="Le bozze che attendono gli uffici, da quella che attende di più",
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]
    ) -> SubmissionPage:
        now = desk.now()
        found, total = await moderation.queue(
            Filter(
                provider_id=chosen.provider,
                category=chosen.category,
                municipio=chosen.municipio,
                until=until(chosen.waiting_days, now),
            ),
            after=chosen.after,
            limit=chosen.limit + 1,
            desk=desk,
        )
        shown, more = cut(found, chosen.limit)
        return SubmissionPage(
            items=tuple(item(submission, now) for submission in shown),
            total=total,
            next=following(self.path, chosen, after=shown[-1].number) if more else None,
        )


def item(submission: Submission, now: datetime) -> SubmissionItem:
    days = (now - submission.submitted_at).days
    return SubmissionItem(**msgspec.structs.asdict(submission), waiting_days=days)
