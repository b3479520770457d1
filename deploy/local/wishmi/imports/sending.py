"""Send rows to the import routes of the providers service, in batches, waiting outages out."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from time import monotonic

import httpx
import msgspec

from providers.schemas.imports import MOST_ROWS, ImportReport, Outcome
from wishmi.console import Update
from wishmi.failure import Failure
from wishmi.imports.rows import Part, Ready
from wishmi.stack import reason

MOST_BYTES = 900_000
"""Of one batch: the service takes 1 MiB; 200 offers take 600 KB, the largest municipio 354 KB."""
PATIENCE = 60.0
"""Seconds that a batch is tried again while the service is away: a restart takes some 10."""
PAUSE = 1.0
"""Seconds between two tries where the service does not say how long."""
WAITING = {429, 503}


class NotTaken(Failure):
    """The service refused the whole, or did not answer."""

    exit_code = 3


async def send(
    part: Part, http: httpx.AsyncClient, update: Update
) -> AsyncIterator[tuple[Ready, Outcome]]:
    """What became of each row. Safe to repeat: what is there already is unchanged."""
    done = 0
    update(done, len(part.ready))
    for batch in batches(part.ready):
        for told in zip(batch, await outcomes(batch, part.route, http), strict=True):
            yield told
        done += len(batch)
        update(done, len(part.ready))


def batches(rows: Sequence[Ready]) -> Iterator[list[Ready]]:
    batch: list[Ready] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == MOST_ROWS or size + len(row.body) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += len(row.body)
    if batch:
        yield batch


async def outcomes(
    batch: Sequence[Ready], route: str, http: httpx.AsyncClient
) -> tuple[Outcome, ...]:
    body = b'{"rows":[' + b",".join(row.body for row in batch) + b"]}"
    return msgspec.json.decode(await post(http, route, body), type=ImportReport).rows


async def post(http: httpx.AsyncClient, route: str, body: bytes) -> bytes:
    """What an import route answers to a body."""
    answer = await answered(http, f"/v1/imports/{route}", body)
    if answer.status_code != httpx.codes.OK:
        raise NotTaken(f"The providers service refused the import: {reason(answer)}")
    return answer.content


async def answered(http: httpx.AsyncClient, path: str, body: bytes) -> httpx.Response:
    """The answer, asked for again while the service is away."""
    deadline = monotonic() + PATIENCE
    while True:
        pause = PAUSE
        try:
            answer = await http.post(
                path, content=body, headers={"Content-Type": "application/json"}
            )
            if answer.status_code not in WAITING:
                return answer
            trouble = reason(answer)
            pause = float(answer.headers.get("Retry-After", PAUSE))
        except httpx.TransportError as error:
            trouble = str(error) or type(error).__name__
        if monotonic() + pause > deadline:
            raise NotTaken(f"The providers service does not answer: {trouble}") from None
        await asyncio.sleep(pause)
