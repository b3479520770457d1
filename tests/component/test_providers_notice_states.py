"""Whatever becomes of it on its way, a notice goes only where a model says, and never out twice."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import cycle
from typing import Any, ClassVar, get_args
from uuid import uuid4

import httpx

from kit.clock import now
from providers.handlers import notices
from providers.handlers.receipts import keep
from providers.mail import Mailer, mailer
from providers.schemas.notices import Channel, State
from tests.mailbox import Mailbox, mailbox
from tests.posting import Post
from tests.register import Register
from tests.sending_process import SENDER
from tests.walks import Model, Moves, Walk, Weights, WhoMayNot, walk

FIVE_DAYS = 120
"""Hours: what is refused for now is tried for so long."""
RECEIPTS = {"accepted": "accettazione", "delivered": "avvenuta-consegna", "lost": "errore-consegna"}


class Killed(Exception):
    """The worker dies with a text in its hands."""


class Dying:
    """Hands over to nobody."""

    async def send(self, notice: Any, hand: Any) -> None:
        await hand()
        raise Killed


class Notice(Model):
    """Written, tried until a server takes it or refuses it for good, and tried no more."""

    state = "waiting"

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.hours = 0
        """Since it was written."""
        self.out = 0
        """How often it may have arrived."""
        self.erased = False

    def to(self, move: str) -> str | None:
        if move == "again":
            return "waiting" if self.state in {"doubtful", "failed"} and not self.erased else None
        if move == "a-month-passes":
            return "doubtful" if self.state == "handing" else self.state
        if move in RECEIPTS:
            return self.told_by(move) if self.channel == "pec" and self.out else None
        waits = "failed" if self.hours + 5 >= FIVE_DAYS else "waiting"
        ways = {"arrives": "sent", "is-refused": "failed", "is-cut-off": "doubtful"}
        ways |= {"is-killed": "handing", "is-put-off": waits}
        return ways[move] if self.state == "waiting" else None

    def told_by(self, receipt: str) -> str:
        """Who carries certified mail knows better than the connection that we had to them."""
        if receipt == "accepted":
            return "sent" if self.state in {"handing", "doubtful"} else self.state
        return "sent" if receipt == "delivered" else "failed"

    def move(self, move: str) -> None:
        after = str(self.to(move))
        if move == "a-month-passes":
            ended = self.state in {"sent", "doubtful", "failed"}
            self.erased |= ended and self.channel == "mail"
        self.out += move in {"arrives", "is-cut-off", "is-killed"}
        self.hours += {"a-month-passes": 744, "again": 0}.get(move, 0 if move in RECEIPTS else 5)
        self.state = after

    @property
    def over(self) -> bool:
        return self.erased

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.channel, self.erased


class Sending(Walk):
    """A notice, the server that it goes to, the worker that may die, and an officer."""

    box: ClassVar[Mailbox]
    to: ClassVar[Mailer]
    body: ClassVar[str]
    channels: ClassVar[Any]
    moves: ClassVar[Moves] = {
        **dict.fromkeys(("arrives", "is-refused", "is-put-off", "is-cut-off", "is-killed"), ()),
        **dict.fromkeys((*RECEIPTS, "a-month-passes"), ()),
        "again": ("officer",),
    }
    often: ClassVar[Weights] = {"again": 4, "is-cut-off": 3, "lost": 3, "delivered": 3}
    untagged = frozenset({"again"})

    async def begin(self) -> None:
        async with self.db.transaction() as tx:
            await tx.execute("truncate receipt, notice")
        self.at = now()
        self.killed = 0
        self.model: Any = Notice(next(self.channels))
        self.box.arrived.clear()
        if self.model.channel == "mail":
            await Post(self.here, self.db, self.box).write()
        else:
            state = (await self.here.get(f"/v1/providers/{self.body}"))["state"]
            move = "suspend" if state == "admitted" else "reinstate"
            assert (await self.here.move(f"providers/{self.body}", move)).status_code == 200
        self.notice = (await self.item())["id"]

    async def item(self) -> Any:
        (found,) = (await self.here.get("/v1/notices"))["items"]
        return found

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.officer

    def who_may_not(self, move: str) -> WhoMayNot:
        return ()  # beyond the roles there is no side

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        return await self.here.ask("POST", f"/v1/notices/{self.notice}/send-again", **who)

    async def happens(self, move: str) -> None:
        if move in RECEIPTS:
            await self.comes(RECEIPTS[move])
        elif move == "a-month-passes":
            self.at += timedelta(days=31)
            async with self.db.transaction() as tx:
                await notices.tidy(tx, at=self.at)
        else:
            self.at += timedelta(hours=5)
            answers = {"is-refused": ("RCPT", "550 no"), "is-put-off": ("RCPT", "450 later")}
            answers["is-cut-off"] = ("DATA", "drop")
            self.box.answers = dict([answers[move]] if move in answers else [])
            await self.goes(Dying() if move == "is-killed" else self.to)

    async def goes(self, to: Mailer) -> None:
        """All that is due now."""

        def clock() -> datetime:
            return self.at

        try:
            for channel in get_args(Channel):
                while await notices.send_one(db=self.db, mailer=to, channel=channel, now=clock):
                    pass
        except Killed:
            self.killed += 1

    async def comes(self, kind: str) -> None:
        message = EmailMessage()
        message["X-Ricevuta"] = kind
        message["X-Riferimento-Message-ID"] = f"<{self.notice}@city.example.org>"
        message.set_content(f"Ricevuta {uuid4()}")
        async with self.db.transaction() as tx:
            assert await keep(tx, message.as_bytes(), self.at)

    async def is_as_the_model_says(self) -> None:
        model = self.model
        if model.state != "waiting":  # nobody sends what is not to be sent
            self.box.answers = {}
            await self.goes(self.to)
        seen = await self.item()
        assert (seen["state"], seen["recipient"] is None) == (model.state, model.erased)
        assert len(self.box.arrived) + self.killed == model.out
        assert len({str(mail["Message-ID"]) for mail in self.box.arrived}) <= 1


async def test_no_path_leads_a_notice_where_the_model_does_not(here: Register) -> None:
    application = await here.has_application("submit", "admit", by="maria")
    Sending.body = (await here.get(f"/v1/applications/{application}"))["provider_id"]
    Sending.channels = cycle(get_args(Channel))
    async with mailbox() as Sending.box:
        Sending.to = mailer(f"smtp://127.0.0.1:{Sending.box.port}", SENDER, None)
        await walk(Sending, here, through=set(get_args(State)), lives=5, steps=16)
