"""Offers: drafts beside what families see, and who may do what with them."""

from uuid import uuid4

import pytest

from contracts.offers import OfferCard
from tests import builders as a
from tests.register import Register


async def test_families_see_an_offer_only_once_an_officer_has_published_it(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_submitted(body, title="Arrampicata")
    assert await here.told("offer", offer) is None

    answer = await here.publish(offer)

    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["edited"]) == ("published", False)
    told = await here.told("offer", offer)
    assert told is not None
    kind, fact = told
    assert (kind, fact["kind"]) == ("offer.published.v1", "offer")
    assert (fact["card"]["title"], fact["provider"]["id"]) == ("Arrampicata", body)
    assert "places" not in fact


async def test_a_draft_changes_beside_what_families_see(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body, title="Prima")
    whole = await here.told("offer", offer)

    edited = await here.change(
        "PUT",
        f"/v1/offers/{offer}/draft",
        a.an_offer_card(title="Dopo"),
        of=f"offers/{offer}",
        **here.provider(body),
    )

    assert edited.status_code == 200
    seen = edited.json()
    assert (seen["draft"]["title"], seen["published"]["title"]) == ("Dopo", "Prima")
    assert (seen["edited"], seen["state"]) == (True, "published")
    assert await here.told("offer", offer) == whole

    await here.submit(offer, **here.provider(body))
    await here.publish(offer)
    told = await here.told("offer", offer)
    assert told is not None
    assert told[1]["card"]["title"] == "Dopo"
    history = (await here.get(f"/v1/offers/{offer}/history"))["items"]
    actions = ["published", "submitted", "edited", "published", "submitted", "drafted"]
    assert [entry["action"] for entry in history] == actions
    assert history[0]["changes"] == {
        "title": ["Prima", "Dopo"],
        "draft_state": ["submitted", "writing"],
    }
    assert (history[2]["role"], history[2]["subject"]) == ("provider", "provider-1")


async def test_an_unfinished_draft_is_kept_and_not_taken_for_publication(here: Register) -> None:
    body = await here.has_provider()
    draft = {"provider_id": body, "draft": OfferCard(title="Solo un titolo")}
    begun = await here.ask("POST", "/v1/offers", draft, **here.provider(body))
    assert begun.status_code == 201
    offer = begun.json()["id"]

    refused = await here.submit(offer, **here.provider(body))

    assert refused.status_code == 409
    problem = refused.json()
    assert problem["code"] == "offer_incomplete"
    assert {"/summary", "/ages", "/price"} <= {fault["field"] for fault in problem["errors"]}
    assert all(fault["detail"].endswith(".") for fault in problem["errors"])
    seen = await here.get(f"/v1/offers/{offer}")
    assert (seen["draft"], seen["draft_state"]) == ({"title": "Solo un titolo"}, "writing")


async def test_an_officer_publishes_only_the_draft_that_was_read(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_submitted(body)
    read = await here.tag(f"offers/{offer}")
    await here.edit(offer, a.an_offer_card(title="Altro"), **here.provider(body))
    await here.submit(offer, **here.provider(body))

    stale = await here.ask("POST", f"/v1/offers/{offer}/publish", If_Match=read)
    blind = await here.ask("POST", f"/v1/offers/{offer}/publish")

    assert (stale.status_code, blind.status_code) == (412, 428)
    assert (await here.get(f"/v1/offers/{offer}"))["state"] == "draft"


async def test_a_change_of_places_does_not_make_a_read_draft_stale(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)
    read = await here.tag(f"offers/{offer}")
    assert (await here.places(offer, {"left": 3}, read)).status_code == 200

    edited = await here.ask("PUT", f"/v1/offers/{offer}/draft", a.an_offer_card(), If_Match=read)
    withdrawn = await here.ask(
        "POST", f"/v1/offers/{offer}/withdraw", {"reason": "x"}, If_Match=read
    )

    assert (edited.status_code, withdrawn.status_code) == (200, 200)


async def test_a_withdrawn_offer_is_gone_until_it_is_published_again(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)

    assert (await here.move(f"offers/{offer}", "withdraw")).status_code == 200
    gone = await here.told("offer", offer)
    assert gone is not None
    assert gone[0] == "offer.withdrawn.v1"
    assert (await here.move(f"offers/{offer}", "withdraw")).status_code == 409

    await here.submit(offer, **here.provider(body))
    again = await here.publish(offer)
    assert again.status_code == 200
    back = await here.told("offer", offer)
    assert back is not None
    assert back[0] == "offer.published.v1"


async def test_a_suspended_offer_is_reinstated_as_it_was(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)
    whole = await here.told("offer", offer)

    assert (await here.move(f"offers/{offer}", "suspend", "Segnalata")).status_code == 200
    gone = await here.told("offer", offer)
    assert gone is not None
    assert gone[0] == "offer.withdrawn.v1"
    await here.submit(offer, **here.provider(body))
    assert (await here.publish(offer)).status_code == 409

    assert (await here.move(f"offers/{offer}", "reinstate")).status_code == 200
    assert await here.told("offer", offer) == whole


async def test_offers_of_a_suspended_body_are_not_published(here: Register) -> None:
    body = await here.has_provider()
    offer, draft = await here.has_submitted(body), await here.has_draft(body)
    await here.move(f"providers/{body}", "suspend")

    for refused in (await here.publish(offer), await here.submit(draft, **here.provider(body))):
        assert (refused.status_code, refused.json()["code"]) == (409, "provider_not_admitted")


async def test_what_the_server_decides_cannot_be_written_into_a_card(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_draft(body)
    for field in ("state", "published", "rating", "id", "provider"):
        card = {"title": "Nuoto", field: "published"}
        answer = await here.ask("PUT", f"/v1/offers/{offer}/draft", card, If_Match="*")
        assert answer.status_code == 400
        assert [fault["code"] for fault in answer.json()["errors"]] == ["unknown_field"]


async def test_all_faults_of_a_card_are_told_where_they_are(here: Register) -> None:
    body = await here.has_provider()
    card = a.an_offer_card(recipients=("bambini", "gatti"), languages=("klingon",))

    answer = await here.ask("POST", "/v1/offers", {"provider_id": body, "draft": card})

    assert answer.status_code == 400
    faults = [fault["field"] for fault in answer.json()["errors"]]
    assert faults == ["/draft/recipients/1", "/draft/languages/0"]


async def test_text_is_kept_as_it_was_written(here: Register) -> None:
    title = "D'Angelo & figli <b>\"2\"</b> — 游泳 'or 1=1; --"
    offer = await here.has_offer(await here.has_provider(), title=title)

    assert (await here.get(f"/v1/offers/{offer}"))["published"]["title"] == title


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"title": "a\\u0000b"}',
        b'{"title": "\\ud800"}',
        b'{"title": "a", "title": "b"}',
        b'{"title": "\xff"}',
        b'{"title": "Nuoto", "max_wait_days": 99999999999999999999999}',
        b'{"title": "Nuoto", "ages": {"min": NaN}}',
        b"[" * 100_000,
    ],
)
async def test_no_body_is_a_mistake_of_ours(here: Register, body: bytes) -> None:
    path = f"/v1/offers/{uuid4()}/draft"

    answer = await here.ask("PUT", path, body, If_Match="*")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("tag", ['"99999999999999999999999999"', 'W/"1"', '"abc"', '""'])
async def test_a_tag_that_is_none_of_ours_is_stale(here: Register, tag: str) -> None:
    body = await here.has_provider()
    offer = await here.has_offer(body)

    draft = await here.ask("PUT", f"/v1/offers/{offer}/draft", a.an_offer_card(), If_Match=tag)
    places = await here.places(offer, {"left": 1}, tag)

    assert (draft.status_code, places.status_code) == (412, 412)


async def test_lists_are_narrowed_and_paged(here: Register) -> None:
    body = await here.has_provider()
    drafts = {await here.has_draft(body) for _ in range(3)}
    published = {await here.has_offer(body) for _ in range(4)}

    seen: list[str] = []
    path = f"/v1/offers?provider={body}&state=published&kind=offer&limit=3"
    while path:
        page = await here.get(path)
        assert page["total"] == 4
        seen += [offer["id"] for offer in page["items"]]
        path = page["next"]
    assert len(seen) == 4
    assert set(seen) == published

    own = await here.get("/v1/offers?limit=100", **here.provider(body))
    assert {offer["id"] for offer in own["items"]} == drafts | published
    assert (await here.get(f"/v1/offers?provider={body}&kind=listing"))["total"] == 0


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("colour=red", "unknown_parameter"),
        ("state=archived", "not_allowed"),
        ("limit=1000", "out_of_range"),
        ("provider=me", "malformed"),
        ("limit=1&limit=2", "repeated"),
        ("after=%00", "malformed"),
    ],
)
async def test_a_list_says_what_it_cannot_do(here: Register, query: str, code: str) -> None:
    answer = await here.ask("GET", f"/v1/offers?{query}")

    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["errors"]] == [code]
