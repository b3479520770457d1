"""The service `providers` as its callers see it: over HTTP, with tokens, on the real servers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server
from joserfc import jwt
from litestar import Litestar

import providers
from contracts.streams import PROVIDERS
from kit.auth import Role, issuer
from kit.bus import Bus
from kit.clock import now, rome
from kit.db import Database
from kit.events import Decoder, Fact
from kit.migrate import migrate
from providers import app, worker
from providers.domain import offer_facts
from providers.domain import providers as provider_rules
from providers.schemas.calls import Window
from providers.settings import Settings
from providers.store import offers as offers_store
from providers.store import providers as providers_store
from tests import builders as a
from tests.ports import free_port

MIGRATIONS = Path(providers.__file__).parent / "migrations"

APPLICATION_MOVES: dict[str, Any] = {
    "submit": None,
    "withdraw": None,
    "reply": {"reply": "Il bilancio era allegato."},
    "ask-integration": {"request": "Manca il bilancio."},
    "notify-rejection": {"reasons": "Requisiti non provati."},
    "admit": {"responsible": "Area Giovani"},
    "reject": {"responsible": "Area Giovani", "reason": "Requisiti non provati."},
}
"""What one says to move an application, beside the act."""
ACTS = {"admit": "DD 44/2026", "reject": "DD 45/2026"}
REJECTED = ("submit", "notify-rejection", "reply", "reject")
OFFICERS_MOVES = {"ask-integration", "notify-rejection", "admit", "reject"}

OFFER_MOVES: dict[str, Any] = {
    "submit": None,
    "publish": None,
    "send-back": {"notes": [{"section": "price", "text": "Manca la quota di iscrizione."}]},
    "withdraw": {"reason": "Per prova."},
    "suspend": {"reason": "Per prova."},
    "reinstate": {"reason": "Per prova."},
}
"""What one says to move an offer."""


def application_move(move: str) -> Any:
    """What one says to move an application."""
    said = APPLICATION_MOVES[move]
    return said | {"decision": a.an_act(number=ACTS[move])} if move in ACTS else said


decode = Decoder(PROVIDERS.facts)


class Register:
    """One providers service, and what one asks of it."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient, signer: "Signer") -> None:
        self.settings = settings
        self.http = http
        self.signer = signer
        self.officer = signer.headers("officer", subject="officer-1")

    def provider(self, provider_id: str, role: Role = "provider") -> dict[str, str]:
        return self.signer.headers(role, provider=UUID(provider_id), subject="provider-1")

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """As an officer, unless another Authorization is given."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {**self.officer, **names}
        content = None
        if body is not None:
            content = body if isinstance(body, bytes) else msgspec.json.encode(body)
            sent.setdefault("Content-Type", "application/json")
        return await self.http.request(method, path, content=content, headers=sent)

    async def get(self, path: str, **headers: str) -> Any:
        answer = await self.ask("GET", path, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def has_provider(self, **given: Any) -> str:
        """A body in the register; its id."""
        body = {
            "card": a.a_provider_card(**given),
            "tax_code": a.a_tax_code(),
            "decision": a.a_decision(),
        }
        answer = await self.ask("POST", "/v1/providers", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def has_call(self, *windows: Window) -> str:
        """An admission call, open now where no window is given; its id."""
        answer = await self.ask("POST", "/v1/calls", a.a_notice(*windows))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def citizen(self, subject: str) -> dict[str, str]:
        return self.signer.headers("citizen", subject=subject)

    async def apply(
        self, form: Any, *, call: str, by: str, key: str | None = None
    ) -> httpx.Response:
        """A citizen begins an application."""
        new = {"call_id": call, "form": form}
        key = key or str(uuid4())
        headers = {"Idempotency_Key": key, **self.citizen(by)}
        return await self.ask("POST", "/v1/applications", new, **headers)

    async def has_application(
        self, *moves: str, by: str = "citizen-1", call: str | None = None, **form: Any
    ) -> str:
        """An application that was moved so (`"submit", "reject"`) after its drafting; its id."""
        call = call or await self.has_call()
        begun = await self.apply(a.a_form(**form), call=call, by=by)
        assert begun.status_code == 201, begun.text
        application: str = begun.json()["id"]
        for move in moves:
            done = await self.move_application(application, move, by=by)
            assert done.status_code == 200, done.text
        return application

    async def move_application(self, application: str, move: str, *, by: str) -> httpx.Response:
        """By whom it is up to, from the version that it has."""
        read = await self.ask("GET", f"/v1/applications/{application}", **self.citizen(by))
        tag, body = read.headers["ETag"], application_move(move)
        who = self.officer if move in OFFICERS_MOVES else self.citizen(by)
        path = f"/v1/applications/{application}/{move}"
        return await self.ask("POST", path, body, If_Match=tag, **who)

    async def has_draft(self, provider_id: str, **given: Any) -> str:
        """A draft that its body could submit; its id."""
        body = {"provider_id": provider_id, "draft": a.an_offer_card(**given)}
        answer = await self.ask("POST", "/v1/offers", body, **self.provider(provider_id))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def has_submitted(self, provider_id: str, **given: Any) -> str:
        """A draft that an officer could publish; its id."""
        offer_id = await self.has_draft(provider_id, **given)
        answer = await self.submit(offer_id, **self.provider(provider_id))
        assert answer.status_code == 200, answer.text
        return offer_id

    async def has_offer(self, provider_id: str, **given: Any) -> str:
        """A published offer; its id."""
        offer_id = await self.has_submitted(provider_id, **given)
        answer = await self.publish(offer_id)
        assert answer.status_code == 200, answer.text
        return offer_id

    async def submit(self, offer_id: str, **headers: str) -> httpx.Response:
        path = f"offers/{offer_id}"
        return await self.change("POST", f"/v1/{path}/submit", of=path, **headers)

    async def publish(self, offer_id: str, **headers: str) -> httpx.Response:
        path = f"offers/{offer_id}"
        return await self.change("POST", f"/v1/{path}/publish", of=path, **headers)

    async def edit(self, offer_id: str, card: Any, **headers: str) -> httpx.Response:
        path = f"offers/{offer_id}"
        return await self.change("PUT", f"/v1/{path}/draft", card, of=path, **headers)

    async def change(
        self, method: str, path: str, body: Any = None, *, of: str, **headers: str
    ) -> httpx.Response:
        """A change of what was just read."""
        tag = await self.tag(of)
        return await self.ask(method, path, body, If_Match=tag, **headers)

    async def tag(self, of: str) -> str:
        read = await self.ask("GET", f"/v1/{of}")
        assert read.status_code == 200, read.text
        return str(read.headers["ETag"])

    async def move(self, thing: str, verb: str, reason: str = "Per prova.") -> httpx.Response:
        """`move("offers/<id>", "withdraw")`."""
        return await self.change("POST", f"/v1/{thing}/{verb}", {"reason": reason}, of=thing)

    async def places(
        self, offer_id: str, places: Any, tag: str, *, key: str | None = None, **headers: str
    ) -> httpx.Response:
        path = f"/v1/offers/{offer_id}/places"
        key = key or str(uuid4())
        return await self.ask("PUT", path, places, If_Match=tag, Idempotency_Key=key, **headers)

    async def bring(self, what: str, *rows: Any) -> list[dict[str, Any]]:
        """Import rows; what became of each."""
        answer = await self.ask("POST", f"/v1/imports/{what}", {"rows": rows})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["rows"])

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        db = await Database.connect(self.settings.postgres_url)
        try:
            yield db
        finally:
            await db.close()

    async def told(self, thing: str, thing_id: str) -> tuple[str, dict[str, Any]] | None:
        """The type and the data of what waits in the outbox, or was told, about a thing."""
        async with self.database() as db, db.transaction() as tx:
            row = await tx.fetchrow(
                "select type, data from told where subject = $1",
                f"wishmi.providers.{thing}.{thing_id}",
            )
        return (row["type"].removeprefix("it.milano.wishmi."), row["data"]) if row else None

    async def versions(self) -> dict[str, int]:
        """How often each thing was told."""
        async with self.database() as db, db.transaction() as tx:
            rows = await tx.fetch("select subject, version from told")
        return {row["subject"]: row["version"] for row in rows}

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Litestar]:
        """With its worker."""
        made = worker.create_app(self.settings)
        async with made.lifespan():
            yield made

    async def all_told(self) -> bool:
        async with self.database() as db, db.transaction() as tx:
            waiting: int = await tx.fetchval(
                "select count(*) from told where told_version < version"
            )
        return waiting == 0

    async def sequences(self) -> dict[str, int]:
        """Of the last message of each subject."""
        bus = await Bus.connect(self.settings.nats_url, self.settings.namespace)
        try:
            return {message.subject: message.sequence async for message in bus.walk(PROVIDERS)}
        finally:
            await bus.close()

    async def stream(self) -> list[Fact]:
        bus = await Bus.connect(self.settings.nats_url, self.settings.namespace)
        try:
            return [decode(message.payload)[1] async for message in bus.walk(PROVIDERS)]
        finally:
            await bus.close()


class Signer:
    """Gives tokens as the development issuer does."""

    def __init__(self, settings: issuer.Settings) -> None:
        self._settings = settings
        self._key = issuer.key_in(settings.key_folder)

    def headers(self, role: Role, *others: Role, **given: Any) -> dict[str, str]:
        asked = issuer.TokenRequest(role=role, **given)
        token = issuer.signed(self._key, asked, settings=self._settings)
        if others:  # the city's issuer may give several to one person
            one = jwt.decode(token, self._key)
            token = jwt.encode(one.header, one.claims | {"roles": [role, *others]}, self._key)
        return {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def register(
    postgres_url: str, nats_url: str, namespace: str, folder: Path, **told: Any
) -> AsyncIterator[Register]:
    """A migrated database, the API on a port, an issuer beside it; told more, if given."""
    await migrate(postgres_url, MIGRATIONS)
    keys = issuer.Settings(key_folder=folder, port=free_port(), requests_per_second=0)
    settings = Settings(
        postgres_url=postgres_url,
        nats_url=nats_url,
        namespace=namespace,
        port=free_port(),
        requests_per_second=0,
        tokens_per_minute=0,
        submissions_per_minute=0,
        asks_per_minute=0,
        inquiries_per_minute=0,
        jwks_url=f"{keys.issuer}/jwks.json",
        issuer=keys.issuer,
        **told,
    )
    async with (
        served(issuer.create_app(keys), keys.port),
        served(app.create_app(settings), settings.port) as url,
        httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http,
    ):
        yield Register(settings, http, Signer(keys))


@asynccontextmanager
async def served(made: Litestar, port: int) -> AsyncIterator[str]:
    """An app as `kit.serve` serves it, in this process."""
    stop = asyncio.Event()
    # in a task of its own: a lifespan must end in the task that it began in, fixtures do not
    serving = asyncio.create_task(serve(made, port, stop))
    try:
        await listening(port, serving)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        await serving


async def serve(made: Litestar, port: int, stop: asyncio.Event) -> None:
    server = Server(
        made,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
    )
    async with made.lifespan():
        answering = asyncio.create_task(server.serve())
        await stop.wait()
        server.stop()
        await answering


async def listening(port: int, serving: "asyncio.Task[None]") -> None:
    async with asyncio.timeout(10):
        while not serving.done():
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionError:
                await asyncio.sleep(0.01)
                continue
            writer.close()
            return


async def tells_what_is_true(register: Register) -> int:
    """The outbox says of each body and offer exactly what their rows say. Of how many it speaks."""
    async with register.database() as db, db.transaction() as tx:
        told = {
            row["subject"]: (row["type"], row["data"])
            for row in await tx.fetch("select subject, type, data from told")
        }
        bodies, _ = await providers_store.page(tx, only=None, state=None, after=None, limit=9_999)
        all_offers = offers_store.Filter()
        offers, _ = await offers_store.page(tx, all_offers, only=None, after=None, limit=9_999)
    by_id = {body.id: body for body in bodies}
    today = rome(now()).date()
    facts = [provider_rules.told(body) for body in bodies] + [
        offer_facts.told(offer, by_id.get(offer.provider_id) if offer.provider_id else None, today)
        for offer in offers
        if offer.state != "draft"
    ]
    spoken_of = {
        fact.subject: (fact.TYPE, msgspec.json.decode(msgspec.json.encode(fact))) for fact in facts
    }
    others = {one for one in told if ".area." in one or one.startswith("wishmi.private.")}
    assert {subject: said for subject, said in told.items() if subject not in others} == spoken_of
    return len(spoken_of)
