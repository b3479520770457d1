"""Runs each `wishmi` command it is asked for in a process forked from this one.

`python -m tests.forks SOCKET`, started by `tests/commands.py`. It ends with whoever started it.
"""

import os
import socketserver
import sys
import tempfile
import traceback
from importlib import import_module

import msgspec

from wishmi.cli import COMMANDS, main


class Asked(msgspec.Struct, frozen=True):
    """What is to be run, and where."""

    arguments: tuple[str, ...]
    env: dict[str, str]
    folder: str


class Ended(msgspec.Struct, frozen=True):
    """How it ended."""

    code: int
    out: str
    err: str


class Run(socketserver.StreamRequestHandler):
    """One command: by then we are its process."""

    def handle(self) -> None:
        asked = msgspec.json.decode(self.rfile.readline(), type=Asked)
        os.environ.clear()  # noqa: TID251 - as who asked has it
        os.environ.update(asked.env)  # noqa: TID251 - the same
        os.chdir(asked.folder)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = run(asked.arguments)
            out.seek(0)
            err.seek(0)
            ended = Ended(code, out.read().decode(), err.read().decode())
        self.wfile.write(msgspec.json.encode(ended))


def run(arguments: tuple[str, ...]) -> int:
    """As Python does with a program."""
    code = 1
    try:
        main(arguments, prog_name="wishmi")
    except SystemExit as end:
        code = int(end.code or 0)
    except Exception:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


class Forks(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Forks for each request; looks twice a second whether its parent lives."""

    parent = os.getppid()

    def service_actions(self) -> None:
        super().service_actions()
        if os.getppid() != self.parent:
            sys.exit()


if __name__ == "__main__":
    for place in COMMANDS.values():
        import_module(place.partition(":")[0])
    with Forks(sys.argv[1], Run) as forks:
        forks.serve_forever()
