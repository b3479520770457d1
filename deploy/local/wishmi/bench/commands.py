"""`wishmi bench`: the numbers to hold, measured on a system of its own."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import rich_click as click
from rich.console import Console

from catalog_search.index import drift
from kit import settings as kit_settings
from wishmi.bench.ground import Ground, ground
from wishmi.bench.lag import lag
from wishmi.bench.rebuild import rebuild
from wishmi.bench.sample import Missing, Sampler
from wishmi.bench.search import search
from wishmi.bench.suggest import suggest
from wishmi.console import Talk
from wishmi.embedded.child import Died
from wishmi.failure import Failure
from wishmi.imports.commands import CATALOGUE, REPOSITORY
from wishmi.settings import Settings, environ

SIZES = (10_000, 100_000)
"""As in architecture.md, "Numbers to hold"."""


@click.group
def command() -> None:
    """Measure the system against the bare engine, in one run, and print JSON.

    It starts a system of its own in a temporary folder and removes it; the entries are the example
    catalogue's fields drawn anew under the titles of Toronto's drop-in programmes.
    """


def options(function: Callable[..., None]) -> Callable[..., None]:
    function = click.option(
        "--titles",
        type=click.Path(path_type=Path),
        help="The CSV file of Toronto's drop-in programmes; `data/scale/drop-in.csv` in the "
        "shared folder where it is not given.",
    )(function)
    return click.option(
        "--entries",
        type=click.IntRange(min=100),
        multiple=True,
        default=SIZES,
        show_default=True,
        help="How many entries to measure with; repeat it, rising.",
    )(function)


@command.command("search")
@options
def search_command(titles: Path | None, entries: tuple[int, ...]) -> None:
    """What a search costs over its own body sent raw, and that body over a textbook's."""
    run(titles, entries, searched, demo=False)


@command.command("suggest")
@options
def suggest_command(titles: Path | None, entries: tuple[int, ...]) -> None:
    """How long a suggestion takes while somebody types."""
    run(titles, entries, suggested, demo=False)


@command.command("index")
@options
def index_command(titles: Path | None, entries: tuple[int, ...]) -> None:
    """How fast an index is made, how soon a change is found, how long `verify index` takes."""
    run(titles, entries, indexed, demo=True)


def run(titles: Path | None, entries: tuple[int, ...], measure: Any, *, demo: bool) -> None:
    talk = Talk(Console(stderr=True, highlight=False, soft_wrap=True))
    shared = kit_settings.read(Settings, "wishmi", environ()).shared
    catalogue = CATALOGUE if CATALOGUE.is_dir() else REPOSITORY / CATALOGUE
    try:
        sampler = Sampler(catalogue, titles or shared / "data" / "scale" / "drop-in.csv")
        figures = asyncio.run(measured(sampler, sorted(entries), measure, talk, demo=demo))
    except (Missing, Died) as error:
        raise Failure(str(error)) from error
    click.echo(msgspec.json.format(msgspec.json.encode(figures)).decode())


async def measured(
    sampler: Sampler, entries: list[int], measure: Any, talk: Talk, *, demo: bool
) -> list[Any]:
    """One figure for each size; the index only grows."""
    talk.say("starting a system to measure")
    figures, there = [], 0
    async with ground(demo=demo) as made:
        for size in entries:
            with talk.bar("Telling entries") as progress:
                new = size - there
                await made.tell(sampler.offers(new, first=there), new, progress)
            there = size
            figures.append(await measure(made, sampler, size, talk))
    return figures


async def searched(made: Ground, _: Sampler, size: int, talk: Talk) -> Any:
    return await asyncio.to_thread(search, made, size, talk)


async def suggested(made: Ground, _: Sampler, size: int, talk: Talk) -> Any:
    return await asyncio.to_thread(suggest, made, size, talk)


async def indexed(made: Ground, sampler: Sampler, size: int, talk: Talk) -> dict[str, Any]:
    built = await rebuild(made, list(sampler.offers(size)), talk)
    began = time.perf_counter()
    compared = await drift.compare(made.settings)
    verified = time.perf_counter() - began
    return {
        "rebuild": built,
        "lag": await lag(made, talk),
        "verify": {"seconds": round(verified, 2), "agrees": compared.agrees},
    }
