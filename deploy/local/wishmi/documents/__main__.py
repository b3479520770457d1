"""`python -m wishmi.documents [--check]`: write what is made from the code, or say what differs."""

import sys
from pathlib import Path

import rich_click as click

from contracts.streams import STREAMS
from wishmi.documents import documents, examples


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if something differs.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path.cwd,
    help="Root of the repository; the current folder where it is not given.",
)
def main(check: bool, into: Path) -> None:
    """Make schemas, AsyncAPI, OpenAPI, the table of events and missing examples from the code."""
    wanted = documents(into) | missing_examples(into)
    made = (path.relative_to(into).as_posix() for path in (into / "proto/schemas").glob("*.json"))
    left_over = sorted(path for path in made if path not in wanted)
    different = [path for path, text in wanted.items() if read(into / path) != text]
    if check:
        for path in (*different, *left_over):
            click.echo(f"{path} is not what the code says: run `make contracts`", err=True)
        sys.exit(1 if different or left_over else 0)
    for path in different:
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_text(wanted[path], "utf-8")
        click.echo(f"wrote {path}")
    for path in left_over:
        (into / path).unlink()
        click.echo(f"removed {path}")


def missing_examples(into: Path) -> dict[str, str]:
    """An example is made once and kept for ever: readers of later releases must decode it."""
    return {
        path: text
        for fact in (fact for stream in STREAMS for fact in stream.facts)
        if not (into / (path := f"proto/examples/{fact.TYPE}.json")).exists()
        for text in [examples.document(fact)]
    }


def read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    main()
