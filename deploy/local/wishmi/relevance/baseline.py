"""What the judgements gave when somebody last looked, and must not fall below."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from wishmi.relevance.asking import Report

MEAN_FALLS = 0.01
"""Most that a file's mean may lose unseen, from the design: less is a change of one query."""

QUERY_FALLS = 0.15
"""Most that one query may lose unseen, from the design: two neighbours who change places in the
first ten lose up to 0.1."""

DIGITS = 4
"""Written: enough to see what changed, without the noise of the engine's arithmetic."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One file's nDCG@10."""

    mean: float
    queries: dict[str, float]
    without: dict[str, float] = {}
    """The mean when one factor or switch is left out."""


Baseline = dict[str, Held]
"""By name of the file."""


def read(path: Path) -> Baseline:
    return msgspec.json.decode(path.read_bytes(), type=Baseline)


def write(path: Path, measured: dict[str, Held]) -> None:
    """Put what was measured beside what the baseline says of other files."""
    held = (read(path) if path.exists() else {}) | measured
    path.write_bytes(msgspec.json.format(msgspec.json.encode(held, order="sorted")) + b"\n")


def of(report: Report, without: Mapping[str, Report] = MappingProxyType({})) -> Held:
    return Held(
        mean=round(report.ndcg_at_10, DIGITS),
        queries={one.id: round(one.ndcg_at_10, DIGITS) for one in report.queries},
        without={name: round(one.ndcg_at_10, DIGITS) for name, one in without.items()},
    )


def falls(held: Held, report: Report) -> Iterator[str]:
    """A sentence for each thing that got worse than it may unseen."""
    if held.mean - report.ndcg_at_10 > MEAN_FALLS:
        yield f"the mean fell from {held.mean:.3f} to {report.ndcg_at_10:.3f}"
    for one in report.queries:
        before = held.queries.get(one.id, 0.0)
        if before - one.ndcg_at_10 > QUERY_FALLS:
            yield f"{one.id} fell from {before:.3f} to {one.ndcg_at_10:.3f}"
