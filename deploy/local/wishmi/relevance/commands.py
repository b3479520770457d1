"""`wishmi relevance`: how good the first entries are, by judged queries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import msgspec
import rich_click as click

from catalog_search.query import SWITCHES
from wishmi.bench.ground import ground
from wishmi.commands import asynchronous
from wishmi.embedded.child import Died
from wishmi.failure import Failure
from wishmi.relevance import baseline
from wishmi.relevance.asking import Report, measured
from wishmi.relevance.judgements import read
from wishmi.stack import Stack, data_option, http


@click.command
@click.argument(
    "files",
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    nargs=-1,
    required=True,
)
@data_option
@click.option(
    "--demo",
    is_flag=True,
    help="Ask a system of this command's own with the invented catalogue, gone afterwards.",
)
@click.option(
    "--without",
    type=click.Choice(SWITCHES),
    metavar="FACTOR",
    multiple=True,
    help="Leave a factor out of the order, to see what it is worth; repeat it. docs/ranking.md "
    "names them.",
)
@click.option("--json", "as_json", is_flag=True, help="For a program: one object a line and FILE.")
@click.option(
    "--baseline",
    "held",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write into this file what is measured, with and without each factor, as what the tests "
    "hold and docs/ranking.md tells from now on.",
)
@asynchronous
async def command(
    files: tuple[Path, ...],
    data: Path,
    demo: bool,
    without: tuple[str, ...],
    as_json: bool,
    held: Path | None,
) -> None:
    """Ask the queries of each FILE and say how good the answers are by its judgements.

    FILE is CSV: query_id, query, filters (as in an address), offer (the catalogue's own id) and
    grade (0 to 3), one row for each judged offer. nDCG@10 takes 1, 3 and 7 as gains;
    recall@20 counts what is at least related (grade 1).
    """
    async with address(data, demo=demo) as url, http(url) as client:
        reports = {path.name: await measured(client, path, without) for path in files}
        if held is not None:
            baseline.write(held, {path.name: await every(client, path) for path in files})
    for path in files:
        report = reports[path.name]
        if as_json:
            click.echo(msgspec.json.encode(report))
        else:
            tell(path, report)


async def every(client: httpx.AsyncClient, path: Path) -> baseline.Held:
    """What is given, and what would be given without each factor."""
    without = {name: await measured(client, path, (name,)) for name in SWITCHES}
    return baseline.of(await measured(client, path), without)


@asynccontextmanager
async def address(data: Path, *, demo: bool) -> AsyncIterator[str]:
    """Where the catalogue's API is."""
    if not demo:
        yield Stack.find(data).url("catalog_search")
        return
    try:
        async with ground(demo=True, meaning=True) as made:
            yield made.stack.url("catalog_search")
    except Died as error:
        raise Failure(str(error)) from error


def tell(path: Path, report: Report) -> None:
    """A line for each query with the first ten and their grades, and the means."""
    click.echo(f"{path.name}\nnDCG@10  recall@20")
    for judged, one in zip(read(path), report.queries, strict=True):
        filters = "".join(f" {name}={value}" for name, value in judged.filters)
        graded = (f"{offer}:{judged.grades.get(offer, 0)}" for offer in one.first)
        click.echo(f"{one.ndcg_at_10:7.3f}  {one.recall_at_20:9.3f}  ", nl=False)
        click.echo(f"{one.id}  {judged.words}{filters}\n{'':20}{' '.join(graded)}")
    click.echo(f"{report.ndcg_at_10:7.3f}  {report.recall_at_20:9.3f}  ", nl=False)
    click.echo(f"mean of {len(report.queries)} queries")
