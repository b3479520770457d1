"""Whoever makes something is told where it is read from then on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests import builders as a
from tests.asking import Market, a_review
from tests.pictures import a_picture, bring
from tests.register import Register

LATER = datetime.now(UTC) + timedelta(days=30)


async def making(here: Register, path: str, body: Any, **who: str) -> dict[str, Any]:
    """Make it, and read it where the answer says."""
    made = await here.ask("POST", path, body, Idempotency_Key=path, **who)
    assert made.status_code == 201, made.text
    read = await here.ask("GET", made.headers["Location"], **who)
    assert read.status_code == 200, made.headers["Location"]
    assert read.headers["ETag"] == made.headers["ETag"]
    return dict(made.json() | {"read": read.json()})


async def test_what_was_made_is_read_where_the_answer_says(here: Register) -> None:
    market = await Market.open(here)
    body = f"/v1/providers/{market.bodies[0]}"
    offer = f"/v1/offers/{market.offers[0]}"
    operator, family = here.provider(market.bodies[0]), market.family()
    admitted = {
        "card": a.a_provider_card(),
        "tax_code": a.a_tax_code(),
        "decision": a.a_decision(),
    }
    draft = {"provider_id": market.bodies[0], "draft": {"title": "Coro"}}
    mandate = {"label": "Luca", "duties": ["represent"], "expires_at": LATER, "subject": "luca"}
    software = {"label": "gestionale", "scopes": ["places"], "expires_at": LATER}
    asked = {"offers": market.offers[:1], "privacy_notice": "request-1"}

    used = f"/v1/answers/{await market.has_used()}"
    review = await making(here, f"{used}/review", a_review(), **family)
    call = await making(here, "/v1/calls", a.a_notice())
    new = {"call_id": call["id"], "form": a.a_form()}
    made = [
        call,
        await making(here, "/v1/applications", new, **family),
        await making(here, "/v1/providers", admitted),
        await making(here, "/v1/offers", draft, **operator),
        await making(here, f"{offer}/copy", None, **operator),
        await making(here, f"{body}/credentials", software, **operator),
        await making(here, f"{body}/operators", mandate),
    ]
    request = await making(here, "/v1/requests", asked, **family)
    days = {"start": date(2027, 2, 1), "end": date(2027, 5, 1)}
    edition = await making(here, f"{offer}/editions", days)

    assert [one["read"]["id"] for one in made] == [one["id"] for one in made]
    assert request["read"]["id"] == request["request"]["id"]
    assert review["read"] == review["review"]
    assert [one["id"] for one in edition["read"]["editions"]] == [edition["id"]]


async def test_an_image_is_read_where_the_answer_says_and_brought_again_is_the_same(
    here: Register,
) -> None:
    body = await here.has_provider()
    picture = a_picture()

    first, again = [await bring(here, body, picture) for _ in "12"]

    assert first.headers["Location"] == again.headers["Location"]
    read = await here.ask("GET", first.headers["Location"], **here.provider(body))
    assert (read.status_code, len(read.content)) == (200, first.json()["size"])
