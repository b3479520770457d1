"""Notices go out by SMTP as they were written, once, whoever dies, and to nobody else."""

import asyncio
import ssl
from typing import Any

import pytest
import trustme

from providers.domain.notices import ATTEMPT
from providers.handlers import notices
from providers.mail import FolderMailer, mailer
from tests.mailbox import PASSWORD, USER, mailbox
from tests.posting import Post
from tests.sending_process import SENDER, process


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
