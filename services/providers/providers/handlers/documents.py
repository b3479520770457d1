"""What is done with the documents of an application: bring, read."""

from hashlib import sha256
from uuid import UUID

from kit.auth import Principal
from kit.etags import Expected
from kit.problems import Fault, Invalid, NotFound
from providers.domain.applications import Application
from providers.handlers.applications import entry, seen, to_change
from providers.handlers.desk import Desk
from providers.schemas.documents import Document, DocumentKind
from providers.store import applications, files, history

UNKNOWN = "Non c'è un documento di questo tipo."
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
    async with desk.db.transaction() as tx:
        before = await to_change(tx, application_id, "edit", expected, who)
        after = before.documented(document)
        await files.put(tx, application_id, kind, content)
        await applications.save(tx, after)
        old = next((one.sha256 for one in before.documents if one.kind == kind), None)
        differs = {f"documents/{kind}": (old, document.sha256)}
        await history.keep(tx, entry(after, "edited", differs, who, at))
    return after


async def read(application_id: UUID, kind: DocumentKind, *, who: Principal, desk: Desk) -> bytes:
    async with desk.db.transaction() as tx:
        seen(await applications.one(tx, application_id), who)
        content = await files.get(tx, application_id, kind)
    if content is None:
        raise NotFound(UNKNOWN)
    return content
