"""Following an offer over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from kit.languages import Language
from providers.schemas.notices import State
from providers.schemas.privacy import NoticeId

PlainMail = Annotated[
    str,
    msgspec.Meta(
        max_length=200,
        pattern=r"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        description="An address that every mail server takes: ASCII, with a domain.",
        examples=["nome@example.org"],
    ),
]


class NewFollow(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to be told."""

    email: PlainMail
    privacy_notice: NoticeId


class OwnMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that a follow brought."""

    kind: str
    state: State
    created_at: datetime
    ended_at: datetime | None


class FollowData(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of an address because it follows an offer, or asked to. Of this one alone:
    mails are handed on, and what else somebody follows may tell of a child's needs.
    """

    address: str
    offer_id: UUID
    language: Language
    privacy_notice: str
    """The version that was shown."""
    asked_at: datetime
    confirmed_at: datetime | None
    told_at: datetime | None
    """When it was last told of the offer's news."""
    mails: tuple[OwnMail, ...]
    """Those whose address is not erased yet."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The same for everybody, whether the address is known or not."""

    detail: str
