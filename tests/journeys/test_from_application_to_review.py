"""The whole way: a body applies and is found, a family asks, uses its offer and says how it was."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from contracts.quotes import QuoteAccepted, QuoteClosed
from kit.auth import issuer
from tests import builders as a
from tests.asking import Market, private_stream
from tests.city import City, eventually
from tests.register import Register, Signer
from wishmi.services import BY_NAME
from wishmi.stack import Stack


@pytest.fixture
async def here(city: City) -> AsyncIterator[Register]:
    """The providers service of the whole system."""
    port = urlsplit(city.endpoints["issuer"]).port
    assert port
    keys = issuer.Settings(key_folder=city.data / "issuer", port=port)
    settings = Stack.find(city.data).settings(BY_NAME["providers"])
    url = city.endpoints["providers"]
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http:
        yield Register(settings, http, Signer(keys))


async def rosa_appoints(here: Register, body: str, **duties: str) -> None:
    """Who applied for a body represents it, and says who else acts for it."""
    rosa = here.signer.headers("provider", provider=body, subject="rosa")
    for subject, duty in duties.items():
        until = datetime.now(UTC) + timedelta(days=30)
        mandate = {"label": "Una persona", "duties": [duty], "expires_at": until}
        path = f"/v1/providers/{body}/operators"
        given = await here.ask("POST", path, {"subject": subject, **mandate}, **rosa)
        assert given.status_code == 201, given.text


async def test_a_body_applies_and_is_found_and_a_family_asks_uses_and_reviews(
    city: City, here: Register
) -> None:
    card = a.a_provider_card(name="Cooperativa Ukulele")
    applied = await here.has_application("submit", "admit", by="rosa", card=card)
    admitted = await here.get(f"/v1/applications/{applied}", **here.citizen("rosa"))
    bodies = [admitted["provider_id"], await here.has_provider(name="Banda del quartiere")]
    await rosa_appoints(here, bodies[0], **{"provider-1": "card", "operator-0": "answer"})
    offers = [
        await here.has_offer(body, title=title, summary="Ukulele per chi comincia.")
        for body, title in zip(bodies, ("Ukulele a Lambrate", "Ukulele in banda"), strict=True)
    ]

    async def found() -> dict[str, dict[str, Any]]:
        items = (await city.search(q="ukulele", kind="offer"))["items"]
        return {item["id"]: item for item in items if item["id"] in offers}

    async def both_found() -> bool:
        return set(await found()) == set(offers)

    await eventually(both_found, what="what a body that has applied offers is found")

    market = Market(here, bodies, offers)
    request = await market.has_request(
        *await found(), message="Per due fratelli", persons=2, ages=[7, 9]
    )
    answers = {answer["offer_id"]: answer["id"] for answer in request["answers"]}
    chosen, other = (answers[offer] for offer in offers)
    await market.say(chosen, "Sì, il sabato mattina.", by=market.operator)
    await market.move(chosen, "quote", by=market.operator)
    await market.move(other, "quote", by=market.other_operator)
    accepted = await market.move(
        chosen, "accept", {"contacts": {"phone": "347 555 0123"}}, by=market.family()
    )
    assert accepted.status_code == 200, accepted.text

    async def told() -> bool:
        facts = await private_stream(here)
        quotes = {
            str(fact.id): fact for fact in facts if isinstance(fact, QuoteAccepted | QuoteClosed)
        }
        kept = quotes.get(chosen)
        assert isinstance(kept, QuoteAccepted)
        assert kept.family_token == accepted.json()["family_token"]
        return isinstance(quotes.get(other), QuoteClosed)

    await eventually(told, what="vouchers would know which quote was accepted")

    for side in (market.family(), market.operator):
        assert (await market.move(chosen, "confirm-use", by=side)).status_code == 200
    await market.has_review("publish", "reply", answer=chosen, overall=5)

    async def rated() -> bool:
        rating = (await found())[offers[0]].get("rating")
        return bool(rating == {"mean": 5.0, "count": 1, "bayesian": 3.33})

    await eventually(rated, what="what families say of it is found with it")
    seen = await here.http.get(f"/v1/offers/{offers[0]}/reviews")
    assert (seen.json()["items"][0]["text"], seen.json()["total"]) == ("Bravi davvero.", 1)
    await city.agrees()
