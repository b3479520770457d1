"""How words are read and what each rule of the Italian analysis is for, from its files."""

from collections.abc import Iterator
from importlib.resources import files

from catalog_search.index import it
from catalog_search.search.text import FIELDS, FORMS, FOUND, PHRASES, SYNONYMS

HEAD = """
## The words

Entries and queries are read alike: without capitals, articles and what is elided (`l'`, `dell'`,
`un'`), in the singular and masculine, without accents. A table of pairs that must meet and of pairs
that must not is a test (`tests/relevance/test_italian.py`).

A word counts by where it stands: {fields}.
Beside the {stem:g} of its stem there, a word that tells what is looked for counts {found:g}
anywhere in the entry, the exact form {forms:g}, words side by side {phrases:g}, a synonym
{synonyms:g}.

An entry is found when it has any word that tells what is looked for, or all words of the query.
These words tell nothing of it, and only help to order:

"""

SYNONYMS_HEAD = """
### What is called by another name

Read in queries only; `→` where the reverse does not hold.
"""

COMPOUNDS_HEAD = """
### What is one thing though it is written in two words
"""

NAMES = {
    "names": "names of activities",
    "entry.title": "title",
    "entry.summary": "summary",
    "entry.provider.name": "name of the body",
    "entry.description": "description",
}


def document() -> str:
    head = HEAD.format(
        fields=", ".join(f"{NAMES[name]} {weight}" for name, weight in FIELDS.items()),
        stem=1,
        found=FOUND,
        forms=FORMS,
        phrases=PHRASES,
        synonyms=SYNONYMS,
    )
    general = ", ".join(it.lines("general.txt")) + ".\n"
    synonyms, compounds = rules("synonyms.txt"), rules("compounds.txt")
    return "".join((head, general, SYNONYMS_HEAD, *synonyms, COMPOUNDS_HEAD, *compounds))


def rules(name: str) -> Iterator[str]:
    """Each rule of a file with its reason; a heading (`##`) gives the reason of those below."""
    table = "\n| words | why |\n|---|---|\n"
    for line in (files(it.__name__) / name).read_text(encoding="utf-8").splitlines():
        rule, _, why = (part.strip() for part in line.partition("#"))
        if line.startswith("##"):
            yield f"\n**{why.removeprefix('#').strip()}**\n{table}"
        elif rule:
            yield f"| {rule.replace('=>', '→')} | {why} |\n"
