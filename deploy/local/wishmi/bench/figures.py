"""What is worked out from measured times."""

from collections.abc import Sequence
from statistics import median, quantiles

import msgspec


class Times(msgspec.Struct, frozen=True):
    """Some times, in milliseconds."""

    p50: float
    p95: float
    p99: float
    count: int


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What many searches cost, asked one after the other."""

    per_second: float
    engine_ms: float
    """Processor time of the engine for each."""
    api_ms: float
    """Processor time of our API for each."""


def times(seconds: Sequence[float]) -> Times:
    """Of at least two."""
    hundredths = quantiles(seconds, n=100, method="inclusive")
    return Times(
        p50=milliseconds(median(seconds)),
        p95=milliseconds(hundredths[94]),
        p99=milliseconds(hundredths[98]),
        count=len(seconds),
    )


def milliseconds(seconds: float) -> float:
    return round(seconds * 1_000, 2)


def ratio(one: float, other: float) -> float:
    return round(one / other, 3)
