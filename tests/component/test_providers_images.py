"""Images of bodies: brought, shown by cards, seen by families only where a card is published."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests import builders as a
from tests.pictures import bring, has_image, seen, shown
from tests.register import Register


async def public(here: Register, image: str) -> httpx.Response:
    return await here.http.get(f"/v1/images/{image}")


async def test_families_see_the_images_of_a_published_card(here: Register) -> None:
    body = await here.has_provider()
    image = await has_image(here, body)
    offer = await here.has_submitted(body, images=shown(image))
    assert (await public(here, image)).status_code == 404, "a draft is not published"

    await here.publish(offer)

    answer = await public(here, image)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert seen(answer.content).format == "WEBP"
    told = await here.told("offer", offer)
    assert told is not None
    assert told[1]["card"]["images"] == [{"id": image, "alt": "La vasca piccola"}]


@pytest.mark.parametrize(
    ("thing", "verb"), [("offers", "suspend"), ("offers", "withdraw"), ("providers", "suspend")]
)
async def test_what_families_cannot_find_shows_them_no_image(
    here: Register, thing: str, verb: str
) -> None:
    body = await here.has_provider()
    image = await has_image(here, body)
    offer = await here.has_offer(body, images=shown(image))
    assert (await public(here, image)).status_code == 200

    await here.move(f"{thing}/{offer if thing == 'offers' else body}", verb)

    assert (await public(here, image)).status_code == 404


async def test_a_card_shows_only_images_of_its_own_body(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    mine, foreign = await has_image(here, body), await has_image(here, other)
    offer = await here.has_draft(body)
    card = a.an_offer_card(images=shown(mine, foreign, str(uuid4())))
    new = {"provider_id": body, "draft": card}

    edited = await here.edit(offer, card, **here.provider(body))
    begun = await here.ask("POST", "/v1/offers", new, **here.provider(body))

    for answer, at in ((edited, ""), (begun, "/draft")):
        assert answer.status_code == 400
        assert [(fault["field"], fault["code"]) for fault in answer.json()["errors"]] == [
            (f"{at}/images/1/id", "unknown"),
            (f"{at}/images/2/id", "unknown"),
        ]


@pytest.mark.parametrize("alt", [None, "", "  "])
async def test_an_image_says_what_it_shows(here: Register, alt: str | None) -> None:
    body = await here.has_provider()
    image: dict[str, Any] = {"id": await has_image(here, body)}
    if alt is not None:
        image["alt"] = alt
    new = {"provider_id": body, "draft": {"title": "Nuoto", "images": [image]}}

    answer = await here.ask("POST", "/v1/offers", new, **here.provider(body))

    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["/draft/images/0/alt"]


async def test_the_same_image_again_is_the_same(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()

    first, again = await bring(here, body), await bring(here, body)

    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert (await bring(here, other)).json()["id"] != first.json()["id"]
    page = await here.get(f"/v1/providers/{body}/images", **here.provider(body))
    assert (page["items"], page["total"]) == ([first.json()], 1)
    (entry, *_) = (await here.get(f"/v1/providers/{body}/history"))["items"]
    assert entry["action"] == "image_brought"


async def test_what_is_not_taken(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()

    assert (await bring(here, body, b"<svg/>", Content_Type="image/svg+xml")).status_code == 400
    assert (await bring(here, body, Content_Type="application/pdf")).status_code == 415
    assert (await bring(here, body, bytes(10 * 1024 * 1024 + 1))).status_code == 413
    assert (await bring(here, body, **here.provider(other))).status_code == 404
    assert (await bring(here, body, **here.citizen("luca"))).status_code == 403
    assert (await here.get(f"/v1/providers/{body}/images"))["total"] == 0


async def test_an_image_that_a_card_shows_stays(here: Register) -> None:
    body, other = await here.has_provider(), await here.has_provider()
    me = here.provider(body)
    image, unused = await has_image(here, body), await has_image(here, body)
    offer = await here.has_offer(body, images=shown(image))
    await here.edit(offer, a.an_offer_card(), **me)

    async def remove(which: str, **who: str) -> httpx.Response:
        return await here.ask("DELETE", f"/v1/providers/{body}/images/{which}", **who)

    assert (await remove(unused, **here.provider(other))).status_code == 404
    refused = await remove(image, **me)
    assert (refused.status_code, refused.json()["code"]) == (409, "image_in_use")
    assert (await remove(unused, **me)).status_code == 204
    assert (await remove(unused, **me)).status_code == 404
    await here.submit(offer, **me)
    await here.publish(offer)
    assert (await remove(image, **me)).status_code == 204
    async with here.database() as db, db.transaction() as tx:
        left = await tx.fetchval(
            "select count(*) from pg_largeobject_metadata where oid not in (select content from"
            " image) and oid not in (select content from document)"
        )
    assert left == 0


async def test_no_card_shows_an_image_twice(here: Register) -> None:
    body = await here.has_provider()
    image = await has_image(here, body)
    new = {"provider_id": body, "draft": a.an_offer_card(images=shown(image, image))}

    answer = await here.ask("POST", "/v1/offers", new, **here.provider(body))

    (fault,) = answer.json()["errors"]
    assert (fault["field"], fault["code"]) == ("/draft/images/1/id", "repeated")


async def test_a_copy_shows_the_same_images(here: Register) -> None:
    body = await here.has_provider()
    image = await has_image(here, body)
    offer = await here.has_draft(body, images=shown(image))

    copy = await here.ask("POST", f"/v1/offers/{offer}/copy", **here.provider(body))

    assert [one["id"] for one in copy.json()["draft"]["images"]] == [image]


async def test_no_import_brings_images(here: Register) -> None:
    await here.bring("areas", {"source": a.a_source("milano-reference"), "row": a.an_area()})
    image = await has_image(here, await here.has_provider())
    row = {"card": a.a_listing_card(images=shown(image))}

    (outcome,) = await here.bring("listings", {"source": a.a_source("milano-sport"), "row": row})

    assert [fault["field"] for fault in outcome["faults"]] == ["/row/card/images"]
