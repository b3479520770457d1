"""A body whose offer runs at several times, and the families that agree on one of them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import msgspec

from kit.clock import now, rome
from kit.events import Decoder, Fact
from kit.reader import Heard
from providers.handlers.expiry import expire_one
from providers.handlers.purchases import HANDLERS
from tests.asking import Market, a_quote
from tests.telling import message

FLOODED = {"reason": "La palestra è allagata."}


class Season:
    """A market whose first offer runs at several times."""

    def __init__(self, market: Market) -> None:
        self.market, self.here = market, market.here
        self.offer = market.offers[0]
        self.me = self.here.provider(market.bodies[0], role="software")

    async def open(self, *, starts: int = 30, offer: str | None = None) -> str:
        """An edition of a fortnight that starts so many days from now; its id."""
        path = f"/v1/offers/{offer or self.offer}/editions"
        made = await self.here.ask("POST", path, fortnight(starts), Idempotency_Key=str(uuid4()))
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    async def move(self, edition: str, *, starts: int, key: str | None = None, **more: Any) -> None:
        """To a fortnight that starts so many days from now."""
        path = f"/v1/offers/{self.offer}/editions/{edition}"
        headers = {"If_Match": "*", "Idempotency_Key": key or str(uuid4()), **self.me}
        done = await self.here.ask("PUT", path, fortnight(starts) | more, **headers)
        assert done.status_code == 200, done.text

    async def cancel(self, edition: str) -> None:
        path = f"/v1/offers/{self.offer}/editions/{edition}/cancel"
        headers = {"If_Match": "*", "Idempotency_Key": str(uuid4()), **self.me}
        assert (await self.here.ask("POST", path, FLOODED, **headers)).status_code == 200

    async def asked(self, *editions: str, by: str = "maria") -> str:
        """The body's answer to a request about its offer, in those editions."""
        request = await self.market.has_request(
            self.offer, by=self.market.family(by), editions=editions
        )
        return str(request["answers"][0]["id"])

    async def quoted(self, answer: str, edition: str | None = None) -> httpx.Response:
        quote = msgspec.to_builtins(a_quote()) | {"edition_id": edition}
        return await self.market.move(answer, "quote", quote, by=self.market.operator)

    async def accepted(self, answer: str, *, by: str = "maria") -> httpx.Response:
        contacts = {"contacts": {"email": f"{by}@example.org"}}
        return await self.market.move(answer, "accept", contacts, by=self.market.family(by))

    async def agreed(self, *editions: str, by: str = "maria", quoted: str | None = None) -> str:
        """An answer whose quote the family has accepted."""
        answer = await self.asked(*editions, by=by)
        assert (await self.quoted(answer, quoted)).status_code == 200
        assert (await self.accepted(answer, by=by)).status_code == 200
        return answer

    async def moved(self, answer: str, move: str, *, again: bool) -> None:
        """By the side that makes such a move; what is done again, by the other."""
        market = self.market
        body = move in {"quote", "refuse", "withdraw", "say"} or again
        by = market.operator if body else market.family()
        match move:
            case "say":
                done = await market.say(answer, "Sì, sabato.", by=by)
            case "call-off":
                request = (await self.seen(answer))["request_id"]
                path = f"/v1/requests/{request}/cancel"
                done = await self.here.ask("POST", path, {}, If_Match="*", **by)
            case "sweep":
                async with self.here.database() as db:
                    while await expire_one(db=db, at=now() + timedelta(days=15)):
                        pass
                return
            case _:
                done = await market.move(answer, move, by=by)
        assert done.is_success, done.text

    async def hear(self, fact: Fact) -> None:
        """What vouchers tells of a purchase."""
        event, heard = Decoder([type(fact)])(message(fact))
        async with self.here.database() as db, db.transaction() as tx:
            await HANDLERS[type(fact)](Heard(event, heard, 1), tx=tx)

    async def seen(self, answer: str, by: str = "maria") -> dict[str, Any]:
        return await self.market.seen(answer, self.market.family(by))

    async def written_to(self, kind: str = "edition_cancelled") -> dict[str, str]:
        """Each address that was told of something about the offer, and what it was told."""
        async with self.here.database() as db, db.transaction() as tx:
            rows = await tx.fetch("select recipient, body from notice where kind = $1", kind)
        assert len({row["recipient"] for row in rows}) == len(rows), "nobody is told twice"
        return {row["recipient"]: row["body"] for row in rows}


def fortnight(starts: int) -> dict[str, Any]:
    first = rome(now()).date() + timedelta(days=starts)
    return {"start": str(first), "end": str(first + timedelta(days=14))}
