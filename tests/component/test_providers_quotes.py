"""What time and vouchers do to quotes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from litestar import Litestar

from contracts.purchases import PurchaseCancelled, PurchaseCaptured, PurchaseRegistered
from contracts.quotes import QuoteAccepted, QuoteClosed
from kit import dead_letters, outbox
from kit.auth import Principal
from kit.bus import Bus
from kit.db import Database
from kit.etags import Expected
from kit.events import Fact
from providers import worker
from providers.domain.problems import QuoteOver
from providers.handlers import answers, expiry
from providers.handlers.desk import Desk
from providers.schemas.requests import Acceptance
from providers.store.areas import Reference
from tests.asking import (
    Market,
    a_quote,
    a_quote_accepted,
    private_stream,
    tells_true_quotes,
)
from tests.city import eventually
from tests.register import Register
from tests.telling import tell

KINDS = (PurchaseRegistered, PurchaseCaptured, PurchaseCancelled)
ANYTHING = Expected(whatever=True)


@pytest.fixture(scope="module")
async def market(here: Register) -> AsyncIterator[Market]:
    yield await Market.open(here)
    assert await tells_true_quotes(here) > 0


@pytest.fixture
async def bus(here: Register) -> AsyncIterator[Bus]:
    opened = await Bus.connect(here.settings.nats_url, here.settings.namespace)
    yield opened
    await opened.close()


def in_days(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


async def swept(db: Database, at: datetime) -> None:
    while await expiry.expire_one(db=db, at=at):
        pass


async def test_a_quote_expires_when_it_is_swept_and_not_when_it_is_read(
    market: Market, bus: Bus
) -> None:
    answer = await market.has_answer("quote")
    maria = Principal(subject="maria", roles=frozenset({"citizen"}))
    async with market.here.database() as db:
        later = Desk(
            db=db,
            bus=bus,
            now=lambda: in_days(15),
            reference=Reference(),
            safeguarding_hours=24,
            objects=None,
            public_url="http://127.0.0.1",
        )

        read = await answers.read(answer_id := UUID(answer), who=maria, desk=later)
        assert read.answer.state == "quoted"
        with pytest.raises(QuoteOver):
            await answers.accept(answer_id, Acceptance(), expected=ANYTHING, who=maria, desk=later)
        await swept(db, in_days(13))
        assert (await market.seen(answer, market.family()))["state"] == "quoted"
        await swept(db, in_days(15))

    seen = await market.seen(answer, market.family())
    assert seen["state"] == "expired"
    request = await market.here.get(f"/v1/requests/{seen['request_id']}", **market.family())
    assert request["state"] == "expired", "nothing more can come of it"
    assert await market.told(answer) is None, "no family could ever pay it"


async def test_a_request_is_open_for_45_days_or_for_as_long_as_a_quote_is_valid(
    market: Market,
) -> None:
    silent, quoted = await market.has_request(), await market.has_request(market.offers[0])
    (answer,) = quoted["answers"]
    quote = msgspec.to_builtins(a_quote(valid_until=in_days(44.99)))
    async with market.here.database() as db, db.transaction() as tx:
        await tx.execute(
            "update request set sent_at = sent_at - $2::interval, "
            "expires_at = expires_at - $2::interval, due_at = due_at - $2::interval where id = $1",
            UUID(quoted["id"]),
            timedelta(days=30),
        )
    await market.move(answer["id"], "quote", quote, by=market.operator)

    states = []
    async with market.here.database() as db:
        for days in (44, 44.98, 45.01):
            await swept(db, in_days(days))
            for request in (silent, quoted):
                path = f"/v1/requests/{request['id']}"
                seen = await market.here.get(path, **market.family())
                states.append((seen["state"], *(one["state"] for one in seen["answers"])))

    assert states == [
        ("open", "sent", "sent"),
        ("open", "quoted"),
        ("open", "sent", "sent"),
        ("open", "quoted"),
        ("expired", "closed", "closed"),
        ("expired", "expired"),
    ]


async def test_a_request_to_which_all_have_said_no_is_over(market: Market) -> None:
    answer = await market.has_answer("refuse")
    request_id = (await market.seen(answer, market.family()))["request_id"]

    async with market.here.database() as db:
        await swept(db, in_days(0))

    seen = await market.here.get(f"/v1/requests/{request_id}", **market.family())
    assert (seen["state"], seen["answers"][0]["state"]) == ("expired", "refused")
    assert seen["answers"][0]["reason"] == "I posti sono finiti."


async def test_the_worker_sweeps_hears_of_purchases_and_tells_vouchers(
    market: Market, bus: Bus
) -> None:
    lapsing = await market.has_answer("quote")
    paid, unpaid = [await market.has_answer("quote", "accept") for _ in "12"]

    async def states(*answers: str) -> list[str]:
        return [(await market.seen(one, market.family()))["state"] for one in answers]

    async with working(market.here, days=15) as worked:
        await eventually(lambda: told(market.here, QuoteAccepted, paid, unpaid), within=20)
        # the first states skipped, as the stream may, and one of a quote that nobody knows
        facts = (
            PurchaseCaptured(id=UUID(paid)),
            PurchaseCancelled(id=UUID(unpaid)),
            PurchaseRegistered(id=uuid4()),
        )
        await heard(market.here, await tell(bus, *facts))

        assert await states(lapsing, paid, unpaid) == ["expired", "used", "cancelled"]
        await eventually(lambda: told(market.here, QuoteClosed, paid, unpaid), within=20)
        letters = [letter.reason async for letter in dead_letters.listed(bus)]
        assert ["no family has accepted" in reason for reason in letters] == [True]

        before = [await market.seen(one, market.operator) for one in (paid, unpaid)]
        for again in (
            *facts[:2],
            *(kind(id=UUID(one)) for kind in KINDS for one in (paid, unpaid)),
        ):
            await heard(market.here, await tell(bus, again))
        assert [await market.seen(one, market.operator) for one in (paid, unpaid)] == before
        for check in worked.state.checks.values():
            await check()


async def test_what_is_told_again_after_a_restore_is_not_what_vouchers_told(
    market: Market, bus: Bus
) -> None:
    kept, lost = await market.has_answer("quote", "accept"), str(uuid4())
    subject = f"wishmi.private.providers.quote.{lost}"
    async with market.here.database() as db, db.transaction() as tx:
        await outbox.record(tx, a_quote_accepted(id=UUID(lost)), at=datetime.now(UTC))
    async with working(market.here):
        await eventually(lambda: told(market.here, QuoteAccepted, kept, lost), within=20)
        async with market.here.database() as db, db.transaction() as tx:
            await tx.execute("delete from told where subject = $1", subject)
        purchase = PurchaseRegistered(id=UUID(kept))
        await tell(bus, purchase)

        answer = await market.here.ask(
            "POST", "/v1/republish", {"all": True, "after_restore": True}
        )

        assert answer.status_code == 202
        await eventually(lambda: told(market.here, QuoteClosed, lost), within=20)
        await eventually(lambda: told(market.here, QuoteAccepted, kept), within=20)
        assert purchase in await private_stream(market.here)
        one = {"subjects": [f"wishmi.private.providers.quote.{kept}"]}
        assert (await market.here.ask("POST", "/v1/republish", one)).json() == {"count": 1}
    async with market.here.database() as db, db.transaction() as tx:
        await tx.execute("delete from told where subject = $1", subject)


@asynccontextmanager
async def working(here: Register, *, days: int = 0) -> AsyncIterator[Litestar]:
    """With a worker, in so many days."""
    made = worker.create_app(here.settings, now=lambda: in_days(days))
    async with made.lifespan():
        yield made


async def heard(here: Register, sequence: int) -> None:
    """Wait until the worker's reader has come so far."""

    async def come() -> bool:
        async with here.database() as db, db.transaction() as tx:
            position = await tx.fetchval(
                "select position from reader_position where reader = 'purchases'"
            )
        return int(position or 0) >= sequence

    await eventually(come, within=20)


async def told(here: Register, kind: type[Fact], *answers: str) -> bool:
    """Whether the stream's last word on these quotes is of this kind."""
    quotes = {
        str(fact.id): type(fact)
        for fact in await private_stream(here)
        if isinstance(fact, QuoteAccepted | QuoteClosed)
    }
    return {quotes.get(answer) for answer in answers} == {kind}
