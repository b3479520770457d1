"""What the incumbent's published code lets through is refused here: a test for each."""

from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from tests import builders as a
from tests.asking import Market, a_quote, a_review
from tests.documents import PDF, bring_identity
from tests.pictures import has_image
from tests.register import OFFER_MOVES, Register


async def test_a_body_cannot_publish_nor_move_its_own_offer(here: Register) -> None:
    body = await here.has_provider()
    offer = await here.has_submitted(body)
    for verb in ("publish", "send-back", "withdraw", "suspend", "reinstate"):
        path = f"/v1/offers/{offer}/{verb}"
        answer = await here.ask(
            "POST", path, OFFER_MOVES[verb], If_Match="*", **here.provider(body)
        )
        assert answer.status_code == 403
    assert (await here.get(f"/v1/offers/{offer}"))["state"] == "draft"


async def test_published_data_change_only_by_a_published_draft(here: Register) -> None:
    """There is no address at which what families see could be written."""
    body = await here.has_provider()
    offer = await here.has_offer(body)
    before = await here.get(f"/v1/offers/{offer}")

    for method in ("PUT", "PATCH", "POST"):
        for path in (f"/v1/offers/{offer}", f"/v1/offers/{offer}/published"):
            answer = await here.ask(
                method, path, a.an_offer_card(), If_Match="*", **here.provider(body)
            )
            assert answer.status_code in {404, 405}
    await here.edit(offer, a.an_offer_card(title="Altro"), **here.provider(body))
    after = await here.get(f"/v1/offers/{offer}")
    assert (after["published"], after["published_at"]) == (
        before["published"],
        before["published_at"],
    )


async def test_a_body_cannot_publish_its_own_card_nor_write_where_families_read(
    here: Register,
) -> None:
    """Nor an officer who proposed it."""
    body = await here.has_provider(name="Prima")
    me, path = here.provider(body), f"/v1/providers/{body}"
    author = here.signer.headers("officer", subject="provider-1")
    of_the_body = here.provider(body, role="officer")
    new = a.a_provider_card(name="Dopo")
    assert (await here.ask("PUT", f"{path}/proposal", new, If_Match="*", **me)).is_success

    for who in (me, author, of_the_body):
        refused = await here.ask("POST", f"{path}/proposal/publish", If_Match="*", **who)
        assert refused.status_code == 403
    for who in (me, of_the_body):
        assert (await here.ask("PUT", f"{path}/card", new, If_Match="*", **who)).status_code == 403
    for method in ("PUT", "PATCH", "POST"):
        assert (await here.ask(method, path, new, If_Match="*", **me)).status_code == 405

    assert (await here.http.get(f"/v1/register/{body}")).json()["name"] == "Prima"


@pytest.mark.parametrize("field", ["state", "draft_state", "authors", "submitted_at", "notes"])
async def test_no_state_is_changed_by_naming_it(here: Register, field: str) -> None:
    body = await here.has_provider()
    offer = await here.has_draft(body)
    me = here.provider(body)
    card = {"title": "Nuoto", field: "submitted"}
    new = {"provider_id": body, "draft": {"title": "Nuoto"}, field: "submitted"}

    edited = await here.edit(offer, card, **me)
    begun = await here.ask("POST", "/v1/offers", new, **me)

    for answer in (edited, begun):
        assert answer.status_code == 400
        assert [fault["code"] for fault in answer.json()["errors"]] == ["unknown_field"]


async def test_nor_is_any_other_state_changed_by_naming_it(here: Register) -> None:
    """Of all that has one: each body of a call with the state that its sender would like."""
    market = await Market.open(here)
    used = await market.has_used()
    asked = await market.has_answer()
    application = await here.has_application(by="maria")
    body, family = market.operator, market.family()
    path = f"/v1/providers/{market.bodies[0]}"
    asked_for = {"offers": market.offers, "privacy_notice": "request-1"}
    days = {"start": "2031-06-14", "end": "2031-06-25"}
    calls: list[tuple[str, str, Any, dict[str, str], str]] = [
        ("POST", "/v1/requests", asked_for, family, "accepted"),
        ("POST", f"/v1/answers/{asked}/quote", msgspec.to_builtins(a_quote()), body, "accepted"),
        ("POST", f"/v1/answers/{used}/review", a_review(), family, "published"),
        (
            "PUT",
            f"/v1/applications/{application}/form",
            a.a_form(),
            here.citizen("maria"),
            "admitted",
        ),
        ("POST", f"/v1/offers/{market.offers[0]}/editions", days, body, "cancelled"),
        ("PUT", f"{path}/proposal", a.a_provider_card(), body, "published"),
        ("PUT", f"{path}/card", a.a_provider_card(), here.officer, "suspended"),
    ]

    for method, at, said, who, state in calls:
        wished = msgspec.to_builtins(said) | {"state": state}
        headers = {"If_Match": "*", "Idempotency_Key": str(uuid4()), **who}
        refused = await here.ask(method, at, wished, **headers)
        faults = [(fault["field"], fault["code"]) for fault in refused.json()["errors"]]
        assert (refused.status_code, faults) == (400, [("/state", "unknown_field")]), at
        right = await here.ask(method, at, said, **headers)
        assert right.is_success, (at, right.text)
        assert right.json().get("state") != state


async def test_the_offers_of_another_body_do_not_exist(here: Register) -> None:
    mine, other = await here.has_provider(), await here.has_provider()
    me = here.provider(mine)
    for offer in (await here.has_offer(other), str(uuid4())):
        path = f"/v1/offers/{offer}"
        asked = (
            await here.ask("GET", path, **me),
            await here.ask("GET", f"{path}/history", **me),
            await here.ask("PUT", f"{path}/draft", a.an_offer_card(), If_Match="*", **me),
            await here.ask("PUT", f"{path}/draft", a.an_offer_card(), **me),
            await here.ask("POST", f"{path}/submit", If_Match="*", **me),
            await here.places(offer, {"left": 1}, "*", **me),
        )
        assert [answer.status_code for answer in asked] == [404] * 6
    for body in (other, str(uuid4())):
        draft = {"provider_id": body, "draft": a.an_offer_card()}
        assert (await here.ask("POST", "/v1/offers", draft, **me)).status_code == 404
    assert (await here.get("/v1/offers", **me))["total"] == 0
    assert (await here.get(f"/v1/offers?provider={other}", **me))["total"] == 0


async def test_notes_reach_their_body_and_nobody_else(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    offer = await here.has_offer(body)
    await here.edit(offer, a.an_offer_card(title="Altro"), **here.provider(body))
    await here.submit(offer, **here.provider(body))
    before = await here.told("offer", offer)
    notes = {"notes": [{"section": "access", "text": "Nota riservata"}]}
    await here.change("POST", f"/v1/offers/{offer}/send-back", notes, of=f"offers/{offer}")

    assert (await here.get(f"/v1/offers/{offer}", **here.provider(body)))["notes"] == notes["notes"]
    for path in (f"/v1/offers/{offer}", f"/v1/offers/{offer}/history"):
        assert (await here.ask("GET", path, **here.provider(other))).status_code == 404
        assert (await here.ask("GET", path, **here.citizen("luca"))).status_code == 403
    assert await here.told("offer", offer) == before


async def test_what_another_body_proposes_is_not_read_nor_what_it_was_answered(
    here: Register,
) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    me, path = here.provider(body), f"/v1/providers/{body}"
    new = a.a_provider_card(description="Descrizione riservata")
    assert (await here.ask("PUT", f"{path}/proposal", new, If_Match="*", **me)).is_success
    notes = {"notes": "Nota riservata"}
    sent_back = await here.ask("POST", f"{path}/proposal/send-back", notes, If_Match="*")
    assert sent_back.status_code == 200

    assert (await here.get(path, **me))["proposal"]["notes"] == "Nota riservata"
    for part in ("", "/history", "/reserved", "/operators", "/credentials"):
        answer = await here.ask("GET", f"{path}{part}", **here.provider(other))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), part
        for role in ("citizen", "minor", "hub_operator"):
            stranger = here.signer.headers(role, subject="luca")
            assert (await here.ask("GET", f"{path}{part}", **stranger)).status_code == 403, part
    assert "riservata" not in (await here.http.get(f"/v1/register/{body}")).text


async def test_nobody_reads_a_document_by_guessing_its_id(here: Register) -> None:
    """Nor learns of which application there is one."""
    application = await here.has_application(by="maria")
    await bring_identity(here, application, "maria")
    body = here.provider(await here.has_provider())
    identity = "/v1/applications/{}/documents/identity"

    read = await here.ask("GET", identity.format(application), **here.citizen("maria"))
    assert (read.status_code, read.content) == (200, PDF)
    for stranger in (here.citizen("luca"), body, here.officer):  # it is not submitted yet
        there = (await here.ask("GET", identity.format(application), **stranger)).json()
        nowhere = (await here.ask("GET", identity.format(uuid4()), **stranger)).json()
        assert there.pop("instance") != nowhere.pop("instance")
        assert (there, there["status"]) == (nowhere, 404)
    assert (await here.http.get(identity.format(application))).status_code == 401


async def test_nobody_reads_an_image_by_guessing_its_id(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    image = await has_image(here, body)
    path = f"/v1/providers/{body}/images/{image}"

    assert (await here.ask("GET", path, **here.provider(body))).status_code == 200
    assert (await here.ask("GET", path)).status_code == 200
    for who, status in (
        (here.provider(other), 404),
        (here.citizen("luca"), 403),
        (here.provider(body, role="software"), 403),
    ):
        assert (await here.ask("GET", path, **who)).status_code == status
    assert (await here.http.get(path)).status_code == 401
    mine = f"/v1/providers/{other}/images/{image}"
    assert (await here.ask("GET", mine, **here.provider(other))).status_code == 404
    for unknown in (image, str(uuid4())):
        assert (await here.http.get(f"/v1/images/{unknown}")).status_code == 404


@pytest.mark.parametrize("field", ["amount_cents", "shared_cents", "total_cents"])
async def test_a_price_given_by_the_client_is_refused(here: Register, field: str) -> None:
    body = await here.has_provider()
    me = here.provider(body)
    offer = await here.has_draft(body)
    cheap = {"kind": "paid", field: 1}
    card = msgspec.to_builtins(a.an_offer_card()) | {"price": cheap}
    unlisted = {name: value for name, value in card.items() if name != "price_list"}

    for given in (card, unlisted):
        new = {"provider_id": body, "draft": given}
        begun = await here.ask("POST", "/v1/offers", new, **me)
        edited = await here.edit(offer, given, **me)
        for answer, at in ((begun, "/draft"), (edited, "")):
            (fault,) = answer.json()["errors"]
            assert (answer.status_code, fault["code"]) == (400, "worked_out")
            assert fault["field"] == f"{at}/price/{field}"
    assert (await here.get(f"/v1/offers/{offer}"))["draft"]["price"]["amount_cents"] == 24_000


@pytest.mark.parametrize("text", ["Danza D'Angelo", "O'Neill; drop table offer;--", "<b>Nuoto</b>"])
async def test_quotes_and_marks_are_text_like_any_other(here: Register, text: str) -> None:
    body = await here.has_provider(name=text)
    offer = await here.has_offer(body, title=text, what_to_bring=text)

    read = await here.get(f"/v1/offers/{offer}")
    told = await here.told("offer", offer)

    assert (read["published"]["title"], read["published"]["what_to_bring"]) == (text, text)
    assert told is not None
    assert (told[1]["card"]["title"], told[1]["provider"]["name"]) == (text, text)


async def test_of_a_quote_too_the_server_says_the_price(here: Register) -> None:
    market = await Market.open(here)
    answer = await market.has_answer()
    quote = msgspec.to_builtins(a_quote())

    for price in ({"total_cents": 1}, {"currency": "USD"}, {"operator": "somebody"}):
        refused = await market.move(answer, "quote", quote | price, by=market.operator)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["code"] == "unknown_field"
    quoted = await market.move(answer, "quote", quote, by=market.operator)
    bargain = await market.move(answer, "accept", {"total_cents": 1}, by=market.family())

    assert quoted.json()["quote"]["total_cents"] == 2 * 14_000 + 1_500
    assert bargain.status_code == 400
    accepted = await market.move(answer, "accept", by=market.family())
    assert accepted.json()["quote"]["total_cents"] == 29_500
    told = await market.told(answer)
    assert told
    assert (told[0], told[1]["total_cents"]) == ("quote.accepted.v1", 29_500)


async def test_nobody_reads_a_request_by_guessing_its_id(here: Register) -> None:
    market = await Market.open(here)
    request = await market.has_request(market.offers[0])
    answer = request["answers"][0]["id"]
    families = (market.family("luca"), market.hub())
    body = here.signer.headers("provider", provider=uuid4(), subject="maria")
    paths = ("requests/{0}", "answers/{1}", "answers/{1}/messages")

    for stranger, seen in [
        *((family, paths) for family in families),
        *((operator, paths[1:]) for operator in (market.other_operator, body)),
    ]:
        for path in seen:
            answers = [
                (await here.ask("GET", f"/v1/{path.format(*ids)}", **stranger)).json()
                for ids in ((request["id"], answer), (uuid4(), uuid4()))
            ]
            assert {one.pop("instance") for one in answers}
            assert answers[0] == answers[1]
            assert answers[0]["status"] == 404
        assert (await market.say(answer, "Chi siete?", by=stranger)).status_code == 404


async def test_a_body_never_confirms_its_own_review(here: Register) -> None:
    """Nor does whoever wrote it, whatever roles they have."""
    market = await Market.open(here)
    review = await market.has_review()
    signer = here.signer
    of_the_body = signer.headers("officer", subject="both", provider=UUID(market.bodies[0]))
    author = signer.headers("officer", subject="maria")

    for verb in ("publish", "reject"):
        by_role = [
            await market.judge(review, verb, **who) for who in (market.operator, market.family())
        ]
        by_side = [await market.judge(review, verb, **who) for who in (of_the_body, author)]
        assert [answer.status_code for answer in by_role] == [403, 403]
        assert {(one.status_code, one.json()["code"]) for one in by_side} == {(403, "own_review")}
    assert (await market.here.get(f"/v1/reviews/{review}"))["state"] == "submitted"
