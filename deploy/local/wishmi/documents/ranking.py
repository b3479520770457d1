"""The page on the order of answers, with the table of factors as the code has it."""

from catalog_search.search.fairness import WINDOW
from catalog_search.search.ranking import CEILING, FACTORS, SWITCHED
from catalog_search.understanding.kinds import KINDS
from wishmi.documents import words

HEAD = """\
# How the order is made

Made by `make contracts` from `catalog_search/search/ranking.py`: do not edit.

An entry is found when words of a query stand in it that tell what is looked for. How well they
stand there gives its text score: in its names and title they count most, then in its summary, its
body's name, its description; the form as typed above its stem, its stem above a synonym (see "The
words" below). What an entry means counts beside what it says, in sixteen languages: the nearer to
the query, the more is added, and what is near enough is found even where it has none of the words,
which its `note` says. That score is multiplied by 1 plus what the factors below add, at most
{ceiling:g}, so that the words remain the first reason. What a family wishes (`prefer_*`) moves the
order and never hides anything. Popularity is left out, because it feeds itself.

`explain=true` gives the formula of each entry with its parts; `without=<name>` asks for the same
without a factor or a switch.

| factor | adds at most | what a family reads | why |
|---|---|---|---|
"""

SWITCHES_HEAD = """
| switch | why |
|---|---|
"""

UNDERSTOOD_HEAD = """
## What is read out of the words

"nuoto bambini 6 anni zona 3 gratis sabato mattina" holds one thing to look for and five wishes.
What the words say about who, where, when and for how much becomes a wish: it moves the order and
hides nothing. Most of those words are then no longer searched, for a card that happens to say
"anni" or "sabato" is not a better one; the others are searched beside the rest. Each reading is
told in `understood` with the words it came from and can be refused (`not_understood=<id>`, or
`understand=false` for all). A parameter of the same sense goes before it. Where nothing but wishes
is said, they rank everything. Numbers, ages, days and prices are also read in English, Spanish,
French, Chinese and Arabic. Words that tell of danger bring helplines above everything.

| kind | what | for example | factor | searched too |
|---|---|---|---|---|
"""

TAIL = """
Equals change places every day, in the same way for everybody. No body has more than three entries
among the first ten, unless the query names it: the first {window} are one list that is reordered
and then cut into pages, so that none repeats or skips.
"""


def document() -> str:
    factors = "".join(
        f"| `{one.name}` | {one.weight:.0%} | {one.sentence} | {one.why} |\n" for one in FACTORS
    )
    switches = "".join(f"| `{one.name}` | {one.why} |\n" for one in SWITCHED)
    understood = "".join(
        f"| `{one.name}` | {one.says} | {one.example} | {one.factor and f'`{one.factor}`'} |"
        f" {one.searched} |\n"
        for one in KINDS
    )
    head, tail = HEAD.format(ceiling=CEILING), TAIL.format(window=WINDOW)
    meaning = UNDERSTOOD_HEAD + understood + words.document()
    return head + factors + SWITCHES_HEAD + switches + tail + meaning
