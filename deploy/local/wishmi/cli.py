"""The `wishmi` command: each subcommand is loaded only when it is asked for."""

import logging
import sys
from importlib import import_module
from typing import Any

import rich_click as click
import structlog

from wishmi.failure import Failure

COMMANDS = {
    "up": "wishmi.commands.up",
    "serve": "wishmi.commands.serve",
    "work": "wishmi.commands.serve:work",
    "migrate": "wishmi.commands.migrate",
    "issuer": "wishmi.commands.issuer",
    "settings": "wishmi.commands.settings",
    "token": "wishmi.commands.token",
    "import": "wishmi.imports.commands",
    "verify": "wishmi.commands.verify",
    "republish": "wishmi.commands.republish",
    "dead-letters": "wishmi.commands.dead_letters",
    "reindex": "wishmi.commands.reindex",
    "generations": "wishmi.commands.generations",
    "relevance": "wishmi.relevance.commands",
    "bench": "wishmi.bench.commands",
}
"""Where each lives: a module, and its `command` unless another name follows."""


class Commands(click.RichGroup):
    """A group that imports a command when it is used, so that none pays for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name or "command")
        command.name = cmd_name
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Failure as failure:  # plain: a box would wrap the lines of a log
            click.echo(f"wishmi: {failure.message}", err=True)
            ctx.exit(failure.exit_code)


@click.command(cls=Commands)
@click.version_option(package_name="wishmi")
def main() -> None:
    """The public catalogue of what Milan offers to people under 18, and all that keeps it."""
    # What a command prints is for whoever asked; the processes set up a log of their own.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    main(prog_name="wishmi")
