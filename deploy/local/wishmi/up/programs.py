"""Our own processes, as the supervisor runs them: each is `wishmi` with another command."""

import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from wishmi.embedded import HOST
from wishmi.embedded.child import Command
from wishmi.embedded.probe import status
from wishmi.services import Process, Service
from wishmi.up.addresses import REQUESTS_PER_SECOND, Addresses, http

PROBE_WITHIN = 5.0
"""Seconds for one look: a readiness check asks database, stream and index, 2 s for each at most."""

COMMANDS: dict[Process, str] = {"api": "serve", "worker": "work"}


class Wishmi:
    """One of our processes: `wishmi <arguments>`, its settings in the environment."""

    start_within = 60.0
    """Seconds: 2 on an idle machine, 10 when all start at once on two cores; an API whose worker
    must first fill an index of 100,000 entries waits some 20."""

    def __init__(
        self, name: str, arguments: tuple[str, ...], port: int, env: Mapping[str, str]
    ) -> None:
        self.name = name
        self.arguments = arguments
        self.url = http(port)
        self.env = env

    async def prepare(self) -> None:
        """Nothing: what it needs was migrated when the stack came up."""

    def command(self) -> Command:
        return Command(argv=(sys.executable, "-m", "wishmi.cli", *self.arguments), env=self.env)

    async def ready(self) -> bool:
        return await status(f"{self.url}/health/ready", within=PROBE_WITHIN) == HTTPStatus.OK


def service_process(
    service: Service, process: Process, addresses: Addresses, env: Mapping[str, str]
) -> Wishmi:
    """A service's API or worker, told where to listen and whose tokens to believe."""
    own = f"WISHMI_{service.package}".upper()
    port = addresses.port(service, process)
    issuer = http(addresses.issuer)
    told = {
        f"{own}_HOST": HOST,
        f"{own}_PORT": str(port),
        "WISHMI_ISSUER": issuer,
        "WISHMI_JWKS_URL": f"{issuer}/jwks.json",
        "WISHMI_REQUESTS_PER_SECOND": REQUESTS_PER_SECOND,
    }
    name = f"{service.name}-{process}"
    return Wishmi(name, (COMMANDS[process], service.name), port, {**env, **told})


def stand_ins(
    service: Service, addresses: Addresses, data: Path, environ: Mapping[str, str]
) -> dict[str, str]:
    """Folders in place of the city's protocol and of mail servers, where the user names no others,
    and the address of the API in mails."""
    told = {
        "WISHMI_PROTOCOL_FOLDER": str(data / "protocol"),
        "WISHMI_SMTP_URL": (data / "mails").as_uri(),
        "WISHMI_PEC_URL": (data / "pec").as_uri(),
        "WISHMI_PEC_RECEIPTS": str(data / "pec-received"),
        f"WISHMI_{service.package}_PUBLIC_URL".upper(): http(addresses.port(service, "api")),
    }
    return {variable: environ.get(variable) or value for variable, value in told.items()}


def issuer(port: int, data: Path) -> Wishmi:
    """The development issuer, whom anybody on this machine may ask for any token."""
    told = {
        "WISHMI_ISSUER_HOST": HOST,
        "WISHMI_ISSUER_PORT": str(port),
        "WISHMI_ISSUER_KEY_FOLDER": str(data / "issuer"),
    }
    return Wishmi("issuer", ("issuer",), port, told)
