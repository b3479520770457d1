"""Admission calls over HTTP: when bodies may apply to the register."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.providers import Decision
from contracts.values import LongText, ShortText, once
from providers.schemas.documents import DocumentKind

Phase = Literal["open", "future", "closed"]

MOST_WINDOWS = 50
"""Of one call: the one of 2022 had two in its first month and was open for nine more."""


APPEAL = (
    "Ricorso al TAR per la Lombardia entro 60 giorni, o ricorso straordinario al Presidente della "
    "Repubblica entro 120 giorni"
)
"""D.Lgs. 104/2010, art. 29; DPR 1199/1971, art. 9."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A period in which applications are taken, `closes` itself left out."""

    opens: datetime
    closes: datetime


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """How long things may take, in days, by default those of L. 241/1990, and where to appeal."""

    decision_days: Annotated[int, msgspec.Meta(ge=1, le=180)] = 30
    """From the submission (art. 2, c. 2; 180 at most, c. 4)."""
    integration_days: Annotated[int, msgspec.Meta(ge=1, le=30)] = 30
    """For integrations, while the term of the decision stands still (art. 2, c. 7)."""
    reply_days: Annotated[int, msgspec.Meta(ge=10, le=60)] = 10
    """To reply to a notice of rejection (art. 10-bis)."""
    appeal: ShortText = APPEAL
    """Where one may appeal, and until when."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What an admission call says."""

    title: ShortText
    description: LongText | None = None
    act: Decision | None = None
    """The act that approved it."""
    windows: Annotated[tuple[Window, ...], msgspec.Meta(min_length=1, max_length=MOST_WINDOWS)]
    """In order, apart from each other."""
    documents: Annotated[tuple[DocumentKind, ...], once(5)] = ()
    """What an application must bring."""
    terms: Terms = Terms()


class CallAnswer(Notice, frozen=True, kw_only=True):
    """An admission call as it stands now."""

    id: UUID
    state: Phase
    """`open`: applications are taken now; `future`: they will be; `closed`: no more."""
    next_window: Window | None
    """The next one that opens."""


class CallPage(msgspec.Struct, frozen=True, kw_only=True):
    """Admission calls, in the order of their ids."""

    items: tuple[CallAnswer, ...]
    total: int
    next: str | None
    """Address of the next page."""
