"""Ask the catalogue's public API what was judged, and measure its answers."""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import TypeVar
from urllib.parse import urlencode

import httpx
import msgspec

from wishmi.relevance.judgements import Judged, read
from wishmi.relevance.measures import FIRST, FOUND, ndcg, recall
from wishmi.stack import good

ALWAYS = (
    ("kind", "offer"),  # listings were not judged
    ("limit", str(FOUND)),
    ("facets", "none"),
    ("fields", "source"),
    # Equals change places every day, so tomorrow's score of the same code would differ: they
    # stand in the order of their ids, which is nobody's merit either.
    ("without", "rotation"),
)


TOGETHER = 8
"""Questions asked at once: enough that the engine never waits for us."""

T = TypeVar("T")


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """One query, and how well it was answered."""

    id: str
    ndcg_at_10: float
    recall_at_20: float
    first: list[str]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A file of judgements, and how well all its queries were answered."""

    ndcg_at_10: float
    recall_at_20: float
    queries: list[Answered]


async def measured(http: httpx.AsyncClient, path: Path, without: Sequence[str] = ()) -> Report:
    """Every query of a file, asked as a family's page would ask it."""
    answered = await together(answer(http, judged, without) for judged in read(path))
    return Report(
        ndcg_at_10=fmean(one.ndcg_at_10 for one in answered),
        recall_at_20=fmean(one.recall_at_20 for one in answered),
        queries=answered,
    )


async def together(asked: Iterable[Coroutine[None, None, T]]) -> list[T]:
    """The answers in the order of the questions."""
    some = asyncio.Semaphore(TOGETHER)

    async def one(question: Coroutine[None, None, T]) -> T:
        async with some:
            return await question

    return await asyncio.gather(*map(one, asked))


async def answer(http: httpx.AsyncClient, judged: Judged, without: Sequence[str]) -> Answered:
    switched = [("without", name) for name in without]
    asked = urlencode([*judged.filters, ("q", judged.words), *ALWAYS, *switched])
    page = good(await http.get(f"/v1/catalog?{asked}")).json()
    # what no import brought has no id that a judge could have named
    found = [item.get("source", item)["id"] for item in page["items"]]
    return Answered(
        id=judged.id,
        ndcg_at_10=ndcg(found, judged.grades),
        recall_at_20=recall(found, judged.grades),
        first=found[:FIRST],
    )
