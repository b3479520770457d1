"""Ports for what tests start, which neither the kernel nor another worker gives away."""

import os
import random
from itertools import cycle

from wishmi.embedded import Ports
from wishmi.embedded.ports import taken
from wishmi.up.addresses import Addresses

WORKERS = 4
"""Of `pytest -n`, each with ports of its own: at most so many."""

CITIES = range(10_000, 20_000)
SINGLE = range(20_000, 30_000)
"""Below 32,768, where the ports begin that the kernel gives to connections, ours among them."""


def ours(ports: range, step: int = 1) -> list[int]:
    """The part of this worker, in any order: other runs on this machine have the same ports."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")  # noqa: TID251 - how xdist says it
    share = len(ports) // WORKERS
    first = ports.start + int(worker.removeprefix("gw")) % WORKERS * share
    return random.sample(range(first, first + share, step), share // step)


bases, singles = cycle(ours(CITIES, 100)), cycle(ours(SINGLE))


def free_base() -> int:
    """For a whole city: the first of its ports."""
    return next(
        base for base in bases if not any(taken(port) for port in Addresses(base).ports(besides=()))
    )


def free_port() -> int:
    """Given again only after all others."""
    return next(port for port in singles if not taken(port))


def embedded_ports() -> Ports:
    return Ports(**{name: free_port() for name in Ports.__struct_fields__})
