"""Admission calls over HTTP: when bodies may apply to the register."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.providers import Decision
from contracts.values import LongText, ShortText
from providers.schemas.documents import DocumentKind

Phase = Literal["open", "future", "closed"]

MOST_WINDOWS = 50
"""Of one call: the one of 2022 had two in its first month and was open for nine more."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A period in which applications are taken, `closes` itself left out."""

    opens: datetime
    closes: datetime


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What an admission call says."""

    title: ShortText
    description: LongText | None = None
    act: Decision | None = None
    """The act that approved it."""
    windows: Annotated[tuple[Window, ...], msgspec.Meta(min_length=1, max_length=MOST_WINDOWS)]
    """In order, apart from each other."""
    documents: Annotated[tuple[DocumentKind, ...], msgspec.Meta(max_length=5)] = ()
    """What an application must bring."""


class CallAnswer(Notice, frozen=True, kw_only=True):
    """An admission call."""

    id: UUID


class CallItem(CallAnswer, frozen=True, kw_only=True):
    """An admission call as it stands now."""

    state: Phase
    """`open`: applications are taken now; `future`: they will be; `closed`: no more."""
    next_window: Window | None
    """The next one that opens."""


class CallPage(msgspec.Struct, frozen=True, kw_only=True):
    """Admission calls, in the order of their ids."""

    items: tuple[CallItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
