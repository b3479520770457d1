"""Reports of an entry, a review or a body, over HTTP."""

from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.vocabularies.danger import helplines, whom_to_call
from kit import kinds
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.inputs import AnyRequest
from kit.openapi import raises
from kit.parameters import Parameter, Query
from kit.problems import Conflict, NotFound
from providers.api.guards import of_no_body
from providers.api.paging import LIMIT, cut, following
from providers.api.queues import AFTER_NUMBER, WAITING_DAYS, until
from providers.api.spoken import SUBMISSIONS, Spoken, SpokenBody
from providers.domain.reports import Report
from providers.handlers import reports
from providers.handlers.desk import Desk
from providers.schemas.providers import Reason
from providers.schemas.reports import (
    AboutKind,
    Kind,
    NewReport,
    Receipt,
    ReportAnswer,
    ReportItem,
    ReportOutcome,
    ReportPage,
    ReportTaken,
    State,
    Verdict,
)
from providers.store.reports import Filter

OFFICER = requires("officer")

CHOICES = (
    Parameter(
        name="state",
        kind=kinds.choice(get_args(State)),
        description="Solo segnalazioni in questo stato.",
    ),
    Parameter(
        name="kind",
        kind=kinds.choice(get_args(Kind)),
        description="Solo ciò che è sbagliato, non sicuro o offensivo.",
    ),
    Parameter(
        name="about",
        kind=kinds.choice(get_args(AboutKind)),
        description="Solo segnalazioni di voci, di gradimenti o di enti.",
    ),
    WAITING_DAYS,
    LIMIT,
    AFTER_NUMBER,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the queue."""

    state: State | None
    kind: Kind | None
    about: AboutKind | None
    waiting_days: int | None
    limit: int
    after: int | None


class ReportController(Controller):
    """Anybody reports, and learns by a code what became of it; officers see to it."""

    path = "/v1/reports"
    tags = ("reports",)

    @post(
        operation_id="reportSomething",
        summary="Segnala ciò che è sbagliato, non sicuro o offensivo, senza dire chi si è",
        dependencies={"said": SpokenBody(NewReport, codes=get_args(Kind))},
    )
    async def report(
        self,
        request: AnyRequest,
        said: NamedDependency[Spoken[NewReport]],
        desk: NamedDependency[Desk],
    ) -> ReportTaken:
        said.spare(request, SUBMISSIONS)
        receipt = await reports.take(said.form, said.danger, desk=desk)
        unsafe = said.form is not None and said.form.kind == "unsafe"
        called = whom_to_call() if unsafe else helplines(said.danger)
        return ReportTaken(receipt=receipt, help=called)

    @post(
        "/outcome",
        operation_id="getReportOutcome",
        summary="Che cosa ne è stato di una segnalazione: il codice non sta nell'indirizzo",
        guards=[SUBMISSIONS],
        dependencies={"receipt": Body(Receipt)},
        opt=raises(NotFound),
        status_code=200,
    )
    async def outcome(
        self, receipt: NamedDependency[Receipt], desk: NamedDependency[Desk]
    ) -> ReportOutcome:
        return await reports.outcome(receipt.receipt, desk=desk)

    @get(
        operation_id="listReports",
        summary="Le segnalazioni, da quella che attende di più",
        guards=[OFFICER, of_no_body],
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]
    ) -> ReportPage:
        now = desk.now()
        found, total = await reports.page(
            Filter(
                state=chosen.state,
                kind=chosen.kind,
                about=chosen.about,
                until=until(chosen.waiting_days, now),
            ),
            after=chosen.after,
            limit=chosen.limit + 1,
            desk=desk,
        )
        shown, more = cut(found, chosen.limit)
        return ReportPage(
            items=tuple(item(one, now) for one in shown),
            total=total,
            next=following(self.path, chosen, after=shown[-1].number) if more else None,
        )

    @get(
        "/{report_id:uuid}",
        operation_id="getReport",
        summary="Una segnalazione",
        guards=[OFFICER, of_no_body],
    )
    async def read(
        self, report_id: FromPath[UUID], desk: NamedDependency[Desk]
    ) -> Tagged[ReportAnswer]:
        return tagged(await reports.read(report_id, desk=desk))

    @post(
        "/{report_id:uuid}/suspend",
        operation_id="suspendReported",
        summary="Sospende subito la voce, il gradimento o l'ente segnalato, mentre si esamina",
        description="Un ente legge il motivo nella PEC: non dire chi ha segnalato, né che cosa.",
        guards=[OFFICER, of_no_body],
        dependencies={"reason": Body(Reason), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def suspend(
        self,
        report_id: FromPath[UUID],
        reason: NamedDependency[Reason],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReportAnswer]:
        return tagged(
            await reports.suspend(
                report_id, reason.reason, expected=expected, who=principal, desk=desk
            )
        )

    @post(
        "/{report_id:uuid}/close",
        operation_id="closeReport",
        summary="Chiude una segnalazione con l'esito che chi ha segnalato leggerà",
        guards=[OFFICER, of_no_body],
        dependencies={"verdict": Body(Verdict), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def close(
        self,
        report_id: FromPath[UUID],
        verdict: NamedDependency[Verdict],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ReportAnswer]:
        return tagged(
            await reports.close(report_id, verdict, expected=expected, who=principal, desk=desk)
        )


def tagged(report: Report) -> Tagged[ReportAnswer]:
    return Tagged(answer(report), version=report.version)


def answer(report: Report) -> ReportAnswer:
    return ReportAnswer(
        id=report.id,
        number=report.number,
        about=report.about,
        kind=report.kind,
        text=report.text,
        state=report.state,
        received_at=report.received_at,
        verdict=report.verdict,
        closed_at=report.closed_at,
    )


def item(report: Report, now: datetime) -> ReportItem:
    return ReportItem(
        **msgspec.structs.asdict(answer(report)), waiting_days=(now - report.received_at).days
    )
