"""Notices: written with what they tell of, tried again, listed with what became of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from jinja2 import UndefinedError
from prometheus_client import CollectorRegistry

from kit.clock import now
from kit.metrics import exposition
from providers.domain.notices import KEPT
from providers.handlers import notices
from providers.mailing import NoticeMetrics
from tests.posting import Post


async def test_a_notice_of_what_did_not_happen_is_not_there(post: Post) -> None:
    async def undone() -> None:
        async with post.db.transaction() as tx:
            await notices.tell(
                tx, "follow_confirmation", to="a@example.org", language="en", at=post.at,
                title="Nuoto", hours=48, confirm="", own="", privacy="",
            )  # fmt: skip
            raise RuntimeError("taken back")

    with pytest.raises(RuntimeError, match="taken back"):
        await undone()
    await post.send()

    assert post.box.arrived == []


async def test_what_a_template_lacks_is_told_when_the_notice_is_written(post: Post) -> None:
    async with post.db.transaction() as tx:
        with pytest.raises(UndefinedError, match="provider"):
            await notices.tell(
                tx, "places_free", to="a@example.org", language="en", at=post.at, title="Nuoto"
            )


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
async def test_what_is_refused_for_now_is_tried_again_later_and_later(
    post: Post, step: str
) -> None:
    notice = await post.write()
    post.box.answers[step] = "451 4.7.1 ada@example.org: try later"

    await post.send()
    first = await post.item(notice)
    await post.send(seconds=59)
    assert (await post.item(notice)).attempts == 1
    await post.send(seconds=1)
    second = await post.item(notice)
    post.box.answers.clear()
    await post.send(seconds=120)

    assert (first.state, second.state) == ("waiting", "waiting")
    assert first.reason == {"RCPT": "recipient 451", "DATA": "text 451"}[step]
    assert second.due_at is not None
    assert second.due_at - post.at == timedelta(0)
    assert ((await post.item(notice)).state, len(post.box.arrived)) == ("sent", 1)


async def test_what_may_have_arrived_is_sent_again_only_by_an_officer(post: Post) -> None:
    """The connection is lost after the text: the server may have taken it."""
    notice = await post.write()
    post.box.answers["DATA"] = "drop"
    await post.send()
    post.box.answers.clear()
    await post.send(hours=5)
    doubtful = await post.item(notice)
    path = f"/v1/notices/{notice}/send-again"

    body = post.here.signer.headers("provider", provider=uuid4(), subject="p")
    assert (await post.here.ask("POST", path, **body)).status_code == 403
    assert (await post.here.ask("POST", path)).status_code == 200
    assert (await post.here.ask("POST", path)).json()["code"] == "wrong_state"
    assert (await post.here.ask("POST", f"/v1/notices/{uuid4()}/send-again")).status_code == 404
    post.at = now()
    await post.send()

    assert (doubtful.state, doubtful.attempts) == ("doubtful", 1)
    assert len({message["Message-ID"] for message in post.box.arrived}) == 1
    assert len(post.box.arrived) == 2
    assert (await post.item(notice)).state == "sent"
    assert (await post.here.ask("POST", path)).status_code == 409


async def test_texts_and_addresses_of_what_was_sent_are_erased(post: Post) -> None:
    notice, waiting = await post.write(), await post.write()
    await post.send()
    await post.tidy(seconds=KEPT.total_seconds())
    kept = (await post.item(notice)).recipient
    await post.tidy(seconds=1)

    assert kept == "…@example.org"
    assert (await post.item(notice)).recipient is None
    async with post.db.transaction() as tx:
        row = await tx.fetchrow("select * from notice where id = $1", notice)
    assert row is not None
    assert "ada" not in str(dict(row))
    assert (await post.item(waiting)).state == "sent"


async def test_officers_see_what_became_of_all_and_metrics_count_it(post: Post) -> None:
    about = uuid4()
    for answer in ("250 fine", "550 no", "450 later"):
        post.box.answers["RCPT"] = answer
        await post.write(to="ada.bianchi@example.org")
        await post.send()
    async with post.db.transaction() as tx:
        await tx.execute("update notice set about = $1 where state = 'failed'", about)

    page = await post.here.get("/v1/notices?limit=2")
    rest = await post.here.get(page["next"])
    failed = await post.here.get(f"/v1/notices?state=failed&kind=places_free&about={about}")
    registry = CollectorRegistry()
    await NoticeMetrics(registry).observe(post.db)
    shown = exposition(registry).decode()

    assert [one["state"] for one in page["items"] + rest["items"]] == ["sent", "failed", "waiting"]
    assert (page["total"], rest["next"]) == (3, None)
    assert [one["about"] for one in failed["items"]] == [str(about)]
    assert failed["items"][0]["age_seconds"] >= 0
    assert "ada.bianchi" not in str(page)
    assert 'wishmi_notices{channel="mail",state="failed"} 1.0' in shown
    assert 'wishmi_notices{channel="mail",state="waiting"} 1.0' in shown
    assert "ada.bianchi" not in shown
    citizen = post.here.citizen("maria")
    assert (await post.here.ask("GET", "/v1/notices", **citizen)).status_code == 403
