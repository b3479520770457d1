"""`wishmi reindex`: a new index from the streams, in place of the one that serves."""

from pathlib import Path

import rich_click as click

from catalog_search import reindex
from wishmi.commands import asynchronous
from wishmi.console import Talk
from wishmi.services import BY_NAME
from wishmi.stack import Stack, data_option


@click.command
@data_option
@asynchronous
async def command(data: Path) -> None:
    """Fill a second index from the streams, and let it take over; readers see no difference."""
    settings = Stack.find(data).settings(BY_NAME["catalog-search"])
    talk = Talk()
    with talk.bar("Filling the index") as progress:
        name = await reindex.reindex(settings, progress)
    talk.say(f"{name} serves now")
