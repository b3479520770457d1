"""Meaning on the real engine: vectors made by the worker, found by the API, exact on every page."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import numpy as np
import pytest
from litestar import Litestar
from prometheus_client import CollectorRegistry

from catalog_search.index import drift
from catalog_search.index.generations import CURRENT, Generation, behind, delete, ensure
from catalog_search.meaning.store import VectorStore, stores
from catalog_search.meaning.tidying import drop_older_encoders
from catalog_search.reindex import reindex
from contracts.offers import OfferPublished
from contracts.streams import PROVIDERS
from tests.builders import an_offer_card, an_offer_published, an_offer_withdrawn
from tests.catalogue import example_offers
from tests.city import eventually
from tests.index import Index, a_bus, a_worker, an_index
from tests.meaning import a_maker, settle, understood, vectors
from tests.searching import Site, a_site, an_api, its_settings, values
from tests.telling import tell

NOTE = "Non contiene le parole cercate, ma ne parla."


@pytest.fixture(scope="module")
async def site(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    """The example catalogue with its vectors, which no test here changes."""
    async with a_site(its_settings(nats_url, opensearch_url), example_offers()) as site:
        await understood(site)
        yield site


def an_offer(title: str, **card: Any) -> OfferPublished:
    """Of one thing only: its activities, summary and description say no more than its title."""
    said: dict[str, Any] = {"summary": None, "description": None, "keywords": ()}
    return an_offer_published(card=an_offer_card(title=title, **said | card))


async def titles(site: Site, **asked: Any) -> list[str]:
    return [item["title"] for item in (await site.get(**asked))["items"]]


@pytest.mark.parametrize("words", ["swimming", "natación", "游泳", "سباحة", "плавание"])
async def test_a_family_finds_in_its_language_what_an_italian_one_finds(
    site: Site, words: str
) -> None:
    found = await titles(site, q=words, kind="offer", limit=5)

    assert set(found) & set(await titles(site, q="nuoto", kind="offer", limit=3))
    assert "Scuola nuoto 6-11 anni" in found


async def test_what_says_the_word_stands_before_what_only_means_it(site: Site) -> None:
    items = (await site.get(q="nuoto", limit=20))["items"]

    notes = [item.get("note") for item in items]
    assert notes[:3] == [None, None, None]
    assert NOTE in notes


async def test_what_was_found_for_its_meaning_says_so(site: Site) -> None:
    answer = await site.get(q="плавание", explain="true", limit=3)

    for item in answer["items"]:
        assert item["note"] == NOTE
        ground, *factors = item["explanation"]["parts"]
        assert (ground["factor"], f"{ground['sentence']}.") == ("meaning", NOTE)
        assert item["explanation"]["formula"].startswith("meaning × (1 + ")
        worth = ground["value"] * (1 + sum(part["value"] for part in factors))
        assert worth == pytest.approx(item["explanation"]["score"], rel=1e-3)


async def test_where_words_and_meaning_both_count_the_formula_is_the_score(site: Site) -> None:
    (item, *_) = (await site.get(q="corso di nuoto", explain="true"))["items"]

    words, meaning, *factors = item["explanation"]["parts"]
    assert (words["factor"], meaning["factor"]) == ("text", "meaning")
    assert item["explanation"]["formula"].startswith("(text + meaning) × (1 + ")
    worth = (words["value"] + meaning["value"]) * (1 + sum(part["value"] for part in factors))
    assert worth == pytest.approx(item["explanation"]["score"], rel=1e-3)


@pytest.mark.parametrize("words", ["asdfgh qwerty", "xyzzy", "qqqq zzzz", "hjkl", "sdkfjh"])
async def test_nonsense_finds_nothing(site: Site, words: str) -> None:
    assert (await site.get(q=words))["total"] == 0


async def test_without_meaning_words_alone_find(site: Site) -> None:
    assert (await site.get(q="плавание", without="meaning"))["total"] == 0
    answer = await site.get(q="nuoto", without="meaning", limit=100)
    assert all("note" not in item for item in answer["items"])
    assert "vectors" not in (answer.get("next") or "")


@pytest.mark.parametrize(
    "asked", [{"q": "mio figlio non dorme"}, {"q": "плавание", "free": "true"}]
)
@pytest.mark.parametrize("sort", ["relevance", "newest"])
async def test_totals_facets_and_pages_agree(site: Site, asked: dict[str, str], sort: str) -> None:
    first = await site.get(**asked, sort=sort, limit=7)

    ids = [item["id"] for item in first["items"]]
    following = first.get("next")
    while following:
        page = (await site.http.get(following)).json()
        assert page["total"] == first["total"]
        ids += [item["id"] for item in page["items"]]
        following = page.get("next")
    assert len(ids) == len(set(ids)) == first["total"] > 0
    assert sum(values(first, "category").values()) == first["total"]
    for category, count in values(first, "category").items():
        assert (await site.get(**asked, category=category, limit=0))["total"] == count


async def test_choices_do_not_change_what_is_near(site: Site) -> None:
    everywhere = await site.get(q="плавание", limit=100)
    here = await site.get(q="плавание", municipio=6, limit=100)

    assert {item["id"] for item in here["items"]} == {
        item["id"] for item in everywhere["items"] if 6 in item["municipi"]
    }


async def test_later_pages_do_not_see_vectors_made_after_the_first(empty: Site) -> None:
    await empty.hold(an_offer(f"Corso di nuoto, vasca {n}") for n in range(6))
    await understood(empty)
    first = await empty.get(q="плавание", limit=4)
    await empty.hold(an_offer(f"Nuoto libero, corsia {n}") for n in range(6))
    await understood(empty)

    second = (await empty.http.get(first["next"])).json()

    assert (first["total"], second["total"]) == (6, 6)
    seen = [item["id"] for answer in (first, second) for item in answer["items"]]
    assert len(set(seen)) == 6
    assert (await empty.get(q="плавание"))["total"] == 12


async def test_another_replica_catches_up_before_it_answers_a_later_page(empty: Site) -> None:
    await empty.hold([an_offer("Corso di nuoto")])
    await understood(empty)
    async with an_api(empty.settings) as replica:

        async def is_ready() -> bool:
            return "meaning_ready 1.0\n" in (await replica.get("/metrics")).text

        await eventually(is_ready)
        await empty.hold(an_offer(f"Scuola di nuoto {n}") for n in range(3))
        await settle(empty)
        async with a_maker(empty, CollectorRegistry()) as making:
            await making.catch_up()
        place = await VectorStore(empty.client, empty.settings.namespace).place()

        behind = await replica.get("/v1/catalog", params={"q": "swimming", "vectors": 4})

        assert place.position == 4
        assert behind.json()["total"] == 4


async def test_a_position_that_no_page_gave_is_refused(site: Site) -> None:
    answer = await site.http.get("/v1/catalog", params={"q": "nuoto", "vectors": 10**9})

    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "vectors"


async def test_an_entry_whose_words_change_changes_what_it_means(empty: Site) -> None:
    offer = an_offer("Corso di nuoto")
    await empty.hold([offer])
    await understood(empty)
    chess = msgspec.structs.replace(offer, card=an_offer("Torneo di scacchi").card)

    await empty.hold([chess])
    await understood(empty)

    assert await titles(empty, q="плавание") == []
    assert await titles(empty, q="шахматы") == ["Torneo di scacchi"]


async def test_vectors_that_no_entry_has_are_dropped_and_the_others_kept(empty: Site) -> None:
    offer = an_offer("Corso di nuoto")
    await empty.hold([offer, an_offer("Torneo di scacchi")])
    await understood(empty)
    assert await vectors(empty) == 2

    await empty.hold([an_offer_withdrawn(offer.id)])
    await understood(empty)  # a worker that begins tidies up

    assert await vectors(empty) == 1
    assert await titles(empty, q="шахматы") == ["Torneo di scacchi"]


async def test_a_worker_that_begins_again_makes_only_what_is_lacking(empty: Site) -> None:
    await empty.hold(an_offer(f"Corso di nuoto {n}") for n in range(40))
    await understood(empty)
    await empty.hold([an_offer("Torneo di scacchi"), an_offer("Torneo di scacchi")])
    await settle(empty)
    registry = CollectorRegistry()

    async with a_maker(empty, registry) as making:
        await making.catch_up()
        await making.catch_up()

    assert registry.get_sample_value("meaning_made_total") == 1  # two entries of the same words
    assert await vectors(empty) == 41


async def test_an_index_of_vectors_that_somebody_deleted_is_filled_again(empty: Site) -> None:
    await empty.hold([an_offer("Corso di nuoto"), an_offer("Torneo di scacchi")])
    await settle(empty)
    async with a_maker(empty, CollectorRegistry()) as making:
        await making.catch_up()
        await empty.client.indices.delete(index=f"{empty.settings.namespace}-vectors-*")

        await making.catch_up()

    assert await vectors(empty) == 2


@pytest.fixture
async def index(nats_url: str, opensearch_url: str) -> AsyncIterator[Index]:
    async with an_index(its_settings(nats_url, opensearch_url)) as index:
        yield index


def made(worker: Litestar) -> float:
    count = worker.state.registry.get_sample_value("meaning_made_total")
    return float(count or 0)


async def test_what_the_worker_hears_is_found_in_another_language_and_a_rebuild_makes_nothing_anew(
    index: Index,
) -> None:
    settings = index.settings
    offers = [an_offer(f"Corso di nuoto {n}") for n in range(5)]

    async def found(http: httpx.AsyncClient) -> int:
        total: int = (await http.get("/v1/catalog", params={"q": "swimming"})).json()["total"]
        return total

    async with a_bus(settings) as bus, a_worker(settings) as worker:
        await bus.ensure(PROVIDERS)
        await tell(bus, *offers)
        store = VectorStore(index.client, settings.namespace)

        async def all_are_made() -> bool:
            return (await store.place()).count == 5

        await eventually(all_are_made)
        fresh = await reindex(settings)
        assert fresh.endswith("-2")
        await tell(bus, an_offer("Torneo di scacchi"))

        async def the_next_is_made() -> bool:
            return (await store.place()).count == 6 and made(worker) > 5

        await eventually(the_next_is_made)
        assert made(worker) == 6
        assert (await drift.compare(settings)).agrees
        async with an_api(settings) as http:

            async def all_are_found() -> bool:
                return await found(http) == 5

            await eventually(all_are_found)


async def test_the_vectors_of_an_encoder_go_with_the_last_generation_that_has_them(
    empty: Site,
) -> None:
    namespace = empty.settings.namespace
    before = Generation(mappings=CURRENT.mappings, settings=CURRENT.settings, projection=901)
    older = before.alias(namespace)
    await ensure(empty.client, before, older)
    await empty.client.index(index=older, body={"meaning": "0a"}, params={"refresh": "true"})
    ours, theirs, nobodys = (
        VectorStore(empty.client, namespace, *encoder) for encoder in ((), ("old",), ("oldest",))
    )
    for store, key in ((ours, "0c"), (theirs, "0a"), (nobodys, "0b")):
        await store.ensure()
        await store.put({key: np.zeros(512, dtype=np.float32)})

    assert await drop_older_encoders(empty.settings) == [nobodys.index]

    await delete(empty.client, await behind(empty.client, older))
    assert await drop_older_encoders(empty.settings) == [theirs.index]
    assert [one.index for one in await stores(empty.client, namespace)] == [ours.index]
