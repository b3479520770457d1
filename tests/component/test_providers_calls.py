"""Admission calls: officers make them, everybody reads when bodies may apply."""

from typing import Any
from uuid import uuid4

import pytest
from msgspec import to_builtins

from kit.clock import now
from tests import builders as a
from tests.later import reading
from tests.register import Register


async def test_everybody_reads_a_call_and_its_windows(here: Register) -> None:
    window = a.a_window()
    made = await here.ask("POST", "/v1/calls", a.a_notice(window, title="Avviso dell'anno"))
    assert made.status_code == 201

    answer = await here.http.get(f"/v1/calls/{made.json()['id']}")

    assert answer.status_code == 200
    assert answer.headers["ETag"] == made.headers["ETag"]
    assert answer.json() == made.json()
    assert (answer.json()["state"], answer.json()["next_window"]) == ("open", None)
    assert answer.json()["title"] == "Avviso dell'anno"
    assert answer.json()["act"] == {"number": "DD 7021/2026", "date": "2022-10-18"}
    assert answer.json()["windows"][0] == to_builtins(window)


async def test_calls_are_open_future_or_closed_as_the_clock_says(here: Register) -> None:
    past, now, later = a.a_window(-9, -5), a.a_window(-1, 1), a.a_window(5, 9)
    made = {
        "open": await here.has_call(past, now, later),
        "future": await here.has_call(past, later),
        "closed": await here.has_call(past),
    }

    for state, call in made.items():
        page = (await here.http.get(f"/v1/calls?state={state}&limit=100")).json()
        found = {item["id"]: item for item in page["items"]}
        assert set(made.values()) & set(found) == {call}
        assert page["total"] == len(found)
        assert {item["state"] for item in page["items"]} == {state}
        following = found[call]["next_window"]
        if state == "closed":
            assert following is None
        else:
            assert following == to_builtins(later)


async def test_a_call_is_changed_only_as_it_was_read_and_keeps_its_history(here: Register) -> None:
    call = await here.has_call()
    path = f"/v1/calls/{call}"
    longer = a.a_notice(a.a_window(-1, 30))

    assert (await here.ask("PUT", path, longer)).status_code == 428
    assert (await here.ask("PUT", path, longer, If_Match='"7"')).status_code == 412
    tag = await here.tag(f"calls/{call}")
    changed = await here.ask("PUT", path, longer, If_Match=tag)

    assert changed.status_code == 200
    assert changed.headers["ETag"] == await here.tag(f"calls/{call}") != tag
    assert changed.json()["windows"][0] == to_builtins(longer.windows[0])
    entries = (await here.get(f"{path}/history"))["items"]
    assert [entry["action"] for entry in entries] == ["edited", "announced"]
    assert list(entries[0]["changes"]) == ["windows"]


async def test_a_call_is_another_one_to_its_readers_once_a_window_opens(here: Register) -> None:
    soon, later = a.a_window(1, 2), a.a_window(5, 9)
    path = f"/v1/calls/{await here.has_call(soon, later)}"
    moments = {
        "before": now(),
        "open": soon.opens,
        "between": soon.closes,
        "open again": later.opens,
        "over": later.closes,
    }

    seen: dict[str, Any] = {}
    tags: list[str] = []
    for when, moment in moments.items():
        async with reading(here, moment) as http:
            fresh = await http.get(path, headers={"If-None-Match": ", ".join(tags)})
            again = await http.get(path, headers={"If-None-Match": fresh.headers["ETag"]})
        assert (fresh.status_code, again.status_code) == (200, 304), when
        tags.append(fresh.headers["ETag"])
        said = fresh.json()
        seen[when] = (said["state"], said["next_window"])

    assert seen == {
        "before": ("future", to_builtins(soon)),
        "open": ("open", to_builtins(later)),
        "between": ("future", to_builtins(later)),
        "open again": ("open", None),
        "over": ("closed", None),
    }
    assert (await here.ask("PUT", path, a.a_notice(), If_Match=tags[1])).status_code == 412
    changed = await here.ask("PUT", path, a.a_notice(soon, later), If_Match=tags[0])
    assert changed.status_code == 200
    assert changed.headers["ETag"] not in tags


async def test_windows_that_cannot_be_are_told_all_together(here: Register) -> None:
    notice = a.a_notice(a.a_window(3, 1), a.a_window(2, 4), a.a_window(3, 6))

    answer = await here.ask("POST", "/v1/calls", notice)

    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["errors"]} == {
        "/windows/0/closes",
        "/windows/2/opens",
    }


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+05:00"])
async def test_a_year_that_no_call_can_have_is_refused(here: Register, moment: str) -> None:
    notice = {"title": "x", "windows": [{"opens": moment, "closes": moment}]}

    answer = await here.ask("POST", "/v1/calls", notice)

    assert answer.status_code == 400
    assert "/windows/0/opens" in {fault["field"] for fault in answer.json()["errors"]}


async def test_only_officers_make_and_change_calls(here: Register) -> None:
    call = await here.has_call()
    body = await here.has_provider()

    asked = (
        ("POST", "/v1/calls"),
        ("PUT", f"/v1/calls/{call}"),
        ("GET", f"/v1/calls/{call}/history"),
    )
    for method, path in asked:
        for headers in (here.provider(body), here.signer.headers("citizen")):
            answer = await here.ask(method, path, a.a_notice(), If_Match="*", **headers)
            assert answer.status_code == 403, path
        nobody = await here.http.request(method, path)
        assert nobody.status_code == 401, path
    assert (await here.get(f"/v1/calls/{call}/history"))["total"] == 1


async def test_a_call_that_is_not_there(here: Register) -> None:
    for path in (f"/v1/calls/{uuid4()}", f"/v1/calls/{uuid4()}/history"):
        assert (await here.ask("GET", path)).status_code == 404
    answer = await here.ask("PUT", f"/v1/calls/{uuid4()}", a.a_notice(), If_Match="*")
    assert answer.status_code == 404


async def test_pages_of_calls_neither_repeat_nor_skip(here: Register) -> None:
    made = {await here.has_call() for _ in range(5)}
    seen: list[str] = []
    page: dict[str, Any] = {"next": "/v1/calls?limit=2&state=open"}
    while page["next"]:
        page = (await here.http.get(page["next"])).json()
        assert len(page["items"]) <= 2
        seen += [call["id"] for call in page["items"]]

    assert len(seen) == len(set(seen)) == page["total"]
    assert made <= set(seen)
