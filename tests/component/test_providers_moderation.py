"""Moderation: what a body submits, and what officers make of it."""

from uuid import UUID

import msgspec
import pytest

from contracts.offers import Price
from tests import builders as a
from tests.register import OFFER_MOVES, Register


async def test_a_draft_goes_back_and_forth_until_it_is_published(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    offer = await here.has_submitted(body, title="Prima")
    path = f"offers/{offer}"

    notes = {
        "notes": [
            {"section": "price", "text": "La quota di iscrizione?"},
            {"section": "when_and_where", "text": "In quale palestra?"},
        ]
    }
    back = await here.change("POST", f"/v1/{path}/send-back", notes, of=path)
    assert back.status_code == 200
    assert back.json()["draft_state"] == "sent_back"
    read = await here.get(f"/v1/{path}", **me)
    assert (read["notes"], read["submitted_at"]) == (notes["notes"], None)

    await here.edit(offer, a.an_offer_card(title="Dopo"), **me)
    again = (await here.submit(offer, **me)).json()
    assert (again["draft_state"], again["notes"]) == ("submitted", notes["notes"])

    published = (await here.publish(offer)).json()
    assert (published["published"]["title"], published["draft_state"]) == ("Dopo", "writing")
    assert published["notes"] == []
    entry = (await here.get(f"/v1/{path}/history", **me))["items"][3]
    assert (entry["action"], entry["changes"]["notes"]) == ("sent_back", [[], notes["notes"]])


async def test_what_was_never_submitted_is_not_published(here: Register) -> None:
    offer = await here.has_draft(await here.has_provider())

    refused = await here.publish(offer)

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    assert refused.json()["detail"] == "La bozza è in lavorazione."
    assert await here.told("offer", offer) is None


async def test_what_changed_after_it_was_submitted_must_be_submitted_again(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_submitted(body)

    edited = await here.edit(offer, a.an_offer_card(title="Altro"), **here.provider(body))

    assert (edited.json()["draft_state"], edited.json()["submitted_at"]) == ("writing", None)
    assert (await here.publish(offer)).status_code == 409


async def test_who_wrote_or_submitted_a_draft_does_not_publish_it(here: Register) -> None:
    body = await here.has_provider()
    ada = here.signer.headers("officer", subject="ada")
    edited, submitted = await here.has_draft(body), await here.has_draft(body)
    await here.edit(edited, a.an_offer_card(title="Di Ada"), **ada)
    await here.submit(edited, **here.provider(body))
    await here.submit(submitted, **ada)
    written = await here.has_submitted(body)
    operator = here.signer.headers("officer", subject="provider-1")

    for offer, author in ((edited, ada), (submitted, ada), (written, operator)):
        refused = await here.publish(offer, **author)
        assert (refused.status_code, refused.json()["code"]) == (403, "own_draft")
        blind = await here.ask("POST", f"/v1/offers/{offer}/publish", **author)
        assert blind.status_code == 403
        assert (await here.publish(offer)).status_code == 200


async def test_a_published_draft_has_had_its_four_eyes(here: Register) -> None:
    body = await here.has_provider()
    ada = here.signer.headers("officer", subject="ada")
    offer = await here.has_draft(body)
    await here.submit(offer, **ada)
    await here.publish(offer)
    await here.edit(offer, a.an_offer_card(title="Poi"), **here.provider(body))
    await here.submit(offer, **here.provider(body))

    assert (await here.publish(offer, **ada)).status_code == 200


async def test_an_officer_of_the_body_decides_nothing_about_its_offers(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_submitted(body)
    both = here.signer.headers("officer", provider=UUID(body), subject="officer-2")

    for verb in ("publish", "send-back", "withdraw", "suspend", "reinstate"):
        path = f"/v1/offers/{offer}/{verb}"
        answer = await here.ask("POST", path, OFFER_MOVES[verb], If_Match="*", **both)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "notes",
    [
        [],
        [{"section": "colour", "text": "Più blu."}],
        [{"section": "price", "text": ""}],
        [{"section": "price"}],
    ],
)
async def test_notes_say_what_to_mend_and_where(here: Register, notes: object) -> None:
    offer = await here.has_submitted(await here.has_provider())

    answer = await here.change(
        "POST", f"/v1/offers/{offer}/send-back", {"notes": notes}, of=f"offers/{offer}"
    )

    assert answer.status_code == 400


async def test_an_officer_edits_a_listing_and_another_publishes_it(here: Register) -> None:
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    row = {"source": a.a_source("milano-sport"), "row": {"card": a.a_listing_card()}}
    (brought,) = await here.bring("listings", row)
    assert brought["result"] == "new", brought
    (listing,) = (await here.get("/v1/offers?kind=listing"))["items"]
    assert (listing["state"], listing["draft_state"]) == ("published", "writing")
    ada = here.signer.headers("officer", subject="ada")

    await here.edit(listing["id"], a.a_listing_card(title="Campo nuovo"), **ada)
    assert (await here.submit(listing["id"], **ada)).status_code == 200

    assert (await here.publish(listing["id"], **ada)).status_code == 403
    assert (await here.publish(listing["id"])).status_code == 200


async def test_an_import_takes_the_place_of_a_submitted_draft(here: Register) -> None:
    source = a.a_source("milano-sport")
    row = {"source": source, "row": {"card": a.a_listing_card(title="Prima")}}
    await here.bring("listings", row)
    items = (await here.get("/v1/offers?kind=listing&limit=100"))["items"]
    (listing,) = (item["id"] for item in items if item["title"] == "Prima")
    ada = here.signer.headers("officer", subject="ada")
    await here.edit(listing, a.a_listing_card(title="Di Ada"), **ada)
    await here.submit(listing, **ada)

    changed = {"source": source, "row": {"card": a.a_listing_card(title="Dalla fonte")}}
    await here.bring("listings", changed)

    seen = await here.get(f"/v1/offers/{listing}")
    assert (seen["published"]["title"], seen["draft_state"]) == ("Dalla fonte", "writing")
    assert (seen["edited"], seen["submitted_at"]) == (False, None)


async def test_a_draft_is_compared_with_what_families_see(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    offer = await here.has_offer(body, title="Prima", takes_vouchers=True)
    path = f"/v1/offers/{offer}/comparison"
    assert (await here.get(path))["differences"] == []
    card = a.an_offer_card(title="Dopo", takes_vouchers=None, price=Price(kind="free"))
    await here.edit(offer, card, **here.provider(body))

    for reader in (here.provider(body), here.officer):
        assert (await here.get(path, **reader))["differences"] == [
            {"section": "presentation", "field": "/title", "before": "Prima", "after": "Dopo"},
            {"section": "price", "field": "/price/kind", "before": "paid", "after": "free"},
            {"section": "price", "field": "/price/amount_cents", "before": 24_000, "after": None},
            {"section": "price", "field": "/price/unit", "before": "course", "after": None},
            {"section": "price", "field": "/price/total_cents", "before": 24_000, "after": None},
            {
                "section": "price",
                "field": "/price_list",
                "before": msgspec.json.decode(msgspec.json.encode(a.a_price_list())),
                "after": None,
            },
            {"section": "price", "field": "/takes_vouchers", "before": True, "after": None},
        ]
    assert (await here.ask("GET", path, **here.provider(other))).status_code == 404
    assert await here.tag(f"offers/{offer}/comparison") == await here.tag(f"offers/{offer}")


async def test_of_what_was_never_published_all_is_new(here: Register) -> None:
    body = await here.has_provider()
    new = {"provider_id": body, "draft": {"title": "Nuoto", "ages": {"min": 6}}}
    offer = (await here.ask("POST", "/v1/offers", new, **here.provider(body))).json()["id"]

    compared = await here.get(f"/v1/offers/{offer}/comparison")

    assert compared["differences"] == [
        {"section": "presentation", "field": "/title", "before": None, "after": "Nuoto"},
        {"section": "audience", "field": "/ages", "before": None, "after": {"min": 6}},
    ]


async def test_what_waits_longest_stands_first_in_the_queue(here: Register) -> None:
    body = await here.has_provider(name="Ente in coda")
    first, second = await here.has_draft(body, title="Prima"), await here.has_draft(body)
    published = await here.has_offer(body)
    await here.edit(published, a.an_offer_card(title="Altro"), **here.provider(body))
    for offer in (second, first, published):
        await here.submit(offer, **here.provider(body))
    await here.change(
        "POST",
        f"/v1/offers/{published}/send-back",
        OFFER_MOVES["send-back"],
        of=f"offers/{published}",
    )
    await here.submit(published, **here.provider(body))
    await here.has_draft(body)

    queue = await here.get(f"/v1/submissions?provider={body}")

    assert queue["total"] == 3
    waiting = [(item["offer_id"], item["state"], item["sent_back"]) for item in queue["items"]]
    assert waiting == [
        (second, "draft", False),
        (first, "draft", False),
        (published, "published", True),
    ]
    shown = queue["items"][1]
    assert (shown["title"], shown["provider_name"]) == ("Prima", "Ente in coda")
    assert (shown["category"], shown["municipi"], shown["waiting_days"]) == ("sport", [3], 0)
    assert shown["submitted_at"] == (await here.get(f"/v1/offers/{first}"))["submitted_at"]


async def test_what_would_change_nothing_is_not_submitted(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    offer = await here.has_offer(body, title="Prima")
    path = f"/v1/offers/{offer}"

    same = await here.submit(offer, **me)

    assert (same.status_code, same.json()["code"]) == (409, "nothing_changed")
    assert same.json()["detail"] == (
        "La bozza è uguale alla scheda pubblicata: cambiala, poi presentala."
    )
    assert (await here.get(path))["draft_state"] == "writing"
    await here.edit(offer, a.an_offer_card(title="Dopo"), **me)
    await here.edit(offer, a.an_offer_card(title="Prima"), **me)
    assert (await here.submit(offer, **me)).json()["code"] == "nothing_changed"
    await here.move(f"offers/{offer}", "withdraw")
    assert (await here.submit(offer, **me)).status_code == 200, "it would come back as it was"


async def test_who_leaves_the_queue_and_comes_back_stands_last(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    edited, sent_back, judged, kept = [await here.has_submitted(body) for _ in range(4)]
    await here.edit(edited, a.an_offer_card(title="Altro"), **me)
    notes = OFFER_MOVES["send-back"]
    await here.change("POST", f"/v1/offers/{sent_back}/send-back", notes, of=f"offers/{sent_back}")
    await here.publish(judged)
    path = f"/v1/submissions?provider={body}"
    assert [item["offer_id"] for item in (await here.get(path))["items"]] == [kept]

    await here.submit(edited, **me)

    assert [item["offer_id"] for item in (await here.get(path))["items"]] == [kept, edited]


async def test_the_queue_is_narrowed_and_paged(here: Register) -> None:
    body = await here.has_provider()
    sport = [await here.has_submitted(body, municipi=(7, 8)) for _ in range(3)]
    art = await here.has_submitted(body, category="arte", municipi=(8,))
    path = f"/v1/submissions?provider={body}"

    async def found(query: str) -> list[str]:
        return [item["offer_id"] for item in (await here.get(f"{path}&{query}"))["items"]]

    assert await found("category=arte") == [art]
    assert await found("municipio=7") == sport
    assert await found("municipio=8&category=sport") == sport
    assert await found("municipio=1") == []
    assert await found("waiting_days=0") == [*sport, art]
    assert await found("waiting_days=1") == []

    seen: list[str] = []
    following = f"{path}&municipio=8&limit=3"
    while following:
        page = await here.get(following)
        assert page["total"] == 4
        seen += [item["offer_id"] for item in page["items"]]
        following = page["next"]
    assert seen == [*sport, art]


async def test_a_page_goes_on_after_a_draft_that_was_judged_meanwhile(here: Register) -> None:
    body = await here.has_provider()
    offers = [await here.has_submitted(body) for _ in range(3)]
    page = await here.get(f"/v1/submissions?provider={body}&limit=1")
    await here.publish(offers[0])

    following = await here.get(page["next"])

    assert [item["offer_id"] for item in following["items"]] == offers[1:2]


async def test_only_officers_see_the_queue(here: Register) -> None:
    body = await here.has_provider()
    for caller in (here.provider(body), here.provider(body, "software"), here.citizen("luca")):
        assert (await here.ask("GET", "/v1/submissions", **caller)).status_code == 403


async def test_a_high_level_of_wellbeing_is_submitted_with_its_reason(here: Register) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    offer = await here.has_draft(body, wellbeing_reasons=None)

    refused = await here.submit(offer, **me)

    assert (refused.status_code, refused.json()["code"]) == (409, "offer_incomplete")
    (fault,) = refused.json()["errors"]
    assert (fault["field"], fault["code"]) == ("/wellbeing_reasons/body", "missing")
    assert fault["detail"].startswith("Un valore sopra 3 va motivato")
    await here.edit(offer, a.an_offer_card(), **me)
    assert (await here.submit(offer, **me)).status_code == 200
