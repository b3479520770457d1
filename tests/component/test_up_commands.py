"""The commands that speak to a running system, here one on servers that were there before."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import pytest

from contracts.streams import PRIVATE, PROVIDERS
from kit import dead_letters
from kit.bus import Bus, Message
from tests.city import City, eventually
from tests.conftest import MakeDatabase
from wishmi.embedded import Embedded
from wishmi.services import BY_NAME
from wishmi.stack import Stack

SERVERS = {"postgres", "nats", "opensearch"}


@pytest.fixture(scope="module")
def environ() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
async def city(
    servers: Embedded,
    make_database: MakeDatabase,
    environ: pytest.MonkeyPatch,
) -> AsyncIterator[City]:
    environ.setenv("WISHMI_POSTGRES_URL", servers.postgres_url)
    environ.setenv("WISHMI_PROVIDERS_POSTGRES_URL", await make_database("providers"))
    environ.setenv("WISHMI_NATS_URL", servers.nats_url)
    environ.setenv("WISHMI_OPENSEARCH_URL", servers.opensearch_url)
    environ.setenv("WISHMI_NAMESPACE", f"t{uuid4().hex[:10]}")
    city = City("--demo")
    await city.start()
    yield city
    await city.close()


@pytest.fixture
async def bus(city: City) -> AsyncIterator[Bus]:
    async with Stack.find(city.data).bus(BY_NAME["providers"]) as bus:
        yield bus


@pytest.fixture
async def offer(bus: Bus) -> Message:
    """What the stream says about one offer."""
    offers = [message async for message in bus.walk(PROVIDERS) if ".offer." in message.subject]
    return offers[-1]


async def wishmi(city: City, *arguments: str, code: int = 0) -> str:
    done = await city.run(*arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


async def differing(city: City, *parts: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(await wishmi(city, "verify", *parts, "--json", code=1))
    return report


async def test_servers_that_are_given_are_used_and_none_is_started(
    city: City, servers: Embedded
) -> None:
    assert not city.processes.keys() & SERVERS
    assert {name: city.endpoints[name] for name in SERVERS} == {
        "postgres": servers.postgres_url,
        "nats": servers.nats_url,
        "opensearch": servers.opensearch_url,
    }


async def test_what_is_kept_twice_agrees(city: City) -> None:
    report = json.loads(await wishmi(city, "verify", "--json"))

    assert {name: report[name] for name in ("missing", "extra", "different")} == {
        "missing": 0,
        "extra": 0,
        "different": 0,
    }
    assert report["parts"].keys() == {"outbox", "index"}
    for part in report["parts"].values():
        assert part["checked"] > 390  # every offer of the invented catalogue, and its providers
    assert "0 missing" in await wishmi(city, "verify", "index")


async def test_settings_show_what_the_processes_of_a_running_system_were_told(city: City) -> None:
    told = json.loads(await wishmi(city, "settings", "--json"))

    values = {row["variable"]: row["value"] for row in told["providers"]}
    assert values["WISHMI_PROVIDERS_NATS_URL"].endswith(city.endpoints["nats"].rpartition("@")[2])
    password = urlsplit(city.endpoints["postgres"]).password
    assert password
    assert password not in json.dumps(told)


async def test_what_the_database_lacks_is_found_and_the_remedy_mends_it(
    city: City, offer: Message
) -> None:
    database = await asyncpg.connect(
        Stack.find(city.data).settings(BY_NAME["providers"]).postgres_url
    )
    try:
        await database.execute("delete from told where subject = $1", offer.subject)
    finally:
        await database.close()

    report = await differing(city, "outbox")

    assert (report["missing"], report["extra"], report["different"]) == (0, 1, 0)
    outbox = report["parts"]["outbox"]
    assert outbox["examples"] == [f"extra {offer.subject}"]
    assert outbox["remedies"] == ["wishmi republish providers --after-restore"]
    await wishmi(city, "republish", "providers", "--after-restore")
    await city.agrees()


async def test_what_the_stream_lacks_is_found_and_the_remedy_mends_it(
    city: City, bus: Bus, offer: Message
) -> None:
    await bus.delete(PROVIDERS, offer.sequence)

    report = await differing(city)

    assert report["parts"]["outbox"]["missing"] == 1
    assert report["parts"]["outbox"]["remedies"] == ["wishmi republish providers"]
    await wishmi(city, "republish", "providers", "--subject", offer.subject)
    await city.agrees()


async def test_verify_cannot_tell_while_something_is_away(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WISHMI_NATS_URL", "nats://127.0.0.1:1")

    await wishmi(city, "verify", code=3)


async def test_a_dead_letter_is_listed_shown_and_told_again(
    city: City, bus: Bus, offer: Message
) -> None:
    assert await wishmi(city, "dead-letters", "list") == ""
    await dead_letters.publish(
        bus, PROVIDERS, offer, service="catalog-search", reader="catalog", reason="too long"
    )

    (line,) = (await wishmi(city, "dead-letters", "list")).splitlines()

    number, *_ = line.split()
    assert offer.subject in line
    assert "too long" in line
    assert offer.payload.decode() in await wishmi(city, "dead-letters", "show", number)
    await wishmi(city, "dead-letters", "retell", number)
    assert await wishmi(city, "dead-letters", "list") == ""

    async def told_again() -> bool:
        last = await bus.last(PROVIDERS, offer.subject)
        return last is not None and last.sequence > offer.sequence

    await eventually(told_again)


async def test_of_a_service_that_is_not_here_nothing_is_told_again(city: City, bus: Bus) -> None:
    subject = f"wishmi.private.vouchers.purchase.{uuid4()}"
    purchase = Message(subject=subject, sequence=1, payload=b"{}", headers={})
    await dead_letters.publish(
        bus, PRIVATE, purchase, service="providers", reader="purchases", reason="unknown quote"
    )
    number, *_ = (await wishmi(city, "dead-letters", "list")).split()

    done = await city.run("dead-letters", "retell", number)

    assert (done.returncode, f"vouchers knows nothing of {subject}" in done.stderr) == (1, True)
    await wishmi(city, "dead-letters", "drop", number)


async def test_a_dead_letter_that_does_not_matter_is_dropped(
    city: City, bus: Bus, offer: Message
) -> None:
    await dead_letters.publish(
        bus, PROVIDERS, offer, service="catalog-search", reader="other", reason="odd"
    )
    number, *_ = (await wishmi(city, "dead-letters", "list")).split()

    await wishmi(city, "dead-letters", "drop", number)

    assert await wishmi(city, "dead-letters", "list") == ""
    await wishmi(city, "dead-letters", "drop", number, code=1)


async def test_a_reindex_serves_the_same_from_another_index(city: City) -> None:
    total = await city.total()
    before = await wishmi(city, "generations")

    told = await wishmi(city, "reindex")

    after = await wishmi(city, "generations", "--drop-older")
    assert before != after
    assert after.split()[0] in told
    assert after.strip().endswith("(this release)")
    assert await city.total() == total > 0


async def test_stopping_leaves_servers_alone_that_were_given(city: City, servers: Embedded) -> None:
    assert await city.stop() == 0

    async with httpx.AsyncClient() as client:
        assert (await client.get(servers.opensearch_url)).status_code == 200
