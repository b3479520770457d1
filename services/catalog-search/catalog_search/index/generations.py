"""The life of indices: a generation for each way of making documents, none ever migrated.

A generation is the alias `catalog-<hash>`; behind it stands one index `catalog-<hash>-<n>`.
"""

import re
from contextlib import suppress
from hashlib import sha256
from typing import Any

import msgspec
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError, RequestError

from catalog_search.index import fields
from catalog_search.index.client import connect, reaching_the_index
from catalog_search.meaning.texts import ENCODER
from catalog_search.settings import Settings

PATIENCE = 60.0
"""Seconds for a change of the cluster's metadata; on one node it takes 0.2, and a cluster with a
queue of them answers within its own default of 30."""


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a document's form depends on; any change of it makes another index."""

    mappings: dict[str, Any]
    settings: dict[str, Any]
    projection: int
    encoder: str = ""

    @property
    def hash(self) -> str:
        return sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:12]

    def alias(self, namespace: str) -> str:
        """What its worker writes to and its APIs ask."""
        return f"{prefix(namespace)}{self.hash}"

    @property
    def body(self) -> dict[str, Any]:
        return {"settings": self.settings, "mappings": self.mappings}


CURRENT = Generation(
    mappings=fields.MAPPINGS,
    settings=fields.SETTINGS,
    projection=fields.PROJECTION,
    encoder=ENCODER,
)
"""The generation of this release."""


class AlreadyThere(Exception):
    """Somebody else made this index just now."""


def prefix(namespace: str) -> str:
    """How the indices of an installation begin; the default one needs no name."""
    return "catalog-" if namespace == "wishmi" else f"{namespace}-catalog-"


def alias(namespace: str) -> str:
    """What search asks."""
    return CURRENT.alias(namespace)


def number(index: str) -> int:
    """Which of its generation's indices it is."""
    return int(index.rpartition("-")[2])


async def prepare(settings: Settings, generation: Generation = CURRENT) -> None:
    """Make the generation's index and alias where they are missing."""
    async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
        await ensure(client, generation, generation.alias(settings.namespace))


async def ensure(client: AsyncOpenSearch, generation: Generation, name: str) -> None:
    """Make the first index behind an alias, unless there is one. Two at once do no harm: index
    and alias come into being in one call, and the second call is refused."""
    if not await behind(client, name):
        with suppress(AlreadyThere):
            await make(client, generation, f"{name}-1", alias=name)


async def make(client: AsyncOpenSearch, generation: Generation, index: str, *, alias: str) -> None:
    with reaching_the_index():
        try:
            await client.indices.create(
                index=index, body=generation.body | {"aliases": {alias: {}}}
            )
        except RequestError as error:
            if error.error == "resource_already_exists_exception":
                raise AlreadyThere(index) from error
            raise


async def behind(client: AsyncOpenSearch, name: str) -> list[str]:
    """The indices behind an alias: one, or none before it is made."""
    with reaching_the_index():
        try:
            return sorted(await client.indices.get_alias(name=name))
        except NotFoundError:
            return []


async def indices(client: AsyncOpenSearch, pattern: str) -> dict[str, int]:
    """Indices whose name begins so, with the milliseconds of their making."""
    with reaching_the_index():
        found = await client.indices.get_settings(
            index=f"{pattern}*", name="index.creation_date", params={"expand_wildcards": "all"}
        )
    return {
        index: int(told["settings"]["index"]["creation_date"])
        for index, told in found.items()
        if re.fullmatch(re.escape(pattern) + r"[0-9a-f-]+", index)
    }


def second_alias(name: str) -> str:
    """What a reindex writes to."""
    return f"{name}-new"


async def second(client: AsyncOpenSearch, generation: Generation, name: str) -> tuple[str, str]:
    """The index that serves, and one made beside it; what an earlier reindex left is cleared."""
    (serving,) = await behind(client, name)
    left = [index for index in await indices(client, f"{name}-") if index != serving]
    await delete(client, left)
    fresh = f"{name}-{number(serving) + 1}"
    await make(client, generation, fresh, alias=second_alias(name))
    return serving, fresh


async def swap(client: AsyncOpenSearch, name: str, serving: str, fresh: str) -> None:
    """Let the second index serve in place of the first: one call, so nobody sees two or none."""
    actions = [
        {"remove": {"index": serving, "alias": name}},
        {"remove": {"index": fresh, "alias": second_alias(name)}},
        {"add": {"index": fresh, "alias": name}},
    ]
    with reaching_the_index():
        await client.indices.update_aliases(body={"actions": actions})


async def block(client: AsyncOpenSearch, index: str) -> None:
    """Let nothing more be written; when this returns, nothing is under way any more."""
    with reaching_the_index():
        await client.indices.add_block(index=index, block="write")


async def unblock(client: AsyncOpenSearch, index: str) -> None:
    with reaching_the_index():
        await client.indices.put_settings(
            index=index, body={"index.blocks.write": None}, params={"ignore_unavailable": "true"}
        )


async def handing_over(client: AsyncOpenSearch, name: str) -> str:
    """The index behind an alias while a reindex blocks it, else nothing."""
    if not await behind(client, second_alias(name)):
        return ""
    with reaching_the_index():
        try:
            told = await client.indices.get_settings(index=name, name="index.blocks.write")
        except NotFoundError:
            return ""
    return next((index for index, found in told.items() if found.get("settings")), "")


async def delete(client: AsyncOpenSearch, names: list[str]) -> None:
    with reaching_the_index():
        for name in names:
            await client.indices.delete(index=name, params={"ignore_unavailable": "true"})


async def drop_older(settings: Settings, generation: Generation = CURRENT) -> list[str]:
    """Remove all generations but this one and the newest other, to which one could go back."""
    name = generation.alias(settings.namespace)
    async with connect(settings.opensearch_url, answer_within=PATIENCE) as client:
        made = await indices(client, prefix(settings.namespace))
        others = sorted(
            (index for index in made if not index.startswith(f"{name}-")),
            key=lambda index: made[index],
            reverse=True,
        )
        kept = others[0].rpartition("-")[0] if others else ""
        dropped = [index for index in others if not index.startswith(f"{kept}-")]
        await delete(client, dropped)
    return dropped
