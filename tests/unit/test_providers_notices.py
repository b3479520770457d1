"""What becomes of attempts to send a notice, and that each kind has its texts."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from uuid import uuid4

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from providers.domain.notices import GIVEN_UP, KINDS, Notice
from providers.letters import FOLDER
from providers.mail import Refusal, composed

BEGUN = datetime(2026, 5, 4, 10, tzinfo=UTC)


def test_what_is_refused_for_five_days_is_given_up() -> None:
    notice, waited, at = a_notice(), [], BEGUN
    while notice.state == "waiting":
        notice = notice.refused("recipient 450", at, for_good=False)
        waited.append(notice.due_at - at)
        at = notice.due_at
        notice = another_attempt(notice)

    assert notice.state == "failed"
    assert notice.ended_at is not None
    assert GIVEN_UP <= notice.ended_at - BEGUN < GIVEN_UP + timedelta(hours=4)
    assert waited[:4] == [timedelta(minutes=n) for n in (1, 2, 4, 8)]
    assert max(waited) == timedelta(hours=4)


def test_no_line_of_a_letter_runs_into_the_next() -> None:
    """Jinja drops the line end behind a tag: \"Primaveradal 01/02/2027\" went out."""
    lines = [line for file in FOLDER.rglob("*.txt") for line in file.read_text().split("\n")]

    assert len(lines) > 100
    assert [one for one in lines if one.endswith("%}") and not one.startswith("{%")] == []


def test_every_kind_of_mail_has_its_text_in_both_languages_and_an_act_in_italian() -> None:
    mails = {kind for kind, channel in KINDS.items() if channel == "mail"}

    assert {file.stem for file in (FOLDER / "it").glob("*.txt")} == set(KINDS)
    assert {file.stem for file in (FOLDER / "en").glob("*.txt")} == mails


def another_attempt(notice: Notice) -> Notice:
    return msgspec.structs.replace(notice, attempts=notice.attempts + 1)


def a_notice() -> Notice:
    return Notice(
        id=uuid4(),
        kind="places_free",
        channel="mail",
        about=None,
        recipient="ada@example.org",
        subject="Posti liberi",
        body="",
        leave=None,
        state="waiting",
        attempts=1,
        created_at=BEGUN,
        due_at=BEGUN,
        ended_at=None,
        reason=None,
    )


MAILS = st.from_regex(r"[^@\s]{1,20}@[^@\s]{1,20}", fullmatch=True)
"""What the API takes for an address (`schemas.applications.Mail`)."""


@given(recipient=st.text(max_size=40) | MAILS, subject=st.text(max_size=200), body=st.text())
@example(recipient="a@b.it\r\nBcc: c@d.it", subject="a", body=".\r\n")
@example(recipient='"a\\"@b.it, c@d.it', subject="\r\nBcc: c@d.it", body="..")
@example(recipient="D'Angelo@b.it", subject="è" * 100, body="From x\n\r.\r")
def test_whatever_is_written_goes_to_its_mailbox_alone_or_nowhere(
    recipient: str, subject: str, body: str
) -> None:
    sender = "Milano 0-18 <noreply@city.example.org>"
    line = " ".join(subject.split())  # as `letters.write` makes it
    notice = msgspec.structs.replace(a_notice(), recipient=recipient, subject=line, body=body)
    try:
        content = composed(notice, sender).as_bytes()
    except Refusal:
        return

    message = message_from_bytes(content, policy=default)
    assert [address.addr_spec for address in message["To"].addresses] == [recipient]
    assert message["From"] == sender
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", *MIME]
    )


MIME = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")
