"""`wishmi import`: bring the city's open data or a catalogue into the running system."""

import asyncio
from pathlib import Path

import msgspec
import rich_click as click
from rich.console import Console

from kit import settings as kit_settings
from wishmi.console import Talk
from wishmi.failure import Failure
from wishmi.imports.report import Report, sentences
from wishmi.imports.run import prepared, run
from wishmi.imports.sending import NotTaken
from wishmi.services import BY_NAME
from wishmi.settings import Settings, environ
from wishmi.stack import Stack, data_option

CATALOGUE = Path("examples/catalogue")
REPOSITORY = Path(__file__).parents[4]
"""Of an editable installation: where the example catalogue is, wherever one stands."""


@click.group("import")
def command() -> None:
    """Bring data in: running one twice changes nothing, a broken row stops no other.

    Exit code 0: all rows were taken; 1: some were refused, and a file says which and why;
    2: a file is missing or is not what it should be; 3: the service did not take them.
    """


def importing(name: str, argument: str, help_: str) -> click.Command:
    """A subcommand for an import: they differ in what their path means."""

    @command.command(name, help=help_)
    @click.argument(
        "path", metavar=f"[{argument}]", type=click.Path(path_type=Path), required=False
    )
    @data_option
    @click.option(
        "--refused",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Where to write the refused rows; in the data folder where it is not given.",
    )
    @click.option(
        "--withdraw-vanished",
        is_flag=True,
        help="Withdraw what the file names no more; without, it is only listed.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
    @click.pass_context
    def import_(
        context: click.Context,
        path: Path | None,
        data: Path,
        refused: Path | None,
        withdraw_vanished: bool,
        as_json: bool,
    ) -> None:
        refused_file = refused or refused_rows(data, name)
        source = path or usual(name)
        report = asyncio.run(
            imported(name, source, data, refused_file, withdraw_vanished=withdraw_vanished)
        )
        if as_json:
            click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
        else:
            for sentence in sentences(report):
                click.echo(sentence)
        context.exit(1 if report.refused else 0)

    return import_


importing("reference", "PATH", "Municipi, neighbourhoods (NIL) and metro stops of the city.")
importing("milano-sport", "PATH", "The city's sport facilities (ds629), as listings.")
importing("milano-pools", "PATH", "The city's swimming pools (ds32), as listings.")
importing("catalogue", "DIR", "Bodies and offers: providers.jsonl and offers.jsonl of a folder.")


async def imported(
    name: str, path: Path, data: Path, refused: Path, *, withdraw_vanished: bool
) -> Report:
    parts = prepared(name, path)
    talk = Talk(Console(stderr=True, highlight=False, soft_wrap=True))
    try:
        async with Stack.find(data).client(BY_NAME["providers"]) as http:
            return await run(
                name,
                parts,
                refused_file=refused,
                withdraw_vanished=withdraw_vanished,
                http=http,
                talk=talk,
            )
    except Failure as failure:
        if failure.exit_code != Failure.exit_code:
            raise
        raise NotTaken(failure.message) from None  # 1 says here that some rows were refused


def usual(name: str) -> Path:
    """Where the files are that nobody named."""
    if name == "catalogue":
        return CATALOGUE if CATALOGUE.is_dir() else REPOSITORY / CATALOGUE
    settings = kit_settings.read(Settings, "wishmi", environ())
    return settings.city_data or settings.shared / "data" / "milano"


def refused_rows(data: Path, name: str) -> Path:
    return data / f"refused-{name}.csv"
