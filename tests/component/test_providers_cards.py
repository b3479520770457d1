"""A body proposes its card, an officer publishes it; what else it says is for the city alone."""

import asyncio
from datetime import time
from itertools import pairwise, product
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from contracts.providers import Link
from contracts.values import CardImage, ContactSlot
from providers.schemas.applications import ContactPerson
from providers.schemas.reserved import Reserved
from tests import builders as a
from tests.pictures import has_image, shown
from tests.register import Register

IBAN = "IT60X0542811101000000123456"
"""The one that ISO 13616 gives as the Italian example."""
MOVES: dict[str, tuple[str, str, Any]] = {
    "propose": ("PUT", "proposal", a.a_provider_card(description="Nuova.")),
    "publish": ("POST", "proposal/publish", None),
    "send_back": ("POST", "proposal/send-back", {"notes": "Manca la sede."}),
}


async def moved(here: Register, body: str, move: str, **who: str) -> httpx.Response:
    """By whom it is up to, unless somebody else tries, from the version that it has."""
    method, path, content = MOVES[move]
    who = who or (here.provider(body) if move == "propose" else here.officer)
    whole = f"/v1/providers/{body}/{path}"
    return await here.change(method, whole, content, of=f"providers/{body}", **who)


async def proposed(here: Register, body: str, **card: Any) -> httpx.Response:
    path, of = f"/v1/providers/{body}/proposal", f"providers/{body}"
    return await here.change("PUT", path, a.a_provider_card(**card), of=of, **here.provider(body))


async def keep(here: Register, body: str, reserved: Any, **who: str) -> httpx.Response:
    path = f"/v1/providers/{body}/reserved"
    return await here.change("PUT", path, reserved, of=f"providers/{body}", **who)


def state_of(seen: dict[str, Any]) -> str:
    return str(seen["proposal"]["state"]) if seen["proposal"] else "none"


async def test_a_body_proposes_and_families_see_it_once_an_officer_agrees(here: Register) -> None:
    body = await here.has_provider(name="Prima")
    told = await here.told("provider", body)
    new: dict[str, Any] = {
        "name": "Dopo",
        "links": (Link(label="Video", url="https://video.example.org/aquilone"),),
        "first_contact": (
            ContactSlot(weekday="mon", start=time(9), end=time(12)),
            ContactSlot(weekday="mon", start=time(12), end=time(13)),
        ),
        "company_welfare": True,
        "volunteers": False,
    }

    answer = await proposed(here, body, **new)

    assert answer.status_code == 200, answer.text
    assert answer.json()["card"]["name"] == "Prima"
    assert answer.json()["proposal"]["card"]["name"] == "Dopo"
    assert await here.told("provider", body) == told
    waiting = await here.get("/v1/providers?proposal=proposed")
    assert [one["id"] for one in waiting["items"]] == [body]

    assert (await moved(here, body, "publish")).status_code == 200

    after = await here.told("provider", body)
    assert after is not None
    card = after[1]["card"]
    assert (card["name"], card["company_welfare"], card["volunteers"]) == ("Dopo", True, False)
    assert [slot["start"] for slot in card["first_contact"]] == ["09:00:00", "12:00:00"]
    assert after[1]["licence"] == "CC-BY-4.0"
    public = (await here.http.get(f"/v1/register/{body}")).json()
    assert (public["card"], public["licence"]) == (card, "CC-BY-4.0")


async def test_what_a_body_would_change_is_told_field_by_field(here: Register) -> None:
    body = await here.has_provider(name="Prima")
    await proposed(here, body, name="Dopo", contacts=None, volunteers=True)
    path = f"/v1/providers/{body}/proposal/comparison"

    read = await here.ask("GET", path)
    own = await here.get(path, **here.provider(body))
    other = await here.ask("GET", path, **here.provider(await here.has_provider()))

    differs = {one["field"]: (one["before"], one["after"]) for one in read.json()["differences"]}
    contacts = msgspec.to_builtins(a.a_provider_card().contacts)
    assert differs == {
        "/name": ("Prima", "Dopo"),
        "/contacts": (contacts, None),
        "/volunteers": (None, True),
    }
    assert own == read.json()
    assert other.status_code == 404
    moved_on = await here.ask(
        "POST", f"/v1/providers/{body}/proposal/publish", If_Match=read.headers["ETag"]
    )
    assert moved_on.status_code == 200, "the ETag of what was compared is good to publish it"
    assert (await here.get(path))["differences"] == []


async def test_the_municipio_of_an_office_comes_from_its_point(here: Register) -> None:
    known = {"source": a.a_source("milano-reference"), "row": a.an_area()}
    assert [one["result"] for one in await here.bring("areas", known)] == ["new"]
    body = await here.has_provider()
    place = a.a_place(municipio=None, nil=None, wheelchair=True)

    answer = await proposed(here, body, offices=({"place": place},))

    (office,) = answer.json()["proposal"]["card"]["offices"]
    assert (office["place"]["municipio"], office["place"]["wheelchair"]) == (3, True)


async def test_hours_of_first_contact_do_not_overlap(here: Register) -> None:
    body = await here.has_provider()
    slots = [
        ContactSlot(weekday="mon", start=time(10), end=time(12)),
        ContactSlot(weekday="mon", start=time(9), end=time(10, 30)),
        ContactSlot(weekday="tue", start=time(9), end=time(9)),
    ]

    answer = await proposed(here, body, first_contact=slots)

    faults = {fault["field"] for fault in answer.json()["errors"]}
    assert (answer.status_code, faults) == (
        400,
        {"/first_contact/0/start", "/first_contact/2/end"},
    )


async def test_who_may_not_moves_no_card(here: Register) -> None:
    body = await here.has_provider()
    assert (await moved(here, body, "propose")).status_code == 200
    callers = {
        "its own": (here.provider(body), {"publish": 403, "send_back": 403}),
        "another body's": (
            here.provider(await here.has_provider()),
            {"propose": 404, "publish": 403, "send_back": 403},
        ),
        "an officer": (here.officer, {"propose": 403}),
        "an officer of the body": (
            here.signer.headers("officer", provider=body, subject="officer-2"),
            {"propose": 403, "publish": 403, "send_back": 403},
        ),
        "its author, as an officer": (
            here.signer.headers("officer", subject="provider-1"),
            {"publish": 403},
        ),
        "its software": (here.provider(body, role="software"), dict.fromkeys(MOVES, 403)),
        "a citizen": (here.signer.headers("citizen"), dict.fromkeys(MOVES, 403)),
        "a minor": (here.signer.headers("minor"), dict.fromkeys(MOVES, 403)),
        "nobody": ({"Authorization": ""}, dict.fromkeys(MOVES, 401)),
    }
    for name, (who, refusals) in callers.items():
        for move, status in refusals.items():
            assert (await moved(here, body, move, **who)).status_code == status, (name, move)
    assert state_of(await here.get(f"/v1/providers/{body}")) == "proposed"


async def test_what_was_not_read_is_not_published(here: Register) -> None:
    body = await here.has_provider()
    await proposed(here, body, name="Letta")
    tag = await here.tag(f"providers/{body}")
    await proposed(here, body, name="Scritta dopo")
    path = f"/v1/providers/{body}/proposal"

    stale = await here.ask("POST", f"{path}/publish", If_Match=tag)
    unsaid = await here.ask("PUT", path, a.a_provider_card(), **here.provider(body))

    assert (stale.status_code, unsaid.status_code) == (412, 428)


async def test_a_body_that_was_removed_changes_its_card_no_more(here: Register) -> None:
    body = await here.has_provider()
    await here.move(f"providers/{body}", "remove")

    answer = await proposed(here, body)

    assert (answer.status_code, answer.json()["code"]) == (409, "provider_not_admitted")
    assert (await here.http.get(f"/v1/register/{body}")).status_code == 404


PERSON = ContactPerson(name="Gina Segreta", email="gina@segreta.example.org", phone="02 333")
RESERVED = Reserved(contact=PERSON, safeguarding=PERSON, staff_certificates=True, iban=IBAN)


async def test_what_is_reserved_leaves_neither_in_facts_nor_in_history(here: Register) -> None:
    body = await here.has_provider()

    kept = await keep(here, body, RESERVED, **here.provider(body))

    assert kept.status_code == 200, kept.text
    path = f"/v1/providers/{body}/reserved"
    for who in (here.officer, here.provider(body)):
        assert await here.get(path, **who) == msgspec.to_builtins(RESERVED)
    history = await here.get(f"/v1/providers/{body}/history")
    assert history["items"][0]["action"] == "reserved_changed"
    assert history["items"][0]["changes"] == {
        "contact": [None, "…"],
        "safeguarding": [None, "…"],
        "staff_certificates": [None, True],
        "iban": [None, "…"],
    }
    texts = [
        str(await here.told("provider", body)),
        str(history),
        (await here.http.get("/v1/register")).text,
        (await here.http.get(f"/v1/register/{body}")).text,
        (await here.ask("GET", f"/v1/providers/{body}")).text,
    ]
    for text, private in product(texts, ("Segreta", "segreta", IBAN, "02 333")):
        assert private not in text


async def test_an_iban_is_checked(here: Register) -> None:
    body = await here.has_provider()

    for iban in (IBAN.replace("60", "61", 1), "IT60X0542811101000000123450", IBAN.lower()):
        answer = await keep(here, body, {"iban": iban}, **here.provider(body))
        (fault,) = answer.json()["errors"]
        assert (answer.status_code, fault["field"], fault["code"]) == (400, "/iban", "malformed")


async def test_what_is_reserved_does_not_exist_for_others(here: Register) -> None:
    body = await here.has_provider()
    other = here.provider(await here.has_provider())
    path = f"/v1/providers/{body}/reserved"

    assert (await keep(here, body, RESERVED, **other)).status_code == 404
    hidden = await here.ask("GET", path, **other)
    unknown = await here.ask("GET", f"/v1/providers/{uuid4()}/reserved", **other)
    assert hidden.status_code == 404
    assert hidden.json()["detail"] == unknown.json()["detail"]
    for who in (here.provider(body, role="software"), here.signer.headers("citizen")):
        assert (await here.ask("GET", path, **who)).status_code == 403
    assert (await here.http.get(path)).status_code == 401
    stale = await here.ask("PUT", path, RESERVED, If_Match='"9"', **here.provider(body))
    assert stale.status_code == 412


async def test_who_answers_for_minors_is_replaced_and_never_left_out(here: Register) -> None:
    body = await here.has_provider()
    operator = here.provider(body)
    assert (await keep(here, body, {"iban": IBAN}, **operator)).status_code == 200, "not said yet"
    assert (await keep(here, body, RESERVED, **operator)).status_code == 200

    refused = await keep(here, body, {"iban": IBAN}, **operator)
    other = msgspec.structs.replace(PERSON, name="Piero")
    replaced = msgspec.structs.replace(RESERVED, safeguarding=other, iban=None)

    assert refused.status_code == 400
    assert [(fault["field"], fault["code"]) for fault in refused.json()["errors"]] == [
        ("/contact", "missing"),
        ("/safeguarding", "missing"),
        ("/staff_certificates", "missing"),
    ]
    assert (await keep(here, body, replaced, **operator)).status_code == 200
    assert (await here.move(f"providers/{body}", "remove")).status_code == 200
    assert (await keep(here, body, {}, **here.officer)).status_code == 200, "no longer needed"


async def test_an_application_brings_its_persons_along(here: Register) -> None:
    application = await here.has_application("submit", "admit", by="ada")
    read = await here.ask("GET", f"/v1/applications/{application}", **here.citizen("ada"))
    form = read.json()["form"]

    reserved = await here.get(f"/v1/providers/{read.json()['provider_id']}/reserved")

    assert reserved == {
        "contact": form["contact"],
        "safeguarding": form["safeguarding"],
        "staff_certificates": True,
    }


async def test_families_see_a_logo_once_its_card_is_published(here: Register) -> None:
    body = await here.has_provider()
    image = await has_image(here, body)
    (logo,) = shown(image)
    assert (await proposed(here, body, logo=logo)).status_code == 200
    assert (await here.http.get(f"/v1/images/{image}")).status_code == 404

    assert (await moved(here, body, "publish")).status_code == 200

    assert (await here.http.get(f"/v1/images/{image}")).status_code == 200
    public = (await here.http.get(f"/v1/register/{body}")).json()
    assert public["card"]["logo"] == {"id": image, "alt": "La vasca piccola"}
    await here.move(f"providers/{body}", "suspend")
    assert (await here.http.get(f"/v1/images/{image}")).status_code == 404


async def test_a_logo_is_an_image_of_the_body_with_its_description(here: Register) -> None:
    body = await here.has_provider()
    foreign = await has_image(here, await here.has_provider())
    of = f"providers/{body}"
    for image, alt, fault in ((foreign, "Un aquilone", "/logo/id"), (foreign, " ", "/logo/alt")):
        card = a.a_provider_card(logo=CardImage(id=UUID(image), alt=alt))
        by_body = await proposed(here, body, logo=card.logo)
        by_officer = await here.change("PUT", f"/v1/{of}/card", card, of=of)
        for answer in (by_body, by_officer):
            assert answer.status_code == 400
            assert fault in {one["field"] for one in answer.json()["errors"]}


async def test_the_image_of_a_logo_stays_while_a_card_names_it(here: Register) -> None:
    body = await here.has_provider()
    image = await has_image(here, body)
    path, me = f"/v1/providers/{body}/images/{image}", here.provider(body)
    await proposed(here, body, logo=shown(image)[0])

    kept = await here.ask("DELETE", path, **me)
    await moved(here, body, "publish")
    shown_now = await here.ask("DELETE", path, **me)
    await proposed(here, body)
    await moved(here, body, "publish")
    gone = await here.ask("DELETE", path, **me)

    for refused in (kept, shown_now):
        assert (refused.status_code, refused.json()["code"]) == (409, "image_in_use")
    assert gone.status_code == 204


async def test_a_body_has_a_logo_only_once_it_is_in_the_register(here: Register) -> None:
    card = a.a_provider_card(logo=CardImage(id=uuid4(), alt="Un aquilone"))
    act = {"card": card, "tax_code": a.a_tax_code(), "decision": a.a_decision()}

    admitted = await here.ask("POST", "/v1/providers", act)
    applied = await here.apply(a.a_form(card=card), call=await here.has_call(), by="ada")

    for answer, field in ((admitted, "/card/logo"), (applied, "/form/card/logo")):
        faults = [(one["field"], one["code"]) for one in answer.json()["errors"]]
        assert (answer.status_code, faults) == (400, [(field, "not_allowed")])


async def test_of_fifty_who_write_at_one_card_none_loses_another_s_change(here: Register) -> None:
    body = await here.has_provider(description="nessuna")
    me, path = here.provider(body), f"/v1/providers/{body}"

    async def write(number: int) -> bool:
        """As somebody does who reads, writes, and tries once."""
        tag = (await here.ask("GET", path, **me)).headers["ETag"]
        mine = a.a_provider_card(description=f"versione {number}")
        answer = await here.ask("PUT", f"{path}/proposal", mine, If_Match=tag, **me)
        assert answer.status_code in {200, 412}
        return answer.is_success

    written = await asyncio.gather(*map(write, range(50)))

    entries = (await here.get(f"{path}/history?limit=100"))["items"]
    kept = [one["changes"]["description"] for one in entries if one["action"] == "card_proposed"]
    assert 0 < len(kept) == sum(written) < 50
    assert all(newer[0] == older[1] for newer, older in pairwise(kept))
    assert {after for _, after in kept} == {
        f"versione {number}" for number, done in enumerate(written) if done
    }
