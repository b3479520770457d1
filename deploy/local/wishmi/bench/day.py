"""A day's traffic: many families ask what many ask, while entries change."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from itertools import count
from random import Random
from typing import TypeVar

import aiohttp
import msgspec

from wishmi.bench.engine import HEADERS
from wishmi.bench.figures import Times, ratio, times
from wishmi.bench.ground import Ground
from wishmi.bench.sample import Sampler
from wishmi.bench.search import Question
from wishmi.console import Talk
from wishmi.failure import Failure

SEARCHES = 10_000
CLIENTS = 16
CHANGES = 5
"""A second. These three as architecture.md says, "A day's traffic"."""

BOOK_SEARCHES = 2_000
"""Of the textbook's body: at 100,000 entries two cores answer some 30 a second."""

EXPONENT = 1.0
"""Of Zipf's law: the second question is asked half as often as the first."""

SEED = 7
"""Any number: both ways are asked the same questions in the same order."""

WATCHED = 10
"""One change in so many is looked for, that looking does not become the load."""

LOOK = 0.05
"""Seconds between two looks: how exact the figure is."""

GIVE_UP = 30.0
"""Seconds after which a change counts as lost."""

COUNTED = "/v1/catalog?limit=0&facets=none"
"""How many entries there are; the answer may be a kept one."""

Send = Callable[[Question], AbstractAsyncContextManager[aiohttp.ClientResponse]]


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What one way of asking was worth."""

    searches: int
    per_second: float
    took: Times


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds."""

    entries: int
    questions: int
    api: Way
    textbook: Way
    gain: float
    """Searches a second of our API over those of the textbook's body sent raw."""
    told_to_answered: Times
    """From the telling of a new entry to the first answer that counts it."""


async def day(
    ground: Ground, sampler: Sampler, questions: list[Question], entries: int, talk: Talk
) -> Day:
    """`entries`: how many there are, and the number of the first that nobody has told."""
    api = ground.stack.url("catalog_search")
    plain = f"{ground.settings.opensearch_url}/{ground.alias}/_search"
    order = by_zipf(questions)
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
        changing(ground, http, f"{api}{COUNTED}", sampler, entries) as ages,
    ):
        talk.say(f"{SEARCHES} searches by {CLIENTS} clients, {CHANGES} changes a second")
        ours = await traffic(lambda one: http.get(f"{api}{one.path}"), order)
        talk.say(f"{BOOK_SEARCHES} by the textbook")
        book = await traffic(
            lambda one: http.post(plain, data=one.textbook, headers=HEADERS),
            order[:BOOK_SEARCHES],
        )
    return Day(
        entries=entries,
        questions=len(questions),
        api=ours,
        textbook=book,
        gain=ratio(ours.per_second, book.per_second),
        told_to_answered=times(ages),
    )


T = TypeVar("T")


def by_zipf(questions: Sequence[T]) -> list[T]:
    """A day's searches: which of them is asked how often, and when, is drawn."""
    draw = Random(SEED)  # noqa: S311 - a sample, not a secret
    ranked = draw.sample(questions, len(questions))
    weights = [1 / rank**EXPONENT for rank in range(1, len(ranked) + 1)]
    return draw.choices(ranked, weights, k=SEARCHES)


async def traffic(send: Send, asked: Sequence[Question]) -> Way:
    """All of them by so many clients, each of whom asks again once it was answered."""
    left, seconds = iter(asked), []

    async def client() -> None:
        for question in left:
            began = time.perf_counter()
            async with send(question) as answer:
                await answer.read()
                answer.raise_for_status()
            seconds.append(time.perf_counter() - began)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as clients:
        for _ in range(CLIENTS):
            clients.create_task(client())
    took = time.perf_counter() - began
    return Way(searches=len(seconds), per_second=round(len(seconds) / took, 1), took=times(seconds))


@asynccontextmanager
async def changing(
    ground: Ground, http: aiohttp.ClientSession, counted: str, sampler: Sampler, first: int
) -> AsyncIterator[list[float]]:
    """New entries told as long as the block lasts; how long those watched took to be counted."""
    ages: list[float] = []
    watching: set[asyncio.Task[None]] = set()

    async def until_counted(total: int, began: float) -> None:
        async with asyncio.timeout(GIVE_UP):
            while True:
                if await total_of(http, counted) >= total:
                    break
                await asyncio.sleep(LOOK)
        ages.append(time.perf_counter() - began)

    async def change() -> None:
        begun = time.perf_counter()
        for number in count():
            await asyncio.sleep(begun + number / CHANGES - time.perf_counter())
            began = time.perf_counter()
            await ground.publish([sampler.offer(first + number)])
            if number % WATCHED == 0:
                task = asyncio.create_task(until_counted(first + number + 1, began))
                watching.add(task)

    task = asyncio.create_task(change())
    try:
        yield ages
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        try:
            await asyncio.gather(*watching)
        except TimeoutError:
            raise Failure(f"an entry was not counted {GIVE_UP:.0f} s after it was told") from None


async def total_of(http: aiohttp.ClientSession, address: str) -> int:
    async with http.get(address) as answer:
        answer.raise_for_status()
        return int(msgspec.json.decode(await answer.read())["total"])
