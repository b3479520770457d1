"""The catalogue's API is as its OpenAPI document says, whatever is sent."""

import asyncio
import sys
from pathlib import Path

from tests.city import REPOSITORY, City
from tests.rounds import rounds

SECONDS = 20
"""For what is left to chance; the rest takes as long as it takes, some 10."""


async def test_schemathesis_finds_nothing(city: City) -> None:
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("st"),
        "run",
        f"{city.endpoints['catalog_search']}/openapi.json",
        *("--checks", "all", "--max-time", str(SECONDS * rounds(1)), "--continue-on-failure"),
        "--no-color",
        cwd=REPOSITORY,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()

    assert process.returncode == 0, output.decode()
