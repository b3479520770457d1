"""Privacy notices over HTTP."""

from datetime import date
from typing import Annotated

import msgspec

NoticeId = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z_]{1,30}-\d{1,4}$",
        description="The privacy notice that was shown: `id` in `GET /v1/privacy-notices`.",
    ),
]


class PrivacyNoticeItem(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the notice that a form shows."""

    id: str
    """What the form names."""
    form: str
    version: int
    since: date
    current: bool
    """Whether it is the one that the form shows now."""


class PrivacyNoticeAnswer(PrivacyNoticeItem, frozen=True, kw_only=True):
    """With its text, in the language of the request."""

    text: str


class PrivacyNoticePage(msgspec.Struct, frozen=True, kw_only=True):
    """All versions, in the order in which they came."""

    items: tuple[PrivacyNoticeItem, ...]
    total: int
