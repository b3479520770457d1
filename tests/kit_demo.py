"""A small service made of nothing but kit, to see over HTTP what kit promises."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID, uuid4

import msgspec
from litestar import Controller, Litestar, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import kinds, log, settings, worker
from kit.app import make_app
from kit.auth import Principal, Role, Verifier, issuer, requires
from kit.auth.principal import AgeBand
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.parameters import Fields, Parameter, Query
from kit.problems import Conflict, NotFound, Unavailable
from kit.serve import serve

PARAMETERS = (
    Parameter(name="q", kind=kinds.text(longest=512), description="Parole cercate."),
    Parameter(
        name="municipio",
        kind=kinds.choice([*"123456789", "_none"]),
        repeatable=True,
        description="Municipi.",
    ),
    Parameter(
        name="age",
        kind=kinds.written(
            lambda text: tuple(int(part) for part in text.split("-")),
            pattern=r"[0-9]{1,2}(-[0-9]{1,2})?",
            longest=5,
            hint="Scrivi un'età o due: 6 o 3-6.",
        ),
        description="Età, o da-a.",
    ),
    Parameter(name="exact", kind=kinds.boolean(), default=False, description="Parole esatte."),
    Parameter(
        name="limit",
        kind=kinds.integer(at_least=0, at_most=100),
        default=20,
        description="Quante voci.",
    ),
    Parameter(
        name="radius", kind=kinds.number(at_least=0, at_most=50_000), description="Raggio, metri."
    ),
    Parameter(name="provider", kind=kinds.uuid(), repeatable=True, description="Enti."),
    Parameter(name="start_after", kind=kinds.day(), description="Inizia dopo."),
    Parameter(
        name="credit",
        kind=kinds.integer(at_least=0, at_most=100_000),
        in_url=False,
        description="Centesimi rimasti sul voucher.",
    ),
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    q: str | None
    municipio: tuple[str, ...]
    age: tuple[int, ...] | None
    exact: bool
    limit: int
    radius: float | None
    provider: tuple[UUID, ...]
    start_after: date | None
    credit: int | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    weekday: Literal["mon", "tue", "wed"]
    start: time | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What can be written of a thing."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
    """What it is called."""
    kind: Literal["offer", "listing"] = "offer"
    email: Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    price_cents: Annotated[int, msgspec.Meta(ge=0, le=10_000)] | None = None
    quantity: int = 0
    schedule: Annotated[tuple[Session, ...], msgspec.Meta(max_length=5)] = ()
    until: datetime | None = None
    extra: dict[str, str] = {}


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """What a token said of who asks."""

    subject: str
    roles: frozenset[Role]
    provider_id: UUID | None
    age_band: AgeBand | None


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    version: int
    card: Card


class Page(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[Thing, ...]
    total: int
    asked: Asked


THINGS: dict[UUID, Thing] = {}


class ThingController(Controller):
    path = "/v1/things"
    tags = ("things",)

    @get(operation_id="listThings", dependencies={"asked": Query(PARAMETERS, Asked)})
    async def list_things(self, asked: NamedDependency[Asked]) -> Page:
        return _page(asked)

    @post(
        "/search",
        operation_id="searchThings",
        status_code=200,
        dependencies={"asked": Fields(PARAMETERS, Asked)},
    )
    async def search(self, asked: NamedDependency[Asked]) -> Page:
        return _page(asked)

    @post(
        operation_id="makeThing",
        guards=[requires("provider", "officer")],
        dependencies={"card": Body(Card)},
        opt=raises(Conflict),
    )
    async def make(self, card: NamedDependency[Card]) -> Tagged[Thing]:
        if card.title == "conflict":
            raise Conflict
        thing = Thing(id=uuid4(), version=1, card=card)
        THINGS[thing.id] = thing
        return Tagged(thing, version=1)

    @get("/{thing_id:uuid}", operation_id="getThing")
    async def one(self, thing_id: FromPath[UUID]) -> Tagged[Thing]:
        thing = _found(thing_id)
        return Tagged(thing, version=thing.version)

    @put(
        "/{thing_id:uuid}",
        operation_id="changeThing",
        guards=[requires("provider")],
        dependencies={"card": Body(Card, largest=4_096), "expected": IfMatch()},
    )
    async def change(
        self,
        thing_id: FromPath[UUID],
        card: NamedDependency[Card],
        expected: NamedDependency[Expected],
    ) -> Tagged[Thing]:
        thing = _found(thing_id)
        expected.check(thing.version)
        changed = Thing(id=thing_id, version=thing.version + 1, card=card)
        THINGS[thing_id] = changed
        return Tagged(changed, version=changed.version)

    @get("/by-name/{name:str}", operation_id="getByName")
    async def named(self, name: FromPath[str]) -> Page:
        raise NotFound

    @get("/me", operation_id="whoAmI", guards=[requires("citizen", "provider")])
    async def me(self, principal: NamedDependency[Principal]) -> Caller:
        return msgspec.convert(principal, Caller, from_attributes=True)

    @get("/boom", include_in_schema=False)
    async def boom(self) -> None:
        raise ValueError("il segreto di una famiglia")

    @get("/away", include_in_schema=False)
    async def away(self) -> None:
        raise Unavailable

    @get("/slow", include_in_schema=False)
    async def slow(self) -> str:
        await asyncio.sleep(0.5)  # it is slow: that is what the tests need of it
        return "finito"

    @post("/die", include_in_schema=False)
    async def die(self, state: State) -> str:
        state.dying.set()
        return "muore"


def create_app(how: settings.Common) -> Litestar:
    dying = asyncio.Event()

    async def until_told() -> None:
        await dying.wait()
        raise ValueError("un valore che non si deve leggere")

    app = make_app(
        name="demo",
        title="Demo",
        description="Per le prove di kit.",
        controllers=[ThingController],
        settings=how,
        lifespan=[worker.background(until_told)],
        verifier=Verifier(how.jwks_url, how.issuer, how.audience),
    )
    app.state.dying = dying
    return app


def opening_app(how: settings.Common, *, fails: bool) -> Litestar:
    """One that cannot open what it needs, or waits for it for ever."""

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        log.get_logger().info("opening")
        if fails:
            raise ConnectionRefusedError(111, "Connection refused")
        await asyncio.Event().wait()
        yield

    return make_app(
        name="broken",
        title="Demo",
        description="Non parte.",
        controllers=[],
        settings=how,
        lifespan=[lifespan],
    )


def _page(asked: Asked) -> Page:
    found = tuple(list(THINGS.values())[: asked.limit])
    return Page(items=found, total=len(THINGS), asked=asked)


def _found(thing_id: UUID) -> Thing:
    if thing_id not in THINGS:
        raise NotFound
    return THINGS[thing_id]


def main(what: str) -> int:
    if what == "issuer":
        about = settings.read(issuer.Settings, "issuer")
        return serve(issuer.create_app(about), about.host, about.port)
    how = settings.read(settings.Common, "demo")
    app = create_app(how) if what == "demo" else opening_app(how, fails=what == "broken")
    return serve(app, how.host, how.port)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
