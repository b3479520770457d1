"""The light call: places change at once, by whoever may, once however often it is sent."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests import builders as a
from tests.register import Register


@pytest.fixture(scope="module")
async def body(here: Register) -> str:
    return await here.has_provider()


async def test_families_see_new_places_at_once(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    before = await here.get(f"/v1/offers/{offer}")

    answer = await here.places(
        offer, {"total": 20, "left": 7}, await here.tag(f"offers/{offer}"), **here.provider(body)
    )

    assert (answer.status_code, answer.json()) == (200, {"total": 20, "left": 7})
    told = await here.told("offer", offer)
    assert told is not None
    assert told[1]["places"] == {"total": 20, "left": 7}
    after = await here.get(f"/v1/offers/{offer}")
    assert after == before | {"places": {"total": 20, "left": 7}}
    (entry, *_) = (await here.get(f"/v1/offers/{offer}/history"))["items"]
    assert entry["changes"] == {"places_left": [None, 7], "places_total": [None, 20]}


async def test_each_answer_has_the_tag_for_the_next_call(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    tag = await here.tag(f"offers/{offer}")
    for left in (3, 2, 1, 0):
        answer = await here.places(offer, {"left": left}, tag)
        assert answer.status_code == 200
        tag = answer.headers["ETag"]

    told = await here.told("offer", offer)
    assert told is not None
    assert told[1]["places"] == {"left": 0}


async def test_places_are_changed_only_as_they_were_read(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    read = await here.tag(f"offers/{offer}")
    assert (await here.places(offer, {"left": 5}, read)).status_code == 200

    assert (await here.places(offer, {"left": 9}, read)).status_code == 412
    path = f"/v1/offers/{offer}/places"
    blind = await here.ask("PUT", path, {"left": 9}, Idempotency_Key="k1")
    assert blind.status_code == 428
    assert (await here.get(f"/v1/offers/{offer}"))["places"] == {"left": 5}


async def test_an_edited_draft_does_not_make_read_places_stale(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    read = await here.tag(f"offers/{offer}")
    await here.change("PUT", f"/v1/offers/{offer}/draft", a.an_offer_card(), of=f"offers/{offer}")

    assert (await here.places(offer, {"left": 5}, read)).status_code == 200


async def test_the_same_key_is_the_same_call(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    tag, key = await here.tag(f"offers/{offer}"), str(uuid4())

    first = await here.places(offer, {"left": 5}, tag, key=key)
    again = await here.places(offer, {"left": 5}, tag, key=key)
    other = await here.places(offer, {"left": 6}, tag, key=key)
    path = f"/v1/offers/{offer}/places"
    blind = await here.ask("PUT", path, {"left": 5}, Idempotency_Key=key)

    assert blind.status_code == 428
    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert await here.tag(f"offers/{offer}") == first.headers["ETag"]


async def test_a_refused_call_may_be_tried_again_with_its_key(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    key = str(uuid4())
    assert (await here.places(offer, {"left": 5}, '"9"', key=key)).status_code == 412

    tag = await here.tag(f"offers/{offer}")
    assert (await here.places(offer, {"left": 5}, tag, key=key)).status_code == 200


async def test_a_call_without_a_key_is_refused(here: Register, body: str) -> None:
    offer = await here.has_offer(body)

    answer = await here.ask("PUT", f"/v1/offers/{offer}/places", {"left": 5}, If_Match="*")

    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize(
    ("places", "field"),
    [
        ({"total": 5, "left": 6}, "/left"),
        ({"left": -1}, "/left"),
        ({"left": 1.5}, "/left"),
        ({"left": "3"}, "/left"),
        ({"free": 3}, "/free"),
    ],
)
async def test_places_that_cannot_be_are_refused(
    here: Register, body: str, places: dict[str, object], field: str
) -> None:
    offer = await here.has_offer(body)

    answer = await here.places(offer, places, "*")

    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]


async def test_places_may_become_unknown_again(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    await here.places(offer, {"left": 5}, "*")

    assert (await here.places(offer, {}, "*")).json() == {}
    told = await here.told("offer", offer)
    assert told is not None
    assert "places" not in told[1]


async def test_a_bodys_software_states_places_and_nothing_else(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    software = here.provider(body, role="software")

    tag = (await here.ask("GET", f"/v1/offers/{offer}", **software)).headers["ETag"]
    assert (await here.places(offer, {"left": 1}, tag, **software)).status_code == 200
    (entry, *_) = (await here.get(f"/v1/offers/{offer}/history"))["items"]
    assert entry["role"] == "software"
    draft = await here.ask(
        "PUT", f"/v1/offers/{offer}/draft", a.an_offer_card(), If_Match="*", **software
    )
    assert draft.status_code == 403


async def test_places_of_what_families_cannot_find_are_kept_and_not_told(here: Register) -> None:
    body = await here.has_provider()
    draft, offer = await here.has_draft(body), await here.has_offer(body)
    await here.move(f"providers/{body}", "suspend")

    for one in (draft, offer):
        assert (await here.places(one, {"left": 4}, "*")).status_code == 200

    assert await here.told("offer", draft) is None
    told = await here.told("offer", offer)
    assert told is not None
    assert told[0] == "offer.withdrawn.v1"
    await here.move(f"providers/{body}", "reinstate")
    back = await here.told("offer", offer)
    assert back is not None
    assert back[1]["places"] == {"left": 4}


async def state_many(here: Register, body: str, *items: Any, **headers: str) -> httpx.Response:
    key = headers.pop("key", str(uuid4()))
    who = {**here.provider(body, role="software"), **headers}
    given = {"items": list(items)}
    return await here.ask("PUT", "/v1/offers/places", given, Idempotency_Key=key, **who)


def having(offer: str, left: int, version: int | None = None) -> dict[str, Any]:
    return {"offer_id": offer, "places": {"left": left}, "version": version}


async def test_software_states_the_places_of_many_offers_at_once(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    first, second = await here.has_offer(body), await here.has_offer(body)
    draft, foreign = await here.has_draft(body), await here.has_offer(other)
    read = int((await here.tag(f"offers/{first}")).strip('"'))

    answer = await state_many(
        here,
        body,
        having(first, 5, read),
        having(second, 6, 0),
        having(draft, 7),
        having(foreign, 8),
        having(str(uuid4()), 9),
    )

    assert answer.status_code == 200
    items = answer.json()["items"]
    assert [item["result"] for item in items] == [
        "stated",
        "stale",
        "stated",
        "unknown",
        "unknown",
    ]
    assert items[0]["version"] == read + 1
    for offer, left in ((first, 5), (second, None), (draft, 7), (foreign, None)):
        assert (await here.get(f"/v1/offers/{offer}"))["places"].get("left") == left
    told = await here.told("offer", first)
    assert told is not None
    assert told[1]["places"] == {"left": 5}
    assert await here.told("offer", draft) is None


async def test_a_call_for_many_has_its_effect_once(here: Register, body: str) -> None:
    offer, key = await here.has_offer(body), str(uuid4())

    first = await state_many(here, body, having(offer, 5), key=key)
    again = await state_many(here, body, having(offer, 5), key=key)
    other = await state_many(here, body, having(offer, 6), key=key)

    assert again.json() == first.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_what_is_no_call_for_many(here: Register, body: str) -> None:
    offer = await here.has_offer(body)
    twice = await state_many(here, body, having(offer, 5), having(offer, 6))
    wrong = await state_many(here, body, having(offer, -1))

    assert [fault["field"] for fault in twice.json()["errors"]] == ["/items/1/offer_id"]
    assert [fault["field"] for fault in wrong.json()["errors"]] == ["/items/0/places/left"]
    assert (await state_many(here, body)).status_code == 400
    assert (await state_many(here, body, having(offer, 5), **here.officer)).status_code == 403


async def test_five_hundred_changes_at_once_leave_what_was_stated_last(here: Register) -> None:
    """Twenty calls, each of 25 offers in another order: none waits for another for ever."""
    body = await here.has_provider()
    offers = [await here.has_offer(body) for _ in range(25)]

    async def state(number: int) -> None:
        turned = offers[number:] + offers[:number]
        answer = await state_many(here, body, *(having(offer, number) for offer in turned))
        assert {item["result"] for item in answer.json()["items"]} == {"stated"}

    await asyncio.gather(*map(state, range(20)))
    await state(99)

    for offer in offers:
        told = await here.told("offer", offer)
        assert told is not None
        assert told[1]["places"] == {"left": 99}
        assert (await here.get(f"/v1/offers/{offer}/history?limit=1"))["total"] == 24


async def test_of_clients_that_sell_places_at_once_none_sells_one_twice(
    here: Register, body: str
) -> None:
    """Each reads how many are left, takes one, and tries until nobody was faster."""
    offer = await here.has_offer(body)
    assert (await here.places(offer, {"total": 20, "left": 20}, "*")).is_success
    path = f"/v1/offers/{offer}"

    async def sell(seller: int) -> int:
        """How often somebody was faster."""
        late = 0
        while True:
            read = await here.ask("GET", path)
            left = read.json()["places"]["left"] - 1
            tag = read.headers["ETag"]
            done = await here.places(offer, {"total": 20, "left": left}, tag)
            if done.status_code == 200:
                return late
            assert (done.status_code, done.json()["code"]) == (412, "stale"), seller
            late += 1

    late = sum(await asyncio.gather(*map(sell, range(20))))

    assert (await here.get(path))["places"] == {"total": 20, "left": 0}
    assert late, "none met another"
    history = await here.get(f"{path}/history?limit=20")
    sold = [entry["changes"]["places_left"] for entry in history["items"]]
    assert sold == [[left + 1, left] for left in range(20)]


async def test_of_two_clients_with_one_reading_the_second_is_told_so(
    here: Register, body: str
) -> None:
    offer = await here.has_offer(body)
    for _ in range(10):
        tag = await here.tag(f"offers/{offer}")

        answers = await asyncio.gather(
            *(here.places(offer, {"left": left}, tag) for left in (1, 2))
        )

        assert sorted(answer.status_code for answer in answers) == [200, 412]
        (kept,) = (answer.json() for answer in answers if answer.is_success)
        assert (await here.get(f"/v1/offers/{offer}"))["places"] == kept
