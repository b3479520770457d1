"""Fetch the jars of OpenSearch from Maven Central, once for each user of the machine.

A program of its own (`python -m wishmi.embedded.jars`), so that a long download can be stopped.
It prints how many jars are there, one number a line, and in the end the class path.
"""

import contextlib
import fcntl
import sys
from collections.abc import Iterator
from pathlib import Path

import jgo
from jgo.constants import default_jgo_cache
from jgo.maven import Artifact, PythonResolver

from wishmi.embedded.engine import COORDINATES


def class_path() -> str:
    """All jars of the engine; without network and in 10 ms when they are there already."""
    cache = default_jgo_cache()
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / "wishmi.lock"):  # of two calls at once on a cold cache, one dies
        made = jgo.build("+".join(COORDINATES), cache_dir=cache, resolver=Fetcher(cache))
    return ":".join(map(str, made.all_jars))


class Fetcher(PythonResolver):
    """Tells how far it is; after having been killed, takes no half a file for a whole one."""

    def __init__(self, cache: Path) -> None:
        super().__init__()
        self.fetched = 0
        self.under_way = cache / "wishmi-under-way"
        with contextlib.suppress(FileNotFoundError):
            Path(self.under_way.read_text()).unlink(missing_ok=True)
            self.under_way.unlink()

    def download(self, artifact: Artifact) -> Path | None:
        self.under_way.write_text(str(artifact.cached_path))
        path = super().download(artifact)
        self.under_way.unlink()
        if artifact.filename.endswith(".jar"):
            self.fetched += 1
            tell(str(self.fetched))
        return path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    tell(class_path())
