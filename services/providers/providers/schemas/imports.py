"""Batches of rows from a source, and what became of each."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.areas import Area
from contracts.offers import OfferCard, Places
from contracts.providers import Decision, ProviderCard
from contracts.values import ShortText, Source, SourceId, SourceName
from kit.problems import Fault
from providers.schemas.providers import TaxCode

MOST_ROWS = 200
"""Of one batch: some 1 MB of offers, a second of work."""
MOST_IDS = 50_000
"""Of one source: the largest that is known, the drop-in sessions of Toronto, has 32,069 rows."""


class AreaRow(msgspec.Struct, frozen=True, kw_only=True):
    """An area of the city's open data."""

    source: Source
    row: Area


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A place or activity known from open data."""

    card: OfferCard
    manager: ShortText | None = None
    """Who runs it, as the source writes it."""
    tax_code: TaxCode | None = None
    """Of who runs it: the body that has it in the register may claim the listing. Never told."""


class ListingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A listing with its source."""

    source: Source
    row: Listing


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A body, admitted by the act that the row names."""

    card: ProviderCard
    tax_code: TaxCode
    decision: Decision


class ProviderRow(msgspec.Struct, frozen=True, kw_only=True):
    """A body with its source."""

    source: Source
    row: Body


class ImportedOffer(msgspec.Struct, frozen=True, kw_only=True):
    """An offer of a body that was imported before."""

    provider: Source
    """The source of the body."""
    card: OfferCard
    places: Places = Places()


class OfferRow(msgspec.Struct, frozen=True, kw_only=True):
    """An offer with its source."""

    source: Source
    row: ImportedOffer


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a row."""

    source: Source | None
    """Absent where the row does not say."""
    result: Literal["new", "changed", "unchanged", "refused"]
    faults: tuple[Fault, ...] = ()
    """Why it was refused."""
    notes: tuple[Fault, ...] = ()
    """What is otherwise than declared: `municipio_differs`, `nil_differs`, `outside_city`."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """All that a source's newest file names."""

    source: SourceName
    ids: Annotated[tuple[SourceId, ...], msgspec.Meta(min_length=1, max_length=MOST_IDS)]
    withdraw: bool = False
    """Also withdraw what the file names no more."""


class Vanished(msgspec.Struct, frozen=True, kw_only=True):
    """A published offer or listing that its source names no more."""

    id: UUID
    source: Source
    title: str
    withdrawn: bool
    """Now, because it was asked."""


class VanishedReport(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, by the source's id."""

    items: tuple[Vanished, ...]


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of each row, in their order."""

    rows: tuple[Outcome, ...]
