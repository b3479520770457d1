"""The main job: what a body writes and an officer publishes, a family finds."""

from typing import Any
from uuid import UUID, uuid4

import msgspec

from tests.builders import a_tax_code, an_offer_card
from tests.city import City, eventually


class Desk:
    """A body's operator and a city officer, at the providers API."""

    def __init__(self, city: City, officer: dict[str, str]) -> None:
        self.city = city
        self.base = f"{city.endpoints['providers']}/v1"
        self.officer = officer
        self.operator: dict[str, str] = {}
        self.provider: UUID

    async def admit(self, name: str) -> None:
        answer = await self.city.http.post(
            f"{self.base}/providers",
            json={
                "card": {"name": name, "legal_form": "asd"},
                "tax_code": a_tax_code(),
                "decision": {"number": "DD 1/2026", "date": "2026-09-01"},
            },
            headers=self.officer,
        )
        assert answer.status_code == 201, answer.text
        self.provider = UUID(answer.json()["id"])
        self.operator = await self.city.token("provider", "--provider", str(self.provider))

    async def draft(self, card: Any) -> UUID:
        answer = await self.city.http.post(
            f"{self.base}/offers",
            json={"provider_id": str(self.provider), "draft": msgspec.to_builtins(card)},
            headers=self.operator,
        )
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    async def does(self, verb: str, what: str, body: Any = None, **headers: str) -> None:
        """A change of something, by who has read it just now."""
        thing = what.rsplit("/", 1)[0]
        seen = await self.city.http.get(f"{self.base}/{thing}", headers=headers)
        answer = await self.city.http.request(
            verb,
            f"{self.base}/{what}",
            json=body,
            headers=headers | {"If-Match": seen.headers["ETag"], "Idempotency-Key": str(uuid4())},
        )
        assert answer.status_code == 200, answer.text


async def test_what_a_body_writes_and_an_officer_publishes_a_family_finds(city: City) -> None:
    desk = Desk(city, await city.token("officer"))
    await desk.admit("Polisportiva Zanzibar")
    offer = await desk.draft(an_offer_card(title="Zanzibar di nuoto", municipi=(7,)))

    async def found() -> dict[str, Any] | None:
        items = (await city.search(q="zanzibar", municipio=7, kind="offer"))["items"]
        # what only means something like it may be found as well
        return next((item for item in items if "Zanzibar" in item["title"]), None)

    async def hidden() -> bool:
        return await found() is None

    assert await hidden(), "families see nothing of a draft"

    await desk.does("POST", f"offers/{offer}/submit", **desk.operator)
    await desk.does("POST", f"offers/{offer}/publish", **desk.officer)
    seen = await eventually(found)
    assert UUID(seen["id"]) == offer
    assert seen["title"] == "Zanzibar di nuoto"
    assert seen["provider"]["name"] == "Polisportiva Zanzibar"

    card = an_offer_card(title="Zanzibar di pallanuoto", municipi=(7,))
    await desk.does("PUT", f"offers/{offer}/draft", msgspec.to_builtins(card), **desk.operator)
    seen = await eventually(found)
    assert seen["title"] == "Zanzibar di nuoto", "families see what was published"

    reason = {"reason": "Verifica in corso."}
    await desk.does("POST", f"providers/{desk.provider}/suspend", reason, **desk.officer)
    await eventually(hidden, what="a suspended body's offers are not found")
    await desk.does("POST", f"providers/{desk.provider}/reinstate", reason, **desk.officer)
    await eventually(found, what="a reinstated body's offers are found again")


async def test_search_shows_the_last_of_many_changes_of_places(city: City) -> None:
    desk = Desk(city, await city.token("officer"))
    await desk.admit("Polisportiva Malindi")
    offers = [await desk.draft(an_offer_card(title=f"Malindi {number}")) for number in range(10)]
    for offer in offers:
        await desk.does("POST", f"offers/{offer}/submit", **desk.operator)
        await desk.does("POST", f"offers/{offer}/publish", **desk.officer)
    software = await city.token("software", "--provider", str(desk.provider))

    for left in reversed(range(50)):  # 500 changes
        now = {"total": 50, "left": left}
        items = [{"offer_id": str(one), "places": now, "version": None} for one in offers]
        answer = await city.http.put(
            f"{desk.base}/offers/places",
            json={"items": items},
            headers=software | {"Idempotency-Key": str(uuid4())},
        )
        assert {item["result"] for item in answer.json()["items"]} == {"stated"}, answer.text

    async def all_full() -> bool:
        found = (await city.search(q="malindi", kind="offer", limit=20))["items"]
        places = [item["places"] for item in found if "Malindi" in item["title"]]
        return places == [{"total": 50, "left": 0}] * len(offers)

    await eventually(all_full)


async def test_the_demo_is_the_whole_invented_catalogue(city: City) -> None:
    answer = await city.search(kind="offer", limit=0)
    assert answer["total"] >= 390
    names = {facet["name"] for facet in answer["facets"]}
    assert {"category", "municipio", "price_band", "wellbeing"} <= names


async def test_what_comes_from_a_file_keeps_the_id_it_has_there(city: City) -> None:
    items = (await city.search(q="Scuola calcio Primi Calci e Pulcini", kind="offer"))["items"]
    assert items[0]["source"] == {"name": "catalogue", "id": "sport-001"}


async def test_verify_says_that_database_stream_and_index_agree(city: City) -> None:
    await city.agrees()
