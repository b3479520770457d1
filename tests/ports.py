"""Ports for what tests start, which neither the kernel nor another test run gives away."""

import random
import socket
from collections.abc import Iterator

from wishmi.embedded import HOST, Ports
from wishmi.embedded.ports import taken
from wishmi.up.addresses import SPAN

BLOCK = 100
BLOCKS = range(10_000, 30_000, BLOCK)
"""Below 32,768, where the ports begin that the kernel gives to connections, ours among them."""

claims: list[socket.socket] = []
"""What keeps our blocks from others: a socket on the last port of each, which ends with us."""


def block() -> range:
    """Ports in a row that are ours until this process ends."""
    for first in random.sample(BLOCKS, len(BLOCKS)):
        *ports, last = range(first, first + BLOCK)
        claim = socket.socket()
        try:
            claim.bind((HOST, last))
        except OSError:
            claim.close()
            continue
        claims.append(claim)
        if not any(taken(port) for port in ports):
            return range(first, last)
    raise OSError("Every block of ports has one that is taken.")


def one_by_one() -> Iterator[int]:
    while True:
        yield from block()


singles = one_by_one()


def free_base() -> int:
    """For a whole city: the first of its ports."""
    assert SPAN < BLOCK
    return block().start


def free_port() -> int:
    return next(singles)


def embedded_ports() -> Ports:
    return Ports(**{name: free_port() for name in Ports.__struct_fields__})
