"""The vectors' own index: one document for each key, outside generations, for vectors are kept when
documents change their form.

Its position is the number of writes that it has taken and can show. The engine numbers them itself,
so it does not matter how many workers write.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

import msgspec
import numpy as np
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError, RequestError

from catalog_search.index.client import reaching_the_index
from catalog_search.meaning.encoder import Matrix
from catalog_search.meaning.texts import ENCODER
from kit.problems import Unavailable

STORED = np.dtype("<f2")
"""Half precision, half the bytes: a cosine changes by 0.0002 at most, and all who search read the
same. In memory it is float32, which numpy multiplies 20 times faster."""

PAGE = 1_000
"""Vectors read at once, 1.4 MB."""

BODY: dict[str, Any] = {
    "settings": {
        "index": {
            "number_of_shards": 1,  # one row of numbers for all writes
            "auto_expand_replicas": "0-2",  # as the catalogue's
            "refresh_interval": -1,  # who writes refreshes
        }
    },
    "mappings": {"dynamic": "strict", "properties": {"vector": {"type": "binary"}}},
}

COUNTERS = (
    "indices.*.uuid,indices.*.primaries.docs.count,"
    "indices.*.shards.*.routing.primary,indices.*.shards.*.seq_no.global_checkpoint"
)


class Place(msgspec.Struct, frozen=True):
    """How far an index of vectors is."""

    index: str
    """Its own id: another one after it was deleted or put back."""
    position: int
    count: int
    """Vectors in it."""


NOWHERE = Place("", 0, 0)
"""Where there is no index yet."""


class Written(msgspec.Struct, frozen=True):
    """A vector, and the position that an index has once it is in it."""

    position: int
    key: str
    vector: Matrix


def prefix(namespace: str) -> str:
    """The default installation needs no name of its own, as with generations."""
    own = "" if namespace == "wishmi" else f"{namespace}-"
    return f"{own}vectors-"


async def stores(client: AsyncOpenSearch, namespace: str) -> list["VectorStore"]:
    """Those that there are, of this encoder and of others."""
    begun = prefix(namespace)
    with reaching_the_index():
        found = await client.indices.get_settings(index=f"{begun}*", name="index.uuid")
    return [VectorStore(client, namespace, one.removeprefix(begun)) for one in sorted(found)]


class VectorStore:
    """The vectors that an encoder has made, this release's if no other is named."""

    def __init__(self, client: AsyncOpenSearch, namespace: str, encoder: str = ENCODER) -> None:
        self._client = client
        self.index = f"{prefix(namespace)}{encoder}"

    async def ensure(self) -> None:
        """Make the index where there is none; two at once do no harm."""
        with reaching_the_index(), suppress(RequestError):
            if not await self._client.indices.exists(index=self.index):
                await self._client.indices.create(index=self.index, body=BODY)

    async def place(self) -> Place:
        """Every write up to this position has ended in every copy."""
        with reaching_the_index():
            try:
                told: Any = await self._client.transport.perform_request(
                    "GET",
                    f"/{self.index}/_stats/docs",
                    params={"level": "shards", "filter_path": COUNTERS},
                )
            except NotFoundError:
                return NOWHERE
        for found in told.get("indices", {}).values():
            for copy in found.get("shards", {}).get("0", ()):
                if copy["routing"]["primary"]:
                    last = copy["seq_no"]["global_checkpoint"]
                    return Place(found["uuid"], last + 1, found["primaries"]["docs"]["count"])
        raise Unavailable("I vettori non sono disponibili in questo momento.")

    async def lacking(self, keys: Sequence[str]) -> set[str]:
        """Those without a vector."""
        with reaching_the_index():
            answer = await self._client.mget(
                index=self.index, body={"ids": list(keys)}, params={"_source": "false"}
            )
        return {doc["_id"] for doc in answer["docs"] if not doc.get("found")}

    async def put(self, vectors: Mapping[str, Matrix]) -> None:
        """Keep vectors and let them be seen. Kept already: nothing happens, a key has one vector
        for ever and whoever wrote it first wrote the same."""
        lines = BytesIO()
        for key, vector in vectors.items():
            lines.write(b'{"create":{"_id":"%s"}}\n' % key.encode())
            lines.write(b'{"vector":"%s"}\n' % b64encode(vector.astype(STORED).tobytes()))
        lines.seek(0)
        with reaching_the_index():
            told: Any = await self._client.transport.perform_request(
                "POST",
                f"/{self.index}/_bulk",
                params={"refresh": "true", "filter_path": "items.create.status"},
                headers={"content-type": "application/x-ndjson"},
                body=lines,
            )
        if not {item["create"]["status"] for item in told["items"]} <= {201, 409}:
            raise Unavailable("I vettori non si scrivono in questo momento.")

    async def show(self) -> None:
        """Let every write that has ended be seen."""
        with reaching_the_index():
            await self._client.indices.refresh(
                index=self.index, params={"ignore_unavailable": "true"}
            )

    async def after(self, position: int) -> list[Written]:
        """The next page of vectors, in the order of their writing."""
        return [
            Written(hit["sort"][0] + 1, hit["_id"], read(hit["_source"]["vector"]))
            for hit in await self._page(position, source=True)
        ]

    async def keys_after(self, position: int) -> tuple[list[str], int]:
        """The same without the vectors: the keys, and the position of the last one."""
        hits = await self._page(position, source=False)
        return [hit["_id"] for hit in hits], hits[-1]["sort"][0] + 1 if hits else position

    async def _page(self, position: int, *, source: bool) -> list[dict[str, Any]]:
        body = {
            "size": PAGE,
            "query": {"range": {"_seq_no": {"gte": position}}},
            "sort": [{"_seq_no": "asc"}],
            "_source": source,
            "track_total_hits": False,
        }
        with reaching_the_index():
            try:
                answer = await self._client.search(
                    index=self.index, body=body, params={"allow_partial_search_results": "false"}
                )
            except NotFoundError:
                return []
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits

    async def drop(self, keys: Iterable[str]) -> None:
        lines = b"".join(b'{"delete":{"_id":"%s"}}\n' % key.encode() for key in keys)
        with reaching_the_index():
            await self._client.transport.perform_request(
                "POST",
                f"/{self.index}/_bulk",
                params={"refresh": "true", "filter_path": "errors"},
                headers={"content-type": "application/x-ndjson"},
                body=BytesIO(lines),
            )


def read(stored: str) -> Matrix:
    vector: Matrix = np.frombuffer(b64decode(stored), dtype=STORED).astype(np.float32)
    return vector
