"""The city's protocol number: given once, later than our receipt, whoever is away meanwhile."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from kit.clock import now
from providers import worker
from providers.handlers.protocol import file_one
from providers.protocol import Filing, FolderProtocol
from tests.city import eventually
from tests.register import Register


async def test_what_is_submitted_gets_its_number_and_a_draft_does_not(
    here: Register, tmp_path: Path
) -> None:
    submitted = [await here.has_application("submit", by=f"p-{n}") for n in range(3)]
    draft = await here.has_application(by="maria")
    seen = await here.get(f"/v1/applications/{submitted[0]}")
    assert (seen["protocol"], seen["receipt"] is not None) == (None, True)

    settings = msgspec.structs.replace(here.settings, protocol_folder=tmp_path / "protocol")
    async with worker.create_app(settings).lifespan():

        async def all_are_numbered() -> list[str]:
            seen = [await here.get(f"/v1/applications/{one}") for one in submitted]
            assert all(one["protocol"] for one in seen)
            return [one["protocol"] for one in seen]

        numbers = await eventually(all_are_numbered)

    year = datetime.now(UTC).year
    assert numbers == [f"{year}/{n:07d}" for n in (1, 2, 3)]
    own = await here.get(f"/v1/applications/{draft}", **here.citizen("maria"))
    assert own["protocol"] is None
    kept = [json.loads(file.read_text()) for file in (tmp_path / "protocol").rglob("*.json")]
    assert sorted(one["number"] for one in kept) == numbers
    assert {"Ada Verdi", "RSSMRA80A01F205X"} & set(json.dumps(kept).split('"')) == set()
    entry = (await here.get(f"/v1/applications/{submitted[0]}/history"))["items"][0]
    assert (entry["action"], entry["role"]) == ("filed", "worker")


async def test_one_filing_has_one_number_however_often_it_is_sent(tmp_path: Path) -> None:
    """As after a crash between the number and the commit, and with two workers at once."""
    systems = [FolderProtocol(tmp_path) for _ in range(4)]
    filings = [a_filing() for _ in range(10)]

    numbers = await asyncio.gather(
        *(system.file(filing) for filing in filings for system in systems)
    )

    assert sorted(set(numbers)) == [f"2026/{n:07d}" for n in range(1, 11)]
    assert [await systems[0].file(filing) for filing in filings] == numbers[::4]


async def test_numbers_begin_anew_each_year_of_rome(tmp_path: Path) -> None:
    system = FolderProtocol(tmp_path)
    old = a_filing(datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    new = a_filing(datetime(2026, 12, 31, 23, 1, tzinfo=UTC))

    assert [await system.file(old), await system.file(new)] == ["2026/0000001", "2027/0000001"]


async def test_an_application_waits_for_a_system_that_is_away(
    here: Register, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "protocol"
    in_the_way.write_text("not a folder")
    application = await here.has_application("submit", by="luca")
    system = FolderProtocol(in_the_way)

    async with here.database() as db:
        with pytest.raises(OSError, match="protocol"):
            await file_one(db=db, system=system, at=now())
        waiting = await here.get(f"/v1/applications/{application}")
        in_the_way.unlink()
        while await file_one(db=db, system=system, at=now()):
            pass

    assert waiting["protocol"] is None
    assert (await here.get(f"/v1/applications/{application}"))["protocol"]


def a_filing(at: datetime = datetime(2026, 5, 4, 10, tzinfo=UTC)) -> Filing:
    return Filing(
        key=uuid4(), sender="D'Angelo", tax_code="99142730151", subject="Domanda", received_at=at
    )
