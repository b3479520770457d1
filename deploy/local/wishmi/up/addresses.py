"""Where everything that `wishmi up` starts listens."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit, urlunsplit

import msgspec

from wishmi.embedded import HOST, NAMES, Name, Ports
from wishmi.services import PROCESSES, SERVICES, Process, Service
from wishmi.settings import Settings

PORT_BASE = 8600
"""catalog-search's API; the others follow. No well-known service lives between 8600 and 8635."""

WORKERS, ISSUER, SERVERS = 10, 20, 30
"""What is added to it: room for ten services."""

SPAN = SERVERS + len(Ports.__struct_fields__)
"""From the first port to the last."""

REQUESTS_PER_SECOND = "1000"
"""From the design: on one's own machine all tools, benchmarks too, come from one address."""


class Addresses(msgspec.Struct, frozen=True):
    """The ports of one `wishmi up`, all counted from the first."""

    base: int

    def port(self, service: Service, process: Process) -> int:
        place = SERVICES.index(service)
        return self.base + place + (WORKERS if process == "worker" else 0)

    @property
    def issuer(self) -> int:
        return self.base + ISSUER

    @property
    def servers(self) -> Ports:
        names = Ports.__struct_fields__
        return Ports(**{name: self.base + SERVERS + place for place, name in enumerate(names)})

    def ports(self, *, besides: Collection[Name]) -> list[int]:
        """All of them, those of some servers left out."""
        processes = [self.port(service, each) for service in SERVICES for each in PROCESSES]
        servers = [
            port
            for name, port in msgspec.structs.asdict(self.servers).items()
            if name.partition("_")[0] not in besides
        ]
        return [*processes, self.issuer, *servers]


def http(port: int) -> str:
    return f"http://{HOST}:{port}"


def given(settings: Settings) -> dict[Name, str]:
    """The servers that run already, by name; we start none of their kind."""
    urls = {name: str(getattr(settings, f"{name}_url")) for name in NAMES}
    return {name: url for name, url in urls.items() if url}


def environment(
    service: Service, servers: Mapping[Name, str], environ: Mapping[str, str]
) -> dict[str, str]:
    """What a service is told of its surroundings; its own database stays where the user says."""
    told = {"WISHMI_NATS_URL": servers["nats"]}
    if service.database:
        variable = f"WISHMI_{service.package}_POSTGRES_URL".upper()
        told[variable] = environ.get(variable) or database(servers["postgres"], service)
    else:
        told["WISHMI_OPENSEARCH_URL"] = servers["opensearch"]
    return told


def database(server_url: str, service: Service) -> str:
    """A service's own database on a server."""
    parts = urlsplit(server_url)
    return urlunsplit(parts._replace(path=f"/{service.package}"))
