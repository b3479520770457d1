"""The real servers, started once a worker if asked for; names of its own for each test."""

import logging
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import psutil
import pytest
import structlog
from hypothesis import settings as hypothesis
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from kit.settings import read
from tests.ports import embedded_ports
from tests.rounds import CHANCE, rounds
from wishmi.embedded import NAMES, Embedded
from wishmi.settings import Settings

MakeDatabase = Callable[[str], Awaitable[str]]

PREFIX = "wishmi-tests-"

# No deadline for one example: it says more about who else uses the machine than about the code.
hypothesis.register_profile(
    "wishmi", max_examples=rounds(100), deadline=None, derandomize=not CHANCE
)
hypothesis.load_profile("wishmi")

SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that lives for a minute never gets back what its second compiler costs: of 68 s of processor
time that a part of the suite had it use, these left 31."""

ONE_CITY = "tests/journeys/"
"""Its files share one city, which takes 20 s to start: so one worker runs them all."""


class ByFile(LoadFileScheduling):
    """Gives each worker a file at a time, so that what a module shares is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_CITY if nodeid.startswith(ONE_CITY) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


def pytest_configure() -> None:
    """Make the processes quick that tests start, some hundreds of Python among them."""
    os.environ["JDK_JAVA_OPTIONS"] = SHORT_LIVED  # noqa: TID251 - what `java` reads
    # where this is set each of them compiles all our sources: 0.4 s
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # noqa: TID251 - what `python` reads


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs something that this machine has not; in CI that is a failure."""
    for lacking in missing(item):
        if os.environ.get("CI"):  # noqa: TID251 - what every CI sets, and `make check`
            pytest.fail(lacking)
        pytest.skip(lacking)


def missing(item: pytest.Item) -> list[str]:
    lacking = []
    shared = read(Settings, "wishmi").shared
    if item.get_closest_marker("city_data") and not (shared / "data").is_dir():
        lacking.append(
            f"the city's open data are not in {shared.resolve()}/data: download them from "
            "https://dati.comune.milano.it, or say where they are with WISHMI_SHARED"
        )
    for marker in item.iter_markers("system"):
        lacking += [
            f"{program} is not installed: install it with the system's package manager"
            for program in marker.args
            if shutil.which(program) is None
        ]
    return lacking


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """From the reports: what was left out in a worker is known here by nothing else."""
    left_out = defaultdict(list)
    for report in terminalreporter.getreports("skipped"):
        _, _, lacking = report.longrepr
        left_out[lacking.removeprefix("Skipped: ")].append(report.nodeid)
    for lacking, tests in left_out.items():
        terminalreporter.section(f"left out: {lacking}")
        for test in tests:
            terminalreporter.line(test)


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Logging belongs to the process, and a command that runs in it sets it up: put it back."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
async def embedded() -> AsyncIterator[Embedded]:
    """The servers of this run: `await embedded.start("nats")`, `.kill("nats")`, `.nats_url`.

    They die with this process, however it dies; a killed run's folder is removed by the next.
    """
    remove_folders_of_killed_runs()
    data = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{psutil.Process().pid}-"))
    embedded = Embedded(data, embedded_ports(), heap="512m")
    try:
        yield embedded
    finally:
        await embedded.stop()
        shutil.rmtree(data)


def remove_folders_of_killed_runs() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
async def postgres_url(embedded: Embedded) -> str:
    """PostgreSQL as its owner; tests take a database of their own with `make_database`."""
    await embedded.start("postgres")
    return embedded.postgres_url


@pytest.fixture(scope="session")
async def nats_url(embedded: Embedded) -> str:
    """NATS with JetStream; tests keep to their `namespace`."""
    await embedded.start("nats")
    return embedded.nats_url


@pytest.fixture(scope="session")
async def opensearch_url(embedded: Embedded) -> str:
    """OpenSearch; tests keep to indices of their `namespace`."""
    await embedded.start("opensearch")
    return embedded.opensearch_url


@pytest.fixture(scope="session")
async def servers(embedded: Embedded) -> Embedded:
    """All three, started together."""
    await embedded.start(*NAMES)
    return embedded


@pytest.fixture
def namespace() -> str:
    """A short name that no other test has, for subjects, streams and indices."""
    return f"t{uuid4().hex[:10]}"


@pytest.fixture(scope="session")
async def make_database(postgres_url: str) -> MakeDatabase:
    """Make an empty database whose name begins as asked, and give its address."""

    async def make(name: str) -> str:
        database = f"{name}_{uuid4().hex[:10]}"
        connection = await asyncpg.connect(postgres_url)
        try:
            await connection.execute(f'create database "{database}"')
        finally:
            await connection.close()
        return postgres_url.replace("/postgres?", f"/{database}?")

    return make
