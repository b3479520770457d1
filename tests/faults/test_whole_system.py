"""What the system promises when its parts die, or are put back to an older copy."""

import asyncio
import json
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nats
import pytest

from tests.city import City, eventually
from tests.commands import REPOSITORY
from tests.rounds import rounds

OFFERS = 2_000
MORTALS = ("providers-worker", "catalog-search-worker", "nats", "opensearch")


@pytest.fixture(scope="module")
async def city() -> AsyncIterator[City]:
    """One for all: each story brings offers of its own, and counts from what it found."""
    city = City()
    try:
        await city.start()
        yield city
    finally:
        await city.close()


def a_catalogue(folder: Path, offers: int) -> Path:
    """The example catalogue, its offers repeated under other ids until there are so many."""
    folder.mkdir()
    example = REPOSITORY / "examples" / "catalogue"
    shutil.copy(example / "providers.jsonl", folder)
    known = [json.loads(line) for line in (example / "offers.jsonl").read_text().splitlines()]
    with (folder / "offers.jsonl").open("w") as file:
        for number in range(offers):
            offer = known[number % len(known)]
            file.write(json.dumps(offer | {"id": f"{offer['id']}-{folder.name}-{number}"}) + "\n")
    return folder


async def some_offers(city: City, officer: dict[str, str], count: int) -> list[dict[str, Any]]:
    answer = await city.http.get(
        f"{city.endpoints['providers']}/v1/offers",
        params={"state": "published", "limit": count},
        headers=officer,
    )
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def withdraw(city: City, officer: dict[str, str], offer: dict[str, Any]) -> None:
    url = f"{city.endpoints['providers']}/v1/offers/{offer['id']}"
    seen = await city.http.get(url, headers=officer)
    done = await city.http.post(
        f"{url}/withdraw",
        json={"reason": "Non si tiene più."},
        headers=officer | {"If-Match": seen.headers["ETag"]},
    )
    assert done.status_code == 200, done.text


async def visible(city: City, offer: dict[str, Any]) -> bool:
    url = f"{city.endpoints['catalog_search']}/v1/catalog/{offer['id']}"
    answer = await city.http.get(url)
    assert answer.status_code in {200, 404}, answer.text
    return answer.status_code == 200


async def killings(city: City, seed: int, done: asyncio.Event) -> list[str]:
    """Kill each mortal part once, then go on at random until all is imported."""
    chance = random.Random(seed)  # noqa: S311 - to choose moments, not secrets
    killed: list[str] = []
    while not done.is_set() or set(killed) != set(MORTALS):
        left = [name for name in MORTALS if name not in killed] or list(MORTALS)
        name = chance.choice(left)
        await asyncio.sleep(chance.uniform(0.3, 1.5))
        city.kill(name)
        killed.append(name)
        await eventually(lambda: is_back(city), what=f"{name} back")
    return killed


async def is_back(city: City) -> bool:
    return (await city.http.get(f"{city.endpoints['catalog_search']}/health/ready")).is_success


async def test_nothing_is_lost_or_doubled_when_parts_are_killed_during_an_import(
    city: City, tmp_path: Path
) -> None:
    for turn in range(rounds(1)):
        before = await city.total()
        catalogue = a_catalogue(tmp_path / f"catalogue-{turn}", OFFERS)
        done = asyncio.Event()
        killing = asyncio.create_task(killings(city, turn, done))
        imported = await city.run("import", "catalogue", str(catalogue))
        done.set()
        assert imported.returncode == 0, imported.stdout + imported.stderr
        assert set(await killing) == set(MORTALS)

        officer = await city.token("officer")
        gone = await some_offers(city, officer, 50)
        for offer in gone:
            await withdraw(city, officer, offer)
        city.kill("catalog-search-worker")

        await city.agrees()
        assert await city.total() == before + OFFERS - 50
        assert not any([await visible(city, offer) for offer in gone])


async def test_a_database_put_back_is_told_again_with_what_it_lacks(
    city: City, tmp_path: Path
) -> None:
    await city.run("import", "catalogue", str(a_catalogue(tmp_path / "kept", 50)))
    await city.agrees()
    before = await city.total()
    await city.stop()
    shutil.copytree(city.data / "postgres", tmp_path / "postgres")
    await city.start()
    officer = await city.token("officer")
    withdrawn = (await some_offers(city, officer, 1))[0]
    await withdraw(city, officer, withdrawn)
    await city.run("import", "catalogue", str(a_catalogue(tmp_path / "lacked", 20)))
    await city.agrees()
    assert await city.total() == before + 19

    await city.stop()
    put_back(tmp_path / "postgres", city.data / "postgres")
    await city.start()

    code, told = await city.verify()
    assert code == 1
    assert "--after-restore" in told
    again = await city.run("republish", "providers", "--after-restore")
    assert again.returncode == 0, again.stdout + again.stderr
    await city.agrees()
    assert await city.total() == before
    assert await visible(city, withdrawn)


async def test_an_index_put_back_catches_up_by_itself(city: City, tmp_path: Path) -> None:
    before = await city.total()
    await city.stop()
    shutil.copytree(city.data / "opensearch" / "data", tmp_path / "index")
    await city.start()
    officer = await city.token("officer")
    withdrawn = (await some_offers(city, officer, 1))[0]
    await withdraw(city, officer, withdrawn)
    await city.run("import", "catalogue", str(a_catalogue(tmp_path / "late", 20)))
    await city.agrees()

    await city.stop()
    put_back(tmp_path / "index", city.data / "opensearch" / "data")
    await city.start()

    await city.agrees()
    assert await city.total() == before + 19
    assert not await visible(city, withdrawn)


async def test_a_lost_stream_is_told_anew(city: City) -> None:
    before = await city.total()
    bus = await nats.connect(city.endpoints["nats"])
    await bus.jetstream().delete_stream("PROVIDERS")
    await bus.close()

    again = await city.run("republish", "providers")

    assert again.returncode == 0, again.stdout + again.stderr
    await city.agrees()
    assert await city.total() == before
    officer = await city.token("officer")
    withdrawn = (await some_offers(city, officer, 1))[0]
    await withdraw(city, officer, withdrawn)
    await eventually(lambda: gone(city, withdrawn), what="withdrawn after the stream was lost")


async def gone(city: City, offer: dict[str, Any]) -> bool:
    return not await visible(city, offer)


def put_back(copy: Path, place: Path) -> None:
    """As an operator would: the copy in the place of the folder, owner as it was."""
    owner = place.stat()
    shutil.rmtree(place)
    shutil.copytree(copy, place)
    for path in (place, *place.rglob("*")):
        shutil.chown(path, owner.st_uid, owner.st_gid)
