"""The public register over HTTP, for readers and for spreadsheets."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kit.inputs import AnyRequest, Input
from kit.openapi import also
from providers.handlers import register
from providers.handlers.desk import Desk
from providers.schemas.register import RegisterCard, RegisterItem, RegisterPage

JSON, CSV = "application/json", "text/csv"
LONGEST_ACCEPT = 1_000
"""Characters of Accept that are read: browsers send some 150."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula (OWASP, CSV injection): a quote before makes it text."""

COLUMNS = (
    "id",
    "source_name",
    "source_id",
    "name",
    "legal_form",
    "decision_number",
    "decision_date",
    "licence",
)


class Format(Input):
    """What Accept likes best of ours; JSON where it likes none."""

    async def read(self, request: AnyRequest) -> str:
        given = request.headers.get("accept", "")[:LONGEST_ACCEPT]
        return parse_accept_header(given, MIMEAccept).best_match((JSON, CSV), default=JSON)

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        """Nothing: OpenAPI says it with the kinds of answer."""


class Sheet(Response[RegisterPage]):
    """The register as CSV."""

    def render(self, content: Any, *_: Any, **__: Any) -> bytes:
        return sheet(content.items).encode()


class RegisterController(Controller):
    """The Elenco Milano 0-18: open to everybody."""

    path = "/v1/register"
    tags = ("register",)

    @get(
        operation_id="getRegister",
        summary="L'Elenco Milano 0-18: gli enti ammessi, ciascuno con il suo atto",
        dependencies={"kind": Format()},
        opt=also(CSV),
    )
    async def read(
        self, kind: NamedDependency[str], desk: NamedDependency[Desk]
    ) -> Response[RegisterPage]:
        items = await register.read(desk=desk)
        page = RegisterPage(items=items, total=len(items))
        headers = {"Vary": "Accept"}
        if kind == JSON:
            return Response(page, headers=headers)
        headers["Content-Disposition"] = 'attachment; filename="elenco-milano-0-18.csv"'
        return Sheet(page, headers=headers, media_type=CSV)

    @get(
        "/{provider_id:uuid}",
        operation_id="getRegisterCard",
        summary="La Scheda Ente di un ente ammesso, come la leggono le famiglie",
    )
    async def card(self, provider_id: FromPath[UUID], desk: NamedDependency[Desk]) -> RegisterCard:
        return await register.read_card(provider_id, desk=desk)


def sheet(items: Iterable[RegisterItem]) -> str:
    """RFC 4180."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for item in items:
        source = (item.source.name, item.source.id) if item.source else ("", "")
        row = (item.id, *source, item.name, item.legal_form, item.decision.number)
        writer.writerow((*map(cell, row), item.decision.date, item.licence))
    return written.getvalue()


def cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
