"""`wishmi generations`: the indices of this release and of earlier ones."""

from pathlib import Path

import rich_click as click

from catalog_search.index import generations
from catalog_search.index.client import connect
from catalog_search.meaning import tidying
from wishmi.commands import asynchronous
from wishmi.services import BY_NAME
from wishmi.stack import Stack, data_option


@click.command
@data_option
@click.option(
    "--drop-older",
    is_flag=True,
    help="Remove all but this release's and the newest other, and vectors that neither uses.",
)
@asynchronous
async def command(data: Path, drop_older: bool) -> None:
    """List the indices, this release's marked; the step after an upgrade drops older ones."""
    settings = Stack.find(data).settings(BY_NAME["catalog-search"])
    if drop_older:
        for name in [
            *await generations.drop_older(settings),
            *await tidying.drop_older_encoders(settings),
        ]:
            click.echo(f"dropped {name}")
    ours = generations.alias(settings.namespace)
    async with connect(settings.opensearch_url, answer_within=generations.PATIENCE) as client:
        for name in sorted(
            await generations.indices(client, generations.prefix(settings.namespace))
        ):
            click.echo(f"{name}{'  (this release)' if name.startswith(ours) else ''}")
