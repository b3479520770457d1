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


class OwnFollow(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that an address follows, or asked to."""

    offer_id: UUID
    language: Language
    privacy_notice: str
    """The version that was shown."""
    asked_at: datetime
    confirmed_at: datetime | None
    told_at: datetime | None
    """When it was last told of the offer's news."""


class OwnMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail about what an address follows."""

    kind: str
    offer_id: UUID
    state: State
    created_at: datetime
    ended_at: datetime | None


class FollowData(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of an address that follows offers."""

    address: str
    follows: tuple[OwnFollow, ...]
    mails: tuple[OwnMail, ...]
    """Those whose address is not erased yet."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The same for everybody, whether the address is known or not."""

    detail: str
