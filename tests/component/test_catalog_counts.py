"""Whatever one chooses, totals and counts are those of a count by hand over the facts."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_search.facets import FACETS
from contracts.offers import OfferPublished, Places
from contracts.values import ProviderName, Session
from tests import brute
from tests.catalogue import example_offers
from tests.rounds import rounds
from tests.searching import Site, a_site, its_settings

CARELESS = 18
"""Seed of what is left out of the cards below: any number, always the same."""

WORDS = ("nuoto", "teatro", "laboratorio per bambini", "aiuto compiti", "xyzzy")


def careless(facts: list[OfferPublished]) -> list[OfferPublished]:
    """Listings and sloppy offers: the same cards with much of them not stated."""
    draw = random.Random(CARELESS)  # noqa: S311 - a sample, not a secret
    optional = [f.name for f in msgspec.structs.fields(facts[0].card) if f.name != "title"]
    found = []
    for fact in draw.sample(facts, 120):
        out = {name for name in optional if draw.random() < 0.5}
        defaults = {
            field.name: field.default
            for field in msgspec.structs.fields(fact.card)
            if field.name in out
        }
        card = msgspec.structs.replace(fact.card, **defaults)
        if card.schedule and draw.random() < 0.5:
            days = tuple(Session(weekday=session.weekday) for session in card.schedule)
            card = msgspec.structs.replace(card, schedule=days[:1] + card.schedule[1:])
        if card.price and card.price.kind == "paid" and draw.random() < 0.3:
            price = msgspec.structs.replace(card.price, amount_cents=None)
            card = msgspec.structs.replace(card, price=price)
        found.append(
            msgspec.structs.replace(
                fact,
                id=uuid4(),
                kind=draw.choice(["offer", "listing"]),
                card=card,
                provider=draw.choice([fact.provider, None, ProviderName(name="Senza registro")]),
                places=draw.choice([None, Places(), Places(left=0), Places(total=9, left=2)]),
            )
        )
    return found


OFFERS = list(example_offers())
FACTS = {fact.id: fact for fact in (*OFFERS, *careless(OFFERS))}
TRUTH = {identity: brute.facets(fact) for identity, fact in FACTS.items()}

SEEN = {
    name: sorted({value for truth in TRUTH.values() for value in truth[name]})
    for name in next(iter(TRUTH.values()))
}
CHOOSABLE = {
    facet.name: [
        value for value in (facet.values or SEEN[facet.name]) if facet.name != "wellbeing" or value
    ]
    for facet in FACETS
    if not facet.worked_out
}


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(CHOOSABLE)), unique=True, max_size=4))
    if draw(st.booleans()):
        names += [name for name in ("weekday", "part_of_day") if name not in names]
    asked: dict[str, Any] = {
        name: draw(st.lists(st.sampled_from(CHOOSABLE[name]), unique=True, min_size=1, max_size=3))
        for name in names
    }
    if draw(st.booleans()):
        low = draw(st.sampled_from([0, 0.5, 2.5, 3, 6, 11, 14, 18]))
        high = draw(st.sampled_from([low, low + 1, low + 4]))
        asked["age"] = f"{low:g}" if high == low else f"{low:g}-{high:g}"
    if draw(st.booleans()):
        asked["price_max"] = draw(st.sampled_from([0, 1_000, 5_000, 28_000]))
    if draw(st.booleans()):
        asked["start_after"] = draw(st.sampled_from(["2026-09-15", "2026-10-03"]))
    if draw(st.booleans()):
        asked["near"] = draw(st.sampled_from(["45.4642,9.1914", "45.52,9.17"]))
        asked["radius"] = draw(st.sampled_from([500, 2_000, 5_000]))
    if draw(st.booleans()):
        asked["credit"] = draw(st.sampled_from([0, 2_000, 10_000, 40_000]))
        if draw(st.booleans()):
            values = ["wholly", "partly", "not_at_all", "_none"]
            asked["covered"] = draw(st.lists(st.sampled_from(values), unique=True, min_size=1))
    if draw(st.integers(0, 3)) == 0:
        asked["q"] = draw(st.sampled_from(WORDS))
    return asked


@pytest.fixture(scope="module")
async def site(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    told = its_settings(nats_url, opensearch_url)
    async with a_site(told, FACTS.values()) as site:
        yield site


@pytest.fixture(scope="module")
async def said(site: Site) -> dict[str, set[str]]:
    """Who is found by the words alone: that is the engine's to say, what is counted is not."""
    found: dict[str, set[str]] = {}
    for q in WORDS:
        ids: set[str] = set()
        while len(ids) < (answer := await site.ask(q=q, limit=100, offset=len(ids)))["total"]:
            ids |= {item["id"] for item in answer["items"]}
        found[q] = ids
    return found


@given(asked=questions())
@settings(
    max_examples=rounds(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_totals_and_counts_are_those_of_a_count_by_hand(
    site: Site, said: dict[str, set[str]], asked: dict[str, Any]
) -> None:
    answer = await site.ask(**asked, limit=100)

    candidates, chosen = split(asked, said)
    found = {
        str(identity)
        for identity in candidates
        if brute.fits_all(truth(identity, asked), FACTS[identity].card, chosen)
    }
    assert answer["total"] == len(found)
    ids = [item["id"] for item in answer["items"]]
    assert len(ids) == min(100, len(found))
    assert len(set(ids)) == len(ids)
    assert set(ids) <= found
    for facet in answer["facets"]:
        expected = by_hand(facet["name"], candidates, chosen, asked)
        counted = {one["value"]: one["count"] for one in facet["values"]}
        assert facet["not_stated"] == expected.pop("_none", 0), facet["name"]
        picked = set(chosen.get(facet["name"], ()))
        assert {one["value"] for one in facet["values"] if one["chosen"]} == picked
        assert counted.pop("_none", facet["not_stated"]) == facet["not_stated"]
        shown = {value: count for value, count in counted.items() if count or value not in picked}
        assert shown == expected, facet["name"]


def split(asked: dict[str, Any], said: dict[str, set[str]]) -> tuple[list[Any], dict[str, Any]]:
    """Who passes words and ranges, and what was chosen."""
    ranges: dict[str, Any] = {
        key: asked[key] for key in ("price_max", "start_after", "radius") if key in asked
    }
    if "age" in asked:
        low, _, high = asked["age"].partition("-")
        ranges["age"] = (float(low), float(high or low))
    if "near" in asked:
        lat, lon = asked["near"].split(",")
        ranges["near"] = (float(lat), float(lon))
    candidates = [
        identity
        for identity, fact in FACTS.items()
        if brute.in_ranges(fact, ranges) and ("q" not in asked or str(identity) in said[asked["q"]])
    ]
    return candidates, {name: asked[name] for name in (*CHOOSABLE, "covered") if name in asked}


def truth(identity: Any, asked: dict[str, Any]) -> dict[str, set[str]]:
    if "credit" not in asked:
        return TRUTH[identity]
    return TRUTH[identity] | {"covered": {brute.covered(FACTS[identity], asked["credit"])}}


def by_hand(
    name: str, candidates: list[Any], chosen: dict[str, Any], asked: dict[str, Any]
) -> dict[str, int]:
    """Count one facet: without its own choice, unless all of its values are wanted."""
    rest = {
        other: values
        for other, values in chosen.items()
        if other != name or name in brute.ALL_WANTED
    }
    counts: Counter[str] = Counter()
    for identity in candidates:
        facts, card = truth(identity, asked), FACTS[identity].card
        if brute.fits_all(facts, card, rest):
            counts.update(
                value for value in facts[name] if with_other_half(name, value, card, rest)
            )
    return dict(counts)


def with_other_half(name: str, value: str, card: Any, rest: dict[str, Any]) -> bool:
    """Day and part of day are counted on sessions that are also what was chosen of the other."""
    if name == "weekday" and "part_of_day" in rest:
        return any((value, part) in brute.slots(card) for part in rest["part_of_day"])
    if name == "part_of_day" and "weekday" in rest:
        return any((day, value) in brute.slots(card) for day in rest["weekday"])
    return True
