"""`wishmi republish SERVICE`: have a service tell its things again."""

from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from wishmi.commands import asynchronous
from wishmi.services import BY_NAME
from wishmi.stack import Stack, data_option

TELLING = [name for name, service in BY_NAME.items() if service.database]


@click.command
@data_option
@click.option("--subject", "subjects", multiple=True, help="Only this one; can be repeated.")
@click.option(
    "--after-restore",
    is_flag=True,
    help="The database was put back: tell also that what it lacks is gone.",
)
@click.argument("service", type=click.Choice(TELLING))
@asynchronous
async def command(data: Path, subjects: Sequence[str], after_restore: bool, service: str) -> None:
    """Have a service tell all its things again, each with a new place in the stream."""
    told = await Stack.find(data).republish(
        BY_NAME[service], list(subjects) or None, after_restore=after_restore
    )
    click.echo(f"{service} tells {told} things again")
