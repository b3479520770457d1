"""Documents of an application over HTTP: PDFs in, PDFs out."""

from typing import Any, cast, get_args
from uuid import UUID

from litestar import Controller, Response, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import bodies
from kit.auth import Principal
from kit.etags import Expected, IfMatch, Tagged
from kit.inputs import AnyRequest, Input
from kit.openapi import raises
from kit.problems import Conflict, NotFound
from providers.api.applications import APPLICANT, EITHER, tagged
from providers.handlers import documents
from providers.handlers.desk import Desk
from providers.schemas.applications import ApplicationAnswer
from providers.schemas.documents import DocumentKind

PDF = "application/pdf"
LARGEST_DOCUMENT = 10 * 1024 * 1024
"""Bytes: some 60 pages scanned at 200 dpi in grey; PEC, the other way in, carries 30 in all."""


class Scan(Input):
    """The bytes of a PDF."""

    async def read(self, request: AnyRequest) -> bytes:
        return await bodies.raw(request, largest=LARGEST_DOCUMENT, media_type=PDF)

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        bodies.describe(operation, {"type": "string", "format": "binary"}, media_type=PDF)


class DocumentController(Controller):
    """Who applies brings them; officers read them with the application."""

    path = "/v1/applications/{application_id:uuid}/documents"
    tags = ("admission",)

    @put(
        "/{kind:str}",
        operation_id="bringDocument",
        summary="Allega un documento (statute, accounts, identity, projects, other)",
        guards=[APPLICANT],
        dependencies={"content": Scan(), "expected": IfMatch()},
        opt=raises(Conflict),
    )
    async def bring(
        self,
        application_id: FromPath[UUID],
        kind: FromPath[str],
        content: NamedDependency[bytes],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ApplicationAnswer]:
        return tagged(
            await documents.bring(
                application_id, known(kind), content, expected=expected, who=principal, desk=desk
            )
        )

    @get(
        "/{kind:str}",
        operation_id="readDocument",
        summary="Un documento della domanda",
        guards=[EITHER],
        media_type=PDF,
    )
    async def read(
        self,
        application_id: FromPath[UUID],
        kind: FromPath[str],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Response[bytes]:
        content = await documents.read(application_id, known(kind), who=principal, desk=desk)
        # never shown inside a page of ours: a PDF may hold programs
        headers = {"Content-Disposition": f'attachment; filename="{kind}.pdf"'}
        return Response(content, headers=headers, media_type=PDF)


def known(kind: str) -> DocumentKind:
    if kind not in get_args(DocumentKind):
        raise NotFound(documents.UNKNOWN)
    return cast("DocumentKind", kind)
