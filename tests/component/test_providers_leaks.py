"""Nothing personal in events, logs or metrics: planted values are looked for in all of them."""

from functools import partial
from pathlib import Path

import msgspec
import pytest

from contracts.streams import PROVIDERS
from kit.bus import Bus
from kit.metrics import exposition
from providers import worker
from providers.schemas.applications import ContactPerson, Representative
from tests import builders as a
from tests.city import eventually
from tests.component.test_providers_persons import bring
from tests.mailbox import Mailbox, link, mailbox
from tests.register import APPLICATION_MOVES, Register
from tests.sending_process import SENDER

pytestmark = pytest.mark.timeout(60)

PUBLIC = "Associazione Quisibalda"
PLANTED = {
    "name": "Zenobia Quaglierini",
    "tax code": "RSSMRA80A01F205X",
    "contact": "Ippolito Strabuzzi",
    "mail": "ippolito.strabuzzi@posta.example.org",
    "phone": "333 7421987",
    "safeguarding": "Eufrasia Bellincontro",
    "family": "famiglia.trombadori@posta.example.org",
    "refused": "figlia.trombadori@posta.example.org",
    "pec": "zenobia@pec.example.org",
    "request": "Manca il certificato di Zenobia.",
    "reasons": "La signora Zenobia ha una condanna.",
    "reply": "La figlia di Trombadori era malata.",
    "suspension": "Ippolito ha picchiato un bambino.",
    "officer": "officer-quaglierini",
}


async def application(here: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that persons say, and all that is said of them."""
    said = {"reply": "reply", "ask-integration": "request", "notify-rejection": "reasons"}
    for move, field in said.items():
        monkeypatch.setitem(APPLICATION_MOVES, move, {field: PLANTED[field]})
    given = {
        "card": a.a_provider_card(name=PUBLIC),
        "pec": PLANTED["pec"],
        "representative": Representative(name=PLANTED["name"], tax_code=PLANTED["tax code"]),
        "contact": ContactPerson(
            name=PLANTED["contact"], email=PLANTED["mail"], phone=PLANTED["phone"]
        ),
        "safeguarding": ContactPerson(name=PLANTED["safeguarding"], email=PLANTED["mail"]),
    }
    made = await here.has_application(by="maria", **given)
    await bring(here, made, "maria")
    for move in ("submit", "ask-integration", "submit", "notify-rejection", "reply", "admit"):
        assert (await here.move_application(made, move, by="maria")).status_code == 200
    body = (await here.get(f"/v1/applications/{made}"))["provider_id"]
    suspended = await here.move(f"providers/{body}", "suspend", PLANTED["suspension"])
    assert suspended.status_code == 200
    await here.move(f"providers/{body}", "reinstate", PLANTED["suspension"])
    await here.get("/v1/accesses")
    await here.get("/v1/me/data", **here.citizen("maria"))
    await here.ask("POST", "/v1/me/erase", **here.citizen("maria"))


async def follow(here: Register, box: Mailbox) -> str:
    """Somebody follows, somebody else's mailbox refuses; the word of the link."""
    offer = await here.has_offer(await here.has_provider())
    path = f"/v1/offers/{offer}/follow"
    box.answers["RCPT"] = f"550 5.1.1 <{PLANTED['refused']}> unknown"
    await here.ask("POST", path, {"email": PLANTED["refused"], "privacy_notice": "follow-1"})

    async def is_refused() -> bool:
        return bool((await here.get("/v1/notices?state=failed"))["total"])

    await eventually(is_refused)
    box.answers.clear()
    await here.ask("POST", path, {"email": PLANTED["family"], "privacy_notice": "follow-1"})

    async def has_arrived() -> str:
        mails = [one for one in box.arrived if one["To"] == PLANTED["family"]]
        return link(mails[0], "confirm") if mails else ""

    confirm = await eventually(has_arrived)
    assert (await here.ask("POST", confirm)).status_code == 200
    return str(confirm.split("/")[3])


async def is_over(here: Register) -> bool:
    """All is sent and told."""
    waiting = await here.get("/v1/notices?state=waiting")
    return waiting["total"] == 0 and await here.all_told()


async def mistaken(here: Register) -> None:
    """What is refused is not logged either."""
    await here.ask("GET", f"/v1/notices?state={PLANTED['mail']}")
    await here.ask("GET", f"/v1/follows/{PLANTED['family']}/confirm")
    await here.ask("POST", f"/v1/follows/{PLANTED['family']}/confirm")
    await here.ask("POST", "/v1/applications", {"call_id": PLANTED["name"]}, Idempotency_Key="k")
    await here.ask("POST", "/v1/applications", f'{{"{PLANTED["name"]}'.encode())


async def test_what_persons_say_is_in_no_event_log_or_metric(
    here: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here.officer = here.signer.headers("officer", subject=PLANTED["officer"])
    async with mailbox() as box:
        (tmp_path / "pec").mkdir()
        settings = msgspec.structs.replace(
            here.settings,
            smtp_url=f"smtp://127.0.0.1:{box.port}",
            smtp_sender=SENDER,
            pec_url=f"smtp://127.0.0.1:{box.port}",
            pec_receipts=tmp_path / "pec",
        )
        made = worker.create_app(settings)
        async with made.lifespan():
            await application(here, monkeypatch)
            await eventually(partial(is_over, here), what="all acts are sent")
            token = await follow(here, box)
            await mistaken(here)

            await eventually(partial(is_over, here), what="all is told")
            metrics = exposition(made.state.registry).decode()

    metrics += (await here.http.get("/metrics")).text
    bus = await Bus.connect(here.settings.nats_url, here.settings.namespace)
    try:
        events = [message.payload.decode() async for message in bus.walk(PROVIDERS)]
    finally:
        await bus.close()
    captured = capsys.readouterr()
    places = {"events": "".join(events), "logs": captured.out + captured.err, "metrics": metrics}

    leaks = [
        (what, where)
        for what, value in (PLANTED | {"token": token}).items()
        for where, text in places.items()
        if value.lower() in text.lower()
    ]
    assert leaks == []
    assert PUBLIC in places["events"]
    assert "/v1/follows/{token}/confirm" in places["logs"]
    assert 'wishmi_notices{channel="mail",state="failed"}' in metrics
    mails = "".join(f"{one['To']} {one.get_content()}" for one in box.arrived)
    for told in ("pec", "request", "reasons", "suspension", "family"):
        assert PLANTED[told] in mails  # so it was there to leak
