"""Whatever dies while offers are told, the index ends up saying what the stream says."""

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from catalog_search import reindex
from catalog_search.index import drift
from catalog_search.index.care import Care
from catalog_search.index.generations import (
    CURRENT,
    behind,
    block,
    indices,
    prepare,
    second,
)
from catalog_search.settings import Settings
from contracts.streams import PROVIDERS
from kit.bus import Bus
from kit.events import Fact
from tests.builders import an_offer_card, an_offer_published, an_offer_withdrawn
from tests.city import WISHMI, eventually
from tests.commands import REPOSITORY
from tests.index import Index, a_bus, a_worker, an_index
from tests.own_servers import own_servers
from tests.ports import free_port
from tests.proxy import proxy
from tests.rounds import rounds
from tests.telling import tell
from wishmi.embedded import Embedded

OFFERS = 2_000
VICTIMS = ("worker", "opensearch")

TRUE_WITHIN = 120.0
"""Seconds: an engine that was killed is back in 10 to 60 on a busy machine, and whoever waits for
it asks again after 30 at most."""


@pytest.fixture
async def own() -> AsyncIterator[Embedded]:
    """Servers of one's own, to be killed."""
    async with own_servers("nats", "opensearch") as embedded:
        yield embedded


@pytest.fixture
async def settings(own: Embedded) -> Settings:
    return Settings(nats_url=own.nats_url, opensearch_url=own.opensearch_url)


class Worker:
    """The worker as a process of its own."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.log = log
        self.process: asyncio.subprocess.Process | None = None
        self.environ = {
            "WISHMI_NATS_URL": settings.nats_url,
            "WISHMI_OPENSEARCH_URL": settings.opensearch_url,
            "WISHMI_NAMESPACE": settings.namespace,
            "WISHMI_MEANING": "false",  # vectors are another story (component/test_meaning.py)
            "WISHMI_PORT": str(free_port()),
        }

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(*WISHMI, "work", "catalog-search"),
                cwd=REPOSITORY,
                env=self.environ,
                stdout=log,
                stderr=log,
            )

    async def kill(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def running(settings: Settings, folder: Path) -> AsyncIterator[Worker]:
    worker = Worker(settings, folder / "worker.log")
    await worker.start()
    try:
        yield worker
    finally:
        await worker.kill()


class Story:
    """What is told: 2,000 offers, a quarter changed later, a tenth withdrawn."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - to choose moments, not secrets
        offers = [an_offer_published() for _ in range(OFFERS)]
        changed = chance.sample(offers, OFFERS // 4)
        withdrawn = chance.sample(offers, OFFERS // 10)
        later: list[Fact] = [
            an_offer_published(id=offer.id, card=an_offer_card(title="Cambiato"))
            for offer in changed
        ]
        later += [an_offer_withdrawn(offer.id) for offer in withdrawn]
        chance.shuffle(later)
        # Changes begin when half of the offers have been told.
        rest = [*offers[OFFERS // 2 :], *later]
        told = {offer.id: place for place, offer in enumerate(offers[OFFERS // 2 :])}
        rest.sort(key=lambda fact: max(chance.random() * OFFERS, told.get(fact.id, 0)))
        self.facts: list[Fact] = [*offers[: OFFERS // 2], *rest]
        self.gone = {str(offer.id) for offer in withdrawn}

    def last(self) -> dict[str, Fact]:
        return {str(fact.id): fact for fact in self.facts}


async def check(settings: Settings, index: Index, story: Story) -> None:
    """Nothing lost, nothing twice, nothing withdrawn visible, everything in its last state."""
    last = story.last()
    titles = {id_: fact.card.title for id_, fact in last.items() if hasattr(fact, "card")}

    async def agrees() -> bool:
        return (await drift.compare(settings)).agrees

    await eventually(agrees, within=TRUE_WITHIN)
    answer = await index.search({"term": {"visible": True}}, size=10_000)
    documents = [hit["_source"] for hit in answer["hits"]["hits"]]
    assert len(documents) == len({document["id"] for document in documents})
    assert {one["id"]: one["entry"]["title"] for one in documents} == titles


async def test_nothing_is_lost_or_doubled_when_worker_and_engine_are_killed(
    own: Embedded, settings: Settings, tmp_path: Path
) -> None:
    async with an_index(settings) as index, a_bus(settings) as bus:
        await bus.ensure(PROVIDERS)
        async with running(settings, tmp_path) as worker:
            for turn in range(rounds(1)):
                story = Story(turn)
                killing = asyncio.create_task(kill(own, worker, turn))
                for fact in story.facts:
                    await tell(bus, fact)
                await killing
                await check(settings, index, story)
                await forget(bus, index, story)


async def kill(own: Embedded, worker: Worker, seed: int) -> None:
    """Each victim twice, at moments left to chance."""
    chance = random.Random(seed)  # noqa: S311 - to choose moments, not secrets
    victims = [*VICTIMS, *VICTIMS]
    chance.shuffle(victims)
    for victim in victims:
        await asyncio.sleep(chance.uniform(0.1, 1.5))
        if victim == "worker":
            await worker.kill()
            await worker.start()
        else:
            await own.kill("opensearch")
            await own.start("opensearch")


async def forget(bus: Bus, index: Index, story: Story) -> None:
    """Another turn counts only its own offers."""
    await tell(bus, *(an_offer_withdrawn(fact.id) for fact in story.last().values()))

    async def nothing_is_found() -> bool:
        return not await index.visible()

    await eventually(nothing_is_found)


async def test_answers_of_the_engine_that_are_lost_cost_nothing(
    own: Embedded, settings: Settings
) -> None:
    story = Story(18)
    async with proxy(settings.opensearch_url) as line:
        far = Settings(nats_url=settings.nats_url, opensearch_url=line.url)
        async with an_index(settings) as index, a_bus(settings) as bus, a_worker(far):
            await bus.ensure(PROVIDERS)
            for number, fact in enumerate(story.facts):
                if number % 500 == 250:
                    line.lose_answers()
                if number % 500 == 499:
                    line.cut()
                await tell(bus, fact)
            line.cut()
            await check(settings, index, story)


async def test_a_reindex_that_is_killed_leaves_a_working_system_and_the_next_one_clears_up(
    own: Embedded, settings: Settings
) -> None:
    story = Story(3)
    async with an_index(settings) as index, a_bus(settings) as bus, a_worker(settings):
        await bus.ensure(PROVIDERS)
        await tell(bus, *story.facts)
        await check(settings, index, story)
        for turn in range(rounds(2)):
            process = await a_reindex(settings)
            while len(await indices(index.client, f"{index.alias}-")) == 1:
                assert process.returncode is None
                await asyncio.sleep(0.02)
            await asyncio.sleep(random.Random(turn).uniform(0, 1.5))  # noqa: S311 - a moment
            process.kill()
            await process.wait()

            await check(settings, index, story)
            await goes_on(bus, index)

        name = await reindex.reindex(settings)

        assert await behind(index.client, index.alias) == [name]
        assert list(await indices(index.client, f"{index.alias}-")) == [name]
        assert (await drift.compare(settings)).agrees


async def a_reindex(settings: Settings) -> asyncio.subprocess.Process:
    code = (
        "import asyncio; from catalog_search.reindex import reindex; "
        "from catalog_search.settings import Settings; "
        f"asyncio.run(reindex(Settings(nats_url={settings.nats_url!r}, "
        f"opensearch_url={settings.opensearch_url!r})))"
    )
    return await asyncio.create_subprocess_exec(sys.executable, "-c", code, cwd=REPOSITORY)


async def goes_on(bus: Bus, index: Index) -> None:
    """What is told now is found, and what is withdrawn no more."""
    offer = an_offer_published()
    await tell(bus, offer)
    await eventually(lambda: is_found(index, offer), within=TRUE_WITHIN)
    await tell(bus, an_offer_withdrawn(offer.id))
    await eventually(lambda: is_gone(index, offer), within=TRUE_WITHIN)


async def is_found(index: Index, offer: Fact) -> bool:
    return str(offer.id) in await index.visible()


async def is_gone(index: Index, offer: Fact) -> bool:
    return not await is_found(index, offer)


async def test_an_index_that_a_dead_reindex_held_back_is_freed(
    settings: Settings,
) -> None:
    async with an_index(settings) as index, a_bus(settings) as bus:
        await bus.ensure(PROVIDERS)
        await prepare(settings)
        serving, _ = await second(index.client, CURRENT, index.alias)
        await block(index.client, serving)
        care = Care(index.client, bus, index.alias, CollectorRegistry(), left_behind=0)
        async with a_worker(settings):
            await care.look()
            await care.look()

            await goes_on(bus, index)
