"""Images that bodies bring: known by their bytes, drawn anew so that nothing else is in them."""

from io import BytesIO

import msgspec
from PIL import Image, ImageOps

from kit.problems import Fault, Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
"""What phones, screens and web pages make. No SVG: it can hold programs and addresses."""
MOST_PIXELS = 25_000_000
"""The cameras of phones have 12 to 24 million; decoded they take 100 MB, turned twice that."""
LARGEST_SIDE = 1_600
"""Pixels: a page's column of 800 on screens with two of them to a point."""
QUALITY = 80
"""Of WebP, of 100 (its own default is 75): a photograph of this size takes some 200 KB."""


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """An image as we keep it: WebP, upright, without metadata."""

    content: bytes
    width: int
    height: int


def drawn(content: bytes) -> Drawing:
    """Raises `Invalid` where it is no image, or too large a one. Takes a second or two."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:  # as its head says: nothing is decoded
                raise too_large()
            opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))  # a JPEG is read at a fraction
            ImageOps.exif_transpose(opened, in_place=True)
            mode = "RGBA" if opened.has_transparency_data else "RGB"
            image = opened if opened.mode == mode else eight_bits(opened).convert(mode)
            image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large() from error
    except Invalid:
        raise
    except Exception as error:  # OSError as a rule, but a TypeError too once in 130,000 broken ones
        detail = "Il contenuto non è un'immagine JPEG, PNG o WebP."
        raise Invalid([Fault("", "malformed", detail)]) from error
    clean = Image.new(image.mode, image.size)
    clean.paste(image)  # pixels alone: no place, no camera, no profile
    written = BytesIO()
    clean.save(written, "WEBP", quality=QUALITY)
    return Drawing(content=written.getvalue(), width=clean.width, height=clean.height)


def eight_bits(image: Image.Image) -> Image.Image:
    """A grey scan with 16 bits a pixel: `convert` would make all but the darkest of it white."""
    if not image.mode.startswith("I;16"):
        return image
    return image.point(lambda level: level * (1 / 256))


def too_large() -> Invalid:
    detail = f"L'immagine ha più di {MOST_PIXELS // 1_000_000} milioni di pixel."
    return Invalid([Fault("", "too_large", detail)])
