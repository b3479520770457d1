"""The door to OpenSearch: how we connect, and what its refusals mean to us."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from io import BytesIO
from typing import Any

import msgspec
from opensearchpy import AsyncOpenSearch, TransportError
from opensearchpy.exceptions import ConnectionError as NotReached
from opensearchpy.serializer import JSONSerializer

from kit.problems import Unavailable

PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""Answers that say nothing about what was asked: overload, a node that starts or stops, a shard
that fails. 500 is among them, for that is how an engine out of memory or disk answers."""

HELD = frozenset({"cluster_block_exception", "index_closed_exception"})
"""Errors of an index that is held back for now: by a reindex that hands over, by a full disk, by
the restoring of a snapshot."""

NDJSON = {"Content-Type": "application/x-ndjson"}

CONNECTIONS = 32
"""Twice the 16 clients of the day's-traffic measure: a search never waits for a connection."""


class Json(JSONSerializer):
    """msgspec in place of the library's json: a third of the time on a page of results."""

    def loads(self, s: Any) -> Any:
        return msgspec.json.decode(s)

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, str | bytes | BytesIO) else msgspec.json.encode(data)


@asynccontextmanager
async def connect(url: str, *, answer_within: float) -> AsyncIterator[AsyncOpenSearch]:
    """A client that never repeats a call by itself: who calls knows whether that is safe."""
    # Each failure is raised and told by who calls; the library would log it once more, with the
    # address and a traceback, on every attempt of an outage.
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)
    async with AsyncOpenSearch(
        url, timeout=answer_within, max_retries=0, serializer=Json(), maxsize=CONNECTIONS
    ) as client:
        yield client


async def searched(client: AsyncOpenSearch, body: bytes) -> str:
    """The engine's answer to several searches, as it came: who knows its shape decodes it at once.
    The library's transport makes dicts of it first, which takes a page of results 0.3 ms."""
    connection = client.transport.get_connection()
    _, _, answer = await connection.perform_request("POST", "/_msearch", headers=NDJSON, body=body)
    told: str = answer
    return told


@contextmanager
def reaching_the_index() -> Iterator[None]:
    """Turn what passes by itself into `Unavailable`, and let the rest through."""
    try:
        yield
    except NotReached as error:
        raise Unavailable("L'indice non risponde.") from error
    except TransportError as error:
        if error.status_code in PASSING or held(error.info):
            raise Unavailable("L'indice non è disponibile in questo momento.") from error
        raise


def held(info: Any) -> bool:
    error = info.get("error") if isinstance(info, dict) else None
    return isinstance(error, dict) and error.get("type") in HELD
