"""The API of providers is as its OpenAPI document says, whatever is sent."""

import asyncio
import sysconfig
from pathlib import Path

from tests.conftest import MakeDatabase
from tests.register import register
from tests.rounds import rounds

CONFIG = Path(__file__).parents[1] / "schemathesis-providers.toml"
SECONDS = 20
"""For what is left to chance; the rest takes as long as it takes, some 20."""


async def test_schemathesis_finds_nothing(
    make_database: MakeDatabase, nats_url: str, namespace: str, tmp_path: Path
) -> None:
    url = await make_database("providers")
    async with register(url, nats_url, namespace, tmp_path) as here, here.working():
        await here.has_offer(await here.has_provider())

        process = await asyncio.create_subprocess_exec(
            Path(sysconfig.get_path("scripts")) / "st",
            "--config-file",
            CONFIG,
            "run",
            f"{here.http.base_url}/openapi.json",
            "--header",
            f"Authorization: {here.officer['Authorization']}",
            "--max-time",
            str(SECONDS * rounds(1)),
            "--continue-on-failure",
            "--no-color",
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()

    assert process.returncode == 0, output.decode()
