"""The judged queries are answered no worse than when somebody last looked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contracts.offers import OfferPublished
from tests.catalogue import example_offers
from tests.meaning import understood
from tests.searching import Site, a_site, its_settings
from wishmi.relevance import baseline
from wishmi.relevance.asking import measured, together

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
async def site(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    settings = its_settings(nats_url, opensearch_url)
    async with a_site(settings, example_offers()) as site:
        await understood(site)
        yield site


@pytest.mark.parametrize("name", ["dev.csv", "dev-languages.csv"])
async def test_no_judged_query_is_answered_worse_than_the_baseline(site: Site, name: str) -> None:
    held = baseline.read(HERE / "baseline.json")[name]

    report = await measured(site.http, HERE / name)

    assert [one.id for one in report.queries if one.id not in held.queries] == []
    assert list(baseline.falls(held, report)) == [], "look at `make relevance`; tests/relevance/"


async def test_an_entry_is_among_the_first_three_by_its_own_title(site: Site) -> None:
    wanted = [(source(fact), fact.card.title) for fact in example_offers()]

    assert await missed(site, wanted, limit=3) == []


async def test_an_entry_is_among_the_first_ten_by_provider_and_activity(site: Site) -> None:
    wanted = [
        (source(fact), f"{fact.provider.name} {activity}")
        for fact in example_offers()
        if fact.provider
        for activity in fact.card.keywords
    ]

    assert await missed(site, wanted, limit=10) == []


def source(fact: OfferPublished) -> str:
    """By which id the judgements know it."""
    assert fact.source is not None
    return fact.source.id


async def missed(
    site: Site, wanted: list[tuple[str, str]], *, limit: int
) -> list[tuple[str, str, list[str]]]:
    """Entries that their words do not bring among the first."""

    async def answer(offer: str, words: str) -> tuple[str, str, list[str]]:
        page = await site.ask(q=words, limit=limit, facets=["none"], fields=["source"])
        return offer, words, [item["source"]["id"] for item in page["items"]]

    answers = await together(answer(*one) for one in wanted)
    return [answer for answer in answers if answer[0] not in answer[2]]
