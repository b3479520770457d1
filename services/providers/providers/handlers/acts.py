"""Tell acts of the city to a body's certified mailbox."""

from datetime import datetime

from kit.db import Tx
from providers.domain.applications import Application
from providers.domain.providers import Provider
from providers.handlers import notices
from providers.store import applications


async def tell(tx: Tx, kind: str, application: Application, at: datetime) -> None:
    """What was decided about an application. All that were submitted name a mailbox."""
    if application.form.pec is not None:
        await notices.tell(
            tx,
            kind,
            to=application.form.pec,
            language="it",
            at=at,
            about=application.id,
            application=application,
        )


async def tell_body(tx: Tx, body: Provider, moved: str, reason: str, at: datetime) -> None:
    """That it was suspended, reinstated or removed; a body of an act alone has named no mailbox."""
    application = await applications.admitting(tx, body.id)
    if application is not None and application.form.pec is not None:
        await notices.tell(
            tx,
            f"provider_{moved}",
            to=application.form.pec,
            language="it",
            at=at,
            about=body.id,
            body=body,
            reason=reason,
            appeal=application.terms.appeal,
        )
