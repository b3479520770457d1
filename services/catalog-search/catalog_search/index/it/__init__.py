"""Words of the Italian analysis: read from the files beside, one entry a line, `#` says why."""

from importlib.resources import files


def lines(name: str) -> list[str]:
    """The entries of a file, without what is said about them."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    entries = (line.partition("#")[0].strip() for line in text.splitlines())
    return [entry for entry in entries if entry]
