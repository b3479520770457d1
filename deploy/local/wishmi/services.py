"""The services of the system, listed once: every command that runs or asks them reads this."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from kit import migrate
from kit.problems import Unavailable
from wishmi.embedded import Name
from wishmi.failure import DataNewer, Failure

if TYPE_CHECKING:
    from litestar import Litestar  # 0.3 s, which `wishmi up` can do without

Process = Literal["api", "worker"]
PROCESSES: tuple[Process, ...] = ("api", "worker")


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A service, by its name alone: where things are in its package is the same for all."""

    name: str
    database: bool
    """Whether it has a PostgreSQL database of its own; otherwise it lives in the index."""

    @property
    def package(self) -> str:
        return self.name.replace("-", "_")

    @property
    def settings(self) -> type[Any]:
        """The Struct that says what it must be told."""
        settings: type[Any] = self._module("settings").Settings
        return settings

    def app(self, process: Process, settings: Any) -> "Litestar":
        module = {"api": "app", "worker": "worker"}[process]
        app: Litestar = self._module(module).create_app(settings)
        return app

    @property
    def servers(self) -> tuple[Name, Name]:
        """What it needs to live; the first is where its data are."""
        return ("postgres", "nats") if self.database else ("opensearch", "nats")

    async def migrate(self, settings: Any) -> None:
        """Bring its data to what its code expects; safe to repeat, and beside running processes."""
        try:
            if self.database:
                folder = Path(str(import_module(self.package).__file__)).parent / "migrations"
                await migrate.migrate(settings.postgres_url, folder)
            else:
                await self._module("index.generations").prepare(settings)
        except migrate.DataNewerThanCode as error:
            raise DataNewer(str(error)) from error
        except (migrate.MigrationFailed, Unavailable) as error:
            raise Failure(f"{self.name} could not be migrated: {error}") from error

    def _module(self, name: str) -> Any:
        return import_module(f"{self.package}.{name}")


SERVICES = (
    Service(name="catalog-search", database=False),
    Service(name="providers", database=True),
)
"""In the order of their ports: new ones go to the end."""

BY_NAME = {service.name: service for service in SERVICES}
