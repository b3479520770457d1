"""Bodies that people would like to find, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.values import CategoryCode, Municipio, ShortText, WebAddress, once
from contracts.vocabularies.danger import Helpline

State = Literal["received", "accepted", "rejected"]


class NewSuggestion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body, and nothing about a person: who suggests it is not asked."""

    name: ShortText
    website: WebAddress | None = None
    municipio: Municipio | None = None
    categories: Annotated[tuple[CategoryCode, ...], once(5)] = ()


class SuggestionTaken(msgspec.Struct, frozen=True, kw_only=True):
    """It is read before anybody sees it."""

    help: tuple[Helpline, ...]
    """Whom to call, where the words tell of danger."""


class SuggestionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Bodies that people would like to find, the oldest first."""

    items: tuple[NewSuggestion, ...]
    total: int
    next: str | None
    """Address of the next page."""


class SuggestionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A suggestion, as officers see it."""

    id: UUID
    number: int
    suggestion: NewSuggestion
    state: State
    received_at: datetime


class SuggestionItem(SuggestionAnswer, frozen=True, kw_only=True):
    """The same in their queue, at the moment of the answer."""

    waiting_days: int
    """Whole days since it came."""


class SuggestionQueue(msgspec.Struct, frozen=True, kw_only=True):
    """The officers' queue, the oldest first."""

    items: tuple[SuggestionItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
