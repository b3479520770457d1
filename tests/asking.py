"""Families, hubs and bodies at the requests of one providers service."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from contracts.quotes import QuoteAccepted
from contracts.streams import PRIVATE
from kit.bus import Bus
from kit.events import Decoder, Fact
from providers.domain import answers as answer_rules
from providers.schemas.quotes import NewQuote, QuoteLine
from providers.store import requests as requests_store
from tests.register import Register

HUB = UUID("6f7b8a90-1c1e-4a57-9b0e-54b0a4d2c1aa")

decode = Decoder(PRIVATE.facts)


def a_mandate(**given: Any) -> dict[str, Any]:
    """Of a family that is present at a hub."""
    values = {"hub": str(HUB), "mandate_id": str(uuid4()), "mandate_sha256": "a1" * 32}
    return values | given


def a_quote(**given: Any) -> NewQuote:
    """For a course and its insurance: 295 euros, for two weeks."""
    values: dict[str, Any] = {
        "lines": (
            QuoteLine(label="Corso di nuoto", unit_cents=14_000, quantity=2),
            QuoteLine(label="Assicurazione", unit_cents=1_500),
        ),
        "valid_until": datetime.now(UTC).replace(microsecond=0) + timedelta(days=14),
    }
    return NewQuote(**values | given)


def a_quote_accepted(**given: Any) -> QuoteAccepted:
    values: dict[str, Any] = {
        "id": uuid4(),
        "offer_id": uuid4(),
        "provider_id": uuid4(),
        "total_cents": 29_500,
        "accepted_at": datetime(2026, 11, 2, 9, 15, tzinfo=UTC),
        "family_token": "k3Zq-8xUv1_Yp0aRw6TnLs4M",
    }
    return QuoteAccepted(**values | given)


def a_review(**given: Any) -> dict[str, Any]:
    values = {"overall": 5, "speed": 4, "courtesy": 5, "punctuality": 3, "text": "Bravi davvero."}
    return values | {"privacy_notice": "review-1"} | given


class Market:
    """Two bodies with an offer each, and families that ask them."""

    def __init__(self, here: Register, bodies: list[str], offers: list[str]) -> None:
        self.here = here
        self.bodies = bodies
        self.offers = offers
        self.operator = self.body(0)
        self.other_operator = self.body(1)

    @classmethod
    async def open(cls, here: Register) -> "Market":
        ids = [await here.has_provider() for _ in range(2)]
        return cls(here, ids, [await here.has_offer(body) for body in ids])

    def body(self, place: int) -> dict[str, str]:
        return self.here.signer.headers(
            "provider", provider=UUID(self.bodies[place]), subject=f"operator-{place}"
        )

    def family(self, subject: str = "maria") -> dict[str, str]:
        return self.here.signer.headers("citizen", subject=subject, age_band="18_plus")

    def hub(self, hub: UUID = HUB) -> dict[str, str]:
        return self.here.signer.headers("hub_operator", hub=hub, subject="operator-of-hub")

    async def ask(
        self, *offers: str, by: dict[str, str] | None = None, key: str | None = None, **given: Any
    ) -> httpx.Response:
        """A family asks about these offers, or about all."""
        body = {"offers": list(offers or self.offers), "privacy_notice": "request-1", **given}
        headers = {"Idempotency_Key": key or str(uuid4()), **(by or self.family())}
        return await self.here.ask("POST", "/v1/requests", body, **headers)

    async def has_request(self, *offers: str, **given: Any) -> dict[str, Any]:
        answer = await self.ask(*offers, **given)
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["request"])

    async def has_answer(self, *moves: str, by: dict[str, str] | None = None) -> str:
        """Of the first body, to a request that it alone was sent, moved so after its sending."""
        request = await self.has_request(self.offers[0], by=by)
        answer: str = request["answers"][0]["id"]
        for move in moves:
            side = self.operator if move in BODYS_MOVES else by or self.family()
            done = await self.move(answer, move, by=side)
            assert done.status_code == 200, done.text
        return answer

    async def has_used(self, by: dict[str, str] | None = None) -> str:
        """An answer whose use without a voucher both sides have confirmed."""
        answer = await self.has_answer("quote", "accept", "confirm-use", by=by)
        done = await self.move(answer, "confirm-use", by=self.operator)
        assert done.json()["state"] == "used"
        return answer

    async def move(
        self,
        answer: str,
        move: str,
        body: Any = None,
        *,
        by: dict[str, str],
        tag: str | None = None,
    ) -> httpx.Response:
        """From the version that it has, unless another is given."""
        path = f"/v1/answers/{answer}"
        if tag is None:
            tag = (await self.here.ask("GET", path, **by)).headers.get("ETag", "*")
        said = MOVES[move]() if body is None else body
        return await self.here.ask("POST", f"{path}/{move}", said, If_Match=tag, **by)

    async def review(
        self, answer: str, *, by: dict[str, str] | None = None, **given: Any
    ) -> httpx.Response:
        path = f"/v1/answers/{answer}/review"
        return await self.here.ask("POST", path, a_review(**given), **(by or self.family()))

    async def has_review(self, *moves: str, answer: str | None = None, **given: Any) -> str:
        """Of an offer of the first body that was used, moved so after its writing."""
        written = await self.review(answer or await self.has_used(), **given)
        assert written.status_code == 201, written.text
        review: str = written.json()["review"]["id"]
        for move in moves:
            done = await self.judge(review, move)
            assert done.status_code == 200, done.text
        return review

    async def judge(self, review: str, move: str, **by: str) -> httpx.Response:
        """By an officer, its body or its author, as the move asks, unless by another."""
        path = f"/v1/reviews/{review}"
        who = by or {"reply": self.operator, "rewrite": self.family()}.get(move, self.here.officer)
        if move == "rewrite":
            return await self.here.ask("PUT", path, a_review(overall=4), If_Match="*", **who)
        body = REVIEW_MOVES[move]
        return await self.here.ask("POST", f"{path}/{move}", body, If_Match="*", **who)

    async def say(
        self, answer: str, text: str, *, by: dict[str, str], key: str | None = None, **given: Any
    ) -> httpx.Response:
        path = f"/v1/answers/{answer}/messages"
        headers = {"Idempotency_Key": key or str(uuid4()), **by}
        return await self.here.ask("POST", path, {"text": text, **given}, **headers)

    async def seen(self, answer: str, by: dict[str, str]) -> dict[str, Any]:
        return dict(await self.here.get(f"/v1/answers/{answer}", **by))

    async def told(self, answer: str) -> tuple[str, dict[str, Any]] | None:
        """The type and the data of what waits in the outbox, or was told, about a quote."""
        async with self.here.database() as db, db.transaction() as tx:
            row = await tx.fetchrow(
                "select type, data from told where subject = $1",
                f"wishmi.private.providers.quote.{answer}",
            )
        return (row["type"].removeprefix("it.milano.wishmi."), row["data"]) if row else None


MOVES: dict[str, Any] = {
    "quote": lambda: msgspec.to_builtins(a_quote()),
    "refuse": lambda: {"reason": "I posti sono finiti."},
    "withdraw": lambda: {"reason": "Il corso non parte."},
    "accept": dict,
    "share-contacts": lambda: {"contacts": {"email": "maria@example.org"}},
    "cancel": lambda: {"reason": "Un impegno."},
    "confirm-use": dict,
}
"""What one says to move an answer."""
REVIEW_MOVES: dict[str, Any] = {
    "publish": None,
    "reject": {"reason": "C'è il nome di un bambino."},
    "reply": {"text": "Grazie, a presto."},
}
"""What one says to move a review."""
BODYS_MOVES = {"quote", "refuse", "withdraw"}


async def private_stream(here: Register) -> list[Fact]:
    bus = await Bus.connect(here.settings.nats_url, here.settings.namespace)
    try:
        return [decode(message.payload)[1] async for message in bus.walk(PRIVATE)]
    finally:
        await bus.close()


async def tells_true_quotes(here: Register) -> int:
    """The outbox says of each quote exactly what its row says. Of how many it speaks."""
    async with here.database() as db, db.transaction() as tx:
        told = {
            row["subject"]: (row["type"], row["data"])
            for row in await tx.fetch(
                "select subject, type, data from told where subject ^@ 'wishmi.private.'"
            )
        }
        requests = await requests_store.whole(tx, await tx.fetch("select * from request"))
    facts = [answer_rules.told(answer) for request in requests for answer in request.answers]
    assert told == {
        fact.subject: (fact.TYPE, msgspec.json.decode(msgspec.json.encode(fact)))
        for fact in facts
        if fact is not None
    }
    return len(told)
