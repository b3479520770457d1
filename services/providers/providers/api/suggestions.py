"""Bodies that people would like to find, over HTTP."""

from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.vocabularies.danger import helplines
from kit import kinds
from kit.auth import Principal, requires
from kit.etags import Expected, IfMatch, Tagged
from kit.inputs import AnyRequest
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict
from providers.api.paging import LIMIT, cut, following
from providers.api.queues import AFTER_NUMBER, WAITING_DAYS, until
from providers.api.spoken import SUBMISSIONS, Spoken, SpokenBody
from providers.domain.suggestions import Suggestion
from providers.handlers import suggestions
from providers.handlers.desk import Desk
from providers.schemas.suggestions import (
    NewSuggestion,
    State,
    SuggestionAnswer,
    SuggestionItem,
    SuggestionPage,
    SuggestionQueue,
    SuggestionTaken,
)
from providers.store.suggestions import Filter

OFFICER = requires("officer")
STATE = Parameter(
    name="state",
    kind=kinds.choice(get_args(State)),
    description="Solo suggerimenti in questo stato.",
)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of what everybody sees."""

    limit: int
    after: int | None


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the queue."""

    state: State | None
    waiting_days: int | None
    limit: int
    after: int | None


class SuggestionController(Controller):
    """Anybody suggests; officers read it before anybody sees it."""

    path = "/v1/suggestions"
    tags = ("suggestions",)

    @post(
        operation_id="suggestProvider",
        summary="Suggerisce un ente che si vorrebbe trovare, senza dire chi si è",
        dependencies={"said": SpokenBody(NewSuggestion)},
    )
    async def suggest(
        self,
        request: AnyRequest,
        said: NamedDependency[Spoken[NewSuggestion]],
        desk: NamedDependency[Desk],
    ) -> SuggestionTaken:
        said.spare(request, SUBMISSIONS)
        await suggestions.take(said.form, said.danger, desk=desk)
        return SuggestionTaken(help=helplines(said.danger))

    @get(
        operation_id="listSuggestions",
        summary="Gli enti che le persone vorrebbero trovare",
        dependencies={"seen": Query((LIMIT, AFTER_NUMBER), Seen)},
    )
    async def list(
        self, seen: NamedDependency[Seen], desk: NamedDependency[Desk]
    ) -> SuggestionPage:
        found, total = await suggestions.page(
            Filter(state="accepted"), after=seen.after, limit=seen.limit + 1, desk=desk
        )
        shown, more = cut(found, seen.limit)
        return SuggestionPage(
            items=tuple(one.body for one in shown),
            total=total,
            next=following(self.path, seen, after=shown[-1].number) if more else None,
        )

    @get(
        "/queue",
        operation_id="listSuggestionQueue",
        summary="I suggerimenti per gli uffici, da quello che attende di più",
        guards=[OFFICER],
        dependencies={"chosen": Query((STATE, WAITING_DAYS, LIMIT, AFTER_NUMBER), Chosen)},
    )
    async def queue(
        self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]
    ) -> SuggestionQueue:
        now = desk.now()
        found, total = await suggestions.page(
            Filter(state=chosen.state, until=until(chosen.waiting_days, now)),
            after=chosen.after,
            limit=chosen.limit + 1,
            desk=desk,
        )
        shown, more = cut(found, chosen.limit)
        path = f"{self.path}/queue"
        return SuggestionQueue(
            items=tuple(item(one, now) for one in shown),
            total=total,
            next=following(path, chosen, after=shown[-1].number) if more else None,
        )

    @get(
        "/{suggestion_id:uuid}",
        operation_id="getSuggestion",
        summary="Un suggerimento, per gli uffici",
        guards=[OFFICER],
    )
    async def read(
        self, suggestion_id: FromPath[UUID], desk: NamedDependency[Desk]
    ) -> Tagged[SuggestionAnswer]:
        return tagged(await suggestions.read(suggestion_id, desk=desk))

    @post(
        "/{suggestion_id:uuid}/accept",
        operation_id="acceptSuggestion",
        summary="Accoglie un suggerimento: tutti lo vedono",
        guards=[OFFICER],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def accept(
        self,
        suggestion_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[SuggestionAnswer]:
        return tagged(
            await suggestions.move(
                suggestion_id, "accept", expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{suggestion_id:uuid}/reject",
        operation_id="rejectSuggestion",
        summary="Respinge un suggerimento, anche dopo averlo accolto: nessuno lo vede",
        guards=[OFFICER],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def reject(
        self,
        suggestion_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[SuggestionAnswer]:
        return tagged(
            await suggestions.move(
                suggestion_id, "reject", expected=expected, who=principal, desk=desk
            )
        )


def tagged(suggestion: Suggestion) -> Tagged[SuggestionAnswer]:
    return Tagged(answer(suggestion), version=suggestion.version)


def answer(suggestion: Suggestion) -> SuggestionAnswer:
    return SuggestionAnswer(
        id=suggestion.id,
        number=suggestion.number,
        suggestion=suggestion.body,
        state=suggestion.state,
        received_at=suggestion.received_at,
    )


def item(suggestion: Suggestion, now: datetime) -> SuggestionItem:
    return SuggestionItem(
        **msgspec.structs.asdict(answer(suggestion)),
        waiting_days=(now - suggestion.received_at).days,
    )
