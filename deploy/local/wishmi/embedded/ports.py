"""Where the embedded servers listen: loopback only."""

import socket
from contextlib import ExitStack

import msgspec

HOST = "127.0.0.1"


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """One port for each door of each server."""

    postgres: int
    nats: int
    nats_monitor: int
    """NATS says over HTTP whether JetStream has recovered."""
    opensearch: int
    opensearch_transport: int
    """Unused by us, but the engine does not start without one."""


def free_ports() -> Ports:
    """Ports that nobody has now, for a run that nobody else needs to find."""
    with ExitStack() as stack:
        found = {}
        for name in Ports.__struct_fields__:
            door = stack.enter_context(socket.socket())
            door.bind((HOST, 0))
            found[name] = door.getsockname()[1]
        return Ports(**found)


def taken(port: int) -> bool:
    """Whether somebody else listens there."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # TIME_WAIT is not "taken"
        try:
            door.bind((HOST, port))
        except OSError:
            return True
        return False
