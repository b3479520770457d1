"""The page on the order of answers, with the table of factors as the code has it."""

from pathlib import Path

from catalog_search.search.fairness import WINDOW
from catalog_search.search.ranking import CEILING, FACTORS, SWITCHED
from catalog_search.search.text import FLOOR
from catalog_search.understanding.kinds import KINDS
from wishmi.documents import words
from wishmi.relevance import baseline

BASELINE = "tests/relevance/baseline.json"
FILES = ("dev.csv", "dev-languages.csv")

HEAD = """\
# How the order is made

Made by `make contracts` from `catalog_search/search/ranking.py`: do not edit.

An entry is found when words of a query stand in it that tell what is looked for. How well they
stand there gives its text score: in its names and title they count most, then in its summary, its
body's name, its description; the form as typed above its stem, its stem above a synonym (see "The
words" below). What an entry means counts beside what it says, in sixteen languages: the nearer to
the query, the more is added, and what is near enough is found even where it has none of the words,
which its `note` says. To this {floor:g} is added for being found at all, and the whole is
multiplied by 1 plus what the factors below add, at most {ceiling:g}, so that the words remain the
first reason. What a family wishes (`prefer_*`) moves the order and never hides anything. Popularity
is left out, because it feeds itself.

`explain=true` gives the formula of each entry with its parts; `without=<name>` asks for the same
without a factor or a switch.

How good the first ten are is measured by what people chose for {queries}:
[nDCG@10](../tests/relevance/README.md) is {means}, where 1 is a list than which none is better.
"Worth" is what these lose without a factor, each left out by itself (`make baseline`).

| factor | adds at most | worth | worth in other languages | what a family reads | why |
|---|---|---|---|---|---|
"""

SWITCHES_HEAD = """
| switch | worth | worth in other languages | why |
|---|---|---|---|
"""

UNDERSTOOD_HEAD = """
## What is read out of the words

"nuoto bambini 6 anni zona 3 gratis sabato mattina" holds one thing to look for and five wishes.
What the words say about who, where, when and for how much becomes a wish: it moves the order and
hides nothing. Most of those words are then no longer searched, for a card that happens to say
"anni" or "sabato" is not a better one; the others are searched beside the rest. Each reading is
told in `understood` with the words it came from and can be refused (`not_understood=<id>`, or
`understand=false` for all). A parameter of the same sense goes before it. Where nothing but wishes
is said, they rank everything. Words that tell of danger bring helplines above everything.

English, Spanish, French, Chinese and Arabic are read by lists of words, one a language, that anyone
who speaks it can mend (`catalog_search/understanding/words/`): what a family calls a thing becomes
the Italian words that cards say, and those are then read and searched as if they had been typed.
What was typed is searched beside them, for titles and names may have it, and what it means counts
with theirs. Words of Italian are never taken for another language (a test with a dictionary), and
what no list has is left to its meaning.

Families also tell what hurts, where cards name what is offered: "non parla" is an Italian list's
`logopedia`, "i miei litigano" its `separazione genitori` (`understanding/words/it.txt`). These
are searched in the words of cards and as they were told. A word that only says for whom
("medie", "neonato") finds nothing by itself beside one that says what, and counts half there.

| kind | what | for example | factor | searched too |
|---|---|---|---|---|
"""

TAIL = """
Equals change places every day, in the same way for everybody. No body has more than three entries
among the first ten, unless the query names it: the first {window} are one list that is reordered
and then cut into pages, so that none repeats or skips.
"""


def document(measured: Path) -> str:
    held = baseline.read(measured)
    factors = "".join(
        f"| `{one.name}` | {one.weight:.0%} | {worth(held, one.name)} | {one.sentence} |"
        f" {one.why} |\n"
        for one in FACTORS
    )
    switches = "".join(
        f"| `{one.name}` | {worth(held, one.name)} | {one.why} |\n" for one in SWITCHED
    )
    understood = "".join(
        f"| `{one.name}` | {one.says} | {one.example} | {one.factor and f'`{one.factor}`'} |"
        f" {one.searched} |\n"
        for one in KINDS
    )
    queries = [len(held[name].queries) for name in FILES]
    means = [f"{held[name].mean:.3f}" for name in FILES]
    head = HEAD.format(
        ceiling=CEILING,
        floor=FLOOR,
        queries=f"{queries[0]} queries in Italian and {queries[1]} in five other languages",
        means=f"{means[0]} and {means[1]}",
    )
    tail = TAIL.format(window=WINDOW)
    meaning = UNDERSTOOD_HEAD + understood + words.document()
    return head + factors + SWITCHES_HEAD + switches + tail + meaning


def worth(held: baseline.Baseline, name: str) -> str:
    """What each file's mean loses without a factor, as cells of a row."""
    lost = (held[file].mean - held[file].without[name] for file in FILES)
    return " | ".join(f"{round(one, 3) + 0:.3f}" for one in lost)
