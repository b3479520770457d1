"""`wishmi migrate SERVICE`: what runs before a release's containers do."""

import rich_click as click

from kit import settings as kit_settings
from wishmi.commands import asynchronous
from wishmi.services import BY_NAME


@click.command
@click.argument("service", type=click.Choice(list(BY_NAME)))
@asynchronous
async def command(service: str) -> None:
    """Bring a service's data to what its code expects: its database, or its index."""
    chosen = BY_NAME[service]
    await chosen.migrate(kit_settings.read(chosen.settings, service))
