"""Following an offer: asked, confirmed by who reads the mailbox, told, left by one click."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest

from contracts.values import Period
from kit.clock import now, rome
from kit.db import Database
from providers import app
from providers.domain.follows import BETWEEN_NEWS, LASTS, TO_CONFIRM
from providers.handlers import follows, notices
from providers.mail import mailer
from tests.mailbox import Mailbox, link, mailbox
from tests.ports import free_port
from tests.register import Register, served
from tests.sending_process import SENDER

ONE_CLICK = {"Content_Type": "application/x-www-form-urlencoded"}
NOBODY = {"Authorization": ""}


class Family:
    """What one does with a mailbox and offers, at a time of its own."""

    def __init__(self, here: Register, db: Database, box: Mailbox) -> None:
        self.here, self.db, self.box = here, db, box
        self.at = now()

    async def ask(self, offer: str, email: str = "ada@example.org", **more: Any) -> httpx.Response:
        body = {"email": email, "privacy_notice": "follow-1", **more.pop("body", {})}
        return await self.here.ask("POST", f"/v1/offers/{offer}/follow", body, **NOBODY, **more)

    async def mails(self, **later: Any) -> list[EmailMessage]:
        """Those that arrive now, or later."""
        self.at = max(self.at, now()) + timedelta(**later)
        before = len(self.box.arrived)
        sender = mailer(f"smtp://127.0.0.1:{self.box.port}", SENDER, None)
        while await notices.send_one(
            db=self.db, mailer=sender, channel="mail", now=lambda: self.at
        ):
            pass
        return self.box.arrived[before:]

    async def news(self, **later: Any) -> list[EmailMessage]:
        """What the worker tells: by its sweep, then by its mails."""
        self.at = max(self.at, now()) + timedelta(**later)
        async with self.db.transaction() as tx:
            await follows.sweep(tx, at=self.at)
        while await follows.tell_some(db=self.db, public_url=self.here.settings.links, at=self.at):
            pass
        return await self.mails()

    async def press(self, path: str) -> httpx.Response:
        """The button of the page behind a link."""
        return await self.here.ask("POST", path, b"", **ONE_CLICK, **NOBODY)

    async def follow(self, offer: str, email: str = "ada@example.org") -> None:
        assert (await self.ask(offer, email)).status_code == 202
        (mail,) = await self.mails()
        assert (await self.press(link(mail, "confirm"))).status_code == 200

    async def places(self, offer: str, left: int) -> None:
        tag = await self.here.tag(f"offers/{offer}")
        assert (await self.here.places(offer, {"left": left}, tag)).status_code == 200

    async def rows(self) -> int:
        async with self.db.transaction() as tx:
            count: int = await tx.fetchval(
                "select (select count(*) from follow) + (select count(*) from followed_offer) "
                "+ (select count(*) from follow_token)"
            )
        return count


@pytest.fixture(scope="module")
async def body(here: Register) -> str:
    return await here.has_provider(name="D'Angelo")


@pytest.fixture
async def family(here: Register) -> AsyncIterator[Family]:
    async with here.database() as db, mailbox() as box:
        yield Family(here, db, box)
        async with db.transaction() as tx:
            await tx.execute("truncate follow_token, follow, followed_offer, notice cascade")


@pytest.fixture
async def offer(here: Register, body: str) -> str:
    return await here.has_offer(body)


async def test_who_confirms_is_told_when_places_free_up_until_they_leave_by_one_click(
    family: Family, offer: str
) -> None:
    await family.places(offer, 0)
    await family.follow(offer)
    assert await family.news() == []
    await family.places(offer, 2)

    (told,) = await family.news()
    text = told.get_content()
    assert told["Subject"] == "Posti liberi: Corso di nuoto per bambini"
    assert "di D'Angelo ci sono posti liberi: 2." in text
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(told["List-Unsubscribe"]).strip("<>")
    assert address in text
    path = address[address.index("/v1/") :]
    page = await family.here.ask("GET", path, **NOBODY)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert await family.rows() == 4  # the page alone leaves nothing: machines open links
    one_click = await family.here.ask("POST", path, b"List-Unsubscribe=One-Click", **ONE_CLICK)
    again = await family.press(path)
    await family.places(offer, 0)
    await family.places(offer, 1)

    assert (one_click.status_code, again.status_code) == (200, 200)
    assert await family.news(days=2) == []
    assert await family.rows() == 0


async def test_nobody_follows_who_has_not_confirmed(family: Family, offer: str) -> None:
    await family.places(offer, 0)
    await family.ask(offer)
    (mail,) = await family.mails()
    path = link(mail, "confirm")
    page = await family.here.ask("GET", path, Accept_Language="en", **NOBODY)
    await family.places(offer, 1)

    assert "<button>Yes, I confirm</button>" in page.text
    assert await family.news() == []
    assert "/v1/privacy-notices/follow-1" in mail.get_content()
    confirmed = await family.press(path)
    assert (confirmed.status_code, (await family.press(path)).status_code) == (200, 404)
    assert (await family.press(path.replace("/v1/follows/", "/v1/follows/x"))).status_code == 404
    await family.places(offer, 0)
    await family.places(offer, 3)
    (told,) = await family.news()
    assert told["To"] == "ada@example.org"


async def test_who_presses_twice_reads_a_page(family: Family, offer: str) -> None:
    await family.ask(offer)
    (mail,) = await family.mails()
    path = link(mail, "confirm")
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", **ONE_CLICK, **NOBODY}

    first = await family.here.ask("POST", path, b"", **browser)
    second = await family.here.ask("POST", path, b"", **browser)
    programme = await family.press(path)

    assert (first.status_code, second.status_code, programme.status_code) == (200, 404, 404)
    assert second.headers["Content-Type"].startswith("text/html")
    assert "non vale più" in second.text
    assert "<button>" not in second.text
    assert programme.headers["Content-Type"] == "application/problem+json"


async def test_an_address_that_nobody_confirmed_is_deleted(family: Family, offer: str) -> None:
    await family.ask(offer)
    (mail,) = await family.mails()

    await family.news(seconds=TO_CONFIRM.total_seconds() - 60)
    kept = await family.rows()
    await family.news(seconds=120)

    assert (kept, await family.rows()) == (4, 0)
    assert (await family.press(link(mail, "confirm"))).status_code == 404


async def test_following_ends_after_a_year(family: Family, offer: str) -> None:
    await family.follow(offer)

    await family.news(seconds=LASTS.total_seconds() - 60)
    kept = await family.rows()
    await family.news(seconds=120)

    assert (kept, await family.rows()) == (3, 0)


async def test_the_answer_does_not_tell_who_follows(family: Family, offer: str) -> None:
    first = await family.ask(offer)
    (mail,) = await family.mails()
    early = await family.ask(offer, "ADA@example.org")
    await family.press(link(mail, "confirm"))
    known = await family.ask(offer)

    assert [one.status_code for one in (first, early, known)] == [202] * 3
    assert first.json() == early.json() == known.json()
    assert await family.mails() == []


async def test_many_at_once_are_one(family: Family, offer: str) -> None:
    """Also while the worker looks for what nobody follows."""

    async def sweeps() -> None:
        for _ in range(10):
            async with family.db.transaction() as tx:
                await follows.sweep(tx, at=now())

    answers, _ = await asyncio.gather(
        asyncio.gather(*(family.ask(offer) for _ in range(10))), sweeps()
    )
    (mail,) = await family.mails()
    confirmed = await asyncio.gather(*(family.press(link(mail, "confirm")) for _ in range(5)))

    assert {one.status_code for one in answers} == {202}
    assert sorted(one.status_code for one in confirmed) == [200, 404, 404, 404, 404]


async def test_one_address_is_not_flooded_whoever_asks(
    family: Family, here: Register, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follows, "CONFIRMATIONS_A_DAY", 3)
    for _ in range(5):
        offer = await here.has_offer(body)
        assert (await family.ask(offer)).status_code == 202

    assert len(await family.mails()) == 3


async def test_who_asks_too_often_is_told_to_wait(family: Family, offer: str) -> None:
    settings = msgspec.structs.replace(
        family.here.settings, asks_per_minute=2, port=free_port(), public_url="http://x/"
    )
    path, body = f"/v1/offers/{offer}/follow", {"email": "a@b.it", "privacy_notice": "follow-1"}
    async with (
        served(app.create_app(settings), settings.port) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        answers = [await http.post(path, json=body) for _ in range(4)]

    assert [one.status_code for one in answers[:2]] == [202, 202]
    assert answers[-1].status_code == 429  # the third may be the first of another minute
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    (mail,) = await family.mails()
    assert "http://x/v1/follows/" in mail.get_content()


async def test_what_families_do_not_find_cannot_be_followed(
    family: Family, here: Register, body: str, offer: str
) -> None:
    draft = await here.has_draft(body)
    await here.move(f"offers/{offer}", "suspend")

    answers = [await family.ask(one) for one in (draft, offer, str(uuid4()))]

    assert [one.status_code for one in answers] == [404] * 3
    assert len({one.json()["detail"] for one in answers}) == 1


async def test_a_form_names_the_privacy_notice_that_is_in_force(family: Family, offer: str) -> None:
    answer = await family.ask(offer, body={"privacy_notice": "follow-99", "email": "no address"})
    old = await family.ask(offer, body={"privacy_notice": "follow-99"})

    assert [fault["field"] for fault in answer.json()["errors"]] == ["/email"]
    (fault,) = old.json()["errors"]
    assert (fault["field"], fault["allowed"]) == ("/privacy_notice", ["follow-1"])
    shown = await family.here.get("/v1/privacy-notices", **NOBODY)
    assert {one["id"] for one in shown["items"] if one["current"]} >= {"follow-1"}
    italian = await family.here.get("/v1/privacy-notices/follow-1", **NOBODY)
    english = await family.here.get("/v1/privacy-notices/follow-1", Accept_Language="en", **NOBODY)
    assert italian["text"].startswith("Informativa")
    assert english["text"].startswith("Privacy notice")
    assert (await family.here.ask("GET", "/v1/privacy-notices/follow-99")).status_code == 404


async def test_news_come_once_a_day_and_only_while_they_are_true(
    family: Family, offer: str
) -> None:
    await family.places(offer, 0)
    await family.follow(offer)
    await family.places(offer, 5)
    await family.places(offer, 4)
    first = await family.news()
    await family.places(offer, 0)
    await family.places(offer, 1)
    same_day = await family.news(seconds=BETWEEN_NEWS.total_seconds() - 60)
    next_day = await family.news(seconds=120)
    await family.places(offer, 0)
    await family.places(offer, 3)
    await family.places(offer, 0)
    no_longer = await family.news(days=2)

    assert [len(one) for one in (first, same_day, next_day, no_longer)] == [1, 0, 1, 0]
    assert "posti liberi: 4." in first[0].get_content()
    assert "posti liberi: 1." in next_day[0].get_content()


async def test_a_sign_up_that_opens_is_told_on_its_first_day(
    family: Family, here: Register, body: str
) -> None:
    today = rome(family.at).date()
    opens, closes = today + timedelta(days=10), today + timedelta(days=20)
    later = await here.has_offer(body, signup=Period(start=opens, end=closes))
    open_now = await here.has_offer(body, signup=Period(start=today, end=closes))
    closed = await here.has_offer(body, signup=Period(start=a_day(-20), end=a_day(-10)))
    for offer in (later, open_now, closed):
        await family.follow(offer)

    day_before = await family.news(days=9)
    first_day = await family.news(days=1)
    day_after = await family.news(days=2)

    assert (day_before, day_after) == ([], [])
    (told,) = first_day
    assert told["Subject"] == "Iscrizioni aperte: Corso di nuoto per bambini"
    assert f"dal {opens:%d/%m/%Y} al {closes:%d/%m/%Y}." in told.get_content()


async def test_an_edition_with_places_or_a_sign_up_of_its_own_is_news_too(
    family: Family, here: Register, offer: str
) -> None:
    await family.places(offer, 0)
    await family.follow(offer)
    path = f"/v1/offers/{offer}/editions"
    opens = rome(family.at).date() + timedelta(days=3)
    edition: dict[str, Any] = {"start": str(a_day(60)), "end": str(a_day(90))}
    changes = [
        edition | {"places": {"left": 0}},
        edition | {"places": {"left": 4}},
        edition | {"signup": {"start": str(opens), "end": str(opens)}},
    ]
    news = []
    for days, change in enumerate(changes):
        made = await here.ask("POST", path, change, Idempotency_Key=str(days))
        assert made.status_code in {200, 201}, made.text
        news.append(await family.news(days=1))
    news.append(await family.news(days=1))
    news.append(await family.news(days=1))

    subjects = [[str(mail["Subject"]).split(":")[0] for mail in some] for some in news]
    assert subjects == [[], ["Posti liberi"], ["Iscrizioni aperte"], [], []]
    assert "posti liberi: 4." in news[1][0].get_content()
    assert f"dal {opens:%d/%m/%Y}" in news[2][0].get_content()


async def test_many_followers_are_all_told_once_whoever_dies(
    family: Family, offer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await family.places(offer, 0)
    for n in range(5):
        await family.follow(offer, f"family-{n}@example.org")
    await family.places(offer, 1)
    monkeypatch.setattr(follows, "AT_ONCE", 2)
    at = now()
    telling: dict[str, Any] = {"db": family.db, "public_url": family.here.settings.links, "at": at}
    assert await follows.tell_some(**telling)
    await family.places(offer, 0)
    await family.places(offer, 2)

    told = await family.news()

    assert sorted(str(one["To"]) for one in told) == [f"family-{n}@example.org" for n in range(5)]


def a_day(after: int) -> date:
    return rome(now()).date() + timedelta(days=after)
