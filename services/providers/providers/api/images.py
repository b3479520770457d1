"""Images over HTTP: JPEG, PNG or WebP in, WebP out."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import bodies
from kit.auth import Principal, requires
from kit.etags import Tagged
from kit.inputs import AnyRequest, Input
from kit.openapi import raises
from kit.parameters import Query
from kit.problems import Conflict
from providers.api.paging import AFTER, LIMIT, cut, following
from providers.handlers import images
from providers.handlers.desk import Desk
from providers.schemas.images import ImagePage, KeptImage

IMAGE = "image/*"
WEBP = "image/webp"
LARGEST_IMAGE = 10 * 1024 * 1024
"""Bytes: phones make photographs of 3 to 8 MB."""
PUBLIC_SECONDS = 60
"""For which others may keep a public one: what is withdrawn is gone a minute later everywhere."""


class Picture(Input):
    """The bytes of an image."""

    async def read(self, request: AnyRequest) -> bytes:
        return await bodies.raw(request, largest=LARGEST_IMAGE, media_type=IMAGE)

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        schema = {"type": "string", "format": "binary"}
        bodies.describe(operation, schema, media_type=IMAGE)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which images."""

    limit: int
    after: UUID | None


class ImageController(Controller):
    """A body brings images, which cards of its offers then name."""

    path = "/v1/providers/{provider_id:uuid}/images"
    tags = ("images",)
    guards = (requires("officer", "provider"),)

    @post(
        operation_id="bringImage",
        summary="Porta un'immagine (JPEG, PNG o WebP); la stessa un'altra volta è la stessa",
        dependencies={"content": Picture()},
        opt=raises(Conflict),
    )
    async def bring(
        self,
        provider_id: FromPath[UUID],
        content: NamedDependency[bytes],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[KeptImage]:
        kept = await images.bring(provider_id, content, who=principal, desk=desk)
        at = f"/v1/providers/{provider_id}/images/{kept.id}"
        return Tagged(kept, version=None, at=at)

    @get(
        operation_id="listImages",
        summary="Le immagini di un ente",
        dependencies={"chosen": Query((LIMIT, AFTER), Chosen)},
    )
    async def list(
        self,
        provider_id: FromPath[UUID],
        chosen: NamedDependency[Chosen],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ImagePage:
        found, total = await images.page(
            provider_id, after=chosen.after, limit=chosen.limit + 1, who=principal, desk=desk
        )
        items, more = cut(found, chosen.limit)
        path = f"/v1/providers/{provider_id}/images"
        link = following(path, chosen, after=items[-1].id) if more else None
        return ImagePage(items=items, total=total, next=link)

    @get(
        "/{image_id:uuid}",
        operation_id="readImage",
        summary="Un'immagine dell'ente, anche se nessuna scheda la mostra",
        media_type=WEBP,
    )
    async def read(
        self,
        provider_id: FromPath[UUID],
        image_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Response[bytes]:
        content = await images.read(provider_id, image_id, who=principal, desk=desk)
        return Response(content, media_type=WEBP)

    @delete(
        "/{image_id:uuid}",
        operation_id="removeImage",
        summary="Toglie un'immagine che nessuna scheda mostra",
        opt=raises(Conflict),
    )
    async def remove(
        self,
        provider_id: FromPath[UUID],
        image_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> None:
        await images.remove(provider_id, image_id, who=principal, desk=desk)


class PublicImageController(Controller):
    """For anybody: the images of what families can find."""

    path = "/v1/images"
    tags = ("images",)

    @get(
        "/{image_id:uuid}",
        operation_id="readPublicImage",
        summary="Un'immagine di una proposta pubblicata",
        media_type=WEBP,
    )
    async def read(self, image_id: FromPath[UUID], desk: NamedDependency[Desk]) -> Response[bytes]:
        content = await images.read_public(image_id, desk=desk)
        headers = {"Cache-Control": f"public, max-age={PUBLIC_SECONDS}"}
        return Response(content, headers=headers, media_type=WEBP)
