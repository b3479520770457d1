"""Editions of offers: opened, changed and cancelled by light calls that nobody moderates."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from providers.domain.editions import MOST
from tests import builders as a
from tests.asking import Market
from tests.register import Register

SUMMER = {"name": "Estate", "start": "2027-06-14", "end": "2027-06-25", "places": {"total": 20}}
FLOODED = {"reason": "La palestra è allagata."}


class Editions:
    """One offer of one body, and its editions."""

    def __init__(self, here: Register, body: str, offer: str) -> None:
        self.here = here
        self.body = body
        self.offer = offer
        self.me = here.provider(body, role="software")

    async def open(self, new: Any = SUMMER, **headers: str) -> httpx.Response:
        return await self.ask("POST", "", new, **headers)

    async def has(self, new: Any = SUMMER) -> str:
        answer = await self.open(new)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def change(self, edition: str, new: Any, tag: str = "*", **more: str) -> httpx.Response:
        return await self.ask("PUT", f"/{edition}", new, If_Match=tag, **more)

    async def cancel(self, edition: str, tag: str = "*", **headers: str) -> httpx.Response:
        return await self.ask("POST", f"/{edition}/cancel", FLOODED, If_Match=tag, **headers)

    async def ask(self, method: str, path: str, body: Any, **headers: str) -> httpx.Response:
        """By the body's software, unless another Authorization is given."""
        sent = {"Idempotency_Key": str(uuid4()), **self.me, **headers}
        return await self.here.ask(method, f"/v1/offers/{self.offer}/editions{path}", body, **sent)

    async def told(self) -> list[dict[str, Any]]:
        told = await self.here.told("offer", self.offer)
        assert told is not None
        return list(told[1].get("editions", ()))

    async def kept(self) -> list[dict[str, Any]]:
        return list((await self.here.get(f"/v1/offers/{self.offer}"))["editions"])


@pytest.fixture
async def editions(here: Register) -> Editions:
    body = await here.has_provider()
    return Editions(here, body, await here.has_offer(body))


async def test_families_see_an_edition_as_soon_as_it_is_opened(editions: Editions) -> None:
    answer = await editions.open()

    assert answer.status_code == 201
    edition = answer.json()
    assert edition == SUMMER | {"id": edition["id"], "state": "open", "version": edition["version"]}
    assert answer.headers["ETag"] == f'"{edition["version"]}"'
    assert await editions.told() == [SUMMER | {"id": edition["id"], "state": "open"}]
    assert await editions.kept() == [edition]


async def test_days_and_places_change_without_moderation(editions: Editions) -> None:
    first, second = await editions.has(), await editions.has(SUMMER | {"name": "Luglio"})
    later = SUMMER | {"start": "2027-06-21", "places": {"total": 20, "left": 3}}

    answer = await editions.change(first, later)

    assert answer.status_code == 200
    assert [(one["id"], one["start"]) for one in await editions.told()] == [
        (first, "2027-06-21"),
        (second, "2027-06-14"),
    ]
    assert (await editions.told())[0]["places"] == {"total": 20, "left": 3}
    entry = (await editions.here.get(f"/v1/offers/{editions.offer}/history"))["items"][0]
    (change,) = entry["changes"].items()
    assert (entry["action"], entry["role"]) == ("edition_changed", "software")
    assert (change[0], change[1][0]["start"], change[1][1]["start"]) == (
        f"editions/{first}",
        "2027-06-14",
        "2027-06-21",
    )


async def test_a_cancelled_edition_stays_cancelled_and_says_why_to_no_stranger(
    editions: Editions,
) -> None:
    edition = await editions.has()

    cancelled = await editions.cancel(edition)

    assert cancelled.status_code == 200
    assert (cancelled.json()["state"], cancelled.json()["reason"]) == (
        "cancelled",
        FLOODED["reason"],
    )
    (told,) = await editions.told()
    assert told == SUMMER | {"id": edition, "state": "cancelled"}
    entry = (await editions.here.get(f"/v1/offers/{editions.offer}/history"))["items"][0]
    assert (entry["action"], entry["reason"]) == ("edition_cancelled", FLOODED["reason"])
    for refused in (await editions.change(edition, SUMMER), await editions.cancel(edition)):
        assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


async def test_only_what_was_read_is_changed(editions: Editions) -> None:
    first, second = await editions.has(), await editions.has()
    read = await editions.here.tag(f"offers/{editions.offer}")
    await editions.change(second, SUMMER | {"name": "Altra"})

    assert (await editions.change(first, SUMMER, read)).status_code == 200
    stale = await editions.change(first, SUMMER, read)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (await editions.cancel(first, read)).status_code == 412
    blind = await editions.ask("PUT", f"/{first}", SUMMER)
    assert blind.status_code == 428


async def test_a_call_that_is_repeated_says_what_was_read_too(editions: Editions) -> None:
    edition, key = await editions.has(), str(uuid4())
    path = f"/{edition}/cancel"
    done = await editions.ask("POST", path, FLOODED, If_Match="*", Idempotency_Key=key)

    again = await editions.ask("POST", path, FLOODED, If_Match="*", Idempotency_Key=key)
    blind = await editions.ask("POST", path, FLOODED, Idempotency_Key=key)

    assert (done.status_code, again.json()) == (200, done.json())
    assert blind.status_code == 428


async def test_the_same_key_opens_one_edition(editions: Editions) -> None:
    key = str(uuid4())

    first = await editions.open(Idempotency_Key=key)
    again = await editions.open(Idempotency_Key=key)

    assert again.json() == first.json()
    assert len(await editions.kept()) == 1


async def test_who_may_not_changes_no_edition(editions: Editions) -> None:
    here, edition = editions.here, await editions.has()
    stranger = here.provider(await here.has_provider())

    for caller, refusal in (
        (stranger, 404),
        (here.citizen("luca"), 403),
        (here.signer.headers("hub_operator", subject="h"), 403),
    ):
        assert (await editions.open(**caller)).status_code == refusal
        assert (await editions.change(edition, SUMMER, **caller)).status_code == refusal
        assert (await editions.cancel(edition, **caller)).status_code == refusal
    assert (await editions.change(str(uuid4()), SUMMER)).status_code == 404
    assert (await editions.cancel(str(uuid4()))).status_code == 404
    assert [one["state"] for one in await editions.kept()] == ["open"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"end": "2027-06-13"}, "/end"),
        ({"signup": {"start": "2027-03-01", "end": "2027-02-01"}}, "/signup/end"),
        ({"places": {"total": 5, "left": 6}}, "/places/left"),
        ({"start": None}, "/start"),
        ({"state": "cancelled"}, "/state"),
    ],
)
async def test_an_edition_that_cannot_be_is_refused(
    editions: Editions, wrong: dict[str, Any], field: str
) -> None:
    answer = await editions.open(SUMMER | wrong)

    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]


async def test_editions_outlive_a_new_card_and_come_with_no_copy(editions: Editions) -> None:
    here, edition = editions.here, await editions.has()
    me = here.provider(editions.body)

    await here.edit(editions.offer, a.an_offer_card(title="Rinnovato"), **me)
    await here.submit(editions.offer, **me)
    await here.publish(editions.offer)
    copy = await here.ask("POST", f"/v1/offers/{editions.offer}/copy", **me)

    assert [one["id"] for one in await editions.told()] == [edition]
    assert copy.json()["editions"] == []


async def test_an_offer_has_so_many_editions_at_most(editions: Editions) -> None:
    offer = editions.offer
    one = (await editions.open()).json()
    async with editions.here.database() as db, db.transaction() as tx:
        many = [one | {"id": str(uuid4())} for _ in range(MOST)]
        await tx.execute("update offer set editions = $2 where id = $1", UUID(offer), many)

    refused = await editions.open()

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    assert (await editions.cancel(many[0]["id"])).status_code == 200, "so that all is told"


async def test_families_that_have_accepted_a_quote_are_told_of_what_is_cancelled(
    here: Register,
) -> None:
    market = await Market.open(here)
    editions = Editions(here, market.bodies[0], market.offers[0])
    answers = {}
    for family, contacts in (
        ("anna", {"email": "anna@example.org"}),
        ("berta", {"phone": "02 5550 1234"}),
    ):
        by = market.family(family)
        answers[family] = await market.has_answer("quote", by=by)
        accepted = await market.move(answers[family], "accept", {"contacts": contacts}, by=by)
        assert accepted.status_code == 200, accepted.text
    await market.has_answer("quote", by=market.family("carla"))

    edition = await editions.has()
    assert (await editions.cancel(edition)).status_code == 200

    (notice,) = (await here.get(f"/v1/notices?about={answers['anna']}"))["items"]
    assert (notice["kind"], notice["state"]) == ("edition_cancelled", "waiting")
    async with here.database() as db, db.transaction() as tx:
        row = await tx.fetchrow("select recipient, body from notice where id = $1", notice["id"])
    assert row is not None
    assert row["recipient"] == "anna@example.org"
    assert "dal 14/06/2027 al 25/06/2027" in row["body"]
    assert FLOODED["reason"] in row["body"]


async def test_of_clients_that_sell_places_of_an_edition_none_sells_one_twice(
    editions: Editions,
) -> None:
    """While other editions of the offer change, which makes nobody's reading old."""
    edition, other = await editions.has(), await editions.has()
    full = SUMMER | {"places": {"total": 12, "left": 12}}
    assert (await editions.change(edition, full)).is_success

    async def sell() -> None:
        while True:
            seen = next(one for one in await editions.kept() if one["id"] == edition)
            places = {"total": 12, "left": seen["places"]["left"] - 1}
            tag = f'"{seen["version"]}"'
            done = await editions.change(edition, SUMMER | {"places": places}, tag)
            if done.status_code == 200:
                return
            assert done.status_code == 412

    async def disturb() -> None:
        for _ in range(12):
            assert (await editions.change(other, SUMMER)).is_success

    await asyncio.gather(disturb(), *(sell() for _ in range(12)))

    (seen,) = (one for one in await editions.kept() if one["id"] == edition)
    assert seen["places"] == {"total": 12, "left": 0}
