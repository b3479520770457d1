"""Drop the vectors that no entry of any generation has, and the indices of encoders gone by."""

from collections.abc import Collection
from typing import Any

from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError

from catalog_search.index.client import connect, reaching_the_index
from catalog_search.index.generations import PATIENCE, delete, prefix
from catalog_search.meaning.store import VectorStore, stores
from catalog_search.settings import Settings
from kit.problems import Unavailable


async def drop_older_encoders(settings: Settings) -> list[str]:
    """Remove the vectors of every other encoder whose keys no generation has any more: one to which
    a rollback would go back still has its own. The names of their indices."""
    generations = f"{prefix(settings.namespace)}*"
    async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
        ours = VectorStore(client, settings.namespace)
        dropped = [
            store.index
            for store in await stores(client, settings.namespace)
            if store.index != ours.index and not await needed(client, store, generations)
        ]
        await delete(client, dropped)
    return dropped


async def needed(client: AsyncOpenSearch, store: VectorStore, generations: str) -> bool:
    """Whether an entry of some generation has one of its keys."""
    position = 0
    while True:
        keys, position = await store.keys_after(position)
        if not keys:
            return False
        if await used(client, keys, generations):
            return True


async def tidy(client: AsyncOpenSearch, store: VectorStore, generations: str) -> None:
    """Drop what no entry of any generation has."""
    position = 0
    while True:
        keys, position = await store.keys_after(position)
        if not keys:
            return
        if unused := set(keys) - await used(client, keys, generations):
            await store.drop(unused)


async def used(client: AsyncOpenSearch, keys: Collection[str], generations: str) -> set[str]:
    """Those that some entry has."""
    body = {
        "size": 0,
        "track_total_hits": False,
        "query": {"terms": {"meaning": list(keys)}},
        "aggs": {"used": {"terms": {"field": "meaning", "size": len(keys)}}},
    }
    with reaching_the_index():
        try:
            answer: dict[str, Any] = await client.search(
                index=generations, body=body, params={"allow_partial_search_results": "false"}
            )
        except NotFoundError as error:
            raise Unavailable("L'indice è appena stato tolto.") from error
    return {bucket["key"] for bucket in answer["aggregations"]["used"]["buckets"]}
