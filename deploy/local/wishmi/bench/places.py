"""Whether 500 changes of places a second are held, and how soon families see the last of them."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import msgspec

from kit.auth.issuer import TokenRequest
from wishmi.bench.figures import Times, times
from wishmi.bench.ground import Ground
from wishmi.bench.lag import CONNECTIONS, LOOK, TOTAL, asked, at_rate
from wishmi.console import Talk
from wishmi.failure import Failure

A_SECOND = 500
"""Changes, as issue 5 asks."""

SECONDS = 30.0
"""For which changes go on: longer than what could be waiting somewhere unseen (a batch of the relay
or of the index is a second's)."""

SEEN_WITHIN = 60.0
"""Seconds after which a last change counts as lost."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds."""

    changes_per_second: float
    """Really made; below 500 they were not held."""
    calls: Times
    """Of the calls, each of which states all offers of one body."""
    last_seen_seconds: float
    """After the last call, until families see the last change of every offer."""


@dataclass(kw_only=True)
class Body:
    """One that has software, and what it last stated."""

    headers: dict[str, str]
    offers: list[str]
    left: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


async def places(ground: Ground, talk: Talk) -> Held:
    """Needs the example catalogue: the places of its offers are changed."""
    talk.say(f"{A_SECOND} changes of places a second by the bodies' software, for {SECONDS:.0f} s")
    api, families = ground.stack.url("providers"), ground.stack.url("catalog_search")
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as http:
        bodies = await with_software(ground, http, f"{api}/v1/offers")
        turns, calls, changes = cycle(bodies), [], 0

        async def state() -> None:
            nonlocal changes
            body = next(turns)
            async with body.turn:  # the last number sent is the one that stays
                body.left += 1
                now = {"total": TOTAL, "left": body.left}
                items = [{"offer_id": one, "places": now, "version": None} for one in body.offers]
                headers = {"Idempotency-Key": str(uuid4())} | body.headers
                url = f"{api}/v1/offers/places"
                began = time.perf_counter()
                await asked(http, "PUT", url, json={"items": items}, headers=headers)
                calls.append(time.perf_counter() - began)
                changes += len(items)

        mean = sum(len(body.offers) for body in bodies) / len(bodies)
        began = time.perf_counter()
        await at_rate(state, SECONDS, a_second=A_SECOND / mean)
        ended = time.perf_counter()
        for body in bodies:
            for offer in body.offers:
                await until_seen(http, f"{families}/v1/catalog/{offer}", body.left)
        return Held(
            changes_per_second=round(changes / (ended - began), 1),
            calls=times(calls),
            last_seen_seconds=round(time.perf_counter() - ended, 2),
        )


async def with_software(ground: Ground, http: aiohttp.ClientSession, url: str) -> list[Body]:
    """Every body of the example catalogue, by its published offers."""
    officer = {"Authorization": f"Bearer {await ground.stack.token(TokenRequest(role='officer'))}"}
    offers: defaultdict[str, list[str]] = defaultdict(list)
    page: dict[str, Any] = {"next": "?state=published&kind=offer&limit=100"}
    while page["next"]:
        following = url + "?" + page["next"].partition("?")[2]
        page = await asked(http, "GET", following, headers=officer)
        for item in page["items"]:
            offers[item["provider_id"]].append(item["id"])
    bodies = []
    for provider, its in offers.items():
        request = TokenRequest(role="software", provider=UUID(provider))
        token = await ground.stack.token(request)
        bodies.append(Body(headers={"Authorization": f"Bearer {token}"}, offers=its))
    return bodies


async def until_seen(http: aiohttp.ClientSession, url: str, left: int) -> None:
    deadline = time.perf_counter() + SEEN_WITHIN
    while time.perf_counter() < deadline:
        entry = await asked(http, "GET", url)
        if entry.get("places", {}).get("left") == left:
            return
        await asyncio.sleep(LOOK)
    raise Failure(f"{url} did not show its last places in {SEEN_WITHIN:.0f} s.")
