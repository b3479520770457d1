"""How long a change made through the providers API takes until families find it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from itertools import count
from typing import Any
from uuid import uuid4

import aiohttp
import msgspec

from kit.auth.issuer import TokenRequest
from wishmi.bench.figures import Times, times
from wishmi.bench.ground import Ground
from wishmi.console import Talk
from wishmi.failure import Failure

A_SECOND = 200
"""Changes, as the goal says (architecture.md, "Numbers to hold")."""

WARM = 15.0
"""Seconds of changes before: after a start the engine first compiles what it runs, and after a
fill it merges; meanwhile changes took 2 to 4 seconds instead of one."""

SECONDS = 40.0
"""For which changes go on and are measured."""

WATCHED = 40
"""One change in so many is looked for: 5 a second, that looking does not become the load."""

LOOK = 0.05
"""Seconds between two looks at one entry: how exact a short figure is."""

LESS_EXACT = 1.1
"""Each wait over the one before: looking every 0.05 s at what takes 7 s was 400 searches a second
that nobody asked for, on two cores, and made it take that long."""

TOTAL = 100_000
"""Places of every offer: the most that the contract takes, so that each change has a number."""

CONNECTIONS = 50
"""Calls under way at once, as from a few dozen bodies' software."""

GIVE_UP = 30.0
"""Seconds after which a change counts as lost."""


class Lag(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds."""

    changes_per_second: float
    """Really made; below 200 the machine was too slow for the measure."""
    change_to_searchable: Times
    """From the sending of the call to the entry that shows it."""
    calls: Times
    """The calls themselves."""


async def lag(ground: Ground, talk: Talk) -> Lag:
    """Needs the example catalogue: its offers are changed."""
    talk.say(f"{A_SECOND} changes a second through the providers API, for {SECONDS:.0f} s")
    stack = ground.stack
    token = await stack.token(TokenRequest(role="officer"))
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)  # lighter than httpx: we share two cores
    async with aiohttp.ClientSession(connector=connector) as http:
        changing = Changing(http, stack.url("providers"), stack.url("catalog_search"), token)
        await changing.begin()
        await at_rate(changing.change, WARM)
        changing.calls.clear()
        changing.lags.clear()
        began = time.perf_counter()
        await at_rate(changing.change, SECONDS)
        took = time.perf_counter() - began
        return Lag(
            changes_per_second=round(len(changing.calls) / took, 1),
            change_to_searchable=times(changing.lags),
            calls=times(changing.calls),
        )


class Changing:
    """States places, each time other ones, and looks for some of them."""

    def __init__(
        self, http: aiohttp.ClientSession, providers: str, families: str, token: str
    ) -> None:
        self._http = http
        self._providers = providers
        self._families = families
        self._officer = {"Authorization": f"Bearer {token}"}
        self._offers: list[str] = []
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._numbers = count(1)
        self.calls: list[float] = []
        self.lags: list[float] = []

    async def begin(self) -> None:
        url = f"{self._providers}/v1/offers?state=published&limit=100"
        page = await asked(self._http, "GET", url, headers=self._officer)
        self._offers = [item["id"] for item in page["items"]]

    async def change(self) -> None:
        """Of one offer, the next in turn."""
        number = next(self._numbers)
        offer = self._offers[number % len(self._offers)]
        began = time.perf_counter()
        async with self._turns[offer]:  # the last number sent is the one that stays
            await asked(
                self._http,
                "PUT",
                f"{self._providers}/v1/offers/{offer}/places",
                json={"total": TOTAL, "left": number},
                headers={"If-Match": "*", "Idempotency-Key": str(uuid4())} | self._officer,
            )
        self.calls.append(time.perf_counter() - began)
        if number % WATCHED == 0:
            await self._until_found(offer, number)
            self.lags.append(time.perf_counter() - began)

    async def _until_found(self, offer: str, number: int) -> None:
        deadline, wait = time.perf_counter() + GIVE_UP, LOOK
        while time.perf_counter() < deadline:
            entry = await asked(self._http, "GET", f"{self._families}/v1/catalog/{offer}")
            places = entry.get("places", {})
            if places.get("total") == TOTAL and places.get("left", 0) >= number:
                return
            await asyncio.sleep(wait)
            wait *= LESS_EXACT
        raise Failure(f"A change of {offer} was not found in {GIVE_UP:.0f} s.")


async def at_rate(
    change: Callable[[], Coroutine[Any, Any, None]], seconds: float, *, a_second: float = A_SECOND
) -> None:
    """Begin so many a second, however long each takes."""
    began = time.perf_counter()
    changes = []
    for number in range(round(a_second * seconds)):
        due = began + number / a_second
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        changes.append(asyncio.create_task(change()))
    await asyncio.gather(*changes)


async def asked(http: aiohttp.ClientSession, method: str, url: str, **more: Any) -> Any:
    async with http.request(method, url, **more) as answer:
        told = await answer.read()
        if answer.status >= 400:
            raise Failure(f"{url} answered {answer.status}: {told[:300]!r}")
        return msgspec.json.decode(told)
