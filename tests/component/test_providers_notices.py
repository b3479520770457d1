"""Notices: written with what they tell of, sent by SMTP once, listed with what became of them."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
import trustme
from jinja2 import UndefinedError
from prometheus_client import CollectorRegistry

from kit.clock import now
from kit.db import Database
from kit.metrics import exposition
from providers.domain.notices import ATTEMPT, KEPT
from providers.handlers import notices
from providers.mail import FolderMailer, Mailer, mailer
from providers.mailing import NoticeMetrics
from providers.schemas.notices import NoticeItem
from tests.mailbox import PASSWORD, USER, Mailbox, mailbox
from tests.register import Register
from tests.sending_process import SENDER, process

pytestmark = pytest.mark.timeout(60)


class Post:
    """What a test does with notices: write, send at some time, and look."""

    def __init__(self, here: Register, db: Database, box: Mailbox) -> None:
        self.here, self.db, self.box = here, db, box
        self.at = now()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.box.port}"

    async def write(self, to: str = "ada@example.org", **given: Any) -> UUID:
        data: dict[str, Any] = {"title": "Nuoto", "provider": "D'Angelo & figli <i>", "left": 3}
        async with self.db.transaction() as tx:
            return await notices.tell(
                tx,
                "places_free",
                to=to,
                language="it",
                at=self.at,
                leave="http://127.0.0.1/v1/follows/t/leave",
                **data | given,
            )

    async def send(self, to: Mailer | None = None, **later: Any) -> bool:
        """All that are due, at a time after now."""
        self.at += timedelta(**later)
        sender = to or mailer(self.url, SENDER, None)
        again = True
        while again:
            again = await notices.send_one(
                db=self.db, mailer=sender, channel="mail", now=lambda: self.at
            )
        return again

    async def tidy(self, **later: Any) -> None:
        self.at += timedelta(**later)
        async with self.db.transaction() as tx:
            await notices.tidy(tx, at=self.at)

    async def item(self, notice: UUID) -> NoticeItem:
        """As officers see it."""
        page, found = "/v1/notices?limit=100", None
        while found is None:
            answer = await self.here.get(page)
            found = next((one for one in answer["items"] if one["id"] == str(notice)), None)
            page = answer["next"]
        return msgspec.convert(found, NoticeItem)


@pytest.fixture
async def post(here: Register) -> AsyncIterator[Post]:
    async with here.database() as db, mailbox() as box:
        yield Post(here, db, box)
        async with db.transaction() as tx:  # what one test leaves waiting is not sent by the next
            await tx.execute("delete from notice")


async def test_a_notice_goes_out_as_it_was_written_and_once(post: Post) -> None:
    notice = await post.write(to="ada.d'angelo@example.org", title="Nuoto è\r\nBcc: x@example.org")

    await post.send()
    await post.send(hours=1)

    (message,) = post.box.arrived
    assert message["To"] == "ada.d'angelo@example.org"
    assert message["From"] == SENDER
    assert message["Subject"] == "Posti liberi: Nuoto è"
    assert message["Bcc"] is None
    assert message["Message-ID"] == f"<{notice}@city.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<http://127.0.0.1/v1/follows/t/leave>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "di D'Angelo & figli <i> ci sono posti liberi: 3." in message.get_content()
    seen = await post.item(notice)
    assert (seen.state, seen.attempts, seen.recipient) == ("sent", 1, "…@example.org")


async def test_a_notice_of_what_did_not_happen_is_not_there(post: Post) -> None:
    async def undone() -> None:
        async with post.db.transaction() as tx:
            await notices.tell(
                tx, "follow_confirmation", to="a@example.org", language="en", at=post.at,
                title="Nuoto", hours=48, confirm="", privacy="",
            )  # fmt: skip
            raise RuntimeError("taken back")

    with pytest.raises(RuntimeError, match="taken back"):
        await undone()
    await post.send()

    assert post.box.arrived == []


async def test_what_a_template_lacks_is_told_when_the_notice_is_written(post: Post) -> None:
    async with post.db.transaction() as tx:
        with pytest.raises(UndefinedError, match="provider"):
            await notices.tell(
                tx, "places_free", to="a@example.org", language="en", at=post.at, title="Nuoto"
            )


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
async def test_what_is_refused_for_now_is_tried_again_later_and_later(
    post: Post, step: str
) -> None:
    notice = await post.write()
    post.box.answers[step] = "451 4.7.1 ada@example.org: try later"

    await post.send()
    first = await post.item(notice)
    await post.send(seconds=59)
    assert (await post.item(notice)).attempts == 1
    await post.send(seconds=1)
    second = await post.item(notice)
    post.box.answers.clear()
    await post.send(seconds=120)

    assert (first.state, second.state) == ("waiting", "waiting")
    assert first.reason == {"RCPT": "recipient 451", "DATA": "text 451"}[step]
    assert second.due_at is not None
    assert second.due_at - post.at == timedelta(0)
    assert ((await post.item(notice)).state, len(post.box.arrived)) == ("sent", 1)


@pytest.mark.parametrize(
    ("to", "answers", "reason"),
    [
        ("ada@example.org", {"RCPT": "550 5.1.1 <ada@example.org> unknown"}, "recipient 550"),
        ("ada@example.org", {"DATA": "554 5.7.1 no such text"}, "text 554"),
        ("ada@example.org, eve@example.org", {}, "address"),
        ("adà@example.org", {}, "address"),
    ],
)
async def test_what_is_refused_for_good_is_not_tried_again(
    post: Post, to: str, answers: dict[str, str], reason: str
) -> None:
    notice = await post.write(to=to)
    post.box.answers = answers

    await post.send()
    post.box.answers = {}
    await post.send(hours=5)

    seen = await post.item(notice)
    assert (seen.state, seen.reason, seen.attempts) == ("failed", reason, 1)
    assert post.box.arrived == []


async def test_a_server_that_is_away_costs_one_attempt_and_the_others_wait(post: Post) -> None:
    first, second = await post.write(), await post.write()
    nobody = mailer("smtp://127.0.0.1:9", SENDER, None)

    await post.send(to=nobody)
    away = [await post.item(first), await post.item(second)]
    await post.send(minutes=1)

    assert [one.attempts for one in away] == [1, 0]
    assert (away[0].reason or "").startswith("server")
    assert len(post.box.arrived) == 2


async def test_what_may_have_arrived_is_sent_again_only_by_an_officer(post: Post) -> None:
    """The connection is lost after the text: the server may have taken it."""
    notice = await post.write()
    post.box.answers["DATA"] = "drop"
    await post.send()
    post.box.answers.clear()
    await post.send(hours=5)
    doubtful = await post.item(notice)
    path = f"/v1/notices/{notice}/send-again"

    body = post.here.signer.headers("provider", provider=uuid4(), subject="p")
    assert (await post.here.ask("POST", path, **body)).status_code == 403
    assert (await post.here.ask("POST", path)).status_code == 200
    assert (await post.here.ask("POST", path)).json()["code"] == "wrong_state"
    assert (await post.here.ask("POST", f"/v1/notices/{uuid4()}/send-again")).status_code == 404
    post.at = now()
    await post.send()

    assert (doubtful.state, doubtful.attempts) == ("doubtful", 1)
    assert len({message["Message-ID"] for message in post.box.arrived}) == 1
    assert len(post.box.arrived) == 2
    assert (await post.item(notice)).state == "sent"
    assert (await post.here.ask("POST", path)).status_code == 409


async def test_several_at_once_send_nothing_twice(post: Post) -> None:
    for _ in range(10):
        await post.write()

    await asyncio.gather(*(post.send() for _ in range(4)))

    assert len({message["Message-ID"] for message in post.box.arrived}) == 10
    assert len(post.box.arrived) == 10


@pytest.mark.parametrize(("step", "arrives"), [("RCPT", 0), ("DATA", 1)])
async def test_what_was_being_sent_when_it_was_killed_is_never_sent_twice(
    post: Post, step: str, arrives: int
) -> None:
    """Before the text it is sent later; while the text is handed over, nobody knows, and it waits
    for an officer."""
    notice = await post.write()
    post.box.holding = step
    async with process(post.here.settings.postgres_url, post.url) as sending:
        await post.box.reached.wait()
        sending.kill()
        await sending.wait()
    post.box.holding = None
    post.box.go_on.set()

    await post.tidy(seconds=ATTEMPT.total_seconds() - 1)
    await post.send()
    before = await post.item(notice)
    assert len(post.box.arrived) == arrives
    await post.tidy(minutes=1)
    await post.send()

    assert before.state == {"RCPT": "waiting", "DATA": "handing"}[step]
    after = await post.item(notice)
    assert after.state == {"RCPT": "sent", "DATA": "doubtful"}[step]
    assert len(post.box.arrived) == 1


async def test_who_is_too_slow_sends_nothing(post: Post) -> None:
    """Its time is over before the text goes out, and somebody else has sent the notice."""
    notice = await post.write()

    class Slow:
        """Waits at the last moment for as long as an attempt may take."""

        async def send(self, given: Any, hand: Any) -> None:
            post.at += ATTEMPT
            await notices.send_one(
                db=post.db,
                mailer=mailer(post.url, SENDER, None),
                channel="mail",
                now=lambda: post.at,
            )
            await mailer(post.url, SENDER, None).send(given, hand)

    await post.send(to=Slow())

    assert ((await post.item(notice)).state, len(post.box.arrived)) == ("sent", 1)


async def test_texts_and_addresses_of_what_was_sent_are_erased(post: Post) -> None:
    notice, waiting = await post.write(), await post.write()
    await post.send()
    await post.tidy(seconds=KEPT.total_seconds())
    kept = (await post.item(notice)).recipient
    await post.tidy(seconds=1)

    assert kept == "…@example.org"
    assert (await post.item(notice)).recipient is None
    async with post.db.transaction() as tx:
        row = await tx.fetchrow("select * from notice where id = $1", notice)
    assert row is not None
    assert "ada" not in str(dict(row))
    assert (await post.item(waiting)).state == "sent"


async def test_officers_see_what_became_of_all_and_metrics_count_it(post: Post) -> None:
    about = uuid4()
    for answer in ("250 fine", "550 no", "450 later"):
        post.box.answers["RCPT"] = answer
        await post.write(to="ada.bianchi@example.org")
        await post.send()
    async with post.db.transaction() as tx:
        await tx.execute("update notice set about = $1 where state = 'failed'", about)

    page = await post.here.get("/v1/notices?limit=2")
    rest = await post.here.get(page["next"])
    failed = await post.here.get(f"/v1/notices?state=failed&kind=places_free&about={about}")
    registry = CollectorRegistry()
    await NoticeMetrics(registry).observe(post.db)
    shown = exposition(registry).decode()

    assert [one["state"] for one in page["items"] + rest["items"]] == ["sent", "failed", "waiting"]
    assert (page["total"], rest["next"]) == (3, None)
    assert [one["about"] for one in failed["items"]] == [str(about)]
    assert failed["items"][0]["age_seconds"] >= 0
    assert "ada.bianchi" not in str(page)
    assert 'wishmi_notices{channel="mail",state="failed"} 1.0' in shown
    assert 'wishmi_notices{channel="mail",state="waiting"} 1.0' in shown
    assert "ada.bianchi" not in shown
    citizen = post.here.citizen("maria")
    assert (await post.here.ask("GET", "/v1/notices", **citizen)).status_code == 403


async def test_a_folder_takes_mails_where_there_is_no_server(post: Post, tmp_path: Any) -> None:
    notice = await post.write()
    await post.send(to=mailer(f"file://{tmp_path}/mails", SENDER, None))

    (file,) = (tmp_path / "mails").iterdir()
    assert file.name == f"{notice}.eml"
    assert b"Subject: Posti liberi: Nuoto" in file.read_bytes()
    (tmp_path / "taken").write_text("no folder")
    other = await post.write()
    await post.send(to=FolderMailer(tmp_path / "taken", SENDER))
    seen = await post.item(other)
    assert (seen.state, seen.reason) == ("waiting", "server FileExistsError")


@pytest.mark.filterwarnings("ignore:Session.login_data", "ignore:Requiring AUTH")  # aiosmtpd's own
@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_tls_and_passwords_are_used_where_the_setting_says_so(
    post: Post, tmp_path: Any, scheme: str
) -> None:
    ca = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    given = {"tls": context} if scheme == "smtps" else {"starttls": context}
    async with mailbox(**given, auth=True) as box:
        quoted = PASSWORD.replace("@", "%40").replace("/", "%2F").replace(" ", "%20")
        wrong = f"{scheme}://{USER}:wrong@127.0.0.1:{box.port}"
        right = f"{scheme}://{USER}:{quoted}@127.0.0.1:{box.port}"
        notice = await post.write()
        reasons = []
        for url, authority in ((right, None), (wrong, tmp_path / "ca.pem")):
            await post.send(to=mailer(url, SENDER, authority), minutes=2)
            reasons.append((await post.item(notice)).reason)
        refused = list(box.arrived)
        await post.send(to=mailer(right, SENDER, tmp_path / "ca.pem"), minutes=4)

    assert all(reason and reason.startswith("server") for reason in reasons)
    assert reasons[1] == "server 535"
    assert refused == []
    assert (len(box.arrived), box.tls) == (1, [True])


def test_mails_go_only_where_we_know_how() -> None:
    with pytest.raises(ValueError, match="smtp"):
        mailer("http://127.0.0.1", SENDER, None)
