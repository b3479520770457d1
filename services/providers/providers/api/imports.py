"""Batches of rows from a source, over HTTP: what `wishmi import` calls."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency

from kit import bodies
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.inputs import AnyRequest, Input
from kit.openapi import raises
from kit.problems import Conflict, Fault, Invalid
from providers.api.guards import of_no_body
from providers.handlers import imports, vanished
from providers.handlers.desk import Desk
from providers.schemas.imports import (
    MOST_ROWS,
    AreaRow,
    ImportReport,
    ListingRow,
    Named,
    OfferRow,
    Outcome,
    ProviderRow,
    VanishedReport,
)

LARGEST_BATCH = 16 * 1024 * 1024
"""Bytes: the 88 neighbourhoods take 1 MB and the 9 municipi 3.4 MB; 200 of the largest offers
would take 30."""


class _Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rows: Annotated[tuple[msgspec.Raw, ...], msgspec.Meta(max_length=MOST_ROWS)]


class _AnyBatch(msgspec.Struct, frozen=True):
    rows: Annotated[tuple[Any, ...], msgspec.Meta(max_length=MOST_ROWS)]


class Rows(Input):
    """The rows of a batch, each still to be decoded: a bad one must not spoil the others."""

    def __init__(self, row: type[msgspec.Struct]) -> None:
        super().__init__()
        self._row = row

    async def read(self, request: AnyRequest) -> tuple[msgspec.Raw, ...]:
        raw = await bodies.raw(request, largest=LARGEST_BATCH)
        try:
            return msgspec.json.decode(raw, type=_Batch).rows
        except msgspec.DecodeError as error:
            bodies.decode(raw, _AnyBatch)  # says what is wrong, and where
            raise Invalid([Fault("", "malformed", "Non è un elenco di righe.")]) from error

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        other = {"description": "Ogni altra cosa è una riga rifiutata, con i suoi errori."}
        rows = {
            "type": "array",
            "maxItems": MOST_ROWS,
            "items": {"anyOf": [components.taken(self._row), other]},
        }
        schema = {
            "type": "object",
            "properties": {"rows": rows},
            "required": ["rows"],
            "additionalProperties": False,
        }
        bodies.describe(operation, schema)


class ImportController(Controller):
    """For officers: each row is new, changed, unchanged or refused by itself. What a row says is
    published at once.
    """

    path = "/v1/imports"
    tags = ("imports",)
    guards = (requires("officer"), of_no_body)

    @post(
        "/areas",
        operation_id="importAreas",
        summary="Prende aree della città",
        dependencies={"rows": Rows(AreaRow)},
        status_code=200,
    )
    async def areas(
        self,
        rows: NamedDependency[Sequence[msgspec.Raw]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ImportReport:
        return report(await imports.import_areas(rows, who=principal, desk=desk))

    @post(
        "/listings",
        operation_id="importListings",
        summary="Prende segnalazioni dai dati aperti",
        dependencies={"rows": Rows(ListingRow)},
        opt=raises(Conflict),
        status_code=200,
    )
    async def listings(
        self,
        rows: NamedDependency[Sequence[msgspec.Raw]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ImportReport:
        return report(await imports.import_listings(rows, who=principal, desk=desk))

    @post(
        "/providers",
        operation_id="importProviders",
        summary="Prende enti già ammessi da un atto",
        dependencies={"rows": Rows(ProviderRow)},
        status_code=200,
    )
    async def providers(
        self,
        rows: NamedDependency[Sequence[msgspec.Raw]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ImportReport:
        return report(await imports.import_providers(rows, who=principal, desk=desk))

    @post(
        "/offers",
        operation_id="importOffers",
        summary="Prende proposte pubblicate di enti importati",
        dependencies={"rows": Rows(OfferRow)},
        status_code=200,
    )
    async def offers(
        self,
        rows: NamedDependency[Sequence[msgspec.Raw]],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> ImportReport:
        return report(await imports.import_offers(rows, who=principal, desk=desk))

    @post(
        "/vanished",
        operation_id="findVanished",
        summary="Dice che cosa di una fonte è pubblicato e non nominato più; se chiesto, lo ritira",
        dependencies={"named": Body(Named, largest=LARGEST_BATCH)},
        status_code=200,
    )
    async def vanished(
        self,
        named: NamedDependency[Named],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> VanishedReport:
        return VanishedReport(items=tuple(await vanished.vanished(named, who=principal, desk=desk)))


def report(outcomes: Sequence[Outcome]) -> ImportReport:
    return ImportReport(rows=tuple(outcomes))
