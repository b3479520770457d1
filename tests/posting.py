"""What tests do with notices: write them, send them at some time, and look what became of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from kit.clock import now
from kit.db import Database
from providers.handlers import notices
from providers.mail import Mailer, mailer
from providers.schemas.notices import NoticeItem
from tests.mailbox import Mailbox
from tests.register import Register
from tests.sending_process import SENDER


class Post:
    """Notices of one register, and the mailbox that they go to."""

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
                own="http://127.0.0.1/v1/follows/t",
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
