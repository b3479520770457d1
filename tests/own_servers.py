"""Servers that one test may kill without harm to the others."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from tests.conftest import PREFIX
from tests.ports import embedded_ports
from wishmi.embedded import Embedded, Name, servers


@asynccontextmanager
async def own_servers(*which: Name) -> AsyncIterator[Embedded]:
    """In a folder that PostgreSQL's own account can reach; pytest's are closed to it at times."""
    data = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{psutil.Process().pid}-"))
    try:
        async with servers(data, embedded_ports(), which) as embedded:
            yield embedded
    finally:
        shutil.rmtree(data)
