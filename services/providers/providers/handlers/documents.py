"""What is done with the documents of an application: bring, read."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import structlog

from kit.auth import Principal
from kit.db import Database
from kit.etags import Expected
from kit.problems import Fault, Internal, Invalid, NotFound, Unavailable
from providers.domain.applications import Application
from providers.handlers import accesses
from providers.handlers.applications import entry, seen, to_change
from providers.handlers.desk import Desk
from providers.objects import AWAY, Objects
from providers.schemas.documents import Document, DocumentKind
from providers.store import applications, files, history

log = structlog.get_logger(__name__)

UNKNOWN = "Non c'è un documento di questo tipo."
TO_LAY_BY = timedelta(hours=1)
"""After which an object that no document names was left behind: putting it takes seconds."""
AT_ONCE = 100
"""Objects deleted in one transaction: a second or two, every ten minutes."""
TAIL = 1_024
"""Bytes at the end of a PDF in which its last mark stands (ISO 32000-1, annex H.3, note 18)."""


async def bring(
    application_id: UUID,
    kind: DocumentKind,
    content: bytes,
    *,
    expected: Expected,
    who: Principal,
    desk: Desk,
) -> Application:
    """In the place of the one of its kind, if there was one."""
    if not (content.startswith(b"%PDF-") and b"%%EOF" in content[-TAIL:]):
        raise Invalid([Fault("", "malformed", "Il contenuto non è un PDF.")])
    at = desk.now()
    document = Document(
        kind=kind, size=len(content), sha256=sha256(content).hexdigest(), received_at=at
    )
    laid: bytes | str = content
    if desk.objects is not None:
        async with desk.db.transaction() as tx:  # who may not bring it lays nothing by
            (await to_change(tx, application_id, "edit", expected, who)).documented(document)
            laid = f"applications/{application_id}/{uuid4()}"
            await files.forget(tx, laid, at=at + TO_LAY_BY)
        await desk.objects.put(laid, content)
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "edit", expected, who)
        after = before.documented(document)
        await files.put(tx, application_id, kind, laid, at=at)
        await applications.save(tx, after)
        old = next((one.sha256 for one in before.documents if one.kind == kind), None)
        differs = {f"documents/{kind}": (old, document.sha256)}
        await history.keep(tx, entry(after, "edited", differs, who, at))
    return after


async def read(application_id: UUID, kind: DocumentKind, *, who: Principal, desk: Desk) -> bytes:
    """What was brought, or nothing: a content that has changed since is not given out."""
    async with desk.db.transaction() as tx:
        application = seen(await applications.one(tx, application_id), who)
        await accesses.of_application(tx, application, who, f"document {kind}", at=desk.now())
        found = await files.get(tx, application_id, kind)
    document = next((one for one in application.documents if one.kind == kind), None)
    if found is None or document is None:
        raise NotFound(UNKNOWN)
    if isinstance(found, str):
        if desk.objects is None:
            raise Unavailable(AWAY)
        found = await desk.objects.get(found)
    if sha256(found).hexdigest() != document.sha256:
        log.error("document_damaged", application=str(application_id), kind=kind)
        raise Internal
    return found


async def sweep(*, db: Database, objects: Objects, at: datetime) -> None:
    """Delete some objects that no document names."""
    async with db.transaction() as tx:
        keys = await files.stale(tx, at=at, limit=AT_ONCE)
        for key in keys:
            await objects.delete(key)
        await files.forgotten(tx, keys)
