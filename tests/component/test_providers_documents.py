"""Documents of applications: PDFs that only who sent them and officers read."""

from hashlib import sha256
from uuid import uuid4

import pytest

from providers.api.documents import LARGEST_DOCUMENT
from tests import builders as a
from tests.documents import PDF, brought
from tests.register import Register


async def large_objects(here: Register) -> int:
    async with here.database() as db, db.transaction() as tx:
        count: int = await tx.fetchval("select count(*) from pg_largeobject_metadata")
    return count


async def test_a_document_is_kept_as_it_was_sent(here: Register) -> None:
    application = await here.has_application(by="maria")
    content = PDF.replace(b"1 0 obj", bytes(range(256)) * 4_000)

    answer = await brought(here, application, content, tag='"1"')

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    (document,) = answer.json()["documents"]
    assert (document["kind"], document["size"]) == ("statute", len(content))
    assert document["sha256"] == sha256(content).hexdigest()
    path = f"/v1/applications/{application}/documents/statute"
    read = await here.ask("GET", path, **here.citizen("maria"))
    assert read.content == content
    assert read.headers["Content-Type"] == "application/pdf"
    assert read.headers["Content-Disposition"] == 'attachment; filename="statute.pdf"'
    assert read.headers["Cache-Control"] == "no-store"
    await here.move_application(application, "submit", by="maria")
    assert (await here.ask("GET", path)).content == content


async def test_a_new_one_takes_the_place_of_the_old(here: Register) -> None:
    application = await here.has_application(by="maria")
    before = await large_objects(here)
    for content in (PDF, PDF + b"\n", PDF + b"\n\n"):
        assert (await brought(here, application, content)).status_code == 200
    other = await brought(here, application, kind="accounts")

    assert await large_objects(here) == before + 2
    kinds = {one["kind"]: one["sha256"] for one in other.json()["documents"]}
    assert kinds == {
        "statute": sha256(PDF + b"\n\n").hexdigest(),
        "accounts": sha256(PDF).hexdigest(),
    }
    history = await here.get(f"/v1/applications/{application}/history", **here.citizen("maria"))
    newest, older, *_ = history["items"]
    assert newest["changes"] == {"documents/accounts": [None, kinds["accounts"]]}
    assert older["changes"] == {
        "documents/statute": [sha256(PDF + b"\n").hexdigest(), kinds["statute"]]
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-",
        b"PK\x03\x04 a docx that says %%EOF",
        b"<html><script>%PDF-1.7 %%EOF",
        b"%PDF-1.7\n%%EOF" + b" " * 2_000,
    ],
)
async def test_what_is_no_pdf_is_refused_whatever_it_says_to_be(
    here: Register, content: bytes
) -> None:
    application = await here.has_application(by="maria")

    answer = await brought(here, application, content)

    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["errors"]] == ["malformed"]


async def test_what_is_too_large_or_of_another_type_is_refused(here: Register) -> None:
    application = await here.has_application(by="maria")
    full = PDF.replace(b"<<>>", b" " * (LARGEST_DOCUMENT - len(PDF) + 4), 1)
    assert len(full) == LARGEST_DOCUMENT

    large = await brought(here, application, full + b"\n")
    other = await brought(here, application, media_type="image/png")
    fits = await brought(here, application, full)

    assert (large.status_code, other.status_code, fits.status_code) == (413, 415, 200)
    assert large.json()["detail"] == "Al massimo 10 MB."
    assert other.json()["detail"] == "Invia application/pdf."


async def test_the_documents_of_others_do_not_exist(here: Register) -> None:
    application = await here.has_application(by="maria")
    await brought(here, application)
    path = f"/v1/applications/{application}/documents"
    luca = here.citizen("luca")

    answers = [
        await here.ask("GET", f"{path}/statute", **luca),
        await here.ask("GET", f"{path}/accounts", **luca),
        await here.ask("GET", f"/v1/applications/{uuid4()}/documents/statute", **luca),
        await brought(here, application, by="luca"),
        await here.ask("GET", f"{path}/statute"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({answer.json()["detail"] for answer in answers}) == 1
    minor = here.signer.headers("minor", subject="maria")
    assert (await here.ask("GET", f"{path}/statute", **minor)).status_code == 403
    for kind in ("invented", "statute.pdf", "..%2fstatute"):
        assert (await here.ask("GET", f"{path}/{kind}", **here.citizen("maria"))).status_code == 404


async def test_what_was_handed_in_is_no_longer_exchanged(here: Register) -> None:
    application = await here.has_application("submit", by="maria")

    late = await brought(here, application)
    await here.move_application(application, "ask-integration", by="maria")
    asked = await brought(here, application)

    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")
    assert asked.status_code == 200
    assert (await brought(here, application, tag='"1"')).status_code == 412


async def test_a_call_says_which_documents_it_asks_for(here: Register) -> None:
    notice = a.a_notice(documents=("statute", "accounts"))
    call = (await here.ask("POST", "/v1/calls", notice)).json()["id"]
    application = await here.has_application(call=call, by="maria")
    await brought(here, application)

    refused = await here.move_application(application, "submit", by="maria")
    await brought(here, application, kind="accounts")
    taken = await here.move_application(application, "submit", by="maria")

    assert (refused.status_code, refused.json()["code"]) == (409, "application_incomplete")
    assert [fault["field"] for fault in refused.json()["errors"]] == ["/documents/accounts"]
    assert taken.status_code == 200
