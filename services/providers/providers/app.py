"""Build the API process of `providers`: the one place that says what is made of what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from kit import clock
from kit.app import make_app
from kit.auth import Verifier
from kit.bus import Bus
from kit.db import Database
from providers.api import CONTROLLERS
from providers.english import ENGLISH
from providers.handlers.callers import Callers
from providers.handlers.desk import Desk
from providers.objects import objects
from providers.settings import Settings
from providers.store.areas import Reference

DESCRIPTION = """\
L'Elenco Milano 0-18: gli enti, le loro proposte, le segnalazioni.

**Chi chiama.** Le operazioni con `security` chiedono un token dell'accesso della città, o di \
`POST /v1/token` per il programma di un ente, con uno dei ruoli indicati; le altre sono aperte.

**Cambiare.** Chi cambia una cosa indica in `If-Match` l'`ETag` che ha letto: 428 se manca, 412 se \
nel frattempo è cambiata. Dove è chiesta una `Idempotency-Key`, la stessa chiamata ripetuta ha la \
stessa risposta, e l'effetto una volta sola. Ciò che è stato fatto si legge dove dice `Location`.

**Errori.** Sono `application/problem+json` (RFC 9457): `code` è stabile, `errors` nomina ogni \
campo con il suo rimedio, tutti insieme; in italiano, o in inglese con `Accept-Language: en`. \
`Retry-After` dice quando riprovare ciò che è stato chiesto troppo spesso. Parole che parlano di \
un pericolo sono ascoltate qualunque altra cosa sia sbagliata, e la risposta ha `help`: chi \
chiamare.

**Elenchi.** `items`, `total` e `next`, l'indirizzo della pagina seguente. Le voci dei vocabolari, \
con le loro etichette, sono in `GET /v1/vocabularies` del catalogo.
"""


def create_app(settings: Settings, *, now: clock.Clock = clock.now) -> Litestar:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        db = await Database.connect(settings.postgres_url, name="providers-api")
        # only to see, for `republish`, what the stream has: the API is ready without it
        bus = await Bus.connect(settings.nats_url, settings.namespace)
        app.state.desk = Desk(
            db=db,
            bus=bus,
            now=now,
            reference=Reference(),
            public_url=settings.links,
            safeguarding_hours=settings.safeguarding_hours,
            safeguarding_mail=settings.safeguarding_mail,
            objects=objects(settings.documents_url),
        )
        try:
            yield
        finally:
            await bus.close()
            await db.close()

    async def ready() -> None:
        desk: Desk = app.state.desk
        await desk.db.ready()

    tokens = Verifier(settings.jwks_url, settings.issuer, settings.audience, now=now)
    app = make_app(
        name="providers",
        title="wishmi: enti e proposte",
        description=DESCRIPTION,
        controllers=CONTROLLERS,
        dependencies={"desk": Provide(desk, sync_to_thread=False)},
        lifespan=[lifespan],
        checks={"postgres": ready},
        settings=settings,
        english=ENGLISH,
        verifier=Callers(tokens, lambda: app.state.desk),
    )
    return app


def desk(state: State) -> Desk:
    found: Desk = state.desk
    return found
