"""The API of providers is as its OpenAPI document says, whatever is sent."""

from pathlib import Path

from tests.conftest import MakeDatabase
from tests.fuzzing import fuzzed
from tests.register import register

CONFIG = Path(__file__).parents[1] / "schemathesis-providers.toml"


async def test_schemathesis_finds_nothing(
    make_database: MakeDatabase, nats_url: str, namespace: str, tmp_path: Path
) -> None:
    url = await make_database("providers")
    async with register(url, nats_url, namespace, tmp_path) as here, here.working():
        await here.has_offer(await here.has_provider())
        officer = f"Authorization: {here.officer['Authorization']}"

        found = await fuzzed(str(here.http.base_url), tmp_path, config=CONFIG, headers=(officer,))

    assert found == ""
