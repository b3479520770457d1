"""`wishmi issuer`: the development issuer of `wishmi up`."""

import sys

import rich_click as click

from kit import serve
from kit import settings as kit_settings
from kit.auth import issuer
from kit.settings import SettingsError
from wishmi.failure import Failure


@click.command(hidden=True)
def command() -> None:
    """Give anybody on this machine a token of any role. Never in production."""
    try:
        settings = kit_settings.read(issuer.Settings, "issuer")
    except SettingsError as error:
        raise Failure(str(error)) from error
    sys.exit(serve.serve(issuer.create_app(settings), settings.host, settings.port))
