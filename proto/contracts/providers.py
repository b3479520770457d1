"""What `providers` tells about the bodies of the register."""

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from contracts.values import (
    CardImage,
    Contacts,
    ContactSlot,
    LicenceCode,
    LongText,
    Place,
    ShortText,
    Source,
    WebAddress,
)
from contracts.vocabularies.codes import LegalFormCode
from kit.events import Fact


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The act that admitted a body."""

    number: ShortText
    date: date


class Registration(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A period in the register; without an end it goes on."""

    start: date
    end: date | None = None


class Office(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A seat of a body, open to the public."""

    source: Source | None = None
    place: Place


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a body elsewhere: a social network, a programme, a video."""

    label: ShortText
    url: WebAddress


class ProviderCard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is public about a body."""

    name: ShortText
    legal_form: LegalFormCode
    description: LongText | None = None
    logo: CardImage | None = None
    contacts: Contacts | None = None
    offices: Annotated[tuple[Office, ...], msgspec.Meta(max_length=50)] = ()
    links: Annotated[tuple[Link, ...], msgspec.Meta(max_length=10)] = ()
    first_contact: Annotated[tuple[ContactSlot, ...], msgspec.Meta(max_length=28)] = ()
    """Two a day are usual; four are as many as opening hours ever have."""
    company_welfare: bool | None = None
    """Whether what it offers can be paid through the welfare plans of employers."""
    volunteers: bool | None = None
    """Whether one can help there as a volunteer."""


class ProviderAdmitted(Fact, frozen=True, kw_only=True):
    """A body is in the register. Told again, whole, on each change of what is public about it."""

    TYPE: ClassVar[str] = "it.milano.wishmi.provider.admitted.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.provider"

    source: Source | None = None
    card: ProviderCard
    decision: Decision
    periods: tuple[Registration, ...]
    licence: LicenceCode | None = None
    """Under which anybody may use the texts of the card; absent in what was told before 2026-11."""


class ProviderSuspended(Fact, frozen=True, kw_only=True):
    """A body is for now not in the register; its offers are not found."""

    TYPE: ClassVar[str] = "it.milano.wishmi.provider.suspended.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.provider"

    periods: tuple[Registration, ...] = ()


class ProviderRemoved(Fact, frozen=True, kw_only=True):
    """A body is no longer in the register."""

    TYPE: ClassVar[str] = "it.milano.wishmi.provider.removed.v1"
    SUBJECT: ClassVar[str] = "wishmi.providers.provider"

    periods: tuple[Registration, ...] = ()
