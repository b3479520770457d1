"""What the service `providers` must be told."""

from pathlib import Path
from typing import Annotated

import msgspec

from kit.settings import Common


class Settings(Common, frozen=True, kw_only=True):
    """Filled from WISHMI_PROVIDERS_* by `kit.settings`."""

    postgres_url: str
    """The service's own database in PostgreSQL."""
    protocol_folder: Path | None = None
    """Folder that stands in for the city's protocol system; without it applications have our
    receipt alone."""
    tokens_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 30
    """Times that one client address may exchange a credential for a token in a minute, for each
    process; 0: no limit. A token lasts 15 minutes, so two dozen programmes at one address fit."""
    submissions_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 10
    """Times that one client address may suggest, report or ask for an outcome in a minute, for each
    process; 0: no limit. A person sends one form at a time; what tells of danger is not counted."""
    inquiries_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 10
    """Times that one person may send a request to bodies or ask them a question in a minute, for
    each process; 0: no limit. Each may write to ten bodies, and nobody has read more answers by
    then; an operator of a hub helps one family at a time. What tells of danger is not counted."""
    safeguarding_hours: Annotated[int, msgspec.Meta(ge=1, le=720)] = 24
    """Hours within which somebody sees to what tells of danger, by the city's own rule."""
    safeguarding_mail: Annotated[str, msgspec.Meta(pattern=r"^([^@\s]+@[^@\s]+)?$")] = ""
    """Mailbox that is told when something of that kind waits, never what; without it only the gauge
    and the queue say so."""
    documents_url: str = ""
    """S3-compatible address of a bucket for documents, https://KEY:SECRET@HOST/BUCKET (or http://);
    without it they are kept in PostgreSQL."""
    public_url: str = "http://127.0.0.1:8000"
    """Where this API answers for people, as links in mails say it."""
    smtp_url: str = ""
    """Where mails are handed over: smtp://, smtp+starttls:// or smtps:// with user:password@ where
    asked for, or file:///FOLDER, in which each becomes a file; without it they wait."""
    smtp_sender: str = "Milano 0-18 <milano-0-18@localhost>"
    """Who mails are from."""
    smtp_ca: Path | None = None
    """File of the authorities that certify mail servers, where the system's do not."""
    pec_url: str = ""
    """The same for acts, which go to certified mailboxes: the server of the city's provider."""
    pec_sender: str = "Comune di Milano <milano-0-18@pec.localhost>"
    """The city's certified mailbox, which acts are from."""
    pec_receipts: Path | None = None
    """Folder into which the messages of that mailbox are put as .eml files; without it acts have no
    receipts."""
    asks_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 10
    """Times that one client address may ask in a minute, for each process, for what has others
    written to; 0: no limit. Nobody follows more offers in a minute."""

    @property
    def links(self) -> str:
        """What links begin with."""
        return self.public_url.rstrip("/")
