"""A newcomer follows the README: `make up`, then its `curl`."""

import asyncio
import json
import re
import shlex
import subprocess
from typing import Any

from tests.city import City
from tests.commands import REPOSITORY

README = (REPOSITORY / "README.md").read_text()


def block(language: str, number: int = 0) -> str:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return found[number].strip()


def shape(answer: Any) -> Any:
    """What does not change from one start to the next: names of fields, texts, prices."""
    if isinstance(answer, dict):
        volatile = {"published_at", "next_dates", "next", "places"}
        return {key: shape(value) for key, value in answer.items() if key not in volatile}
    if isinstance(answer, list):
        return [shape(value) for value in answer]
    return answer


async def test_the_curl_of_the_readme_answers_what_the_readme_says(city: City) -> None:
    command = block("sh", 1).replace("http://127.0.0.1:8600", city.endpoints["catalog_search"])
    done = await asyncio.to_thread(
        subprocess.run, shlex.split(command), capture_output=True, text=True, check=True
    )
    assert shape(json.loads(done.stdout)) == shape(json.loads(block("json")))


async def test_the_first_command_of_the_readme_starts_the_demo(city: City) -> None:
    assert block("sh") == "make up"
    assert await city.total(kind="offer") >= 390, "the fixture is what `make up` runs"
