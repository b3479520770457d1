"""`wishmi settings`: everything that can be set, and what is in force."""

from pathlib import Path

import msgspec
import rich_click as click
from rich.console import Console
from rich.table import Table

from kit.settings import Setting, describe
from wishmi.services import BY_NAME
from wishmi.settings import Settings, environ
from wishmi.stack import Stack, data_option


@click.command
@data_option
@click.option("--json", "as_json", is_flag=True, help="For a program instead of a person.")
@click.argument("service", type=click.Choice(["wishmi", *BY_NAME]), required=False)
def command(data: Path, service: str | None, as_json: bool) -> None:
    """List the settings of a service, or of all: environment variables, with what they mean.

    Where a `wishmi up` runs on the data folder, what its processes were told is shown.
    """
    kinds = {"wishmi": Settings} | {name: each.settings for name, each in BY_NAME.items()}
    chosen = {service: kinds[service]} if service else kinds
    rows = {name: describe(kind, name, in_force(name, data)) for name, kind in chosen.items()}
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(rows)).decode())
        return
    for name, settings in rows.items():
        Console().print(table(name, settings))


def in_force(name: str, data: Path) -> dict[str, str]:
    if name in BY_NAME and (data / "endpoints.json").exists():
        return Stack.find(data).environment(BY_NAME[name])
    return environ()


def table(name: str, settings: list[Setting]) -> Table:
    made = Table("variable", "value", "meaning", title=name, show_lines=True)
    for setting in settings:
        variables = f"{setting.variable}\nor {setting.shared}"
        value = setting.value or ("(must be set)" if setting.required else "")
        made.add_row(variables, value, setting.documentation)
    return made
