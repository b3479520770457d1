"""Acts go to the certified mailbox of the body; receipts are kept, and begin the terms."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kit.clock import now, rome
from kit.db import Database
from providers.domain.holidays import working
from providers.handlers import notices
from providers.handlers.receipts import take_one
from providers.mail import mailer
from providers.receipts import FolderBox
from tests.mailbox import Mailbox, mailbox
from tests.register import Register

CITY = "Comune di Milano <city@pec.city.example.org>"


class Office:
    """The city's certified mailbox: what goes out, and what comes back."""

    def __init__(self, here: Register, db: Database, box: Mailbox, folder: Path) -> None:
        self.here, self.db, self.box, self.folder = here, db, box, folder

    async def sends(self) -> list[EmailMessage]:
        before = len(self.box.arrived)
        sender = mailer(f"smtp://127.0.0.1:{self.box.port}", CITY, None)
        while await notices.send_one(db=self.db, mailer=sender, channel="pec", now=now):
            pass
        return self.box.arrived[before:]

    def comes(self, kind: str, to: Any, at: datetime | None = None, **headers: str) -> None:
        """A message of the provider, as its technical rules say."""
        message = EmailMessage()
        message["From"] = "posta-certificata@pec.provider.example.org"
        message["X-Ricevuta"] = kind
        message["X-Riferimento-Message-ID"] = str(to)
        message["Date"] = format_datetime(at or now())
        for name, value in headers.items():
            message[name] = value
        message.set_content("Ricevuta")
        (self.folder / f"{uuid4()}.eml").write_bytes(message.as_bytes())

    async def reads(self) -> None:
        while await take_one(db=self.db, box=FolderBox(self.folder), at=now()):
            pass

    async def acts(self, application: str, **who: str) -> list[dict[str, Any]]:
        return list((await self.here.get(f"/v1/applications/{application}/acts", **who))["items"])


@pytest.fixture
async def office(here: Register, tmp_path: Path) -> AsyncIterator[Office]:
    async with here.database() as db, mailbox() as box:
        yield Office(here, db, box, tmp_path)
        async with db.transaction() as tx:
            await tx.execute("truncate receipt, notice")


async def test_each_decision_goes_to_the_mailbox_that_the_body_has_named(office: Office) -> None:
    here = office.here
    admitted = await here.has_application("submit", "ask-integration", "submit", "admit", by="m")
    rejected = await here.has_application(
        "submit", "notify-rejection", "reply", "reject", by="m", pec="altra@pec.example.org"
    )
    body = (await here.get(f"/v1/applications/{admitted}"))["provider_id"]
    for move in ("suspend", "reinstate", "remove"):
        assert (await here.move(f"providers/{body}", move, "Nessun D'Angelo.")).status_code == 200
    await here.has_application("submit", "withdraw", by="m")

    sent = await office.sends()

    assert [str(one["Subject"]).removeprefix("Elenco Milano 0-18: ") for one in sent] == [
        "richiesta di integrazioni",
        "domanda accolta",
        "preavviso di rigetto",
        "domanda respinta",
        "sospensione",
        "fine della sospensione",
        "cancellazione",
    ]
    assert {str(one["From"]) for one in sent} == {CITY}
    assert [one["To"] for one in sent] == [
        *["aquilone@pec.example.org"] * 2,
        *["altra@pec.example.org"] * 2,
        *["aquilone@pec.example.org"] * 3,
    ]
    texts = [one.get_content() for one in sent]
    assert "Manca il bilancio." in texts[0]
    assert "30 giorni da quando questo messaggio è consegnato" in texts[0]
    assert "DD 44/2026" in texts[1]
    assert "Ricorso al TAR" in texts[3]
    assert "Nessun D'Angelo." in texts[4]
    kinds = [one["kind"] for one in await office.acts(admitted)]
    assert kinds == [
        "integration_asked",
        "application_admitted",
        *("provider_suspended", "provider_reinstated", "provider_removed"),
    ]
    assert len(await office.acts(rejected)) == 2


async def test_a_body_of_an_act_alone_has_named_no_mailbox(office: Office) -> None:
    body = await office.here.has_provider()

    assert (await office.here.move(f"providers/{body}", "suspend")).status_code == 200
    assert await office.sends() == []


@pytest.mark.parametrize(
    ("moves", "kind", "due", "days"),
    [
        (("submit", "ask-integration"), "integration", "integration_due", 30),
        (("submit", "notify-rejection"), "rejection_notice", "reply_due", 10),
    ],
)
async def test_a_term_runs_from_the_receipt_of_delivery(
    office: Office, moves: tuple[str, ...], kind: str, due: str, days: int
) -> None:
    application = await office.here.has_application(*moves, by="maria")
    (mail,) = await office.sends()
    before = await office.here.ask("GET", f"/v1/applications/{application}")
    delivered = now() - timedelta(days=10)  # no holidays are as long
    office.comes("accettazione", mail["Message-ID"], delivered)
    office.comes("avvenuta-consegna", mail["Message-ID"], delivered)

    await office.reads()

    after = await office.here.ask("GET", f"/v1/applications/{application}")
    term = working(rome(delivered).date() + timedelta(days=days))
    assert after.json()[kind]["delivered_at"] is not None
    assert after.json()["deadlines"][due] == str(term) != before.json()["deadlines"][due]
    assert after.headers["ETag"] != before.headers["ETag"]
    entry = (await office.here.get(f"/v1/applications/{application}/history"))["items"][0]
    assert (entry["action"], entry["role"]) == ("delivered", "worker")
    (act,) = await office.acts(application, **office.here.citizen("maria"))
    assert (act["state"], {one["kind"] for one in act["receipts"]}) == (
        "sent",
        {"accepted", "delivered"},
    )
    assert act["delivered_at"] is not None


async def test_a_receipt_is_kept_as_it_came_for_who_applied_and_officers(office: Office) -> None:
    application = await office.here.has_application("submit", "admit", by="maria")
    (mail,) = await office.sends()
    office.comes("avvenuta-consegna", mail["Message-ID"])
    (content,) = (file.read_bytes() for file in office.folder.glob("*.eml"))
    await office.reads()
    ((receipt,),) = [one["receipts"] for one in await office.acts(application)]
    path = f"/v1/applications/{application}/acts"
    maria = office.here.citizen("maria")

    read = await office.here.ask("GET", f"{path}/receipts/{receipt['id']}", **maria)

    assert read.content == content
    assert read.headers["Content-Disposition"].startswith("attachment")
    other = await office.here.has_application("submit", by="luca")
    strangers = [
        await office.here.ask("GET", path, **office.here.citizen("luca")),
        await office.here.ask(
            "GET", f"{path}/receipts/{receipt['id']}", **office.here.citizen("luca")
        ),
        await office.here.ask("GET", f"/v1/applications/{other}/acts/receipts/{receipt['id']}"),
        await office.here.ask("GET", f"{path}/receipts/{uuid4()}"),
    ]
    assert [one.status_code for one in strangers] == [404] * 4
    minor = office.here.signer.headers("minor", subject="maria")
    assert (await office.here.ask("GET", path, **minor)).status_code == 403


async def test_the_same_receipt_counts_once_and_a_later_one_moves_no_term(office: Office) -> None:
    application = await office.here.has_application("submit", "ask-integration", by="maria")
    (mail,) = await office.sends()
    first = now() - timedelta(days=2)
    office.comes("avvenuta-consegna", mail["Message-ID"], first)
    (file,) = office.folder.glob("*.eml")
    content = file.read_bytes()
    await office.reads()
    seen = await office.here.get(f"/v1/applications/{application}")
    (office.folder / "again.eml").write_bytes(content)  # killed between the commit and the move
    office.comes("avvenuta-consegna", mail["Message-ID"], first + timedelta(hours=5))

    await office.reads()

    assert await office.here.get(f"/v1/applications/{application}") == seen
    (act,) = await office.acts(application)
    assert len(act["receipts"]) == 2
    assert list(office.folder.glob("*.eml")) == []
    assert len(list((office.folder / "kept").iterdir())) == 3


async def test_an_act_that_did_not_arrive_is_told_to_officers(office: Office) -> None:
    application = await office.here.has_application("submit", "ask-integration", by="maria")
    (mail,) = await office.sends()
    office.comes("preavviso-errore-consegna", mail["Message-ID"])
    await office.reads()
    (waiting,) = await office.acts(application)
    office.comes("errore-consegna", mail["Message-ID"])
    await office.reads()

    (act,) = await office.acts(application)
    assert (waiting["state"], act["state"], act["delivered_at"]) == ("sent", "failed", None)
    listed = await office.here.get(f"/v1/notices?channel=pec&state=failed&about={application}")
    assert [one["reason"] for one in listed["items"]] == ["pec not_delivered"]
    seen = await office.here.get(f"/v1/applications/{application}")
    assert seen["integration"]["delivered_at"] is None


async def test_a_receipt_ends_the_doubt_whether_an_act_arrived(office: Office) -> None:
    application = await office.here.has_application("submit", "admit", by="maria")
    office.box.answers["DATA"] = "drop"
    (mail,) = await office.sends()
    (doubtful,) = await office.acts(application)
    office.comes("accettazione", mail["Message-ID"])
    await office.reads()

    (act,) = await office.acts(application)
    assert (doubtful["state"], act["state"]) == ("doubtful", "sent")


@pytest.mark.parametrize(
    "message",
    [
        lambda office, mail: office.comes("presa-in-carico", mail["Message-ID"]),
        lambda office, mail: office.comes("accettazione", f"<{uuid4()}@pec.example.org>"),
        lambda office, mail: office.comes("accettazione", "<no uuid@x>"),
        lambda office, mail: office.comes("accettazione", ""),
        lambda office, mail: (office.folder / "a.eml").write_bytes(b"\xff\x00 no message"),
        lambda office, mail: (office.folder / "b.eml").write_bytes(b""),
    ],
)
async def test_what_is_no_receipt_of_ours_is_put_aside(
    office: Office, message: Callable[[Office, EmailMessage], object]
) -> None:
    await office.here.has_application("submit", "admit", by="maria")
    (mail,) = await office.sends()
    message(office, mail)

    await office.reads()

    assert len(list((office.folder / "others").iterdir())) == 1
    assert not (office.folder / "kept").exists()


async def test_a_date_that_cannot_be_or_be_read_is_the_day_on_which_it_is_read(
    office: Office,
) -> None:
    applications = [
        await office.here.has_application("submit", "ask-integration", by=f"maria-{n}")
        for n in range(2)
    ]
    tomorrow, undated = await office.sends()
    office.comes("avvenuta-consegna", tomorrow["Message-ID"], datetime(2099, 1, 1, tzinfo=UTC))
    office.comes("avvenuta-consegna", undated["Message-ID"])
    for file in office.folder.glob("*.eml"):
        if str(undated["Message-ID"]).encode() in file.read_bytes():
            lines = file.read_bytes().splitlines(keepends=True)
            dated = [b"Date: yesterday\n" if one.startswith(b"Date:") else one for one in lines]
            file.write_bytes(b"".join(dated))
    await office.reads()

    for application in applications:
        seen = await office.here.get(f"/v1/applications/{application}")
        at = datetime.fromisoformat(seen["integration"]["delivered_at"])
        assert now() - at < timedelta(minutes=1)
