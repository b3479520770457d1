"""Images that are valid by default, and bodies that bring them."""

from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
from PIL import Image

from contracts.values import CardImage
from tests import builders as a
from tests.register import Register


def a_picture(
    format: str = "JPEG",  # noqa: A002 - its name
    size: tuple[int, int] = (40, 30),
    mode: str = "RGB",
    **options: Any,
) -> bytes:
    """Left half red, right half blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    written = BytesIO()
    image.convert(mode).save(written, format, **options)
    return written.getvalue()


def seen(content: bytes) -> Image.Image:
    """Decoded whole."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


async def bring(
    here: Register, body: str, content: bytes | None = None, /, **headers: str
) -> httpx.Response:
    sent = {"Content_Type": "image/jpeg", **here.provider(body), **headers}
    picture = a_picture() if content is None else content
    return await here.ask("POST", f"/v1/providers/{body}/images", picture, **sent)


async def has_image(here: Register, body: str) -> str:
    """One that differs from each other one."""
    answer = await bring(here, body, a_picture("PNG", size=(20, 20 + a.a_number())))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def shown(*images: str) -> tuple[CardImage, ...]:
    return tuple(CardImage(id=UUID(image), alt="La vasca piccola") for image in images)
