"""Images that are valid by default, as phones and programs make them."""

from io import BytesIO
from typing import Any

from PIL import Image


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
