"""Nothing personal in events, logs or metrics: planted values are looked for in all of them."""

from functools import partial
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from contracts.purchases import PurchaseCaptured
from contracts.streams import STREAMS
from kit import dead_letters
from kit.bus import Bus, StreamMissing
from kit.metrics import exposition
from providers import worker
from tests.asking import Market
from tests.city import eventually
from tests.mailbox import mailbox
from tests.planted import KEPT_IN_HISTORY, PLANTED, PUBLIC, Walk
from tests.register import APPLICATION_MOVES, Register
from tests.sending_process import SENDER
from tests.telling import tell


async def is_over(here: Register) -> bool:
    """All is sent and told."""
    waiting = await here.get("/v1/notices?state=waiting")
    return waiting["total"] == 0 and await here.all_told()


async def is_set_aside(bus: Bus) -> bool:
    try:
        return bool([letter async for letter in dead_letters.listed(bus)])
    except StreamMissing:
        return False


async def kept_in(here: Register, table: str) -> str:
    query = {"outbox": "select * from told", "history": "select changes, reason from history"}
    async with here.database() as db, db.transaction() as tx:
        return "".join(str(dict(row)) for row in await tx.fetch(query[table]))


async def test_what_persons_say_is_in_no_event_log_or_metric(
    here: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here.officer = here.signer.headers("officer", subject=PLANTED["officer"])
    said = {"reply": "reply", "ask-integration": "request", "notify-rejection": "reasons"}
    for move, field in said.items():
        monkeypatch.setitem(APPLICATION_MOVES, move, {field: PLANTED[field]})
    bus = await Bus.connect(here.settings.nats_url, here.settings.namespace)
    async with mailbox() as box:
        (tmp_path / "pec").mkdir()
        settings = msgspec.structs.replace(
            here.settings,
            smtp_url=f"smtp://127.0.0.1:{box.port}",
            smtp_sender=SENDER,
            pec_url=f"smtp://127.0.0.1:{box.port}",
            pec_receipts=tmp_path / "pec",
        )
        made = worker.create_app(settings)
        async with made.lifespan():
            walk = Walk(here, await Market.open(here), box)
            await walk.applies()
            await eventually(partial(is_over, here), what="all acts are sent")
            await walk.goes_on()
            await tell(bus, PurchaseCaptured(id=uuid4()))  # of no quote that anybody accepted
            await eventually(partial(is_set_aside, bus))
            await eventually(partial(is_over, here), what="all is told")
            metrics = exposition(made.state.registry).decode()

    metrics += (await here.http.get("/metrics")).text
    streams = {}
    try:
        for stream in STREAMS:
            held = [f"{one.headers}{one.payload.decode()}" async for one in bus.walk(stream)]
            streams[stream.name] = "".join(held)
    finally:
        await bus.close()
    captured = capsys.readouterr()
    places = streams | {"logs": captured.out + captured.err, "metrics": metrics}
    places |= {name: await kept_in(here, name) for name in ("outbox", "history")}

    leaks = {
        (what, where)
        for what, value in (PLANTED | walk.codes).items()
        for where, text in places.items()
        if value.lower() in text.lower()
    }
    assert leaks == {(what, "history") for what in KEPT_IN_HISTORY}
    assert all(places.values()), [name for name, text in places.items() if not text]
    assert PUBLIC in streams["PROVIDERS"]
    assert "/v1/follows/{token}/confirm" in places["logs"]
    assert "/v1/answers/{answer_id}/accept" in places["logs"]
    assert 'wishmi_notices{channel="mail",state="failed"}' in metrics
    mails = "".join(f"{one['To']} {one.get_content()}" for one in box.arrived)
    for told in ("pec", "request", "reasons", "suspension", "family"):
        assert PLANTED[told] in mails  # so it was there to leak
    for private in ("message", "word", "label", "note", "refusal", "cry", "review", "report"):
        assert PLANTED[private] not in mails
