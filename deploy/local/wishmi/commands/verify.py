"""`wishmi verify`: whether what is kept twice agrees."""

import sys
from pathlib import Path
from typing import Any

import msgspec
import rich_click as click

from kit.problems import Unavailable
from wishmi.commands import asynchronous
from wishmi.failure import CannotTell, Failure
from wishmi.stack import Stack, data_option
from wishmi.verify import PARTS, Report, compare


@click.command
@data_option
@click.option("--json", "as_json", is_flag=True, help="For a program instead of a person.")
@click.argument("part", type=click.Choice(list(PARTS)), required=False)
@asynchronous
async def command(data: Path, part: str | None, as_json: bool) -> None:
    """Compare outbox and stream ("outbox"), stream and index ("index"), or all.

    Exit codes: 0 they agree, 1 they differ (the remedy is named), 3 cannot tell.
    """
    try:
        stack = Stack.find(data)
        reports = [report async for report in compare(stack, [part] if part else PARTS)]
    except (Failure, Unavailable) as error:
        raise CannotTell(str(error)) from error
    if as_json:
        click.echo(msgspec.json.encode(summary(reports)))
    else:
        for report in reports:
            tell(report)
    sys.exit(0 if all(report.agrees for report in reports) else 1)


def summary(reports: list[Report]) -> dict[str, Any]:
    """The four numbers over all parts, and each part whole."""
    numbers = ("checked", "missing", "extra", "different")
    return {
        **{name: sum(getattr(report, name) for report in reports) for name in numbers},
        "parts": {report.part: report for report in reports},
    }


def tell(report: Report) -> None:
    click.echo(
        f"{report.part}: {report.checked} checked, {report.missing} missing, "
        f"{report.extra} extra, {report.different} different"
    )
    for example in report.examples:
        click.echo(f"  {example}")
    for remedy in report.remedies:
        click.echo(f"  remedy: {remedy}")
