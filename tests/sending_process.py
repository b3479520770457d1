"""The sending of notices as a process of its own, which a test can kill."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kit.clock import now
from kit.db import Database
from providers.mail import mailer
from providers.mailing import sending
from tests.commands import REPOSITORY

SENDER = "Milano 0-18 <noreply@city.example.org>"


@asynccontextmanager
async def process(postgres_url: str, smtp_url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.sending_process", postgres_url, smtp_url), cwd=REPOSITORY
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


async def main(postgres_url: str, smtp_url: str) -> None:
    db = await Database.connect(postgres_url)
    await sending(db, mailer(smtp_url, SENDER, None), "mail", now)()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
