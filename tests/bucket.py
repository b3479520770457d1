"""A real S3 server in a process of its own, `rclone serve s3` on a folder."""

import asyncio
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ports import free_port

KEY, SECRET = "wishmi", "it is D'Angelo's"


class Bucket:
    """One bucket, whose objects are files, and the server that a test may stop."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://{KEY}:it%20is%20D'Angelo's@127.0.0.1:{self.port}/documents"
        self._root = folder / "s3"
        self._log = folder / "s3.log"
        (self._root / "documents").mkdir(parents=True)
        self._process: asyncio.subprocess.Process | None = None

    def objects(self) -> list[Path]:
        return [path for path in (self._root / "documents").rglob("*") if path.is_file()]

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                Path(sysconfig.get_path("scripts")) / "rclone",
                *("serve", "s3", str(self._root), "--config", "/dev/null"),
                *("--addr", f"127.0.0.1:{self.port}", "--auth-key", f"{KEY},{SECRET}"),
                stdout=log,
                stderr=log,
            )
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except ConnectionError:
                    await asyncio.sleep(0.02)
                else:
                    writer.close()
                    return

    async def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None


@asynccontextmanager
async def bucket(folder: Path) -> AsyncIterator[Bucket]:
    made = Bucket(folder)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
