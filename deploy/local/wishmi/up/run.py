"""The story of one `wishmi up`: from nothing to ready, and back to nothing."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from kit import settings as kit_settings
from wishmi.console import Talk
from wishmi.embedded import NAMES, Name
from wishmi.embedded.child import Program
from wishmi.embedded.nats import Nats
from wishmi.embedded.opensearch import OpenSearch
from wishmi.embedded.ports import taken
from wishmi.embedded.postgres import Postgres
from wishmi.failure import PortsTaken
from wishmi.services import PROCESSES, SERVICES, Service
from wishmi.settings import Settings, environ
from wishmi.up import demo
from wishmi.up.addresses import Addresses, environment, given, http
from wishmi.up.folder import Folder, trouble_told
from wishmi.up.programs import issuer, service_process, stand_ins
from wishmi.up.supervisor import Supervisor

LOOK_AT_DISK = 2.0
"""Seconds between two looks at the free space: from our limit to the engine's are 300 MB, more
than a full import writes in that time."""


class Up:
    """One run on one data folder."""

    def __init__(self, folder: Folder, settings: Settings, addresses: Addresses) -> None:
        self.folder = folder
        self.settings = settings
        self.addresses = addresses
        self.talk = Talk()
        self.servers = given(settings)
        """Where each server answers: those that were there, then also those that we started."""
        self.there = {name: asyncio.Event() for name in NAMES}
        self.supervisor = Supervisor(folder.path, self.talk.say, folder.tell_processes)

    async def run(self, *, with_demo: bool) -> None:
        """Until a signal asks for the end; a `Failure` when it cannot go on."""
        stop = signalled()
        with trouble_told(self.folder), self.folder.taken():
            self.folder.check_version()
            self.folder.check_space()
            self._check_ports()
            self.folder.shift_logs()
            try:
                await first(
                    stop.wait(),
                    self._live(with_demo=with_demo),
                    self._watch_disk(),
                    self.supervisor.watch(),
                )
            finally:
                self.talk.say("stopping")
                await self.supervisor.stop(
                    {f"{service.name}-{each}" for service in SERVICES for each in PROCESSES}
                )
        self.talk.say("stopped")

    def _check_ports(self) -> None:
        ports = self.addresses.ports(besides=self.servers.keys())
        busy = [str(port) for port in ports if taken(port)]
        if busy:
            raise PortsTaken(
                f"Others on this machine listen on port {', '.join(busy)}: "
                "choose another --port-base."
            )

    async def _live(self, *, with_demo: bool) -> None:
        try:
            async with asyncio.TaskGroup() as starting:
                for name in NAMES:
                    starting.create_task(self._start_server(name))
                starting.create_task(
                    self.supervisor.start(issuer(self.addresses.issuer, self.folder.path))
                )
                for service in SERVICES:
                    starting.create_task(self._start_service(service))
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        endpoints = self._endpoints()
        self.folder.tell_endpoints(endpoints)
        if with_demo:
            await demo.load(self.folder, self.talk)
        self.talk.say(where(endpoints, self.folder))
        self.talk.say("ready")
        await asyncio.Event().wait()

    async def _start_server(self, name: Name) -> None:
        if name not in self.servers:
            with self.talk.bar("Fetching OpenSearch") as progress:
                server = self._server(name, progress)
                await self.supervisor.start(server)
            self.servers[name] = server.url
        self.there[name].set()

    def _server(self, name: Name, progress: Any) -> Program:
        data, ports = self.folder.path, self.addresses.servers
        match name:
            case "postgres":
                return Postgres(data, ports)
            case "nats":
                return Nats(data, ports)
            case "opensearch":
                return OpenSearch(
                    data,
                    ports,
                    heap=self.settings.opensearch_heap,
                    java=self.settings.java,
                    say=self.talk.say,
                    progress=progress,
                )

    async def _start_service(self, service: Service) -> None:
        """Migrate as soon as what it lives on is there, then start both its processes."""
        for name in service.servers:
            await self.there[name].wait()
        env = environment(service, self.servers, environ()) | stand_ins(
            service, self.addresses, self.folder.path, environ()
        )
        settings = kit_settings.read(service.settings, service.name, {**environ(), **env})
        await service.migrate(settings)
        await asyncio.gather(
            *(
                self.supervisor.start(service_process(service, each, self.addresses, env))
                for each in PROCESSES
            )
        )

    def _endpoints(self) -> dict[str, str]:
        services = {
            service.package: http(self.addresses.port(service, "api")) for service in SERVICES
        }
        servers = {str(name): url for name, url in self.servers.items()}
        return {**services, "issuer": http(self.addresses.issuer), **servers}

    async def _watch_disk(self) -> None:
        while True:
            self.folder.check_space()
            await asyncio.sleep(LOOK_AT_DISK)


def where(endpoints: dict[str, str], folder: Folder) -> str:
    """The few lines that a person needs."""
    catalogue = f"{endpoints['catalog_search']}/v1/catalog"
    lines = {
        "catalogue": catalogue,
        **{service.name: f"{endpoints[service.package]}/openapi.json" for service in SERVICES},
        "data": f"{folder.path} (logs/, endpoints.json, processes.json)",
        "try": f"curl '{catalogue}?q=nuoto'",
    }
    return "\n".join(f"{name:<16}{text}" for name, text in lines.items())


def signalled() -> asyncio.Event:
    """Set when somebody asks us to end: Ctrl-C, `kill`, or the closing of the terminal."""
    event = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, event.set)
    return event


async def first(*coroutines: Coroutine[Any, Any, Any]) -> None:
    """Wait for one of them, end the others, and raise what the one raised."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
