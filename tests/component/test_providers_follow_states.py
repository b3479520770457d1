"""Whoever asks, confirms or leaves in whatever order: news reach those who follow, no other."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import httpx
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from kit.clock import now
from kit.db import Database
from providers.handlers import follows, notices
from providers.mail import mailer
from tests.mailbox import Mailbox, link, mailbox
from tests.register import Register
from tests.rounds import CHANCE, rounds
from tests.sending_process import SENDER

T = TypeVar("T")

PEOPLE = ("ada@example.org", "bea@example.org")
DAYS_TO_CONFIRM = 2


STEPS = (
    *(f"{does} {one}" for does in ("asks", "confirms", "leaves") for one in PEOPLE),
    *("places_are_taken", "a_day_passes"),
    *("places_free_up", "the_worker_looks") * 3,  # else most lives are without news
)


class Person:
    """What a model knows of somebody."""

    def __init__(self) -> None:
        self.state = "stranger"
        self.days = 0
        """Since they asked."""
        self.confirm = ""
        """The link of their last confirmation."""
        self.leave = ""


class Following(RuleBasedStateMachine):
    """One offer, and two mailboxes whose owners ask, confirm and leave."""

    here: Register
    db: Database
    box: Mailbox
    loop: asyncio.AbstractEventLoop
    body: str

    def __init__(self) -> None:
        super().__init__()
        self.http = httpx.Client(base_url=str(self.here.http.base_url), trust_env=False)
        self.people = {address: Person() for address in PEOPLE}
        self.watched = self.news = self.told_today = False
        self.left = 5
        self.offer = ""

    def done(self, work: Coroutine[Any, Any, T]) -> T:
        """In the loop that the service lives in."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=30)

    @initialize()
    def an_offer(self) -> None:
        """Somebody follows it already: else most lives end before there is news."""
        self.offer = self.done(self.here.has_offer(self.body))
        self.asks(PEOPLE[0])
        self.confirms(PEOPLE[0])

    @rule(step=st.sampled_from(STEPS))
    def something_happens(self, step: str) -> None:
        """One rule for all: of several, Hypothesis takes one again and again in a life."""
        does, _, address = step.partition(" ")
        getattr(self, does)(*([address] if address else []))

    def asks(self, address: str) -> None:
        """Nothing is sent to who follows, or has just been asked to confirm."""
        person = self.people[address]
        body = {"email": address, "privacy_notice": "follow-1"}
        answer = self.http.post(f"/v1/offers/{self.offer}/follow", json=body)
        mails = self.done(self.sent())

        assert answer.status_code == 202
        self.watched = True
        if person.state == "stranger" or (person.state == "asked" and person.days):
            old, person.confirm = person.confirm, link(mails.pop(), "confirm")
            person.state, person.days = "asked", 0
            assert not old or self.http.post(old).status_code == 404
        assert mails == []

    def confirms(self, address: str) -> None:
        person = self.people[address]
        if person.confirm:
            waited_for = person.state == "asked" and person.days < DAYS_TO_CONFIRM
            answer = self.http.post(person.confirm)
            assert answer.status_code == (200 if waited_for else 404)
            if waited_for:
                person.state = "follower"

    def leaves(self, address: str) -> None:
        """By a link that a mail had brought; an old one does nothing to who follows anew."""
        person = self.people[address]
        if person.leave:
            assert self.http.post(person.leave).status_code == 200
            if person.state == "follower":
                person.state = "stranger"
            person.leave = ""

    def places_are_taken(self) -> None:
        self.state_places(0)
        self.left = 0

    def places_free_up(self) -> None:
        self.places_are_taken()
        self.state_places(3)
        self.left = 3
        self.news |= self.watched

    def the_worker_looks(self) -> None:
        mails = self.done(self.told())
        for person in self.people.values():
            if person.state == "asked" and person.days >= DAYS_TO_CONFIRM:
                person.state = "stranger"
        followers = [one for one in PEOPLE if self.people[one].state == "follower"]
        if all(person.state == "stranger" for person in self.people.values()):
            self.watched = self.news = self.told_today = False
        expected: list[str] = []
        if self.news and not self.told_today:
            self.news = False
            if self.left:
                expected, self.told_today = followers, bool(followers)

        assert sorted(str(mail["To"]) for mail in mails) == expected
        for mail in mails:
            self.people[str(mail["To"])].leave = link(mail, "leave")

    def a_day_passes(self) -> None:
        self.done(self.earlier())
        self.told_today = False
        for person in self.people.values():
            person.days += 1

    @invariant()
    def only_who_asked_is_kept(self) -> None:
        kept = self.done(self.kept())
        assert kept <= {one for one in PEOPLE if self.people[one].confirm}
        assert kept >= {one for one in PEOPLE if self.people[one].state == "follower"}

    def state_places(self, left: int) -> None:
        async def stated() -> int:
            tag = await self.here.tag(f"offers/{self.offer}")
            return (await self.here.places(self.offer, {"left": left}, tag)).status_code

        assert self.done(stated()) == 200

    async def sent(self) -> list[Any]:
        before = len(self.box.arrived)
        to = mailer(f"smtp://127.0.0.1:{self.box.port}", SENDER, None)
        while await notices.send_one(db=self.db, mailer=to, channel="mail", now=now):
            pass
        return self.box.arrived[before:]

    async def told(self) -> list[Any]:
        async with self.db.transaction() as tx:
            await follows.sweep(tx, at=now())
        while await follows.tell_some(db=self.db, public_url="http://x", at=now()):
            pass
        return await self.sent()

    async def earlier(self) -> None:
        """All that was, was a day before."""
        async with self.db.transaction() as tx:
            await tx.execute(
                "update follow set asked_at = asked_at - interval '1 day', "
                "confirmed_at = confirmed_at - interval '1 day', "
                "told_at = told_at - interval '1 day'"
            )
            await tx.execute(
                "update followed_offer set news_at = news_at - interval '1 day', "
                "told_at = told_at - interval '1 day'"
            )

    async def kept(self) -> set[str]:
        async with self.db.transaction() as tx:
            rows = await tx.fetch("select address from follow")
        return {row["address"] for row in rows}

    def teardown(self) -> None:
        self.http.close()

        async def forgotten() -> None:
            async with self.db.transaction() as tx:
                await tx.execute("truncate follow_token, follow, followed_offer, notice cascade")

        self.done(forgotten())


async def test_no_path_brings_news_to_who_does_not_follow(here: Register) -> None:
    async with here.database() as db, mailbox() as box:

        class Tried(Following):
            """With the service that this test has."""

        Tried.here, Tried.db, Tried.box = here, db, box
        Tried.loop, Tried.body = asyncio.get_running_loop(), await here.has_provider()
        often = settings(
            max_examples=rounds(7),
            stateful_step_count=25,  # so many lives see news twice, and a day between
            phases=[Phase.generate],  # its steps are few enough to be read
            deadline=None,
            database=None,
            derandomize=not CHANCE,
        )

        # in a thread: Hypothesis waits, and what it asks is answered by this loop
        await asyncio.to_thread(run, Tried, settings=often)
