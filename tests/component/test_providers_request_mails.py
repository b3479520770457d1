"""Mails about requests: that something waits and where, once, and nothing of what it says."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from contracts.values import Contacts
from kit.clock import now
from providers.handlers.request_mails import remind_one
from tests.asking import Market, a_quote
from tests.mailbox import mailbox
from tests.posting import Post
from tests.register import Register

WORDS = "Mia figlia Zelda ha l'epilessia"
FAMILY = "famiglia.zanzara@example.org"


class Mails:
    """A market, and what arrives about its requests at the mailbox of everybody."""

    def __init__(self, market: Market, post: Post) -> None:
        self.market, self.here, self.post = market, market.here, post

    async def arrived(self, at: datetime | None = None) -> list[EmailMessage]:
        """Since the last look, until now or another time."""
        self.post.at, before = at or now(), len(self.post.box.arrived)
        await self.post.send()
        return self.post.box.arrived[before:]

    async def asked(self, *, shares: bool = True, language: str = "it") -> str:
        """The first body's answer to a request, with the family's address if it shares one."""
        request = await self.market.has_request(
            self.market.offers[0],
            by=self.market.family() | {"Accept-Language": language},
            message=WORDS,
        )
        answer: str = request["answers"][0]["id"]
        if shares:
            contacts = {"contacts": {"name": "Ada Zanzara", "email": FAMILY}}
            by = self.market.family()
            shared = await self.market.move(answer, "share-contacts", contacts, by=by)
            assert shared.status_code == 200
        await self.arrived()
        return answer

    async def moved(self, answer: str, move: str, body: Any = None) -> None:
        done = await self.market.move(answer, move, body, by=self.market.operator)
        assert done.status_code == 200, done.text

    async def quoted(self, answer: str, **valid_for: float) -> datetime:
        """Until when."""
        quote = msgspec.to_builtins(a_quote())
        until = self.post.at + timedelta(**valid_for or {"days": 14})
        await self.moved(answer, "quote", quote | {"valid_until": until.isoformat()})
        return until

    async def swept(self, at: datetime) -> int:
        """How many reminders the worker's sweep writes then."""
        count = 0
        while await remind_one(db=self.post.db, public_url="https://api.example.org", at=at):
            count += 1
        return count


@pytest.fixture
async def mails(here: Register) -> AsyncIterator[Mails]:
    async with here.database() as db, mailbox() as box:
        yield Mails(await Market.open(here), Post(here, db, box))
        async with db.transaction() as tx:
            await tx.execute("delete from notice")


def silent(mail: EmailMessage) -> bool:
    """Whether it says nothing of who asks, what or whom."""
    text = str(mail["Subject"]) + mail.get_content()
    said = (WORDS, "Zelda", "Zanzara", FAMILY, "maria", "nuoto", "295", "Aquilone")
    return not any(word.lower() in text.lower() for word in said)


async def test_each_body_is_told_once_that_a_request_waits_and_where(mails: Mails) -> None:
    market, here = mails.market, mails.here
    second_offer = await here.has_offer(market.bodies[0])
    key = str(uuid4())

    sent = [
        await market.ask(*market.offers, second_offer, message=WORDS, ages=[7], key=key)
        for _ in "12"
    ]

    told = await mails.arrived()
    assert [one.status_code for one in sent] == [201, 201]
    assert [str(mail["To"]) for mail in told] == ["info@aquilone.example.org"] * 2
    for mail in told:
        text = mail.get_content()
        assert f"{here.settings.links}/v1/answers?state=sent" in text
        assert sent[0].json()["request"]["id"] not in text
        assert silent(mail)
    listed = await here.get(f"/v1/notices?kind=request_came&about={market.bodies[0]}")
    assert [one["state"] for one in listed["items"]] == ["sent"]


async def test_a_request_that_is_refused_tells_nobody(mails: Mails) -> None:
    refused = await mails.market.ask(mails.market.offers[0], str(uuid4()))

    assert refused.status_code == 400
    assert await mails.arrived() == []


async def test_a_body_without_a_public_address_is_told_at_that_of_whom_the_city_calls(
    mails: Mails,
) -> None:
    here = mails.here
    silent_body = await here.has_provider(contacts=Contacts(phone="02 5550 1234"))
    body = await here.has_provider(contacts=None)
    contact = {"contact": {"name": "Rita Calabrone", "email": "rita@example.org"}}
    path = f"/v1/providers/{body}/reserved"
    put = await here.ask("PUT", path, contact, If_Match="*", **here.provider(body))
    assert put.status_code == 200, put.text

    asked = await mails.market.ask(await here.has_offer(body), await here.has_offer(silent_body))

    assert asked.status_code == 201
    assert [str(mail["To"]) for mail in await mails.arrived()] == ["rita@example.org"]


async def test_a_family_that_shared_its_address_is_told_of_a_quote_in_its_language(
    mails: Mails,
) -> None:
    italian, english = await mails.asked(), await mails.asked(language="en")
    unshared = await mails.asked(shares=False)

    for answer in (italian, english, unshared):
        await mails.quoted(answer)

    told = await mails.arrived()
    assert [str(mail["To"]) for mail in told] == [FAMILY] * 2
    assert [str(mail["Subject"]) for mail in told] == [
        "Milano 0-18: c'è un preventivo per te",
        "Milano 0-18: there is a quote for you",
    ]
    where = f"{mails.here.settings.links}/v1/answers/{italian}"
    assert where in told[0].get_content().splitlines()
    assert all(map(silent, told))


async def test_a_family_is_told_of_a_refusal_at_the_address_that_the_body_then_forgets(
    mails: Mails,
) -> None:
    answer = await mails.asked()

    await mails.moved(answer, "refuse", {"reason": "Non con l'epilessia."})

    (told,) = await mails.arrived()
    assert (str(told["To"]), silent(told)) == (FAMILY, True)
    assert "epilessia" not in told.get_content()
    assert (await mails.market.seen(answer, mails.market.operator))["contacts"] is None


async def test_a_body_is_told_that_a_family_has_accepted_and_that_it_called_it_off(
    mails: Mails,
) -> None:
    answer, family = await mails.asked(), mails.market.family()
    await mails.quoted(answer)
    await mails.arrived()

    told = []
    for move, state in (("accept", "accepted"), ("cancel", "cancelled")):
        done = await mails.market.move(answer, move, by=family)
        assert done.json()["state"] == state
        (mail,) = await mails.arrived()
        assert f"{mails.here.settings.links}/v1/answers?state={state}" in mail.get_content()
        told.append(mail)

    assert [str(mail["To"]) for mail in told] == ["info@aquilone.example.org"] * 2
    assert [str(mail["Subject"]) for mail in told] == [
        "Milano 0-18: un preventivo è accettato",
        "Milano 0-18: una famiglia ha annullato",
    ]
    assert all(map(silent, told))
    assert not [mail for mail in told if answer in mail.get_content()]


async def test_a_family_is_told_that_a_body_takes_back_a_quote_accepted_or_not(
    mails: Mails,
) -> None:
    withdrawn, cancelled, unshared = [
        await mails.asked(shares=shares) for shares in (True, True, False)
    ]
    for answer in (withdrawn, cancelled, unshared):
        await mails.quoted(answer)
    accepted = await mails.market.move(cancelled, "accept", by=mails.market.family())
    assert accepted.status_code == 200
    await mails.arrived()

    for answer, move in ((withdrawn, "withdraw"), (cancelled, "cancel"), (unshared, "withdraw")):
        await mails.moved(answer, move, {"reason": "Con l'epilessia non si può."})

    told = await mails.arrived()
    assert [str(mail["To"]) for mail in told] == [FAMILY] * 2
    for mail, answer in zip(told, (withdrawn, cancelled), strict=True):
        where = f"{mails.here.settings.links}/v1/answers/{answer}"
        assert where in mail.get_content().splitlines()
        assert "epilessia" not in mail.get_content()
    assert "ha ritirato un preventivo" in told[0].get_content()
    assert "non contare più su quelle date" in told[1].get_content()
    assert all(map(silent, told))


async def test_that_a_quote_expires_soon_is_told_once_on_its_last_day(mails: Mails) -> None:
    answer = await mails.asked()
    until = await mails.quoted(answer, days=3)
    for other in (await mails.asked(), await mails.asked(shares=False)):
        await mails.quoted(other, hours=47)
    taken = await mails.asked()
    await mails.quoted(taken, days=3)
    accepted = await mails.market.move(taken, "accept", {}, by=mails.market.family())
    assert accepted.status_code == 200
    await mails.arrived()
    day = timedelta(hours=24)

    counts = [
        await mails.swept(at)
        for at in (until - day - timedelta(minutes=1), until - day, until - day / 2)
    ]

    assert counts == [0, 1, 0]
    (told,) = await mails.arrived(until)
    assert (str(told["To"]), silent(told)) == (FAMILY, True)
    assert f"https://api.example.org/v1/answers/{answer}" in told.get_content().splitlines()
    assert "sta per scadere" in str(told["Subject"])


async def test_of_a_quote_that_is_over_no_end_is_told(mails: Mails) -> None:
    until = await mails.quoted(await mails.asked(), days=3)

    assert await mails.swept(until) == 0


async def test_the_mails_of_a_request_are_its_familys_and_are_erased_with_it(
    mails: Mails,
) -> None:
    here, family = mails.here, mails.market.family()
    answer = await mails.asked()
    await mails.moved(answer, "refuse")
    await mails.arrived()
    request = (await mails.market.seen(answer, family))["request_id"]
    cancelled = await here.ask("POST", f"/v1/requests/{request}/cancel", {}, If_Match="*", **family)
    assert cancelled.status_code == 200

    given = (await here.get("/v1/me/data", **family))["parts"]["requests"]
    shown = [mail for one in given for thread in one["answers"] for mail in thread["mails"]]
    await here.ask("POST", "/v1/me/erase", **family)

    assert [(mail["kind"], mail["recipient"]) for mail in shown] == [("request_refused", FAMILY)]
    assert (await here.get(f"/v1/notices?about={answer}"))["total"] == 0


async def test_when_what_was_used_is_kept_without_words_its_mails_are_erased_too(
    mails: Mails,
) -> None:
    market, family = mails.market, mails.market.family()
    answer = await mails.asked()
    await mails.quoted(answer)
    for move, by in (
        ("accept", family),
        ("confirm-use", family),
        ("confirm-use", market.operator),
    ):
        assert (await market.move(answer, move, by=by)).status_code == 200
    before = (await mails.here.get(f"/v1/notices?about={answer}"))["total"]

    await mails.here.ask("POST", "/v1/me/erase", **family)

    assert (before, (await market.seen(answer, family))["state"]) == (1, "used")
    assert (await mails.here.get(f"/v1/notices?about={answer}"))["total"] == 0
