"""The textbook's request that we are measured against gives the same answer as ours."""

from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

import msgspec
import pytest

from catalog_search.index.client import connect
from catalog_search.index.generations import alias
from catalog_search.query import checked
from catalog_search.settings import Settings
from kit.clock import rome
from kit.parameters import parsed
from tests.catalogue import example_offers
from tests.searching import NOW, PATIENCE, Site, a_site, its_settings, values
from wishmi.bench.log import NARROWED
from wishmi.bench.search import TABLE
from wishmi.bench.textbook import textbook


@pytest.fixture
async def settings(nats_url: str, opensearch_url: str) -> Settings:
    return its_settings(nats_url, opensearch_url)


@pytest.fixture
async def site(settings: Settings) -> AsyncIterator[Site]:
    async with a_site(settings, islice(example_offers(), 200)) as site:
        yield site


async def test_the_textbook_finds_and_counts_what_we_do(site: Site, settings: Settings) -> None:
    async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
        for question in NARROWED:
            ours = (await site.http.get(f"/v1/catalog?{question}&understand=false")).json()
            query = checked(**parsed(TABLE, question.encode()))
            body = msgspec.to_builtins(textbook(query, rome(NOW).date()))
            theirs = await client.search(index=alias(settings.namespace), body=body)

            assert theirs["hits"]["total"]["value"] == ours["total"], question
            for name in ("category", "municipio", "language", "need"):
                assert counts(theirs, name) == positive(values(ours, name)), (question, name)


def counts(answer: dict[str, Any], name: str) -> dict[str, int]:
    buckets = answer["aggregations"][name]["values"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets if bucket["key"] != "_none"}


def positive(counted: dict[str, int]) -> dict[str, int]:
    return {value: count for value, count in counted.items() if count}
