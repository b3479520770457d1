"""Values that several contracts use: where, when, from which source."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from kit.kinds import ONE_LINE

Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]{1,40}$")]
"""A word of one of our vocabularies (`contracts.vocabularies`)."""


def once(at_most: int, *, at_least: int = 0) -> msgspec.Meta:
    """Of a list of so many in which nothing stands twice: `kit.bodies` checks what schemas say."""
    return msgspec.Meta(
        min_length=at_least or None,
        max_length=at_most,
        extra_json_schema={"uniqueItems": True},
    )


ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=200, extra=ONE_LINE)]
"""A title or a name: one line."""
LongText = Annotated[str, msgspec.Meta(max_length=5_000)]
Municipio = Annotated[int, msgspec.Meta(ge=1, le=9)]
Cents = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Level = Annotated[int, msgspec.Meta(ge=0, le=5)]
FamilyToken = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"""A random word that stands for a family, once; it says nothing and leads nowhere."""

WeekdayCode = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DeliveryCode = Literal["venue", "home", "online", "outdoor", "school"]
CategoryCode = Literal["sport", "arte", "stem", "salute", "scuola_piu"]
UnitCode = Literal["session", "hour", "week", "month", "course", "year"]
SharingCode = Literal["individual", "shared", "both"]
ChallengeCode = Literal["01", "02", "03", "04", "05", "06"]
LicenceCode = Literal["CC-BY-4.0"]
"""Creative Commons Attribution 4.0, as SPDX writes it."""
WebAddress = Annotated[
    str,
    msgspec.Meta(max_length=500, pattern=r"^https?://\S+$", examples=["https://www.example.org"]),
]
Mail = Annotated[
    str, msgspec.Meta(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$", examples=["info@example.org"])
]


SourceName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{1,40}$")]
SourceId = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where an imported thing comes from, and what it is called there."""

    name: SourceName
    """`catalogue`, `milano-sport`, ..."""
    id: SourceId


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """WGS 84, in degrees."""

    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where something happens. What is not known is absent."""

    name: ShortText | None = None
    address: ShortText | None = None
    cap: Annotated[str, msgspec.Meta(pattern=r"^\d{5}$", examples=["20121"])] | None = None
    municipio: Municipio | None = None
    nil: ShortText | None = None
    """Official name of the neighbourhood, as the city writes it: `LAMBRATE - ORTICA`."""
    point: Point | None = None
    wheelchair: bool | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One weekly appointment, in the time of Rome."""

    weekday: WeekdayCode
    start: time | None = None
    end: time | None = None


class ContactSlot(msgspec.Struct, frozen=True, kw_only=True):
    """When somebody answers who asks for the first time, in the time of Rome."""

    weekday: WeekdayCode
    start: time
    end: time


class Period(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Days from and to, both included."""

    start: date | None = None
    end: date | None = None


class Ages(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Years, with fractions under 3."""

    min: Annotated[float, msgspec.Meta(ge=0, le=120)]
    max: Annotated[float, msgspec.Meta(ge=0, le=120)] | None = None
    """Absent: no upper limit."""


class Contacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Public contacts of a body, never of a person."""

    email: Mail | None = None
    phone: Annotated[str, msgspec.Meta(max_length=50, extra=ONE_LINE)] | None = None
    website: WebAddress | None = None


class CardImage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An image of the body's, as one of its cards shows it."""

    id: UUID
    alt: ShortText
    """What it shows, for who does not see it."""
    licence: LicenceCode | None = None
    """Stated where the body may share it and no minor can be recognised in it."""


class ProviderName(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an offer says of the body behind it."""

    id: UUID | None = None
    """Absent for a listing: its body is not in the register (yet)."""
    name: ShortText
    legal_form: Code | None = None
    source: Source | None = None
