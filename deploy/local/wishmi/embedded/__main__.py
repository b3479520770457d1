"""Run the three servers in the foreground, for experiments; prints their addresses as JSON."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import msgspec

from wishmi.embedded import servers


async def main(data: Path) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with servers(data) as running:
        urls = {name: server.url for name, server in running.servers.items()}
        sys.stdout.write(msgspec.json.encode(urls).decode() + "\n")
        sys.stdout.flush()
        await ended.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m wishmi.embedded", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder to keep data in")
    asyncio.run(main(parser.parse_args().data.resolve()))
