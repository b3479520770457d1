"""Who follows by mail has what is kept because of it, or erases it, by links of its mails."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Any

import httpx
import pytest

from kit.clock import now
from providers.handlers import notices
from tests.mailbox import link, mailbox
from tests.posting import Post
from tests.register import Register

ADA, EVE = "ada@example.org", "eve@example.org"
NOBODY = {"Authorization": ""}


class Follower:
    """What one does with mailboxes and the links in their mails."""

    def __init__(self, post: Post) -> None:
        self.post, self.here = post, post.here

    async def asked(self, offer: str, email: str = ADA) -> EmailMessage:
        """The confirmation that comes."""
        body = {"email": email, "privacy_notice": "follow-1"}
        answer = await self.here.ask("POST", f"/v1/offers/{offer}/follow", body, **NOBODY)
        assert answer.status_code == 202
        self.post.at = now()
        await self.post.send()
        return self.post.box.arrived[-1]

    async def follows(self, offer: str, email: str = ADA) -> EmailMessage:
        mail = await self.asked(offer, email)
        assert (await self.press(link(mail, "confirm"))).status_code == 200
        return mail

    async def press(self, path: str) -> httpx.Response:
        """The button of the page behind a link."""
        form = {"Content_Type": "application/x-www-form-urlencoded"}
        return await self.here.ask("POST", path, b"", **form, **NOBODY)

    async def data(self, mail: EmailMessage) -> httpx.Response:
        return await self.here.ask("GET", link(mail, "data"), **NOBODY)

    async def kept(self, email: str) -> int:
        """Rows in which the address stands."""
        async with self.post.db.transaction() as tx:
            count: int = await tx.fetchval(
                "select (select count(*) from follow where address = $1) "
                "+ (select count(*) from notice where recipient = $1)",
                email,
            )
        return count


@pytest.fixture(scope="module")
async def offers(here: Register) -> list[str]:
    body = await here.has_provider()
    return [await here.has_offer(body) for _ in range(2)]


@pytest.fixture
async def follower(here: Register) -> AsyncIterator[Follower]:
    async with here.database() as db, mailbox() as box:
        yield Follower(Post(here, db, box))
        async with db.transaction() as tx:
            await tx.execute("truncate follow_token, follow, followed_offer, notice cascade")


async def test_a_link_gives_what_is_kept_because_of_its_offer_and_nothing_of_another(
    follower: Follower, offers: list[str]
) -> None:
    """Who is handed the mail on learns what it said already."""
    first = await follower.follows(offers[0])
    second = await follower.asked(offers[1])
    await follower.follows(offers[0], EVE)

    given = await follower.data(first)

    assert (given.status_code, given.headers["Cache-Control"]) == (200, "no-store")
    data: dict[str, Any] = given.json()
    assert (data["address"], data["offer_id"]) == (ADA, offers[0])
    assert (data["language"], data["privacy_notice"]) == ("it", "follow-1")
    assert data["confirmed_at"] is not None
    assert [(one["kind"], one["state"]) for one in data["mails"]] == [
        ("follow_confirmation", "sent")
    ]
    assert offers[1] not in given.text
    assert (await follower.data(second)).json()["confirmed_at"] is None
    assert EVE not in given.text


async def test_another_link_erases_that_once_its_button_is_pressed(
    follower: Follower, offers: list[str]
) -> None:
    mail = await follower.follows(offers[0])
    other = await follower.follows(offers[1])
    eve = await follower.follows(offers[0], EVE)
    async with follower.post.db.transaction() as tx:
        quoted: dict[str, Any] = {"where": "https://x", "until": now()}
        await notices.tell(tx, "quote_given", to=ADA, language="it", at=now(), **quoted)
    path = link(mail, "erase")

    page = await follower.here.ask("GET", path, Accept_Language="en", **NOBODY)
    before = await follower.kept(ADA)
    done = [await follower.press(path) for _ in "12"]

    assert "<button>Erase everything</button>" in page.text
    assert before == 5, "two follows and three mails: machines open links"
    assert [one.status_code for one in done] == [200, 200]
    assert await follower.kept(ADA) == 3, "the other offer, and what was written for another reason"
    assert (await follower.data(mail)).status_code == 404
    assert (await follower.data(other)).json()["offer_id"] == offers[1]
    assert (await follower.data(eve)).json()["address"] == EVE
    again = await follower.follows(offers[0])
    assert (await follower.data(again)).json()["address"] == ADA


async def test_a_word_that_is_spent_or_unknown_gives_nothing(
    follower: Follower, offers: list[str]
) -> None:
    mail = await follower.asked(offers[0])
    confirm, own = link(mail, "confirm"), link(mail, "data")

    by_confirming = await follower.here.ask("GET", confirm.replace("confirm", "data"), **NOBODY)
    guessed = await follower.here.ask("GET", own.replace("/follows/", "/follows/x"), **NOBODY)
    erased = await follower.press(own.replace("/follows/", "/follows/x").replace("data", "erase"))

    assert (by_confirming.status_code, guessed.status_code, erased.status_code) == (404, 404, 200)
    assert await follower.kept(ADA) == 2
    await follower.press(link(mail, "erase"))
    assert (await follower.press(confirm)).status_code == 404
