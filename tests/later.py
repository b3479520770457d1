"""The API of a service as it answers at another time than that of the suite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
import msgspec

from providers import app
from tests.ports import free_port
from tests.register import Register, served


@asynccontextmanager
async def reading(here: Register, at: datetime) -> AsyncIterator[httpx.AsyncClient]:
    """What everybody reads then, of the same database."""
    settings = msgspec.structs.replace(here.settings, port=free_port())
    made = app.create_app(settings, now=lambda: at)
    async with (
        served(made, settings.port) as url,
        httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http,
    ):
        yield http
