"""Ask an API what its document allows, and what it does not: schemathesis with all its checks."""

import asyncio
import sysconfig
from pathlib import Path

from tests.rounds import CHANCE, rounds
from wishmi.settings import environ

HOOKS = Path(__file__).with_name("schemathesis_hooks.py")
TIME = rounds(20)
"""Seconds for what is left to chance; the rest takes as long as it takes, 10 to 20."""


async def fuzzed(
    base: str, folder: Path, *, config: Path, headers: tuple[str, ...] = (), examples: int = 0
) -> str:
    """What was found, as schemathesis tells it; nothing where there is nothing. With `examples` so
    many of each operation are tried, otherwise as many as there is time for."""
    extent = ("--max-examples", str(examples)) if examples else ("--max-time", str(TIME))
    process = await asyncio.create_subprocess_exec(
        Path(sysconfig.get_path("scripts")) / "st",
        *("--config-file", config, "run", f"{base}/openapi.json", "--no-color"),
        *("--checks", "all", "--continue-on-failure", *extent),
        *(() if CHANCE else ("--generation-deterministic",)),
        *(part for header in headers for part in ("--header", header)),
        cwd=folder,
        env=environ() | {"SCHEMATHESIS_HOOKS": str(HOOKS)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return output.decode() if process.returncode else ""
