"""`wishmi bench`: the numbers to hold, measured on a system of its own."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import rich_click as click
from rich.console import Console

from catalog_search.index import drift
from kit import settings as kit_settings
from wishmi.bench.day import day
from wishmi.bench.ground import Ground, ground
from wishmi.bench.growth import MULTIPLIED, growth, multiplied
from wishmi.bench.lag import lag
from wishmi.bench.log import NARROWED, QUESTIONS, log
from wishmi.bench.meaning import meaning
from wishmi.bench.places import places
from wishmi.bench.rebuild import rebuild
from wishmi.bench.sample import Missing, Sampler
from wishmi.bench.search import questions_of, search
from wishmi.bench.suggest import suggest
from wishmi.console import Talk
from wishmi.embedded.child import Died
from wishmi.failure import Failure
from wishmi.imports.commands import CATALOGUE, REPOSITORY
from wishmi.relevance import judgements
from wishmi.settings import Settings, environ

JUDGED = REPOSITORY / "tests" / "relevance" / "dev.csv"

SIZES = (10_000, 100_000)
"""As in architecture.md, "Numbers to hold"."""

GROWTH = 120
"""Questions for the growth of cost: at 1,000,000 entries one took 0.3 s where this was written."""


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


judged_option = click.option(
    "--judged",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=JUDGED,
    show_default=True,
    help="Judged queries, whose words are among those that are asked.",
)


@command.command("search")
@options
@judged_option
@click.option(
    "--questions",
    type=click.IntRange(min=len(NARROWED)),
    default=QUESTIONS,
    show_default=True,
    help="How many different ones to ask.",
)
def search_command(
    titles: Path | None, entries: tuple[int, ...], judged: Path, questions: int
) -> None:
    """What a search costs over its own body sent raw, and that body over a textbook's."""
    run(titles, entries, partial(searched, words_of(judged), questions))


@command.command("day")
@options
@judged_option
def day_command(titles: Path | None, entries: tuple[int, ...], judged: Path) -> None:
    """A day's traffic by Zipf's law while entries change, against the textbook's body sent raw."""
    asked = words_of(judged)
    run(titles, entries, partial(traffic, asked))


@command.command("meaning")
@options
@judged_option
def meaning_command(titles: Path | None, entries: tuple[int, ...], judged: Path) -> None:
    """What the search by meaning adds; the first fill of 10,000 vectors takes some minutes."""
    run(titles, entries, partial(meant, words_of(judged)), meaning=True)


@command.command("suggest")
@options
def suggest_command(titles: Path | None, entries: tuple[int, ...]) -> None:
    """How long a suggestion takes while somebody types."""
    run(titles, entries, suggested)


@command.command("index")
@options
def index_command(titles: Path | None, entries: tuple[int, ...]) -> None:
    """How fast an index is made, how soon a change is found, how long `verify index` takes."""
    run(titles, entries, indexed, demo=True)


@command.command("growth")
@options
@judged_option
@click.option(
    "--multiplied",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Copy the last index so many times in the engine and ask that too; 0: do not.",
)
def growth_command(
    titles: Path | None, entries: tuple[int, ...], judged: Path, multiplied: int
) -> None:
    """How the cost of a search grows with the number of entries."""
    run(titles, entries, partial(grown, words_of(judged), max(entries), multiplied))


@command.command("places")
def places_command() -> None:
    """Whether 500 changes of places a second are held, and how soon the last ones are seen."""
    talk = Talk(Console(stderr=True, highlight=False, soft_wrap=True))

    async def held() -> Any:
        talk.say("starting a system to measure")
        async with ground(demo=True) as made:
            return await places(made, talk)

    try:
        figure = asyncio.run(held())
    except Died as error:
        raise Failure(str(error)) from error
    click.echo(msgspec.json.format(msgspec.json.encode(figure)).decode())


def words_of(judged: Path) -> list[str]:
    """The words of the judged queries."""
    return [query.words for query in judgements.read(judged)]


def run(
    titles: Path | None,
    entries: tuple[int, ...],
    measure: Any,
    *,
    demo: bool = False,
    meaning: bool = False,
) -> None:
    talk = Talk(Console(stderr=True, highlight=False, soft_wrap=True))
    shared = kit_settings.read(Settings, "wishmi", environ()).shared
    catalogue = CATALOGUE if CATALOGUE.is_dir() else REPOSITORY / CATALOGUE
    try:
        sampler = Sampler(catalogue, titles or shared / "data" / "scale" / "drop-in.csv")
        begun = ground(demo=demo, meaning=meaning)
        figures = asyncio.run(measured(begun, sampler, sorted(entries), measure, talk))
    except (Missing, Died) as error:
        raise Failure(str(error)) from error
    click.echo(msgspec.json.format(msgspec.json.encode(figures)).decode())


async def measured(
    begun: AbstractAsyncContextManager[Ground],
    sampler: Sampler,
    entries: list[int],
    measure: Any,
    talk: Talk,
) -> list[Any]:
    """One figure for each size; the index only grows."""
    talk.say("starting a system to measure")
    figures = []
    async with begun as made:
        for size in entries:
            with talk.bar("Telling entries") as progress:
                new = size - made.told
                await made.tell(sampler.offers(new, first=made.told), new, progress)
            figures.append(await measure(made, sampler, size, talk))
    return figures


async def searched(
    words: list[str], count: int, made: Ground, sampler: Sampler, size: int, talk: Talk
) -> Any:
    questions = await questions_of(made, log(sampler, words, count))
    return await asyncio.to_thread(search, made, questions, size, talk)


async def traffic(words: list[str], made: Ground, sampler: Sampler, size: int, talk: Talk) -> Any:
    questions = await questions_of(made, log(sampler, words))
    return await day(made, sampler, questions, size, talk)


async def meant(words: list[str], made: Ground, sampler: Sampler, size: int, talk: Talk) -> Any:
    talk.say("making vectors")
    began = time.perf_counter()
    await made.understood(size)
    talk.say(f"after {time.perf_counter() - began:.0f} s")
    return await asyncio.to_thread(meaning, made, log(sampler, words), size, talk)


async def grown(
    words: list[str],
    last: int,
    factor: int,
    made: Ground,
    sampler: Sampler,
    size: int,
    talk: Talk,
) -> list[Any]:
    asked = log(sampler, words, GROWTH)
    talk.say(f"{len(asked)} questions over {size} entries")
    questions = await questions_of(made, asked)
    figures = [await asyncio.to_thread(growth, made, questions, size, api=True)]
    if size == last and factor:
        await multiplied(made, factor, talk)
        questions = await questions_of(made, asked, index=MULTIPLIED)
        talk.say(f"{len(asked)} questions over {size * factor} entries")
        figures.append(await asyncio.to_thread(growth, made, questions, size * factor, api=False))
    return figures


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
