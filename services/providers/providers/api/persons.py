"""What is kept about persons over HTTP: one's own data, and who has read what."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency

from kit import kinds
from kit.auth import Principal, requires
from kit.inputs import AnyRequest
from kit.parameters import Parameter, Query
from providers.api.paging import BEFORE, LIMIT, cut, following
from providers.domain.operators import OWN
from providers.handlers import accesses, persons
from providers.handlers.desk import Desk
from providers.schemas.persons import AccessItem, AccessPage, Erasure, Outcome, PersonalData

CHOICES = (
    Parameter(
        name="about",
        kind=kinds.uuid(),
        description="Solo letture dei dati di questa domanda, di questo ente o di questo caso.",
    ),
    LIMIT,
    BEFORE,
)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which readings."""

    about: UUID | None
    limit: int
    before: int | None


class AccessController(Controller):
    """For officers, and for the data protection officer, who has the role `auditor`."""

    path = "/v1/accesses"
    tags = ("privacy",)
    guards = (requires("officer", "auditor"),)

    @get(
        operation_id="listAccesses",
        summary="Chi ha letto dati di persone, quali e per che cosa, dal più recente",
        dependencies={"chosen": Query(CHOICES, Chosen)},
    )
    async def list(
        self, chosen: NamedDependency[Chosen], desk: NamedDependency[Desk]
    ) -> AccessPage:
        found, total = await accesses.page(
            chosen.about, before=chosen.before, limit=chosen.limit + 1, desk=desk
        )
        shown, more = cut(found, chosen.limit)
        return AccessPage(
            items=tuple(
                AccessItem(
                    at=one.at,
                    role=one.by.role,
                    subject=one.by.subject,
                    purpose=one.purpose,
                    about=one.about,
                )
                for _, one in shown
            ),
            total=total,
            next=following(self.path, chosen, before=shown[-1][0]) if more else None,
        )


class OwnDataController(Controller):
    """For everybody who has an account."""

    path = "/v1/me"
    tags = ("privacy",)
    guards = (requires("citizen", "minor", "provider", "officer", scope=OWN),)

    @get(
        "/data",
        operation_id="exportMyData",
        summary="Tutto ciò che è conservato su chi lo chiede",
    )
    async def export(
        self, principal: NamedDependency[Principal], desk: NamedDependency[Desk]
    ) -> PersonalData:
        parts = await persons.export(who=principal, desk=desk)
        return PersonalData(subject=principal.subject, parts=parts)

    @post(
        "/erase",
        operation_id="eraseMyData",
        summary="Cancella ciò che nessuna legge conserva, e dice che cosa resta e perché",
        status_code=200,
    )
    async def erase(
        self,
        principal: NamedDependency[Principal],
        request: AnyRequest,
        desk: NamedDependency[Desk],
    ) -> Erasure:
        say = request.app.state.texts.say
        return Erasure(
            items=tuple(
                Outcome(
                    part=one.part,
                    erased=one.erased,
                    kept=one.kept,
                    why=say(one.why) if one.why else None,
                    until=say(one.until) if one.until else None,
                )
                for one in await persons.erase(who=principal, desk=desk)
            )
        )
