"""Bodies that people would like to find: anybody suggests, officers read before anybody sees."""

from typing import Any
from uuid import uuid4

import httpx

from tests.register import Register


async def suggested(here: Register, name: str, **given: Any) -> None:
    answer = await here.http.post("/v1/suggestions", json={"name": name, **given})
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"help": []}


async def queue(here: Register, **chosen: Any) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in {"limit": 100, **chosen}.items())
    return list((await here.get(f"/v1/suggestions/queue?{query}"))["items"])


async def has_suggestion(here: Register, *moves: str) -> str:
    """Moved so; its id."""
    name = f"Circo {uuid4()}"
    await suggested(here, name)
    (found,) = (one["id"] for one in await queue(here) if one["suggestion"]["name"] == name)
    for move in moves:
        assert (await moved(here, found, move)).status_code == 200
    return str(found)


async def moved(here: Register, suggestion: str, move: str, **who: str) -> httpx.Response:
    of = f"suggestions/{suggestion}"
    return await here.change("POST", f"/v1/{of}/{move}", of=of, **who)


async def seen(here: Register) -> set[str]:
    """By everybody."""
    answer = await here.http.get("/v1/suggestions?limit=100")
    assert answer.status_code == 200
    return {one["name"] for one in answer.json()["items"]}


async def test_nobody_sees_a_suggestion_before_an_officer_has_read_it(here: Register) -> None:
    whole = {"website": "https://circo.example.org", "municipio": 4, "categories": ["sport"]}
    await suggested(here, "Circo D'Angelo", **whole)
    assert "Circo D'Angelo" not in await seen(here)
    *_, waiting = await queue(here, state="received")
    assert waiting["suggestion"] == {"name": "Circo D'Angelo", **whole}
    assert waiting["waiting_days"] == 0

    assert (await moved(here, waiting["id"], "accept")).status_code == 200

    assert "Circo D'Angelo" in await seen(here)
    assert (await moved(here, waiting["id"], "reject")).status_code == 200
    assert "Circo D'Angelo" not in await seen(here)


async def test_nothing_about_a_person_can_be_sent(here: Register) -> None:
    for field in ("email", "phone", "from", "message", "state"):
        answer = await here.http.post("/v1/suggestions", json={"name": "Circo", field: "x"})
        (fault,) = answer.json()["errors"]
        assert (answer.status_code, fault["code"]) == (400, "unknown_field")


async def test_only_officers_read_the_queue_and_move_it(here: Register) -> None:
    suggestion = await has_suggestion(here)
    path = f"/v1/suggestions/{suggestion}"
    for role in ("citizen", "minor", "provider", "software", "hub_operator", "safeguarding"):
        who = here.signer.headers(role)
        for method, where in (
            ("GET", "/v1/suggestions/queue"),
            ("GET", path),
            ("POST", f"{path}/accept"),
            ("POST", f"{path}/reject"),
        ):
            assert (await here.ask(method, where, If_Match="*", **who)).status_code == 403, role
    assert (await here.http.get("/v1/suggestions/queue")).status_code == 401
    assert (await here.ask("POST", f"{path}/accept", If_Match='"9"')).status_code == 412
    assert (await here.ask("POST", f"{path}/accept")).status_code == 428
    unknown = f"/v1/suggestions/{uuid4()}/accept"
    assert (await here.ask("POST", unknown, If_Match="*")).status_code == 404


async def test_pages_of_the_queue_neither_repeat_nor_skip(here: Register) -> None:
    made = [await has_suggestion(here) for _ in range(3)]
    page: dict[str, Any] = {"next": "/v1/suggestions/queue?limit=2&state=received&waiting_days=0"}
    ids: list[str] = []
    while page["next"]:
        page = await here.get(page["next"])
        ids += [one["id"] for one in page["items"]]

    assert len(ids) == len(set(ids)) == page["total"]
    assert [one for one in ids if one in made] == made
    assert await queue(here, waiting_days=1) == []
