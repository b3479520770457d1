"""Images: drawn anew from their pixels, whatever they came as; what is no image is refused."""

import struct
from io import BytesIO
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kit.problems import Invalid
from providers.domain.images import LARGEST_SIDE, drawn
from tests.pictures import a_picture, seen

TRACE = "Scattata in via Padova 36 da Ada Verdi"
ORIENTATION, DESCRIPTION = 274, 270
"""Tags of EXIF 2.3."""


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_whatever_it_came_as_it_is_kept_as_webp(format_: str, mode: str) -> None:
    mode = "RGB" if (format_, mode) in {("JPEG", "RGBA"), ("JPEG", "P")} else mode

    made = drawn(a_picture(format_, mode=mode))

    image = seen(made.content)
    assert (image.format, image.size) == ("WEBP", (40, 30))
    assert (made.width, made.height) == (40, 30)


def test_a_grey_scan_keeps_its_greys() -> None:
    scan = BytesIO()
    Image.new("I;16", (40, 30), 40_000).save(scan, "PNG")

    image = seen(drawn(scan.getvalue()).content)

    assert image.getpixel((5, 5)) == pytest.approx((156, 156, 156), abs=2)  # 40,000 of 65,535


def test_nothing_is_left_but_what_is_seen() -> None:
    exif = Image.Exif()
    exif[DESCRIPTION] = TRACE
    picture = a_picture(exif=exif, comment=TRACE, icc_profile=TRACE.encode())
    assert TRACE.encode() in picture

    made = drawn(picture)

    assert TRACE.encode() not in made.content
    assert not seen(made.content).getexif()
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(seen(made.content).info)


def test_what_was_taken_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turned by a quarter: the left of what is stored is above

    made = drawn(a_picture(exif=exif))

    image = seen(made.content)
    assert image.size == (30, 40)
    upper = image.crop((0, 0, 30, 15)).resize((1, 1)).tobytes()
    assert (upper[0] > 200, upper[2] < 100) == (True, True), "red is above now"


def test_a_large_one_is_made_smaller_in_its_proportions() -> None:
    made = drawn(a_picture(size=(4_000, 3_000)))

    assert (made.width, made.height) == (LARGEST_SIDE, LARGEST_SIDE * 3 // 4)


def test_what_can_be_seen_through_stays_so() -> None:
    written = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(written, "PNG")

    made = drawn(written.getvalue())

    assert seen(made.content).getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("size", [(5_001, 5_000), (10_000, 10_000), (20_000, 20_000)])
def test_one_with_too_many_pixels_is_not_decoded(size: tuple[int, int]) -> None:
    """A hundred bytes that say that they would be hundreds of MB."""
    picture = a_picture("PNG")
    head = b"IHDR" + struct.pack(">II", *size) + picture[24:29]
    claimed = picture[:12] + head + struct.pack(">I", crc32(head)) + picture[33:]

    with pytest.raises(Invalid) as refused:
        drawn(claimed)

    assert [fault.code for fault in refused.value.faults] == ["too_large"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%%EOF",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        a_picture("GIF"),
        a_picture("TIFF"),
        a_picture()[:200],
        a_picture("PNG")[:60],
    ],
)
def test_what_is_no_image_of_the_three_kinds_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        drawn(content)

    assert [fault.code for fault in refused.value.faults] == ["malformed"]


@given(
    format_=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    at=st.integers(0, 10_000),
    byte=st.integers(0, 255),
    cut=st.integers(0, 200),
)
def test_a_broken_one_is_refused_or_drawn_and_nothing_else(
    format_: str, at: int, byte: int, cut: int
) -> None:
    picture = bytearray(a_picture(format_))
    picture[at % len(picture)] = byte
    try:
        made = drawn(bytes(picture[: len(picture) - cut]))
    except Invalid:
        return
    assert seen(made.content).format == "WEBP"
