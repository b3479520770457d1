"""Mails by which a body hears what the office did with its cards: that, and where, never why."""

from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest

from kit.clock import now
from tests import builders as a
from tests.component.test_providers_reports import VERDICT, a_report, has_report
from tests.mailbox import mailbox
from tests.posting import Post
from tests.register import Register

WHY = "La zanzara di Zelda."
BODY = "info@aquilone.example.org"


@pytest.fixture
async def post(here: Register) -> AsyncIterator[Post]:
    async with here.database() as db, mailbox() as box:
        yield Post(here, db, box)
        async with db.transaction() as tx:
            await tx.execute("delete from notice")


async def arrived(post: Post) -> list[EmailMessage]:
    """Since the last look; all to the body, and not a word of why."""
    post.at, before = now(), len(post.box.arrived)
    await post.send()
    mails = post.box.arrived[before:]
    assert {str(mail["To"]) for mail in mails} <= {BODY}
    assert not any("zanzara" in f"{mail['Subject']}{mail.get_content()}".lower() for mail in mails)
    return mails


async def test_a_body_hears_that_its_draft_came_back_with_notes(post: Post) -> None:
    here = post.here
    offer = await here.has_submitted(await here.has_provider(), title="D'Angelo & figli")
    notes = {"notes": [{"section": "price", "text": WHY}]}
    path = f"offers/{offer}"
    forbidden = await here.ask(
        "POST", f"/v1/{path}/send-back", notes, If_Match="*", **here.citizen("maria")
    )
    assert (forbidden.status_code, await arrived(post)) == (403, [])

    back = await here.change("POST", f"/v1/{path}/send-back", notes, of=path)

    assert back.status_code == 200
    (mail,) = await arrived(post)
    assert mail["Subject"] == "Milano 0-18: ci sono note su «D'Angelo & figli»"
    assert f"{here.settings.links}/v1/{path}" in mail.get_content().splitlines()
    listed = await here.get(f"/v1/notices?about={offer}&kind=draft_sent_back")
    assert [one["state"] for one in listed["items"]] == ["sent"]


async def test_a_body_hears_that_the_card_it_proposed_came_back(post: Post) -> None:
    here = post.here
    body = await here.has_provider()
    path = f"/v1/providers/{body}"
    card = a.a_provider_card(name="Altro nome")
    proposed = await here.ask("PUT", f"{path}/proposal", card, If_Match="*", **here.provider(body))
    assert proposed.status_code == 200, proposed.text

    await here.ask("POST", f"{path}/proposal/send-back", {"notes": WHY}, If_Match="*")

    (mail,) = await arrived(post)
    assert mail["Subject"] == "Milano 0-18: ci sono note sulla scheda del vostro ente"
    assert f"{here.settings.links}{path}" in mail.get_content().splitlines()


async def test_a_body_hears_what_the_office_does_with_its_offer(post: Post) -> None:
    here = post.here
    offer = await here.has_offer(await here.has_provider(), title="Nuoto")

    for move in ("suspend", "reinstate", "withdraw"):
        assert (await here.move(f"offers/{offer}", move, WHY)).status_code == 200
    again = await here.move(f"offers/{offer}", "withdraw", WHY)

    assert again.status_code == 409
    assert [str(mail["Subject"]).partition(" «Nuoto» ")[2] for mail in await arrived(post)] == [
        "è sospesa",
        "non è più sospesa",
        "è ritirata",
    ]


async def test_a_body_hears_of_an_urgent_suspension_and_of_its_end(post: Post) -> None:
    here = post.here
    offer = await here.has_offer(await here.has_provider(), title="Nuoto")
    report = await has_report(here, a_report(offer, kind="unsafe", text=WHY), "suspend")
    (suspended,) = await arrived(post)
    lifted = VERDICT | {"suspension": {"then": "lifted", "reason": WHY}}

    of = f"reports/{report}"
    closed = await here.change("POST", f"/v1/{of}/close", lifted, of=of)

    assert closed.status_code == 200, closed.text
    (back,) = await arrived(post)
    assert "sospesa" in suspended["Subject"]
    assert "ha riammesso" in back.get_content()
