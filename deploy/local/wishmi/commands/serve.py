"""`wishmi serve SERVICE` and `wishmi work SERVICE`: what containers run."""

import sys

import rich_click as click

from kit import serve
from kit import settings as kit_settings
from kit.settings import SettingsError
from wishmi.failure import Failure
from wishmi.services import BY_NAME, Process

service_argument = click.argument("service", type=click.Choice(list(BY_NAME)))


@click.command
@service_argument
def command(service: str) -> None:
    """Answer HTTP for one service."""
    run(service, "api")


@click.command
@service_argument
def work(service: str) -> None:
    """Do the background work of one service: relay, readers."""
    run(service, "worker")


def run(name: str, process: Process) -> None:
    """Until a signal, or until something in it has died."""
    service = BY_NAME[name]
    try:
        settings = kit_settings.read(service.settings, name)
    except SettingsError as error:
        raise Failure(str(error)) from error
    sys.exit(serve.serve(service.app(process, settings), settings.host, settings.port))
