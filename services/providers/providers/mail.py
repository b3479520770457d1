"""Mail servers behind a port: SMTP, and a folder in which mails can be read."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib

from providers.domain.notices import Notice

Hand = Callable[[], Awaitable[None]]
"""Awaited right before the text goes out; what it raises stops the sending."""

SECONDS = 60.0
"""For one answer of a server: a minute is long for the relay next door that ours is, and the two
that are awaited once the text goes out stay within `domain.notices.ATTEMPT`."""


class Refusal(Exception):
    """It has not been sent: `for_good`, because of the mailbox or the text, or for now."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class Away(Refusal):
    """No notice is at fault, and none can be sent now."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"server {told(error)}", for_good=False)


class Doubt(Exception):
    """The text went out and no answer came back: nobody knows whether it was taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Mailer(Protocol):
    """Hands a notice to a server; raises `Refusal` or `Doubt`."""

    async def send(self, notice: Notice, hand: Hand) -> None: ...


class SmtpMailer:
    """A connection for each notice: they are few, and the relay keeps the queue for the world."""

    def __init__(self, address: SplitResult, sender: str, ca: Path | None) -> None:
        self._address = address
        self._sender = sender
        context = ssl.create_default_context(cafile=ca) if ca else ssl.create_default_context()
        self._tls = context if address.scheme != "smtp" else None

    async def send(self, notice: Notice, hand: Hand) -> None:
        message = composed(notice, self._sender)
        client = aiosmtplib.SMTP(
            hostname=self._address.hostname,
            port=self._address.port,
            username=unquote(self._address.username) if self._address.username else None,
            password=unquote(self._address.password) if self._address.password else None,
            use_tls=self._address.scheme == "smtps",
            start_tls=self._address.scheme == "smtp+starttls",
            tls_context=self._tls,
            timeout=SECONDS,
        )
        try:
            try:
                await client.connect()
                await client.mail(parseaddr(self._sender)[1])
            except (aiosmtplib.SMTPException, OSError, ValueError) as error:
                raise Away(error) from None
            await self._hand_over(client, message, hand)
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
            client.close()

    async def _hand_over(self, client: aiosmtplib.SMTP, message: EmailMessage, hand: Hand) -> None:
        recipient = message["To"].addresses[0].addr_spec
        try:
            await client.rcpt(recipient)
        except aiosmtplib.SMTPResponseException as refused:
            raise Refusal(f"recipient {told(refused)}", for_good=refused.code >= 500) from None
        except (aiosmtplib.SMTPException, OSError) as lost:
            raise Away(lost) from None
        await hand()
        try:
            await client.data(message.as_bytes())
        except aiosmtplib.SMTPResponseException as refused:
            if refused.code < 400:  # an answer that is none
                raise Doubt(f"text {told(refused)}") from None
            raise Refusal(f"text {told(refused)}", for_good=refused.code >= 500) from None
        except (aiosmtplib.SMTPException, OSError) as lost:
            raise Doubt(f"text {told(lost)}") from None


class FolderMailer:
    """A file for each notice, to be read with any mail program."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, notice: Notice, hand: Hand) -> None:
        content = composed(notice, self._sender).as_bytes()
        await hand()
        try:
            await asyncio.to_thread(self._write, f"{notice.id}.eml", content)
        except OSError as away:
            raise Away(away) from None

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f".{name}"
        new.write_bytes(content)
        new.rename(self._folder / name)  # whole or not at all, whatever is killed


def mailer(url: str, sender: str, ca: Path | None) -> Mailer:
    """`smtp://`, `smtp+starttls://` or `smtps://` with `user:password@` where asked for, or
    `file:///FOLDER`."""
    address = urlsplit(url)
    if address.scheme == "file":
        return FolderMailer(Path(unquote(address.path)), sender)
    if address.scheme not in {"smtp", "smtp+starttls", "smtps"}:
        raise ValueError("mails go to smtp://, smtp+starttls://, smtps:// or file://")
    return SmtpMailer(address, sender, ca)


def composed(notice: Notice, sender: str) -> EmailMessage:
    """The message, the same byte by byte each time; raises `Refusal` where none can be made."""
    if notice.recipient is None or notice.subject is None or notice.body is None:
        raise Refusal("erased", for_good=True)
    message = EmailMessage(policy=POLICY)
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    try:
        notice.recipient.encode("ascii")  # the others need SMTPUTF8, which relays may lack
        message["To"] = Address(addr_spec=notice.recipient)
    except (ValueError, IndexError, MessageError):  # no more than Python's parser says
        raise Refusal("address", for_good=True) from None
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(notice.created_at)
    message["Message-ID"] = message_id(notice, sender)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers it
    if notice.leave is not None:
        message["List-Unsubscribe"] = f"<{notice.leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(notice.body, cte="quoted-printable")
    return message


def message_id(notice: Notice, sender: str) -> str:
    """The same however often it is sent, so that who gets it twice can know."""
    return f"<{notice.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def told(error: Exception) -> str:
    """What may be kept and logged of an error: a code or a class. A server's own words often quote
    the address."""
    code = getattr(error, "code", None)
    return str(code) if isinstance(code, int) else type(error).__name__
