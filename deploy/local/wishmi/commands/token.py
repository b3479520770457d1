"""`wishmi token`: an access token of the development issuer."""

from pathlib import Path
from typing import get_args
from uuid import UUID

import rich_click as click

from kit.auth import Role
from kit.auth.issuer import TokenRequest
from wishmi.commands import asynchronous
from wishmi.stack import Stack, data_option


@click.command
@data_option
@click.option("--role", required=True, type=click.Choice(get_args(Role)))
@click.option("--provider", type=click.UUID, help="The provider's id, for the role `provider`.")
@click.option("--hub", type=click.UUID, help="The hub's id, for the role `hub_operator`.")
@click.option("--subject", help="Who it is; somebody invented if not given.")
@asynchronous
async def command(
    data: Path, role: Role, provider: UUID | None, hub: UUID | None, subject: str | None
) -> None:
    """Print a token, and nothing else."""
    asked = TokenRequest(role=role, provider=provider, hub=hub, subject=subject)
    click.echo(await Stack.find(data).token(asked))
