"""`wishmi up`: the whole system on this machine, in the foreground."""

from pathlib import Path

import rich_click as click

from kit import settings as kit_settings
from wishmi.commands import asynchronous
from wishmi.settings import Settings
from wishmi.up.addresses import PORT_BASE, SPAN, Addresses
from wishmi.up.folder import Folder
from wishmi.up.run import Up


@click.command
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".wishmi"),
    show_default=True,
    help="The folder to keep everything in.",
)
@click.option("--demo", is_flag=True, help="Load the invented catalogue first.")
@click.option(
    "--port-base",
    type=click.IntRange(1024, 65_535 - SPAN),
    default=PORT_BASE,
    show_default=True,
    help="The first port; the others are counted from it.",
)
@asynchronous
async def command(data: Path, demo: bool, port_base: int) -> None:
    """Start PostgreSQL, NATS, OpenSearch and the services, and keep them running.

    Says `ready` when everything answers; stops everything on Ctrl-C. The addresses are in
    DIR/endpoints.json, the process ids in DIR/processes.json, the logs in DIR/logs. With
    WISHMI_POSTGRES_URL, WISHMI_NATS_URL or WISHMI_OPENSEARCH_URL it uses those servers.

    Exit codes: 0 stopped as asked, 1 something could not be kept running, 10 ports taken, 11 disk
    full, 12 data of a newer version, 13 another `wishmi up` runs on the same folder, 14 a folder
    that cannot be written.
    """
    settings = kit_settings.read(Settings, "wishmi")
    await Up(Folder(data), settings, Addresses(port_base)).run(with_demo=demo)
