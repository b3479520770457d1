"""The running system, as commands see it: found in a data folder, or told by settings."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import rich_click as click

from kit import settings as kit_settings
from kit.auth.issuer import Token, TokenRequest
from kit.bus import Bus
from kit.db import Database
from wishmi.embedded import NAMES
from wishmi.failure import Failure
from wishmi.services import SERVICES, Service
from wishmi.settings import Settings, environ
from wishmi.up.addresses import environment

ANSWER_WITHIN = 60.0
"""Seconds for one call: `republish` of 100,000 things, the longest, takes some 3."""

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".wishmi"),
    show_default=True,
    help="The data folder of the `wishmi up` to speak to.",
)


class Stack:
    """Where everything is, and how to speak to it."""

    def __init__(
        self, endpoints: Mapping[str, str], environ: Mapping[str, str], token: str = ""
    ) -> None:
        self.endpoints = endpoints
        self.environ = environ
        self.own_token = token

    @classmethod
    def find(cls, data: Path) -> "Stack":
        """What the settings say, and for the rest what `wishmi up` wrote down."""
        env = environ()
        settings = kit_settings.read(Settings, "wishmi", env)
        names = (*NAMES, "issuer", *(service.package for service in SERVICES))
        told = {name: str(getattr(settings, f"{name}_url")) for name in names}
        try:
            found = msgspec.json.decode((data / "endpoints.json").read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            found = {}
        endpoints = found | {name: url for name, url in told.items() if url}
        if not endpoints:
            raise Failure(
                f"No `wishmi up` runs on {data}: start it, name its folder with --data, or set "
                "the addresses (`wishmi settings` lists them)."
            )
        return cls(endpoints, env, settings.token)

    def url(self, name: str) -> str:
        try:
            return self.endpoints[name]
        except KeyError:
            variable = f"WISHMI_{name}_URL".upper()
            raise Failure(f"The address of {name} is not known: set {variable}.") from None

    def environment(self, service: Service) -> dict[str, str]:
        """What the service's own processes are told."""
        servers = {name: self.url(name) for name in service.servers}
        return {**self.environ, **environment(service, servers, self.environ)}

    def settings(self, service: Service) -> Any:
        """The settings that the service's own processes have."""
        return kit_settings.read(service.settings, service.name, self.environment(service))

    async def token(self, asked: TokenRequest) -> str:
        """A new token of the development issuer."""
        async with http(self.url("issuer")) as client:
            answer = good(await client.post("/token", content=msgspec.json.encode(asked)))
        return msgspec.json.decode(answer.content, type=Token).access_token

    @asynccontextmanager
    async def client(self, service: Service) -> AsyncIterator[httpx.AsyncClient]:
        """HTTP to a service's API, as an officer."""
        token = self.own_token or await self.token(TokenRequest(role="officer"))
        async with http(self.url(service.package), token) as client:
            yield client

    async def republish(
        self, service: Service, subjects: Sequence[str] | None, *, after_restore: bool
    ) -> int:
        """Have a service tell things again; how many."""
        async with self.client(service) as client:
            which = {"all": True} if subjects is None else {"subjects": subjects}
            body = {**which, "after_restore": after_restore}
            answer = good(await client.post("/v1/republish", json=body))
        count: int = answer.json()["count"]
        return count

    @asynccontextmanager
    async def bus(self, service: Service) -> AsyncIterator[Bus]:
        """The streams, in the namespace of a service."""
        settings = self.settings(service)
        bus = await Bus.connect(settings.nats_url, settings.namespace)
        try:
            yield bus
        finally:
            await bus.close()

    @asynccontextmanager
    async def database(self, service: Service) -> AsyncIterator[Database]:
        """A service's own database: to be looked at only."""
        database = await Database.connect(self.settings(service).postgres_url, name="wishmi")
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def http(url: str, token: str = "") -> AsyncIterator[httpx.AsyncClient]:
    """A client whose trouble becomes a sentence."""
    headers = {"content-type": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    async with httpx.AsyncClient(
        base_url=url, headers=headers, timeout=ANSWER_WITHIN, trust_env=False
    ) as client:
        try:
            yield client
        except httpx.TransportError as error:
            raise Failure(f"Nobody answers at {url} ({error!r}).") from error


def good(answer: httpx.Response) -> httpx.Response:
    """The answer, if it is a good one."""
    if answer.is_error:
        raise Failure(f"{answer.request.url} answered {answer.status_code}: {reason(answer)}")
    return answer


def reason(answer: httpx.Response) -> str:
    """What is wrong, and where, in the words of the service."""
    try:
        problem = answer.json()
        faults = [f"{one['field']}: {one['detail']}" for one in problem.get("errors", ())]
        return " ".join((str(problem["detail"]), *faults))
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"{answer.status_code} {answer.reason_phrase}"
