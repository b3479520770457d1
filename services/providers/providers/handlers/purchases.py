"""What vouchers tells of purchases moves the answer that is being paid."""

from contracts.purchases import PurchaseCancelled, PurchaseCaptured, PurchaseRegistered
from kit.db import Tx
from kit.events import Fact
from kit.reader import Handler, Heard
from providers.domain.answers import Move
from providers.domain.history import Actor
from providers.handlers.requests import changed, entry
from providers.store import requests

VOUCHERS = Actor(role="vouchers", subject="purchase")

MOVES: dict[type[Fact], Move] = {
    PurchaseRegistered: "register",
    PurchaseCaptured: "capture",
    PurchaseCancelled: "give_back",
}


async def purchased(heard: Heard[Fact], *, tx: Tx) -> None:
    """Told again or too late, it changes nothing; of a quote that no family has accepted it cannot
    be true, and is set aside."""
    request = await requests.to_change_of_answer(tx, heard.fact.id)
    if request is None or (answer := request.answer(heard.fact.id)).accepted_at is None:
        raise LookupError(f"no family has accepted the quote {heard.fact.id}")
    after = answer.paid(MOVES[type(heard.fact)])
    if after != answer:
        at = heard.event.time
        paid = request.with_answer(after)
        await changed(tx, request, paid, entry(request, paid, "paid", VOUCHERS, at))


HANDLERS: dict[type[Fact], Handler] = dict.fromkeys(MOVES, purchased)
"""Which event is heard by what."""
