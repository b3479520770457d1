"""`wishmi up` as a person runs it: ready, killed, stopped, started again, never leaving a trace."""

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import psutil
import pytest

from tests.city import WISHMI, City, eventually
from tests.commands import REPOSITORY

NAMES = {
    "postgres",
    "nats",
    "opensearch",
    "issuer",
    "catalog-search-api",
    "catalog-search-worker",
    "providers-api",
    "providers-worker",
}

STOPPED_WITHIN = 15
"""Seconds, as the issue says."""


@pytest.fixture(scope="module")
async def city() -> AsyncIterator[City]:
    """One city for all stories here: each leaves it running, on the same data."""
    city = City("--demo")
    await city.start()
    yield city
    await city.close()


def running(city: City) -> list[psutil.Process]:
    return [psutil.Process(pid) for pid in city.processes.values()]


async def wishmi(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A process from its very beginning: `tests/commands.py` forks what has begun."""
    return await asyncio.to_thread(
        subprocess.run,
        [*WISHMI, *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


async def test_ready_means_that_everything_answers_where_the_files_say(city: City) -> None:
    assert city.printed[-1] == "ready"
    assert city.processes.keys() == NAMES
    assert all(process.is_running() for process in running(city))
    assert city.endpoints.keys() == {
        "catalog_search",
        "providers",
        "issuer",
        "postgres",
        "nats",
        "opensearch",
    }
    for name in ("catalog_search", "providers", "issuer"):
        answer = await city.http.get(f"{city.endpoints[name]}/health/ready")
        assert answer.status_code == 200, answer.text


async def test_what_it_says_in_the_end_can_be_done(city: City) -> None:
    (told,) = (line for line in city.printed if line.startswith("try "))

    answer = await city.http.get(told.split("'")[1])

    assert answer.status_code == 200
    assert answer.json()["total"] > 0  # --demo has loaded the catalogue


async def test_a_token_is_printed_and_nothing_else(city: City) -> None:
    done = await wishmi(
        *("token", "--role", "officer", "--subject", "anna", "--data", str(city.data))
    )

    assert done.stderr == ""
    (token,) = done.stdout.split()
    answer = await city.http.post(
        f"{city.endpoints['providers']}/v1/republish",
        json={"subjects": []},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 202, answer.text


async def test_mails_that_would_be_sent_can_be_read(city: City) -> None:
    listed = await city.http.get(f"{city.endpoints['catalog_search']}/v1/catalog?limit=1")
    offer = listed.json()["items"][0]["id"]
    asked = await city.http.post(
        f"{city.endpoints['providers']}/v1/offers/{offer}/follow",
        json={"email": "ada@example.org", "privacy_notice": "follow-1"},
    )

    async def mails() -> list[EmailMessage]:
        files = (city.data / "mails").glob("*.eml")
        return [message_from_bytes(file.read_bytes(), policy=default) for file in files]

    (mail,) = await eventually(mails)
    assert asked.status_code == 202, asked.text
    assert mail["To"] == "ada@example.org"
    link = next(line for line in mail.get_content().split() if line.endswith("/confirm"))
    assert (await city.http.post(link)).status_code == 200


async def test_a_second_one_on_the_same_data_is_refused(city: City) -> None:
    done = await wishmi("up", "--data", str(city.data))

    assert done.returncode == 13
    assert "Another `wishmi up` runs" in done.stderr


async def test_ports_that_are_taken_are_named(city: City, tmp_path: Path) -> None:
    done = await wishmi("up", "--data", str(tmp_path), "--port-base", str(city.port_base))

    assert done.returncode == 10
    assert str(city.port_base) in done.stderr
    assert "--port-base" in done.stderr


async def test_each_killed_child_is_named_and_started_again(city: City) -> None:
    before = city.processes

    for name in before:
        city.kill(name)

    async def all_back() -> bool:
        now = city.processes
        return now.keys() == NAMES and not set(now.values()) & set(before.values())

    await eventually(all_back, what="all children are back")
    for name in NAMES:
        assert any(line.startswith(f"{name} died (SIGKILL)") for line in city.printed), name
    await city.agrees()


async def test_it_stops_in_time_and_started_again_has_the_same_data(city: City) -> None:
    children = running(city)
    total = await city.total()

    code = await asyncio.wait_for(city.stop(), STOPPED_WITHIN)

    assert code == 0
    assert not any(child.is_running() for child in children)
    assert not (city.data / "endpoints.json").exists()
    assert not (city.data / "processes.json").exists()
    city.printed.clear()
    await city.start()
    assert await city.total() == total > 0
    assert not any("loading" in line for line in city.printed)  # the catalogue is there already


async def test_killed_itself_it_takes_all_along_and_can_be_started_again(city: City) -> None:
    children = running(city)
    assert city.process
    total = await city.total()

    city.process.send_signal(signal.SIGKILL)
    await city.process.wait()

    _, alive = await asyncio.to_thread(psutil.wait_procs, children, STOPPED_WITHIN)
    assert alive == []
    await city.start()
    assert await city.total() == total
    await city.agrees()
