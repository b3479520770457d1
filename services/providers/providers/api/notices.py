"""Notices over HTTP: officers see what became of each, and have a failed one sent again."""

from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import kinds
from kit.auth import Principal, requires
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.domain.notices import KINDS, Notice
from providers.handlers import notices
from providers.handlers.desk import Desk
from providers.schemas.notices import Channel, NoticeItem, NoticePage, State
from providers.store.notices import Filter

CHOICES = (
    Parameter(
        name="state",
        kind=kinds.choice(get_args(State)),
        description="Solo comunicazioni in questo stato.",
    ),
    Parameter(
        name="kind",
        kind=kinds.choice(tuple(KINDS)),
        description="Solo comunicazioni di questo tipo.",
    ),
    Parameter(
        name="channel",
        kind=kinds.choice(get_args(Channel)),
        description="Solo posta ordinaria (mail), o solo certificata (pec).",
    ),
    Parameter(
        name="about",
        kind=kinds.uuid(),
        description="Solo comunicazioni su questa proposta, domanda, risposta o su questo ente.",
    ),
    LIMIT,
    AFTER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which notices."""

    state: State | None
    kind: str | None
    channel: Channel | None
    about: UUID | None
    limit: int
    after: UUID | None


class NoticeController(Controller):
    """For officers."""

    path = "/v1/notices"
    tags = ("notices",)
    guards = (requires("officer"),)

    @get(
        operation_id="listNotices",
        summary="Le comunicazioni scritte, e che cosa ne è stato",
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]
    ) -> NoticePage:
        found, total = await notices.page(
            Filter(
                state=chosen.state, kind=chosen.kind, about=chosen.about, channel=chosen.channel
            ),
            after=chosen.after,
            limit=chosen.limit + 1,
            desk=desk,
        )
        shown, more = cut(found, chosen.limit)
        link = following(self.path, chosen, after=shown[-1].id) if more else None
        at = desk.now()
        return NoticePage(items=tuple(item(one, at) for one in shown), total=total, next=link)

    @post(
        "/{notice_id:uuid}/send-again",
        operation_id="sendNoticeAgain",
        summary="Manda di nuovo una comunicazione non inviata, o di esito incerto",
        opt=raises(Conflict),
        status_code=200,
    )
    async def send_again(
        self,
        notice_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> NoticeItem:
        return item(await notices.send_again(notice_id, who=principal, desk=desk), desk.now())


def item(notice: Notice, at: datetime) -> NoticeItem:
    return NoticeItem(
        id=notice.id,
        kind=notice.kind,
        channel=notice.channel,
        about=notice.about,
        recipient=veiled(notice.recipient) if notice.recipient else None,
        state=notice.state,
        attempts=notice.attempts,
        created_at=notice.created_at,
        age_seconds=max(0, int((at - notice.created_at).total_seconds())),
        due_at=notice.due_at if notice.state == "waiting" else None,
        ended_at=notice.ended_at,
        reason=notice.reason,
    )


def veiled(address: str) -> str:
    """`…@example.org`."""
    return f"…@{address.rpartition('@')[2]}"
