"""Following an offer over HTTP."""

from typing import Annotated

import msgspec

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


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The same for everybody, whether the address is known or not."""

    detail: str
