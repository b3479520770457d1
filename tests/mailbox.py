"""A real SMTP server in this process, which keeps what it takes and refuses what it is told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "wishmi", "it is D'Angelo's: p@ss/word"


class Mailbox:
    """What arrived, and what is answered at each step where it is not that all is well."""

    def __init__(self) -> None:
        self.port = 0
        self.arrived: list[EmailMessage] = []
        self.tls: list[bool] = []
        """Whether each came through TLS."""
        self.answers: dict[str, str] = {}
        """By step (`RCPT`, `DATA`): `"450 later"`, or `drop`: the connection is lost there."""
        self.holding: str | None = None
        """The step at which the server says nothing until somebody lets it go on."""
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        answer = await self._answer("RCPT", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content
        assert content is not None
        if self.answers.get("DATA", "250").startswith(("250", "drop")):  # else it is not taken
            message = message_from_bytes(content, policy=POLICY)
            assert isinstance(message, EmailMessage)
            self.arrived.append(message)
            transport: Any = server.transport
            self.tls.append(transport.get_extra_info("ssl_object") is not None)
        return await self._answer("DATA", server)

    async def _answer(self, step: str, server: SMTP) -> str:
        if self.holding == step:
            self.reached.set()
            await self.go_on.wait()
        answer = self.answers.get(step, "250 fine")
        if answer == "drop":
            transport: Any = server.transport
            transport.abort()
        return answer


@asynccontextmanager
async def mailbox(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, auth: bool = False
) -> AsyncIterator[Mailbox]:
    """On a port of its own, in TLS from the beginning or once asked for."""
    box = Mailbox()

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> Any:
        ok = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=ok, handled=False)

    def protocol() -> SMTP:
        return SMTP(
            box,
            hostname="localhost",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=known if auth else None,
            auth_required=auth,
            auth_require_tls=tls is None,
        )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=tls)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        box.go_on.set()
        server.close()


def link(message: EmailMessage, word: str) -> str:
    """The path of the address in a mail that ends so."""
    text = message.get_content()
    found = next(line for line in text.splitlines() if line.endswith(f"/{word}"))
    return str(found[found.index("/v1/") :])
