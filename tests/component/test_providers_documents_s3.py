"""Documents kept at an S3-compatible address: the same promises, on a real server."""

from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import httpx
import pytest

from kit.clock import now
from providers.handlers import documents
from providers.objects import objects
from tests.bucket import Bucket, bucket
from tests.conftest import MakeDatabase
from tests.documents import PDF, brought
from tests.register import Register, register


@pytest.fixture(scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bucket]:
    async with bucket(tmp_path_factory.mktemp("bucket")) as made:
        yield made


@pytest.fixture(scope="module")
async def here(
    make_database: MakeDatabase,
    nats_url: str,
    store: Bucket,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Register]:
    url, keys = await make_database("providers"), tmp_path_factory.mktemp("keys")
    namespace = f"t{uuid4().hex[:10]}"
    async with register(url, nats_url, namespace, keys, documents_url=store.url) as opened:
        yield opened


async def read(here: Register, application: str) -> httpx.Response:
    path = f"/v1/applications/{application}/documents/statute"
    return await here.ask("GET", path, **here.citizen("maria"))


async def sweep(here: Register, store: Bucket, **later: int) -> None:
    bucket = objects(store.url)
    assert bucket is not None
    async with here.database() as db:
        await documents.sweep(db=db, objects=bucket, at=now() + timedelta(**later))


async def test_a_document_is_kept_there_and_given_out_as_it_was_sent(
    here: Register, store: Bucket
) -> None:
    application = await here.has_application(by="maria")
    content = PDF.replace(b"1 0 obj", bytes(range(256)) * 4_000)

    answer = await brought(here, application, content)

    (document,) = answer.json()["documents"]
    assert document["sha256"] == sha256(content).hexdigest()
    assert (await read(here, application)).content == content
    assert content in [file.read_bytes() for file in store.objects()]
    async with here.database() as db, db.transaction() as tx:
        assert await tx.fetchval("select count(*) from pg_largeobject_metadata") == 0


async def test_what_is_replaced_is_deleted_and_what_is_named_never(
    here: Register, store: Bucket
) -> None:
    application = await here.has_application(by="maria")
    old, new = PDF + b"old %%EOF", PDF + b"new %%EOF"
    await brought(here, application, old)
    await brought(here, application, new)
    before = [file.read_bytes() for file in store.objects()]

    await sweep(here, store, hours=2)

    after = [file.read_bytes() for file in store.objects()]
    assert (old in before, old in after, new in after) == (True, False, True)
    assert (await read(here, application)).content == new


async def test_who_may_not_bring_a_document_lays_nothing_by(here: Register, store: Bucket) -> None:
    application = await here.has_application("submit", by="maria")
    before = store.objects()

    answers = [
        await brought(here, application),
        await brought(here, application, by="luca"),
        await brought(here, application, tag='"1"'),
    ]

    assert [one.status_code for one in answers] == [409, 404, 412]
    assert store.objects() == before


async def test_a_content_that_has_changed_since_is_not_given_out(
    here: Register, store: Bucket
) -> None:
    application = await here.has_application(by="maria")
    content = PDF + b"mine %%EOF"
    await brought(here, application, content)
    (file,) = (one for one in store.objects() if one.read_bytes() == content)
    file.write_bytes(content.replace(b"mine", b"his!"))

    damaged = await read(here, application)
    file.unlink()
    lost = await read(here, application)

    assert (damaged.status_code, damaged.json()["code"]) == (500, "internal")
    assert (lost.status_code, lost.json()["code"]) == (503, "unavailable")


async def test_while_the_store_is_away_nothing_is_half_done(here: Register, store: Bucket) -> None:
    application = await here.has_application(by="maria")
    await brought(here, application)
    before = await here.get(f"/v1/applications/{application}", **here.citizen("maria"))
    await store.stop()

    refused = [await brought(here, application, PDF + b"%%EOF"), await read(here, application)]
    after = await here.get(f"/v1/applications/{application}", **here.citizen("maria"))
    await store.start()
    await sweep(here, store, hours=2)

    assert [one.status_code for one in refused] == [503, 503]
    assert after == before
    assert (await read(here, application)).content == PDF
    async with here.database() as db, db.transaction() as tx:
        assert await tx.fetchval("select count(*) from stale_object") == 0
