"""Who answers for the safety of minors is told by mail that something waits, and nothing else."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest

from kit.clock import rome
from providers import app
from tests.mailbox import mailbox
from tests.ports import free_port
from tests.posting import Post
from tests.register import Register, served

JSON = "application/json"
CRY = "Mio padre mi picchia, Zeno Dodici"
GUARDIANS = "tutela.minori@city.example.org"


@pytest.fixture
async def told(here: Register) -> AsyncIterator[httpx.AsyncClient]:
    """The API of a city that has named a mailbox."""
    settings = msgspec.structs.replace(
        here.settings, safeguarding_mail=GUARDIANS, port=free_port(), public_url="https://api.x/"
    )
    async with (
        served(app.create_app(settings), settings.port) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        yield http


async def cry(http: httpx.AsyncClient) -> None:
    report = {"about": {"kind": "entry", "id": str(uuid4())}, "kind": "unsafe", "text": CRY}
    assert (await http.post("/v1/reports", json=report)).status_code == 201


async def test_each_case_is_told_once_with_its_deadline_and_not_a_word_of_it(
    here: Register, told: httpx.AsyncClient
) -> None:
    await cry(told)
    broken: dict[str, Any] = {
        "content": f"Non è JSON: {CRY}".encode(),
        "headers": {"Content-Type": JSON},
    }
    assert (await told.post("/v1/reports", **broken)).status_code == 201
    guardian = here.signer.headers("safeguarding", subject="guardian-1")
    concerns = (await here.get("/v1/concerns", **guardian))["items"]

    async with here.database() as db, mailbox() as box:
        await Post(here, db, box).send()
        arrived = list(box.arrived)

    assert len(arrived) == len(concerns) == 2
    for mail, concern in zip(arrived, concerns, strict=True):
        text = mail.get_content()
        due = rome(datetime.fromisoformat(concern["due_at"]))
        assert str(mail["To"]) == GUARDIANS
        assert f"entro le {due:%H:%M} del {due:%d/%m/%Y}" in text
        assert "https://api.x/v1/concerns" in text.splitlines()
        for said in ("Zeno", "picchia", concern["id"], concern["about"] and concern["about"]["id"]):
            assert said is None or said not in str(mail["Subject"]) + text
    notices = (await here.get("/v1/notices?kind=concern_waits"))["items"]
    assert [(one["about"], one["recipient"]) for one in notices] == [
        (None, "…@city.example.org")
    ] * 2


async def test_a_city_that_names_no_mailbox_has_the_queue_alone(here: Register) -> None:
    before = (await here.get("/v1/notices"))["total"]

    await cry(here.http)

    assert (await here.get("/v1/notices"))["total"] == before
